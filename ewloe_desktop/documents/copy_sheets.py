"""The sheets about copies of the register: the label of one that leaves the school, and the report of one tested."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.block import Block
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.ink import ink_sentence
from ewloe_desktop.documents.page import MM
from ewloe_desktop.documents.photo_facts import Made
from ewloe_desktop.documents.photo_page import WIDTH, Sheet, Words, label
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.words import day, moment

_LABEL, _TEST = "copy_label", "copy_test"
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class CopyShown:
    """A copy as its sheets tell of it: the proof is the newest act in it."""

    register: str  # "EG-AB12"
    name: str
    place: str
    at: datetime
    act: int
    size: int  # bytes
    proof: Proof


@dataclass(frozen=True, slots=True)
class TestShown:
    """What came of testing a copy: how long it took, and what the check found, each as a line."""

    __test__ = False  # no test of its own, for all its name

    seconds: int
    acts: int
    later: int  # acts recorded after the copy was made
    found: tuple[str, ...]
    due: date  # by when this term's test was due


def copy_label(made: Made, copy: CopyShown) -> bytes:
    """What goes with a copy that leaves the school: which register, up to which act, when, and that it is sealed."""
    sheet = Sheet(made, _LABEL, [Run(f"{made.school.name}, {copy.register}", bold=True)], proof=copy.proof)
    sheet.facts(_told(copy))
    sheet.text([Run(said(_LABEL, "sealed"), bold=True)], before=5 * MM, size=11)
    sheet.text(said(_LABEL, "sealed_how"))
    sheet.text(said(_LABEL, "proof_how"))
    sheet.heading("keeping")
    sheet.block(_ink("ink_kept", "ink_taken"), before=3 * MM)
    return sheet.finish(f"{said(_LABEL, 'title')}, {copy.register}, {day(copy.at.date())}")


def _told(copy: CopyShown) -> Sequence[tuple[Sequence[Run], Words]]:
    rows: tuple[tuple[str, Words], ...] = (
        ("copied", [Run(moment(copy.at), bold=True)]),
        ("acts", said(_LABEL, "acts_to", act=f"{copy.act:,}")),
        ("file", copy.name),
        ("size", said(_LABEL, "megabytes", count=f"{max(1, round(copy.size / _MB)):,}")),
        ("place", copy.place),
    )
    return tuple((label(_LABEL, key), value) for key, value in rows)


def _ink(*keys: str) -> Block:
    block = Block(WIDTH)
    for key in keys:
        ink_sentence(block, (said(_LABEL, key), 100.0, said(_LABEL, "ink_on"), 60.0))
    return block


def copy_test(made: Made, copy: CopyShown, told: TestShown) -> bytes:
    """The report of a test: which copy, what was done with it, what was found."""
    sheet = Sheet(made, _TEST, [Run(f"{made.school.name}, {copy.register}", bold=True)], proof=copy.proof)
    good = not told.found
    sheet.text([Run(said(_TEST, "good" if good else "bad", count=len(told.found)), bold=True)], size=14, before=4 * MM)
    sheet.facts(_told(copy))
    sheet.heading("done")
    sheet.text(said(_TEST, "steps"))
    rows: tuple[tuple[str, Words], ...] = (
        ("checked", said(_TEST, "acts_checked", acts=f"{told.acts:,}")),
        ("took", said(_TEST, "seconds", count=told.seconds) if told.seconds != 1 else said(_TEST, "second")),
        ("later", f"{told.later:,}"),
        ("due", day(told.due)),
    )
    sheet.facts((label(_TEST, key), value) for key, value in rows)
    if told.found:
        sheet.heading("findings")
        for line in told.found:
            sheet.text(line)
        sheet.text([Run(said(_TEST, "what_now"), bold=True)], before=4 * MM)
    sheet.heading("seen")
    sheet.block(_ink("ink_seen"), before=3 * MM)
    return sheet.finish(f"{said(_TEST, 'title')}, {copy.register}, {day(made.at.date())}")
