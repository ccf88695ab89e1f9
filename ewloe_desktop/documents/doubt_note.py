"""The note of signatures that are to be approved again, after somebody's way to sign was ended."""

from dataclasses import dataclass
from datetime import date, datetime

from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.photo_facts import Made
from ewloe_desktop.documents.photo_page import Sheet, Words, both
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.site_lines import proof_end
from ewloe_desktop.documents.words import day, moment, words

_SECTION = "doubt_note"
_WIDTHS = (14, 34, 76, 50)


@dataclass(frozen=True, slots=True)
class DoubtedLine:
    """One signature: its act, when, what it was in a sentence, and the answer, "" while there is none."""

    act: int
    at: datetime
    what: str
    answer: str


@dataclass(frozen=True, slots=True)
class DoubtNote:
    """Everything the note says."""

    made: Made
    name: str
    from_act: int
    reason: str
    ended_by: str
    ended_on: date
    lines: tuple[DoubtedLine, ...]
    proof: Proof | None = None


def doubt_note(facts: DoubtNote) -> bytes:
    """The note as PDF."""
    sheet = Sheet(facts.made, _SECTION, [Run(facts.name, bold=True)], proof=facts.proof)
    ended = said(_SECTION, "ended", name=facts.name, by=facts.ended_by, day=day(facts.ended_on), act=facts.from_act)
    sheet.text(ended, 10, before=8)
    sheet.text([Run(words(_SECTION)["reason"], bold=True), Run(f" {facts.reason}")], 10)
    sheet.text(words(_SECTION)["about"], 10)
    if facts.lines:
        headings: list[Words] = [both(_SECTION, key) for key in ("act", "signed", "what", "answer")]
        rows = ([str(one.act), moment(one.at), one.what, one.answer or "…"] for one in facts.lines)
        sheet.table(headings, _WIDTHS, rows, size=9, whole=24)
    else:
        sheet.text([Run(words(_SECTION)["none"], bold=True)], 10)
    proof_end(sheet, facts.proof)
    return sheet.finish(f"{said(_SECTION, 'title')}: {facts.name}", words(_SECTION)["foot"])
