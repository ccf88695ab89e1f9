"""The pages of a file at the left, what was read of it at the right, title and edition above: all can be mended."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.domain.text import PolicyText
from ewloe_desktop.ui import mending, parts, wording
from ewloe_desktop.ui.fields import TextField
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.mending import Mended
from ewloe_desktop.ui.mending_view import MendingView
from ewloe_desktop.ui.page_pictures import Drawn, PagePictures
from ewloe_desktop.ui.work import Work

PDF = "application/pdf"
_PICTURES, _WORDS = range(2)


class MendForm(Form):
    """Shows file and text side by side; `text` is what would be kept."""

    def __init__(self, work: Work) -> None:
        super().__init__(space=8)
        self._work = work
        self._original = b""
        self.as_read = ""
        self.title = TextField("title", self.tr("Title"))
        self.edition = TextField("edition", self.tr("Edition as written"), optional=True)
        self.edition.label.setText(self.tr("Edition as written"))
        row = parts.row(self.add(self.title), self.add(self.edition), space=16, stretch=False)
        for field in (self.title, self.edition):
            self.column.removeWidget(field)
        self.column.addLayout(row)
        row.setStretch(0, 3)
        row.setStretch(1, 1)
        self.doubts = parts.label("", "quiet")
        self.column.addWidget(self.doubts)
        self.bench = MendingView()
        self.pictures = PagePictures(self.tr("Pages of the file"), self._page_words)
        self._plain = QPlainTextEdit()
        self._plain.setReadOnly(True)
        self._plain.setAccessibleName(self.tr("The file as it is"))
        no_pages = self.tr("This kind of file has no fixed pages: here are its words as they were read.")
        self._no_pages = parts.label(no_pages, "quiet")
        self._original_side = QStackedWidget()
        for widget in (self.pictures, self._words_side()):
            self._original_side.addWidget(widget)
        self._lay_out()
        self.bench.page_wanted.connect(self.pictures.go_to)
        self.bench.changed.connect(self.changed)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(14)
        for widget, least in ((self._original_side, 260), (self.bench, 420)):
            card = parts.CardFrame(space=0)
            card.column.setContentsMargins(12, 10, 12, 12)
            card.column.addWidget(widget)
            card.setMinimumWidth(least)
            split.addWidget(card)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 6)
        split.setSizes([420, 640])
        self.column.addWidget(split, 1)

    def _words_side(self) -> QWidget:
        """A text file as it is; Word and OpenDocument files have no pages before they are printed."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._no_pages)
        column.addWidget(self._plain, 1)
        return holder

    def start(self, state: Mended, original: bytes, media_type: str, pages: int, as_read: str = "") -> None:
        """Begins with what was read of that file; `as_read` is what it said then, when some of it is mended already."""
        self._original = original
        self.as_read = as_read or mending.words(state)
        if media_type == PDF and pages:
            self.pictures.show_pages(pages, self._draw)
            self._original_side.setCurrentIndex(_PICTURES)
        else:
            as_it_is = media_type.startswith("text/")
            self._no_pages.setVisible(not as_it_is)
            self._plain.setPlainText(_decoded(original) if as_it_is else self.as_read)
            self._original_side.setCurrentIndex(_WORDS)
        self.restate(state)

    def restate(self, state: Mended) -> None:
        """Shows this state of the text beside the same file."""
        self.title.set_value(state.title)
        self.edition.set_value(state.edition)
        self.bench.start(state)
        loose = "; ".join(dict.fromkeys(wording.doubt(d.what) for d in state.doubts))
        self.doubts.setText(self.tr("To look at: {doubts}").format(doubts=loose))
        self.doubts.setVisible(bool(loose))

    @property
    def state(self) -> Mended:
        """The text as it stands, with every word typed so far."""
        return replace(self.bench.snapshot, title=self.title.line.text(), edition=self.edition.line.text())

    @property
    def text(self) -> PolicyText:
        """The words that would be kept."""
        return mending.result(replace(self.bench.state, title=self.title.value(), edition=self.edition.value()))

    def check(self, more: Callable[[], Sequence[FieldProblem]] | None = None) -> bool:
        """Whether there is a title and at least one word."""
        return super().check(self._problems)

    def _problems(self) -> Sequence[FieldProblem]:
        return () if self.text.blocks else (FieldProblem("blocks", "missing"),)

    def _draw(self, page: int, width: int, drawn: Drawn) -> None:
        self._work.background(drawn, self._work.keeper.page_picture, self._original, page, width)

    def _page_words(self, page: int, of: int) -> str:
        return self.tr("Page {page} of {of} of the file").format(page=page, of=of)


def _decoded(original: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        try:
            return original.decode(encoding)
        except UnicodeDecodeError:
            continue
    return original.decode("latin-1")
