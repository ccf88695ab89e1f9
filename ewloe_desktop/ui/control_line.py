"""Document control of a policy as one line beneath its title."""

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.policy_control import ControlFacts
from ewloe_desktop.ui import wording

translate = QCoreApplication.translate


def control_line(facts: ControlFacts | None) -> str:
    """Document control in one line, "" where nothing is filled in."""
    if facts is None:
        return ""
    law = {
        True: translate("PolicyPane", "the law asks for it"),
        False: translate("PolicyPane", "the law does not ask for it"),
    }
    told = {
        translate("PolicyPane", "Looked after by {words}"): facts.owner,
        "{words}": law[facts.statutory] if facts.statutory is not None else "",
        translate("PolicyPane", "to be read: {words}"): facts.published,
        translate("PolicyPane", "from {words}"): wording.day(facts.effective_on) if facts.effective_on else "",
        translate("PolicyPane", "with {words}"): ", ".join(facts.related_titles),
    }
    line = " · ".join(words.format(words=said) for words, said in told.items() if said)
    return line[:1].upper() + line[1:]
