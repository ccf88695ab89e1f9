"""Today: what needs this person, what is coming, what waits for somebody else, and what happened at their name."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.ui import (
    paper_words,
    parts,
    reading_words,
    site_words,
    today_copies,
    today_keys,
    today_sites,
    wording,
)
from ewloe_desktop.ui.page import Around, Page
from ewloe_desktop.ui.today_news import TodayNews

if TYPE_CHECKING:
    from ewloe_desktop.services.reviews import Today, TodayItem
    from ewloe_desktop.services.school import SignedIn

translate = QCoreApplication.translate
_PEOPLE = frozenset({"no_chair", "key_unconfirmed", "term_ending"})
_SETTINGS = frozenset({"recovery_unchecked"})
_PHOTOS: dict[str, dict[str, Any]] = {
    "photos_not_asked": {"standing": "not_asked"},
    "photos_lapsing": {"who": "lapsing"},
    "takedowns_due": {"action": "takedowns"},
    "leavers_pictured": {"who": "leavers"},
}
_TO_SIGN = today_sites.TO_SIGN | reading_words.OWN | paper_words.OWN | today_keys.OWN | {"sign_head", "sign_governors"}
_FOLLOWED: Any = (reading_words, paper_words, today_keys, today_copies)  # each knows where its own lines lead
_DUE = frozenset({"overdue", "due"})  # their badge says it all


class TodayPage(Page):
    """The first page: one line and one button for each thing that needs somebody."""

    key = "today"
    help_topic = "today"

    def __init__(self, around: Around) -> None:
        super().__init__(around, translate("TodayPage", "Today"))
        if around.may("check_picture"):
            self.add_action(parts.button(self.tr("May we use this picture?"), self.check_picture, icon="eye"))
        self.column = parts.Column(most=980, space=18)
        self.body.addWidget(self.column)
        self._read_for: SignedIn | None = None
        self._told: TodayNews | None = None
        self._away: frozenset[str] = frozenset()
        self._wait = parts.label(self.tr("Reading the register…"), "quiet")
        self.column.column.addWidget(self._wait)
        self.column.column.addStretch(1)

    def load(self) -> None:
        """Asks what needs this person."""
        from ewloe_desktop.services.reviews import what_needs

        self.work.read(self._show, what_needs, failed=self.refused)

    def _show(self, today: "Today") -> None:
        column = self.column.column
        parts.clear(column)
        news = self._news()
        if news is not None:
            column.addWidget(news)
        if today.policies == 0 and not today.for_you:
            column.addWidget(self._nothing_yet(), 1)
            return
        for_you = tuple(sorted(today.for_you, key=today_sites.calmer))
        column.addWidget(self._section(self.tr("Needs you"), for_you, self.tr("Nothing needs you today.")))
        if today.policies == 0:
            column.addWidget(self._nothing_yet())
        if today.coming:
            column.addWidget(self._section(self.tr("Coming in the next 90 days"), today.coming))
        if today.waiting:
            column.addWidget(self._section(self.tr("Waiting for others"), today.waiting))
        if today.copies is not None:
            column.addWidget(today_copies.section(self, today.copies))
        column.addStretch(1)

    def refused(self, failure: BaseException) -> None:
        """Says calmly that this person's office does not read policies."""
        if not isinstance(failure, RuleBroken):
            self.notices.show(failure, self.load)
            return
        parts.clear(self.column.column)
        said = wording.error(failure)
        news = self._news()
        if news is not None:
            self.column.column.addWidget(news)
        empty = parts.Empty("today", self.tr("Nothing needs you here"), " ".join((said.what, said.do)))
        self.column.column.addWidget(empty, 1)

    # ---- one section and its lines

    def _section(self, title: str, items: "tuple[TodayItem, ...]", when_empty: str = "") -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        heading = f"{title} ({len(items):,})" if items else title
        column.addWidget(parts.label(heading, "h2"))
        card = parts.CardFrame(space=0)
        card.column.setContentsMargins(20, 6, 16, 6)
        for number, item in enumerate(items):
            if number:
                card.column.addWidget(parts.rule())
            card.column.addLayout(self._line(item))
        if not items:
            calm = parts.label(when_empty, "quiet")
            calm.setContentsMargins(0, 12, 0, 12)
            card.column.addWidget(calm)
        column.addWidget(card)
        return holder

    def _line(self, item: "TodayItem") -> QHBoxLayout:
        across = QHBoxLayout()
        across.setContentsMargins(0, 12, 0, 12)
        across.setSpacing(16)
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout(holder)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(4)
        told = wording.today_item(item.kind, _facts(item))
        titled = bool(item.policy_id) or today_sites.about_sites(item)
        title = item.title if titled else told
        words.addWidget(parts.label(title, "strong"))
        if titled and item.kind not in _DUE:
            words.addWidget(parts.label(told, "quiet"))
        self._add_badge(words, item)
        across.addWidget(holder, 1)
        across.addWidget(self._way_on(item, title), 0, Qt.AlignmentFlag.AlignVCenter)
        return across

    @staticmethod
    def _add_badge(words: QVBoxLayout, item: "TodayItem") -> None:
        if today_sites.about_sites(item):
            told = today_sites.badge(item)
            if told is not None:
                sign = parts.picture(told[2], "bad_text" if told[1] == "bad" else "quiet", 18)
                words.addLayout(parts.row(sign, parts.badge(told[0], told[1]), space=6))
            return
        badge = today_copies.badge(item) if item.kind in today_copies.KINDS else due_badge(item)
        if badge is not None:
            words.addWidget(parts.badge(*badge))

    def _way_on(self, item: "TodayItem", title: str) -> QPushButton:
        ways = {
            "sign_head": self.tr("Read and sign…"),
            "sign_governors": self.tr("Record the decision…"),
            "returned": self.tr("See the reason"),
            "draft": self.tr("Go on with it"),
            "no_chair": self.tr("Go to people"),
            "key_unconfirmed": self.tr("Go to people"),
            "term_ending": self.tr("Go to people"),
            "recovery_unchecked": self.tr("Go to settings"),
            "photos_not_asked": self.tr("See who"),
            "photos_lapsing": self.tr("See who"),
            "leavers_pictured": self.tr("See who"),
            "takedowns_due": self.tr("See what"),
        }
        ways |= today_sites.ways() | reading_words.ways() | paper_words.ways() | today_keys.ways() | today_copies.ways()
        primary = item.kind in _TO_SIGN
        words = ways.get(item.kind, self.tr("Open"))
        button = parts.button(words, lambda: self._follow(item), "primary" if primary else "", writes=primary)
        button.setAccessibleName(f"{words.rstrip('…')}: {title}")
        button.setMinimumWidth(170)
        return button

    def _follow(self, item: "TodayItem") -> None:
        told = next((words for words in _FOLLOWED if item.kind in words.KINDS), None)
        if told is not None:
            told.follow(self, item)
        elif item.kind in _PEOPLE:
            self.go.emit("people", {"person_id": item.person_id} if item.person_id else {})
        elif item.kind in _PHOTOS:
            self.go.emit("photos", _PHOTOS[item.kind])
        elif today_sites.about_sites(item):
            self.go.emit("sites", today_sites.place(item))
        elif item.kind in _SETTINGS:
            self.go.emit("settings", {"recovery": item.kind == "recovery_unchecked"})
        else:
            place: dict[str, Any] = {"policy_id": item.policy_id, "revision_id": item.revision_id, "why": item.kind}
            self.go.emit("policies", place)

    # ---- nothing yet, and news

    def _nothing_yet(self) -> QWidget:
        may = self.around.may("draft")
        action = (
            parts.button(self.tr("Bring in the first policy…"), self._first_policy, "primary", writes=True)
            if may
            else None
        )
        return parts.Empty(
            "policies",
            self.tr("No policies in the register yet"),
            self.tr(
                "Bring in a policy as Word, OpenDocument, PDF or text. Approvals and review dates then stand here."
            ),
            action,
        )

    def _first_policy(self) -> None:
        self.go.emit("policies", {"import": True})

    def _news(self) -> QWidget | None:
        """What the person should know before anything else; what was put away stays away until the next sign-in."""
        if self._told is not None and self._read_for == self.around.person:
            self._away = frozenset(self._told.put_away)
        else:
            self._away = frozenset()
        self._read_for = self.around.person
        self._told = TodayNews(self, self._away)
        return None if self._told.is_empty else self._told


