"""What the sheets about pictures of people have in common: heading, tables, words for a state, the finished file."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ewloe_desktop.documents import flow, fonts, pdfa
from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.block import Block, pair
from ewloe_desktop.documents.code_mark import CODE, QUIET, code_mark
from ewloe_desktop.documents.flow import Piece, Row, Text, Whole
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.heading import school_heading
from ewloe_desktop.documents.long_file import LongFile
from ewloe_desktop.documents.margins import Margins
from ewloe_desktop.documents.page import A4, MM
from ewloe_desktop.documents.photo_facts import Made
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.words import moment, words

SIDE, TOP, FOOT = 18 * MM, 14 * MM, 15 * MM
RUNNING = 10 * MM  # height of the running head
WIDTH = A4[0] - 2 * SIDE
ACROSS = (A4[1], A4[0])
LINE = 9.5
Words = str | Sequence[Run]


def both(section: str, key: str) -> list[Run]:
    """A heading in both languages."""
    return pair(words(section)[key], words(section, "cy").get(key, ""))


def label(section: str, key: str) -> list[Run]:
    """A label: English, and Welsh less heavy beside it."""
    welsh = words(section, "cy").get(key, "")
    return [Run(words(section)[key], bold=True), *([Run(f" · {welsh}", language="cy")] if welsh else [])]


def titles(block: Block, section: str, size: float = 18) -> None:
    """A sheet's title, and beneath it the same in Welsh."""
    block.words([Run(words(section)["title"], bold=True)], size, tag="H1")
    if welsh := words(section, "cy").get("title", ""):
        block.words([Run(welsh, bold=True, language="cy")], size - 3)


class Sheet:
    """A sheet being put together from the top down: heading first, then text, facts, tables and blocks."""

    def __init__(
        self,
        made: Made,
        section: str,
        subtitle: Words = "",
        size: tuple[float, float] = A4,
        proof: Proof | None = None,
    ) -> None:
        self.made, self.section, self.size = made, section, size
        self.width = size[0] - 2 * SIDE
        self.root = Element("Sect")
        self.pieces: list[Piece] = []
        block = Block(self.width - (CODE + 3 * QUIET if proof else 0.0))
        school_heading(block, made.school, block.width, block.width)
        block.space(5 * MM)
        titles(block, section)
        if subtitle:
            block.space(1 * MM)
            block.words(subtitle, 12)
        if proof:
            _corner(block, proof, self.width - CODE)
        self.block(block, before=0)

    def block(self, block: Block, before: float = 4 * MM, keep: bool = False) -> None:
        """A block that is never split."""
        self.pieces.append(Whole(block, self.root.child("Sect"), before=before, keep=keep))

    def heading(self, key: str, before: float = 6 * MM) -> None:
        """A heading in both languages, kept with what follows."""
        lines = fonts.wrap(both(self.section, key), 11.5, self.width)
        self.pieces.append(Text(lines, 11.5, self.root.child("H2"), before=before, keep=True))

    def text(self, told: Words, size: float = LINE, before: float = 2 * MM, grey: float = 0.0) -> None:
        """A paragraph, or several when it has line ends."""
        runs: Words = [Run(told, grey=grey)] if isinstance(told, str) and "\n" not in told else told
        self.pieces.append(Text(fonts.wrap(runs, size, self.width), size, self.root.child("P"), before=before))

    def facts(self, rows: Iterable[tuple[Sequence[Run], Words]], share: float = 0.3, before: float = 3 * MM) -> None:
        """A table of labels and values."""
        table, split = self.root.child("Table"), self.width * share
        for number, (name, value) in enumerate(rows):
            line = table.child("TR")
            cells = [
                flow.cell(name, LINE, line.child("TH", Scope="Row"), 0.0, split, shaded=True),
                flow.cell(value or "–", LINE, line.child("TD"), split, self.width - split),
            ]
            self.pieces.append(Row(cells, LINE, before=0.0 if number else before))

    def table(
        self,
        headings: Sequence[Words],
        widths: Sequence[float],
        rows: Iterable[Sequence[Words]],
        size: float = 9.0,
        before: float = 3 * MM,
        whole: int = 6,
    ) -> None:
        """A table whose heading row stands again on every page; `widths` are shares of the sheet's."""
        table, room = self.root.child("Table"), self.width / sum(widths)
        places = [sum(widths[:n]) * room for n in range(len(widths))]
        line = table.child("TR")
        heads = [[replace(run, bold=True) for run in _runs(heading)] for heading in headings]
        small = min(_fitting(head, w * room - 2 * flow.CELL_PAD, size) for head, w in zip(heads, widths, strict=True))
        header = Row(
            [
                flow.cell(heading, small, line.child("TH", Scope="Column"), x, width * room, shaded=True)
                for heading, x, width in zip(heads, places, widths, strict=True)
            ],
            small,
            before=before,
            keep=True,
        )
        self.pieces.append(header)
        for values in rows:
            line = table.child("TR")
            cells = [
                flow.cell(value, size, line.child("TD" if n else "TH", **({} if n else {"Scope": "Row"})), x, w * room)
                for n, (value, x, w) in enumerate(zip(values, places, widths, strict=True))
            ]
            self.pieces.append(Row(cells, size, header=header, whole=whole))

    def finish(self, title: str, foot: str = "") -> bytes:
        """The finished file; `title` is its name and its running head."""
        out = io.BytesIO()
        about = pdfa.About(title, self.made.school.name, words(self.section)["title"], self.made.at)
        file = LongFile(out, about, self.size)
        room = self.size[1] - TOP - FOOT
        pages = flow.paginate(self.pieces, room, room - RUNNING)
        around = margins(self.made, title, foot, self.size)
        streams = []
        for number, page in enumerate(pages):
            file.paper.begin(number)
            around.draw(file.paper, number, len(pages))
            flow.draw(file.paper, page, SIDE, self.size[1] - TOP - (RUNNING if number else 0))
            streams.append([file.stream(file.paper.take()[0])])
        file.section(self.root, streams)
        file.close()
        return out.getvalue()


def _corner(block: Block, proof: Proof, x: float) -> None:
    """The square code of an act in the top right corner."""
    block.draw(lambda paper, left, top, parent: code_mark(paper, left + x, top, parent, proof, ""), 0.0)
    block.height = max(block.height, CODE + QUIET + 7 * MM)


def _runs(told: Words) -> Sequence[Run]:
    return (Run(told),) if isinstance(told, str) else told


def _fitting(runs: Sequence[Run], room: float, size: float) -> float:
    """The largest size in which no word of a heading is broken."""
    words_ = [(word, run.bold) for run in runs for word in fonts.shown(run.text).split()]
    widest = max((fonts.width(word, 1.0, bold) for word, bold in words_), default=0.0)
    return max(min(size, 0.99 * room / widest if widest else size), 4.5)


def margins(made: Made, head: str, foot: str, size: tuple[float, float] = A4) -> Margins:
    """What stands round every page: whose it is, when it was made and by whom, page x of y."""
    told = said("photo_states", "made", at=moment(made.at), by=made.by)
    return Margins(
        school=made.school,
        left=SIDE,
        right=size[0] - SIDE,
        top=size[1] - TOP,
        head=head,
        head_end="",
        foot=f"{foot} · {told}" if foot else f"{told} · {made.school.name}",
    )
