"""How permissions stand, in words and in one letter; no Qt in it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ewloe_desktop.domain.photos import How, Standing, State
from ewloe_desktop.ui.phrases import fill, word, words

if TYPE_CHECKING:
    from ewloe_desktop.services.photo_uses import WordingFacts
    from ewloe_desktop.services.photos import HistoryLine

TONES = {
    Standing.NOT_ASKED: "calm",
    Standing.YES: "ok",
    Standing.NO: "bad",
    Standing.WITHDRAWN: "bad",
    Standing.LAPSED: "warn",
    Standing.LEFT: "calm",
}


def sign(standing: Standing) -> str:
    """Y, N, W, L, – or Left."""
    return word("photo_signs", standing.value)


def answer_key(value: str) -> str:
    """The key of an answer in the grids: yes, named, alone or no."""
    return word("photo_keys", value)


def answer_said(value: str) -> str:
    """An answer of the grids in words, with what it says about the name."""
    return word("photo_said", value)


def standing(value: Standing) -> str:
    """Yes, No, Withdrawn, Lapsed, Not asked, Left."""
    return word("photo_standing", value.value)


def stands(state: State) -> str:
    """How it stands, in one line: Yes, until 3 March 2028, with name."""
    told = words("photo_told")
    name = state.standing.value
    if state.standing is Standing.YES and state.until is None:
        name = "yes_open"
    if state.standing is Standing.NOT_ASKED and state.asked_on is not None:
        name = "asked"
    facts = {"since": state.since, "until": state.until, "asked": state.asked_on, "because": because(state)}
    return ", ".join(part for part in (fill(told[name], facts), _beside(state), _single(state)) if part)


def because(state: State) -> str:
    """Why a yes lapsed."""
    return words("photo_because").get(state.reason, "") if state.standing is Standing.LAPSED else ""


def _beside(state: State) -> str:
    return name_told(state.name_shown) if state.permitted else ""


def _single(state: State) -> str:
    return words("photo_told")["single"] if state.permitted and state.reason == "only" else ""


def asked() -> str:
    """Asked, without an answer yet."""
    return word("photo_told", "asked_only")


def blank() -> str:
    """Nothing said yet."""
    return word("photo_told", "blank")


def name_told(shown: bool | None) -> str:
    """Whether the name may stand beside the picture; nothing when it was not asked."""
    return "" if shown is None else words("photo_told")["with_name" if shown else "without_name"]


def how(line: "HistoryLine") -> str:
    """How an answer reached the school."""
    return fill(word("photo_how", line.how.value), {"by": line.written_by})


def how_words(value: How) -> str:
    """A way an answer can reach the school."""
    return word("photo_ways", value.value)


def basis(value: str) -> str:
    """The lawful basis that the school noted for a use."""
    return word("photo_basis", value)


def medium(value: str) -> str:
    """What taking down can honestly mean on a medium."""
    return word("photo_medium", value)


def wording_of(wordings: "Sequence[WordingFacts]", on: date) -> "WordingFacts":
    """The words people were told on a day, of all there were, newest first; the oldest for a day before them all."""
    return next((told for told in wordings if told.since <= on), wordings[-1])


def legend() -> Iterable[tuple[Standing, str, str]]:
    """Every standing with its letter and its word, as the list under the matrix shows them."""
    return ((one, sign(one), standing(one)) for one in Standing if one is not Standing.LEFT)
