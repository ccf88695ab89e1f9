"""What somebody should know before anything else: what they signed, wrong tries at their name, changes of passwords."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, wording

if TYPE_CHECKING:
    from ewloe_desktop.domain.journal import Finding
    from ewloe_desktop.services.key_helpers import HelpersFacts
    from ewloe_desktop.services.people import PersonFacts
    from ewloe_desktop.services.school import SignedIn
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate
_MOST_FINDINGS = 4
_MOST_SIGNED = 5


class TodayNews(QWidget):
    """Two boxes that can be put away once they were read, and the line about passwords and offices, which cannot."""

    def __init__(self, page: "Page", put_away: frozenset[str]) -> None:
        super().__init__()
        self._page, self._person = page, page.around.person
        self.put_away = set(put_away)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._told("news", self.tr("Good to know"), news_lines(self._person), with_record=bool(self._person.findings))
        if self._person.since_last_visit:
            lines = [visit_title(self._person), *visit_lines(self._person)]
            self._told("visit", self.tr("Signed with your password"), lines, not_me=True)
        elif self._person.last_visit is not None:
            self._column.addWidget(parts.label(visit_title(self._person), "quiet"))
        if self._person.notices:
            self._column.addLayout(self._changes())
        self.is_empty = not self._column.count()

    def _told(
        self, name: str, title: str, lines: list[str], *, with_record: bool = False, not_me: bool = False
    ) -> None:
        if not lines or name in self.put_away:
            return
        box = parts.CardFrame(name="notice", space=6)
        away = parts.button(self.tr("I have read this"), lambda: self._away(name, box), "link")
        across = parts.row(parts.label(title, "h2"), away, stretch=False)
        across.setStretch(0, 1)
        box.column.addLayout(across)
        for words in lines:
            box.column.addWidget(parts.label(words))
        if with_record:
            box.column.addWidget(parts.button(self.tr("See the record"), self._record, "link"))
        if not_me:
            box.column.addLayout(parts.row(parts.button(self.tr("Not you?…"), self._not_me), None))
        self._column.addWidget(box)

    def _changes(self) -> QVBoxLayout:
        """One line that stays for its ninety days, whoever would rather not see it."""
        newest = self._person.notices[0]
        changes = wording.count(self._person.notice_count, self.tr("change"), self.tr("changes"))
        told = self.tr(
            "{changes} of passwords and offices in the last 90 days until you signed in. Their newest, {when}: {what}"
        ).format(
            changes=changes,
            when=wording.lately(newest.at, wording.now()),
            what=wording.act(newest.kind, newest.facts),
        )
        column = QVBoxLayout()
        column.setSpacing(0)
        self.changes = parts.label(told)
        record = parts.button(self.tr("See the record"), self._record, "link")
        across = parts.row(self.changes, record, stretch=False)
        across.setStretch(0, 1)
        column.addLayout(across)
        return column

    def _away(self, name: str, box: QWidget) -> None:
        self.put_away.add(name)
        box.hide()

    def _record(self) -> None:
        self._page.go.emit("journal", {})

    def _not_me(self) -> None:
        from ewloe_desktop.services.key_helpers import key_helpers
        from ewloe_desktop.services.people import show_person

        me, work = self._person.person_id, self._page.work
        work.read(
            lambda helpers: work.read(lambda one: self._ask_not_me(one, helpers), show_person, me), key_helpers, me
        )

    def _ask_not_me(self, person: "PersonFacts", helpers: "HelpersFacts") -> None:
        from ewloe_desktop.ui.dialogs.doubts import NotMeDialog, ended_page

        page, told = self._page, translate("TodayNews", "It is recorded. It is shown to: {names}")

        def ended(count: int) -> None:
            """This box may be gone by then: what was recorded shows the page anew."""
            closing = ended_page(page, helpers, count)
            closing.finished.connect(lambda: _lock(page))
            closing.open()

        def done(_result: object) -> None:
            if dialog.way.value() == "report":
                page.notices.tell(told.format(names=helpers.told))

        dialog = NotMeDialog(self._page, self._page.work, self._person.since_last_visit, person, helpers.told)
        dialog.password_wanted.connect(lambda: self._page.go.emit("settings", {"own_password": True}))
        dialog.ended.connect(ended)
        dialog.ask(done)


def _lock(page: "Page") -> None:
    """Whoever has ended their own way to sign is not signed in any more."""
    lock = getattr(page.window(), "switch_person", None)
    if lock is not None:
        QTimer.singleShot(0, lock)  # what the act made every page ask for comes first


def visit_title(person: "SignedIn") -> str:
    """When the person was here last, and how much has been signed with their password since."""
    count = len(person.since_last_visit)
    things = wording.count(count, translate("TodayNews", "thing"), translate("TodayNews", "things"))
    if not count:
        things = translate("TodayNews", "nothing")
    since = wording.day(person.told_since.astimezone(wording.LONDON).date()) if person.told_since else ""
    told = translate("TodayNews", "Signed with your password since {since}: {things}.").format(
        since=since, things=things
    )
    if person.last_visit is None:
        return told
    here = translate("TodayNews", "You were last here on {day}.").format(day=wording.moment(person.last_visit))
    return f"{here} {told}"


def visit_lines(person: "SignedIn") -> list[str]:
    """The newest of what was signed with the person's password, and how many more there are."""
    shown = person.since_last_visit[:_MOST_SIGNED]
    lines = [f"{wording.moment(line.at)}: {wording.act(line.kind, line.facts)}" for line in shown]
    more = len(person.since_last_visit) - len(shown)
    if more:
        told = wording.count(more, translate("TodayNews", "more"), translate("TodayNews", "more"))
        lines.append(translate("TodayNews", "And {told}: the page Record shows all.").format(told=told))
    return lines


def news_lines(person: "SignedIn") -> list[str]:
    """What the checks found, what was cut short, and wrong tries at the person's name."""
    lines = finding_lines(person.findings)
    lines += unfinished_lines(person.unfinished, person.unfinished_what)
    if person.failed_tries:
        one, many = translate("TodayNews", "wrong password was"), translate("TodayNews", "wrong passwords were")
        tries = wording.count(person.failed_tries, one, many)
        told = translate("TodayNews", "{tries} typed at your name before you signed in.")
        lines.append(told.format(tries=tries))
    if person.failed_codes:
        one = translate("TodayNews", "wrong recovery code was")
        codes = wording.count(person.failed_codes, one, translate("TodayNews", "wrong recovery codes were"))
        told = translate("TodayNews", "{codes} typed at your name since you last signed in. Was it you?")
        lines.append(told.format(codes=codes))
    return lines


def unfinished_lines(state: str, what: str) -> tuple[str, ...]:
    """What became of a signing that was cut short."""
    if state == "recorded":
        words = translate("TodayNews", "The program ended while something was being signed. It was recorded: {what}")
    elif state == "not_recorded":
        words = translate(
            "TodayNews", "The program ended while something was being signed. It was not recorded: {what} Do it again."
        )
    else:
        return ()
    return (words.format(what=what),)


def finding_lines(findings: "tuple[Finding, ...]") -> list[str]:
    """What the checks found, each record once: the first few, and how many more there are."""
    records = list(dict.fromkeys(finding.record for finding in findings))
    words = translate("TodayNews", "The register does not match what was recorded: {record}.")
    lines = [words.format(record=record) for record in records[:_MOST_FINDINGS]]
    more = len(records) - len(lines)
    if more:
        told = wording.count(more, translate("TodayNews", "record more"), translate("TodayNews", "records more"))
        lines.append(translate("TodayNews", "And {told}: a check on the page Record shows all.").format(told=told))
    return lines
