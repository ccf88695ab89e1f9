"""The parts of a permission form: what somebody is told, the table to tick, and the blocks that name the person."""

from collections.abc import Iterator, Sequence

from ewloe_desktop.documents import flow, fonts
from ewloe_desktop.documents.block import LEADING, Block, small_pair
from ewloe_desktop.documents.flow import Piece, Row, Text, Whole
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.heading import school_heading
from ewloe_desktop.documents.ink import Standing, ink_sentence, signature_row
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.photo_boxes import SIDE as BOX
from ewloe_desktop.documents.photo_boxes import TickRow
from ewloe_desktop.documents.photo_facts import FormFacts, Use, Who
from ewloe_desktop.documents.photo_page import LINE, WIDTH, both, label, titles
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.withdrawal_slip import slip_block
from ewloe_desktop.documents.words import day, words

_SECTION = "photo_form"
_WHO = 30 * MM
_COLUMNS = (66 * MM, 40 * MM, 34 * MM, WIDTH - 140 * MM)


class FormPieces:
    """Everything on the form in order; `places` are the blocks that differ from person to person, kept empty."""

    def __init__(self, facts: FormFacts) -> None:
        self.facts = facts
        self.root = Element("Sect")
        self.places = [Whole(_room(block.height), Element("Sect")) for block in _blocks()]
        self.told: list[Piece] = []
        self.answers: list[Piece] = []
        self._tell(self.told)
        self._ask(self.answers)

    def _tell(self, page: list[Piece]) -> None:
        facts, block = self.facts, Block(WIDTH)
        school_heading(block, facts.made.school, WIDTH, WIDTH)
        block.space(4 * MM)
        titles(block, _SECTION, 19)
        block.space(1 * MM)
        block.words(said(_SECTION, "for_all"), 11)
        page.append(Whole(block, self.root.child("Sect")))
        self._keep_place(page, 0, 4 * MM)
        self._heading(page, both(_SECTION, "why"))
        self._text(page, said(_SECTION, "why_text"))
        if facts.clause:
            self._text(page, said(_SECTION, "clause", clause=facts.clause, source=facts.clause_from))
        self._heading(page, [Run(said(_SECTION, "told", number=facts.wording_number), bold=True)])
        for paragraph in facts.wording.splitlines():
            if paragraph.strip():
                self._text(page, paragraph)
        self._heading(page, [Run(said(_SECTION, "rights"), bold=True)])
        contact = facts.contact or said(_SECTION, "no_contact")
        self._text(page, said(_SECTION, "controller", school=facts.made.school.name, contact=contact))
        self._text(page, said(_SECTION, "seen_by", years=facts.kept_years))
        self._text(page, said(_SECTION, "complaint"))

    def _ask(self, page: list[Piece]) -> None:
        self._heading(page, both(_SECTION, "answers"), before=0)
        self._text(page, said(_SECTION, "how_to"), before=1)
        page.extend(_table(self.root.child("Table"), self.facts.uses))
        self._heading(page, both(_SECTION, "single"), before=4 * MM)
        page.append(Whole(_singles(), self.root.child("Sect"), before=1))
        self._keep_place(page, 1, 5 * MM)
        page.append(Whole(_office(self.facts), self.root.child("Sect"), before=3 * MM))
        page.append(Whole(_cut(), self.root.child("Sect"), before=4 * MM, keep=True))
        self._keep_place(page, 2, 1 * MM)

    def _keep_place(self, page: list[Piece], number: int, before: float) -> None:
        place = self.places[number]
        place.before = before
        self.root.kids.append(place.element)
        page.append(place)

    def _heading(self, page: list[Piece], told: Sequence[Run], before: float = 4.5 * MM) -> None:
        page.append(Text(fonts.wrap(told, 12, WIDTH), 12, self.root.child("H2"), before=before, keep=True))

    def _text(self, page: list[Piece], told: str, before: float = 3.5) -> None:
        page.append(Text(fonts.wrap(told, 10.5, WIDTH), 10.5, self.root.child("P"), before=before))


def _blocks() -> tuple[Block, ...]:
    return who_block(None), sign_block(None), slip_block("")


def _room(height: float) -> Block:
    block = Block(WIDTH)
    block.space(height)
    return block


def name_of(who: Who | None) -> str:
    """The person's name; "" on a blank form."""
    return who.name if who else ""


def who_block(who: Who | None) -> Block:
    """The person in a frame of the same height for every name."""
    block = Block(WIDTH)
    rows = (
        (("name", 4 * MM, 116 * MM), ("since", 124 * MM, 46 * MM)),
        (("kind", 4 * MM, 74 * MM), ("posts", 82 * MM, 88 * MM)),
    )
    values = _values(who)
    block.draw(lambda paper, left, top, _parent: _frame(paper, left, top))
    for number, row in enumerate(rows):
        for key, x, room in row:
            _value(block, key, values[key], (x, room), (11 + number * 13) * MM)
    block.height = _WHO
    return block


def _values(who: Who | None) -> dict[str, str]:
    if who is None:
        return dict.fromkeys(("name", "since", "kind", "posts"), "")
    since = day(who.since) if who.since else ""
    return {"name": who.name, "since": since, "kind": who.kind, "posts": who.posts or "–"}