def _facts(item: "TodayItem") -> dict[str, object]:
    """What the sentence about it says."""
    if item.kind == "copy_failed":
        return {"reason": today_copies.reason(item.reason)}
    facts: dict[str, object] = {"who": site_words.who(item.who), "reason": item.reason, "office": item.reason}
    facts["names"] = item.title
    if item.kind in _PHOTOS or item.kind == "readings_open":
        number = int(item.reason)
        facts["people"] = wording.count(number, translate("TodayPage", "person"), translate("TodayPage", "people"))
        facts["places"] = wording.count(number, translate("TodayPage", "place"), translate("TodayPage", "places"))
    return facts


def due_badge(item: "TodayItem") -> tuple[str, str] | None:
    """The badge with the due date, in relative words and as a date."""
    if item.due is None or item.days is None:
        return None
    if item.kind == "term_ending":
        return translate("TodayPage", "Ends {when}").format(when=_when(item)), "warn"
    if item.days < 0:
        never = translate("TodayPage", "Due since {day}; no review was ever set")
        words = never if item.reason == "never_set" else translate("TodayPage", "Review overdue since {day}")
        return words.format(day=wording.day(item.due)), "warn"
    words = translate("TodayPage", "Review due {when}").format(when=_when(item))
    return words, "warn" if item.days <= 30 else "calm"


def _when(item: "TodayItem") -> str:
    return f"{wording.relative(item.days or 0)} — {wording.day(item.due)}" if item.due else ""
