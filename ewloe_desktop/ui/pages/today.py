"""Today: what needs this person, what is coming, what waits for somebody else, and what happened at their name."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.ui import parts, reading_words, site_words, today_sites, wording
from ewloe_desktop.ui.page import Around, Page

if TYPE_CHECKING:
    from ewloe_desktop.domain.journal import Finding
    from ewloe_desktop.services.reviews import Today, TodayItem
    from ewloe_desktop.services.school import SignedIn

translate = QCoreApplication.translate
_PEOPLE = frozenset({"no_chair", "key_unconfirmed", "term_ending"})
_SETTINGS = frozenset({"recovery_unchecked", "backup_old"})
_PHOTOS: dict[str, dict[str, Any]] = {
    "photos_not_asked": {"standing": "not_asked"},
    "photos_lapsing": {"who": "lapsing"},
    "takedowns_due": {"action": "takedowns"},
    "leavers_pictured": {"who": "leavers"},
}
_TO_SIGN = today_sites.TO_SIGN | reading_words.OWN | {"sign_head", "sign_governors"}
_MOST_FINDINGS = 4
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
        self._read_for: SignedIn | None = None  # what was told to this person has been put away
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
        badge = due_badge(item)
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
            "backup_old": self.tr("Go to settings"),
        }
        ways |= today_sites.ways() | reading_words.ways()
        primary = item.kind in _TO_SIGN
        words = ways.get(item.kind, self.tr("Open"))
        button = parts.button(words, lambda: self._follow(item), "primary" if primary else "", writes=primary)
        button.setAccessibleName(f"{words.rstrip('…')}: {title}")
        button.setMinimumWidth(170)
        return button

    def _follow(self, item: "TodayItem") -> None:
        if item.kind in _PEOPLE:
            self.go.emit("people", {})
        elif item.kind in _PHOTOS:
            self.go.emit("photos", _PHOTOS[item.kind])
        elif item.kind in reading_words.KINDS:
            reading_words.follow(self, item)
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
        """What the person should know before anything else; it stays until it is put away."""
        lines = self._news_lines()
        if self._read_for == self.around.person or not lines:
            return None
        box = parts.CardFrame(name="notice", space=6)
        put_away = parts.button(self.tr("I have read this"), self._put_away, "link")
        across = parts.row(parts.label(self.tr("Good to know"), "h2"), put_away, stretch=False)
        across.setStretch(0, 1)
        box.column.addLayout(across)
        for words in lines:
            box.column.addWidget(parts.label(words))
        if self.around.person.notices or self.around.person.findings:
            record = parts.button(self.tr("See the record"), lambda: self.go.emit("journal", {}), "link")
            box.column.addWidget(record)
        self._news_box = box
        return box

    def _news_lines(self) -> list[str]:
        person = self.around.person
        lines = finding_lines(person.findings)
        lines += unfinished_lines(person.unfinished, person.unfinished_what)
        if person.failed_tries:
            tries = wording.count(person.failed_tries, self.tr("wrong password was"), self.tr("wrong passwords were"))
            lines.append(self.tr("{tries} typed at your name before you signed in.").format(tries=tries))
        if person.failed_codes:
            codes = wording.count(
                person.failed_codes, self.tr("wrong recovery code was"), self.tr("wrong recovery codes were")
            )
            told = self.tr("{codes} typed at your name since you last signed in. Was it you?").format(codes=codes)
            lines.append(told)
        if person.notices:
            newest = person.notices[0]
            changes = wording.count(len(person.notices), self.tr("change"), self.tr("changes"))
            lines.append(
                self.tr("{changes} of passwords and offices in the last 90 days. The newest, {when}: {what}").format(
                    changes=changes,
                    when=wording.lately(newest.at, wording.now()),
                    what=wording.act(newest.kind, newest.facts),
                )
            )
        return lines

    def _put_away(self) -> None:
        self._read_for = self.around.person
        self._news_box.hide()


def _facts(item: "TodayItem") -> dict[str, object]:
    """What the sentence about it says."""
    facts: dict[str, object] = {"who": site_words.who(item.who), "reason": item.reason, "office": item.reason}
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


def unfinished_lines(state: str, what: str) -> tuple[str, ...]:
    """What became of a signing that was cut short."""
    if state == "recorded":
        words = translate("TodayPage", "The program ended while something was being signed. It was recorded: {what}")
    elif state == "not_recorded":
        words = translate(
            "TodayPage", "The program ended while something was being signed. It was not recorded: {what} Do it again."
        )
    else:
        return ()
    return (words.format(what=what),)


def _when(item: "TodayItem") -> str:
    return f"{wording.relative(item.days or 0)} — {wording.day(item.due)}" if item.due else ""


def finding_lines(findings: "tuple[Finding, ...]") -> list[str]:
    """What the checks found, each record once: the first few, and how many more there are."""
    records = list(dict.fromkeys(finding.record for finding in findings))
    words = translate("TodayPage", "The register does not match what was recorded: {record}.")
    lines = [words.format(record=record) for record in records[:_MOST_FINDINGS]]
    more = len(records) - len(lines)
    if more:
        told = wording.count(more, translate("TodayPage", "record more"), translate("TodayPage", "records more"))
        lines.append(translate("TodayPage", "And {told}: a check on the page Record shows all.").format(told=told))
    return lines
