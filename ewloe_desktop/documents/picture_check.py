"""The answer to whether a picture may be used, on one sheet: the question, the reason, the rule and everybody in it."""

from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.block import Block
from ewloe_desktop.documents.code_mark import CODE, QUIET, code_mark
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.photo_facts import CheckFacts
from ewloe_desktop.documents.photo_page import Sheet, label
from ewloe_desktop.documents.photo_words import dated, said, state_words
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.words import day, moment

_SECTION = "photo_check"


def picture_check(facts: CheckFacts) -> bytes:
    """The sheet as PDF; with the mark of the act when the answer is kept."""
    sheet = Sheet(facts.made, _SECTION, [Run(facts.what, bold=True)])
    sheet.block(_answer(facts, sheet.width))
    yes, no = said(_SECTION, "yes_word"), said(_SECTION, "no_word")
    seen = said("photo_states", "published" if facts.use.published else "inside")
    sheet.facts(
        [
            (label(_SECTION, "use"), facts.use.name),
            (label(_SECTION, "seen"), seen),
            (label(_SECTION, "on"), day(facts.on)),
            (label(_SECTION, "children"), yes if facts.children else no),
            (label(_SECTION, "setting"), yes if facts.setting else no),
            (label(_SECTION, "checked_by"), said(_SECTION, "checked", at=moment(facts.made.at), by=facts.made.by)),
        ],
        share=0.36,
    )
    sheet.heading("people")
    if facts.people:
        headings = [said(_SECTION, key) for key in ("name", "state", "since")]
        rows = (
            ([Run(name, bold=True)], [Run(state_words(s), bold=not s.permitted)], dated(s.since))
            for name, s in facts.people
        )
        sheet.table(headings, (46, 31, 23), rows, size=10)
    else:
        sheet.text(said(_SECTION, "nobody"))
    if facts.clause:
        sheet.heading("clause")
        quoted = f"“{facts.clause}”"
        told = said(_SECTION, "clause_from", clause=quoted, source=facts.clause_from) if facts.clause_from else quoted
        sheet.text(told)
    return sheet.finish(f"{said(_SECTION, 'title')} {facts.what}")


def _answer(facts: CheckFacts, width: float) -> Block:
    """Yes or no, so large that nobody reads past it, and why; the act's square code beside it."""
    block = Block(width)
    proof = Proof(facts.register, facts.act, facts.mark) if facts.mark else None
    room = width - (CODE + 2 * QUIET if proof else 0) - 10 * MM
    x = 5 * MM
    block.space(4 * MM)
    block.words([Run(said(_SECTION, "yes" if facts.allowed else "no"), bold=True)], 20, x=x, room=room)
    block.words(said(_SECTION, f"rule_{facts.rule}"), 11, x=x, room=room)
    block.space(1 * MM)
    kept = said(_SECTION, "kept" if proof else "not_kept")
    block.words([Run(kept, grey=0.25)], 9, x=x, room=room)
    block.space(4 * MM)
    if proof:
        block.height = max(block.height, CODE + QUIET + 11 * MM)
        block.draw(lambda paper, left, top, parent: _mark(paper, left + width, top, parent, proof), 3 * MM)
    height = block.height

    def frame(paper: Paper, left: float, top: float, _parent: Element) -> None:
        with paper.decoration():
            paper.box(left, top - height, width, height, 1.6)

    block.draw(frame, 0.0)
    return block


def _mark(paper: Paper, right: float, top: float, parent: Element, proof: Proof) -> None:
    code_mark(paper, right - CODE - QUIET - 2 * MM, top - QUIET, parent, proof, "")
