"""The left side of the page about official sites: search, three ways to look, requests and sites as cards."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QStackedWidget, QWidget

from ewloe_desktop.domain.sites import OPEN, RequestState, SiteState
from ewloe_desktop.ui import parts, site_words, theme, wording
from ewloe_desktop.ui.cards import Card, CardList, CardsModel
from ewloe_desktop.ui.tables import bold

if TYPE_CHECKING:
    from ewloe_desktop.services.site_request_facts import RequestRow
    from ewloe_desktop.services.sites import SiteRow

_PAUSE = 180  # milliseconds after the last letter
UNDER_WAY, LIVE, EVERYTHING = "under_way", "live", "everything"
TABS = (UNDER_WAY, LIVE, EVERYTHING)
REQUEST, SITE = "request", "site"


class SiteList(parts.CardFrame):
    """Says what was typed and chosen; shows what it is given."""

    searched = Signal()
    chosen = Signal(str, str)  # "request" or "site", and its id

    def __init__(self, me: str, first: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent, space=10)
        self._me = me
        self._rows: tuple[Any, ...] = ()
        self.column.setContentsMargins(12, 14, 8, 8)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search sites and requests"))
        self.search.setAccessibleName(self.tr("Search sites and requests"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(theme.icon("search", theme.colours().quiet), QLineEdit.ActionPosition.LeadingPosition)
        self.column.addWidget(self.search)
        self.column.addLayout(self._tab_row())
        self._model: CardsModel[Any] = CardsModel(self._card)
        self._model.setParent(self)
        self.cards = CardList(self._model, self.tr("Official sites and requests"))
        self._none = parts.Empty("search", self.tr("Nothing found"), self.tr("No site and no request has these words."))
        why = self.tr("A request stands here until it is decided, and an approved site until it goes live.")
        self._quiet = parts.Empty("check", self.tr("Nothing is under way"), why)
        self._no_live = parts.Empty("sites", self.tr("No site is live"), self.tr("What goes live stands here."))
        what = self.tr("No official sites yet")
        ask = self.tr("Somebody asks, three people approve, and the school knows whose site it is and who runs it.")
        self._first = parts.Empty("sites", what, ask, first)
        self._stack = QStackedWidget()
        for page in (self.cards, self._none, self._quiet, self._no_live, self._first):
            self._stack.addWidget(page)
        self.column.addWidget(self._stack, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.searched)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.cards.chosen.connect(self._chosen)

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    @property
    def tab(self) -> str:
        """Which of the three is shown."""
        return next(key for key, tab in self.tabs.items() if tab.isChecked())

    def show_tab(self, key: str) -> None:
        """Shows another of the three."""
        self.tabs.get(key, self.tabs[EVERYTHING]).setChecked(True)
        self._fill()

    def show_rows(self, requests: "Sequence[RequestRow]", sites: "Sequence[SiteRow]") -> None:
        """Shows these; a request that has become a site stands in the register alone."""
        here = {site.id for site in sites}
        asked = [r for r in requests if not (r.state is RequestState.APPROVED and r.site_id in here)]
        asked.sort(key=lambda row: (not is_open(row), -row.number))
        running = sorted(sites, key=lambda site: (not site.alarm, _ORDER[site.state]))
        self._rows = (*asked, *running)
        for key, tab in self.tabs.items():
            count = sum(in_tab(row, key) for row in self._rows)
            tab.setText(f"{self._tab_words(key)} ({count:,})")
            tab.setAccessibleName(tab.text())
        self._fill()

    def choose(self, kind: str, id_: str) -> bool:
        """Moves to a request or a site, on whichever of the three it stands."""
        row = next((row for row in self._rows if kind_of(row) == kind and row.id == id_), None)
        if row is None:
            return False
        if not in_tab(row, self.tab):
            self.show_tab(next(key for key in TABS if in_tab(row, key)))
        return self.cards.choose(lambda one: one is row)

    @property
    def first(self) -> tuple[str, str] | None:
        """What stands at the top."""
        rows = self._model.rows
        return (kind_of(rows[0]), rows[0].id) if rows else None

    def best_tab(self) -> str:
        """The first of the three with something in it."""
        return next((key for key in TABS if any(in_tab(row, key) for row in self._rows)), UNDER_WAY)

    def _tab_row(self) -> Any:
        self.tabs: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for key in TABS:
            tab = parts.button(self._tab_words(key), None, "link")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _on=False, key=key: self.show_tab(key))
            group.addButton(tab)
            self.tabs[key] = tab
        self.tabs[UNDER_WAY].setChecked(True)
        return parts.row(*self.tabs.values(), space=2)

    def _tab_words(self, key: str) -> str:
        return {UNDER_WAY: self.tr("Under way"), LIVE: self.tr("Live"), EVERYTHING: self.tr("All")}[key]

    def _fill(self) -> None:
        before = self.cards.current()
        shown = [row for row in self._rows if in_tab(row, self.tab)]
        self.cards.blockSignals(True)
        self._model.show(shown)
        if before is not None:
            self.cards.choose(lambda row: kind_of(row) == kind_of(before) and row.id == before.id)
        self.cards.blockSignals(False)
        empty = 1 if self.words else (2 if self.tab == UNDER_WAY else 3) if self._rows else 4
        self._stack.setCurrentIndex(0 if shown else empty)

    def enough(self) -> int:
        """How wide the list must be to show a badge whole."""
        font = bold(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        longest = (site_words.alarm_words("two_administrators"), self.tr("Next check 30 September 2027"))
        sign = QFontMetrics(font).height() + 4
        return max(QFontMetrics(font).horizontalAdvance(words) for words in longest) + sign + 62

    def _chosen(self, row: Any) -> None:
        if row is not None:
            self.chosen.emit(kind_of(row), row.id)

    def _card(self, row: Any) -> Card:
        return self._request_card(row) if kind_of(row) == REQUEST else self._site_card(row)

    def _request_card(self, row: "RequestRow") -> Card:
        line = self.tr("Request {number} · {author}").format(number=row.number, author=row.author)
        state = row.state
        if state in OPEN:
            if self._me in row.waiting_for.split(", "):
                return Card(row.title, line, self.tr("Waiting for you"), "warn", "sign")
            return Card(row.title, line, site_words.request_state(state.value), "calm")
        told = {RequestState.RETURNED: ("warn", "return"), RequestState.REFUSED: ("bad", "close")}.get(state)
        tone, icon = told or ("calm", "")
        return Card(row.title, line, site_words.request_state(state.value), tone, icon)

    def _site_card(self, row: "SiteRow") -> Card:
        where, state = row.host or site_words.said("host_own"), site_words.state(row.state.value)
        words, tone = site_words.alarm(row)
        if words:
            return Card(row.name, f"{state} · {where}", words, tone, "warning")
        if row.state is SiteState.LIVE and row.next_check is not None:
            told = self.tr("Next check {day}").format(day=wording.day(row.next_check))
            return Card(row.name, f"{state} · {where}", told, "ok")
        return Card(row.name, where, state, "warn" if row.state is SiteState.SUSPENDED else "calm")


_ORDER = {SiteState.APPROVED: 0, SiteState.LIVE: 1, SiteState.SUSPENDED: 2, SiteState.CLOSED: 3}


def kind_of(row: Any) -> str:
    """Whether a row is a request or a site."""
    return REQUEST if hasattr(row, "author") else SITE


def is_open(row: "RequestRow") -> bool:
    """Whether somebody has still to do something about a request."""
    return row.state in OPEN | {RequestState.RETURNED}


def in_tab(row: Any, tab: str) -> bool:
    """Whether a row stands under one of the three."""
    if tab == EVERYTHING:
        return True
    if kind_of(row) == REQUEST:
        return tab == UNDER_WAY and is_open(row)
    state = row.state
    return state is SiteState.APPROVED if tab == UNDER_WAY else state in (SiteState.LIVE, SiteState.SUSPENDED)