def _frame(paper: Paper, left: float, top: float) -> None:
    with paper.decoration():
        paper.box(left, top - _WHO, WIDTH, _WHO, 0.8, 0.3)


def _value(block: Block, key: str, value: str, across: tuple[float, float], down: float) -> None:
    """A value above its label, set smaller when it is long; a line for ink when it is not known."""
    x, room = across
    size = 11.0
    lines = fonts.wrap([Run(value, bold=key == "name")], size, room) if value else []
    while len(lines) * size * LEADING > 8.2 * MM and size > 4.5:
        size -= 0.5
        lines = fonts.wrap([Run(value, bold=key == "name")], size, room)
    told = fonts.wrap(small_pair(words(_SECTION)[key], words(_SECTION, "cy").get(key, "")), 7.5, room)[:1]

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        element = parent.child("P")
        paper.words(element, left + x, top - down - 3.2 * MM, told, 7.5)
        if lines:
            first = top - down + (len(lines) - 1) * size * LEADING + 0.8 * MM
            paper.words(element, left + x, first, lines, size, size * LEADING)
        with paper.decoration():
            paper.rule(left + x, top - down - 0.4 * MM, left + x + room, top - down - 0.4 * MM, 0.5, 0.4)

    block.draw(draw, 0.0)


def _table(table: Element, uses: Sequence[Use]) -> Iterator[Row]:
    """A row for each use with its own boxes; no box is ticked beforehand."""
    line = table.child("TR")
    places = [sum(_COLUMNS[:n]) for n in range(len(_COLUMNS))]
    cells = [
        flow.cell(label(_SECTION, key), 9, line.child("TH", Scope="Column"), x, width, shaded=True)
        for key, x, width in zip(("use", "seen", "picture", "with_name"), places, _COLUMNS, strict=True)
    ]
    header = Row(cells, 9, before=2 * MM, keep=True)
    yield header
    for use in uses:
        line = table.child("TR")
        name = [Run(use.name, bold=True), *([Run(f" · {use.name_cy}", language="cy")] if use.name_cy else [])]
        seen = said("photo_states", "published" if use.published else "inside")
        ticked = [line.child("TH", Scope="Row"), *(line.child("TD") for _ in range(3))]
        cells = [
            flow.cell(name, 8.5, ticked[0], places[0], _COLUMNS[0]),
            flow.cell(seen, 8.5, ticked[1], places[1], _COLUMNS[1]),
            *(flow.Cell((), ticked[n], places[n], _COLUMNS[n]) for n in (2, 3)),
        ]
        boxes = [
            (places[column] + at, said(_SECTION, key), ticked[column])
            for column in (2, 3)
            for at, key in ((2.5 * MM, "tick_yes"), (17 * MM, "tick_no"))
        ]
        yield TickRow(cells, 8.5, header=header, boxes=boxes)


def _singles() -> Block:
    """Two lines, each for one named picture or event with its own boxes."""
    block = Block(WIDTH)
    block.words(said(_SECTION, "single_how"), 9)
    end = WIDTH - 34 * MM
    for _ in range(2):
        ink_sentence(block, (said(_SECTION, "single_what"), 58.0, said(_SECTION, "single_use"), 37.0))
        for x, key in ((end, "tick_yes"), (end + 17 * MM, "tick_no")):
            _box(block, x, said(_SECTION, key))
    return block


def _box(block: Block, x: float, word: str) -> None:
    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        with paper.decoration():
            paper.box(left + x, top, BOX, BOX, 0.9)
        paper.words(parent.child("P"), left + x + BOX + 1.6 * MM, top + 1.1 * MM, [[Run(word)]], 9)

    block.draw(draw)


def sign_block(who: Who | None) -> Block:
    """The person's own words, room for ink, and the name it stands for; as high for every name."""
    block = Block(WIDTH)
    block.words([Run(said(_SECTION, "sign"), bold=True)], LINE)
    block.space(1.5 * MM)
    name = Standing("name", name_of(who), 75 * MM, 58 * MM)
    signature_row(block, 0.0, [name, Standing("date", "", 137 * MM, WIDTH - 137 * MM)])
    return block


def _office(facts: FormFacts) -> Block:
    """What the office notes when the form comes back."""
    block = Block(WIDTH)
    block.words(both(_SECTION, "office"), 9)
    block.height -= 3 * MM
    ink_sentence(block, (said(_SECTION, "received_by"), 80.0, said(_SECTION, "received_on"), 60.0))
    ink_sentence(block, (said(_SECTION, "received_how"), said(_SECTION, "how_choices")))
    told = f"{said(_SECTION, 'wording')} {facts.wording_number} · {said(_SECTION, 'entered_on')}"
    ink_sentence(block, (told, 42.0, said(_SECTION, "filed_at"), 200.0))
    return block


def _cut() -> Block:
    """Where the slip comes off."""
    block = Block(WIDTH)

    def draw(paper: Paper, left: float, top: float, _parent: Element) -> None:
        with paper.decoration():
            paper.canvas.setDash(3, 3)
            paper.rule(left, top, left + WIDTH, top, 0.6, 0.3)
            paper.canvas.setDash()

    block.draw(draw)
    block.space(0.8 * MM)
    block.words([Run(said(_SECTION, "cut"), grey=0.3)], 8)
    return block
