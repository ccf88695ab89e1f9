"""What the commands say: every sentence comes from resources/i18n."""

from ewloe_desktop.cli.errors import CommandRefused
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.errors import Expected, FieldsRefused


def say(name: str, /, **facts: object) -> str:
    """The command line's sentence of that name."""
    text = str(words("commands")[name])
    return text.format(**facts) if facts else text


def sentence(error: Expected) -> str:
    """An expected failure in words: what happened and what to do."""
    if isinstance(error, CommandRefused):
        return say(error.sentence, **error.facts)
    from ewloe_desktop.ui import wording

    return wording.error(error).aloud


def settings_sentence(path: str, error: FieldsRefused) -> str:
    """What is wrong in the settings, all of it in one sentence."""
    told = [say(f"setting_{p.problem}", field=p.field, **p.facts) for p in error.problems]
    return say("settings_wrong", path=path, problem=" ".join(told))
