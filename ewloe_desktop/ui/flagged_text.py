"""A policy's text with the places marked that the watch-list found, each with its number in the list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit, QWidget

from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.domain.watchlist import Place
from ewloe_desktop.ui import theme
from ewloe_desktop.ui.reading import ReadingPane, Stop, lead, write_block

Spot = tuple[int, int]  # positions in the document, from and to
Found = tuple[int, int, int, str]  # a spot, the point's number and its entry


class FlaggedText(ReadingPane):
    """Shows where each point stands; `wanted` names the point whose place is clicked."""

    wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.spots: Mapping[str, Sequence[Spot]] = {}
        self._text = PolicyText("", "", ())
        self._points: Sequence[tuple[str, Sequence[Place]]] = ()
        self._at = ""
        self.setTextInteractionFlags(self.textInteractionFlags() | Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.anchorClicked.connect(self._clicked)

    def show_points(self, text: PolicyText, points: Sequence[tuple[str, Sequence[Place]]]) -> None:
        """Shows the text with these points, numbered from one; stays where the person was in the same words."""
        if text == self._text and [one[0] for one in points] == [one[0] for one in self._points]:
            return
        self._text, self._points = text, points
        self.fill(self._write_all)

    def go_to_point(self, entry: str) -> None:
        """Brings a point's first place in sight and marks all of them."""
        self._at = entry
        self._stand_out()
        spots = self.spots.get(entry, ())
        if spots:
            cursor = QTextCursor(self.document())
            cursor.setPosition(spots[0][0])
            self.setTextCursor(cursor)
            above = self.cursorRect(cursor).top() - self.viewport().height() // 3
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + above)

    def _clicked(self, address: QUrl) -> None:
        self.wanted.emit(self._points[int(address.fragment()) - 1][0])

    def _rewrite(self) -> None:
        super()._rewrite()
        self._stand_out()

    def _stand_out(self) -> None:
        marked = []
        now = theme.colours()
        for start, end in self.spots.get(self._at, ()):
            one = QTextEdit.ExtraSelection()
            one.cursor = QTextCursor(self.document())
            one.cursor.setPosition(start)
            one.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            one.format.setBackground(theme.colour(now.badge))
            one.format.setForeground(theme.colour(now.on_badge))
            marked.append(one)
        self.setExtraSelections(marked)

    def _write_all(self, document: QTextDocument) -> tuple[Stop, ...]:
        document.clear()
        document.setDocumentMargin(0)
        cursor = QTextCursor(document)
        stops, starts = [], []
        for block in self._text.blocks:
            starts.append(write_block(cursor, block))
            if block.kind is Kind.HEADING:
                stops.append(Stop(block.words, block.level, starts[-1]))
        self.spots = _mark(document, self._found(document, starts))
        return tuple(stops)

    def _found(self, document: QTextDocument, starts: Sequence[int]) -> Iterator[Found]:
        """Every place as positions in the document, with its number and its point."""
        for number, (entry, places) in enumerate(self._points, 1):
            for place in places:
                for start, end in _spots(document, self._text.blocks[place.block], starts[place.block], place):
                    yield start, end, number, entry


def _spots(document: QTextDocument, block: Block, start: int, place: Place) -> Iterator[Spot]:
    """Where a place's letters stand in the document; in a table, in each of its cells that holds some."""
    if block.kind is not Kind.TABLE:
        before = len(lead(block)) - (len(block.words) - len(block.text))
        yield start + before + place.start, start + before + place.end
        return
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    table, at = cursor.currentTable(), 0
    for r, row in enumerate(block.rows):
        for c, words in enumerate(row):
            first, last = max(place.start, at), min(place.end, at + len(words))
            if words and first < last:
                cell = table.cellAt(r, c).firstPosition()
                yield cell + first - at, cell + last - at
            at += len(words) + 1 if words else 0


def _mark(document: QTextDocument, found: Iterable[Found]) -> Mapping[str, Sequence[Spot]]:
    """Marks each place and puts its number behind it, from the last to the first so that no place moves before."""
    spots: dict[str, list[Spot]] = {}
    for group in reversed(_together(sorted(found))):
        last = max(end for _start, end, _number, _entry in group)
        cursor = QTextCursor(document)
        for start, end, number, _entry in sorted(group, key=lambda one: one[0] - one[1]):  # the shortest on top
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(_looks(number))
        cursor.setPosition(last)
        added = sum(_number_behind(cursor, number) for number in sorted({number for _s, _e, number, _ in group}))
        for others in spots.values():
            others[:] = [(start + added, end + added) for start, end in others]
        for start, end, _number, entry in group:
            spots.setdefault(entry, []).append((start, end))
    return {entry: sorted(places) for entry, places in spots.items()}


def _together(found: Sequence[Found]) -> list[list[Found]]:
    """Places that lie over each other, as one."""
    groups: list[list[Found]] = []
    last = -1
    for one in found:
        if one[0] < last:
            groups[-1].append(one)
        else:
            groups.append([one])
        last = max(last, one[1])
    return groups


def _number_behind(cursor: QTextCursor, number: int) -> int:
    """Puts a point's number where the cursor stands; how many letters that took."""
    label, chars = f"\u00a0{number}", _looks(number)
    chars.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    chars.setFontUnderline(False)
    cursor.insertText(label, chars)
    return len(label)


def _looks(number: int) -> QTextCharFormat:
    now, chars = theme.colours(), QTextCharFormat()
    chars.setAnchor(True)
    chars.setAnchorHref(f"#{number}")
    chars.setFontUnderline(True)
    chars.setForeground(theme.colour(now.on_warn))
    chars.setBackground(theme.colour(now.warn))
    return chars
