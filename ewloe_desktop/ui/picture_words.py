"""Words about pictures that the window shares with the sheets: answers, reasons, outcomes, who sees a use."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.ui import wording

if TYPE_CHECKING:
    from ewloe_desktop.domain.photos import State, Verdict

translate = QCoreApplication.translate


def standing(state: "State") -> str:
    """How a permission stands, with its day and, when it lapsed, why."""
    words = wording.words("photo_states")
    name = state.standing.value
    if state.permitted and state.name_shown is not None:
        name = "yes_with_name" if state.name_shown else "yes_without_name"
    told = words[name]
    if state.since is not None:
        told = translate("PictureWords", "{standing}, since {day}").format(standing=told, day=wording.day(state.since))
    because = words.get(f"because_{state.reason}", "")
    return f"{told} — {because}" if because else told


def answer(verdict: "Verdict") -> str:
    """Yes or no, in the fewest words."""
    if verdict.allowed:
        return translate("PictureWords", "Yes, it may be used")
    return translate("PictureWords", "No, it may not be used")


def rule(verdict: "Verdict") -> str:
    """The rule an answer rests on, as a sentence."""
    return wording.words("photo_check")[f"rule_{verdict.rule}"]


def seen_by(published: bool) -> str:
    """Who sees a use."""
    return wording.words("photo_states")["published" if published else "inside"]


def basis(name: str) -> str:
    """A lawful basis the school notes."""
    return wording.words("photo_states")[f"basis_{name}"]


def reason(name: str) -> str:
    """Why something has to be taken down."""
    return wording.words("photo_takedown")[f"reason_{name}"]


def outcome(name: str) -> str:
    """What was done about a picture."""
    return wording.words("photo_takedown")[f"outcome_{name}"]


def honest(medium: str) -> str:
    """What can be done on a medium, and what cannot."""
    return wording.words("photo_takedown")[f"honest_{medium}"]


def medium(name: str) -> str:
    """What carries the picture."""
    return {
        "screen": translate("PictureWords", "On a screen: a page, a post, a video"),
        "print": translate("PictureWords", "Printed: a newsletter, a prospectus"),
        "press": translate("PictureWords", "Given to the press or a broadcaster"),
        "wall": translate("PictureWords", "On a wall or a board, or kept in a file"),
    }[name]
