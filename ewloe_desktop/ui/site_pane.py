"""One site of the register: what is wrong with it, where it is, who runs it, what was approved and what happened."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.sites import Role, SiteState
from ewloe_desktop.ui import parts, site_words, wording
from ewloe_desktop.ui.request_pane import decision_line
from ewloe_desktop.ui.site_view import Lines, SiteView, act_buttons, notice, section

if TYPE_CHECKING:
    from ewloe_desktop.services.sites import CheckLine, Runner, SiteFacts, TurnLine

translate = QCoreApplication.translate
Acts = Mapping[str, Callable[[], object]]
_TONES = {SiteState.LIVE: "ok", SiteState.SUSPENDED: "warn"}
# What each alarm asks for first.
_REMEDY = {
    "two_administrators": "runners",
    "two_moderators": "runners",
    "check_due": "confirm",
    "check_late": "confirm",
    "review_due": "confirm",
    "closing_due": "close",
}


class SitePane(SiteView):
    """Shows one site and what this person may do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.site: SiteFacts | None = None

    def show_site(self, site: "SiteFacts", acts: Acts) -> None:
        """Shows a site and the buttons for what this person may do."""
        if site == self.site:
            return
        self.site = site
        had = self.begin(site.row.id)
        self._show_head(site)
        self._show_about(site)
        if site.runners or site.row.kind is RequestKind.CREATE:
            self._show_people(site.runners)
        self._show_approvals(site)
        self._show_happened(site)
        self._show_days(site)
        self.add_buttons(act_buttons(_wanted(site, acts), acts, ("print", "check_sheet", "request", "use")), had)

    def _show_head(self, site: "SiteFacts") -> None:
        row, column = site.row, self.head.column
        column.addWidget(parts.label(row.name, "big"))
        line = self.tr("Site {number} · {kind}").format(number=row.number, kind=site_words.kind(row.kind.value))
        column.addWidget(parts.label(line, "quiet"))
        tone = _TONES.get(row.state, "calm")
        column.addWidget(parts.badge(site_words.state(row.state.value), tone))
        if row.alarm:
            words, _tone = site_words.alarm(row)
            column.addWidget(notice("warning", words, site_words.alarm_told(site)))

    def _show_about(self, site: "SiteFacts") -> None:
        lines = Lines()
        lines.add(self.tr("Address"), (site.row.address or self.tr("Not known yet"),), copies=bool(site.row.address))
        host = [site_words.host_line(site.host)]
        if site.host is not None and site.host.coming:
            host.append(site.host.coming)
        lines.add(self.tr("Where it is kept"), host)
        lines.add(self.tr("What it is for"), (site.purpose,))
        audience = [site_words.group_line(group) for group in site.audience]
        lines.add(self.tr("Who is meant to see it"), audience or (self.tr("Not answered"),))
        if site.conditions:
            lines.add(self.tr("Approved on conditions"), (site.conditions,))
        self.words.column.addWidget(lines)

    def _show_people(self, runners: "Sequence[Runner]") -> None:
        section(self.words.column, self.tr("Who runs it"))
        for role in Role:
            named = [one for one in runners if one.role is role and one.until is None]
            here = sum(one.in_post for one in named)
            words = self.tr("{role}: {here} at the school today")
            plural = {Role.ADMINISTRATOR: self.tr("Administrators"), Role.MODERATOR: self.tr("Moderators")}[role]
            self.words.column.addWidget(parts.label(words.format(role=plural, here=here), "strong"))
            for one in named:
                self.words.column.addLayout(self._runner(one))
                if not one.in_post:
                    gone = parts.badge(self.tr("No longer at the school"), "bad")
                    self.words.column.addLayout(parts.row(parts.label("", wrap=False), gone, space=24))
            if not named:
                self.words.column.addWidget(parts.label(self.tr("Nobody is named."), "quiet"))

    def _runner(self, one: "Runner") -> QHBoxLayout:
        since = self.tr("{name}, since {day}").format(name=one.name, day=wording.day(one.since))
        words = parts.label(since)
        sign = parts.picture("check", "accent_text") if one.in_post else parts.picture("warning", "bad_text")
        across = parts.row(sign, words, space=8, stretch=False)
        across.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        across.setStretch(1, 1)
        return across

    def _show_approvals(self, site: "SiteFacts") -> None:
        section(self.words.column, self.tr("Who approved it"))
        for decision in site.approvals:
            self.words.column.addWidget(parts.label(decision_line(decision)))
        if not site.approvals:
            self.words.column.addWidget(parts.label(self.tr("No approval is on record."), "quiet"))

    def _show_happened(self, site: "SiteFacts") -> None:
        section(self.words.column, self.tr("What happened"))
        told = [*(_Told(c.on, tuple(_check_lines(c)), c.act) for c in site.checks)]
        told += [_Told(t.on, tuple(_turn_lines(t)), t.act) for t in site.turns]
        for entry in sorted(told, key=lambda one: (one.on, one.act), reverse=True):
            first, *more = entry.lines
            self.words.column.addWidget(parts.label(f"{wording.day(entry.on)}: {first}"))
            for line in more:
                made = parts.label(line, "quiet")
                made.setContentsMargins(16, 0, 0, 0)
                self.words.column.addWidget(made)
        self.words.column.addSpacing(8)

    def _show_days(self, site: "SiteFacts") -> None:
        column, row = self.side.column, site.row
        column.addWidget(parts.label(self.tr("Its days"), "h2"))
        for words in self._days(site):
            column.addWidget(parts.label(words))
        if site.use_id and row.state is not SiteState.CLOSED:
            use = self.tr("Pictures on it are asked about as a use of their own, under Photo permissions.")
            column.addWidget(parts.label(use, "small"))

    def _days(self, site: "SiteFacts") -> Iterator[str]:
        row = site.row
        yield self.tr("Approved {day}").format(day=wording.day(site.approved_on))
        if row.live_on:
            yield self.tr("Live since {day}").format(day=wording.day(row.live_on))
        if row.last_check:
            yield self.tr("Last confirmed {day}").format(day=wording.day(row.last_check))
        if row.next_check:
            yield self.tr("To be confirmed by {day}").format(day=wording.day(row.next_check))
        if site.closes_on:
            yield self.tr("Approved until {day}").format(day=wording.day(site.closes_on))
        if site.review_on:
            yield self.tr("To be reviewed on {day}").format(day=wording.day(site.review_on))


class _Told:
    """Something that happened, with its day."""

    def __init__(self, on: date, lines: tuple[str, ...], act: int) -> None:
        self.on, self.lines, self.act = on, lines, act


def _turn_lines(turn: "TurnLine") -> Iterator[str]:
    words = translate("SitePane", "{what}, recorded by {name}")
    yield words.format(what=site_words.turn(turn.what), name=turn.recorded_by)
    if turn.reason:
        yield turn.reason
    for what, label in (
        ("content", translate("SitePane", "What stood on it: {words}")),
        ("accounts", translate("SitePane", "Accounts: {words}")),
        ("followers", translate("SitePane", "Those who followed it: {words}")),
    ):
        value = getattr(turn, what)
        if value:
            yield label.format(words=site_words.left(what, value))


def _check_lines(check: "CheckLine") -> Iterator[str]:
    sound = translate("SitePane", "Confirmed by {name}: all in order")
    wrong = translate("SitePane", "Looked at by {name}: something to put right")
    yield (sound if check.sound else wrong).format(name=check.person)
    for point in check.points:
        if point.answer == "no":
            yield translate("SitePane", "Not so: {point}. {remark}").format(point=point.words, remark=point.remark)
    if check.remark:
        yield check.remark


def _wanted(site: "SiteFacts", acts: Acts) -> list[tuple[str, str, str]]:
    """The acts of this person, each with its button's words and role; the one that an alarm asks for first."""
    known = {
        "go_live": translate("SitePane", "Record that it is live…"),
        "resume": translate("SitePane", "Record that it is live…"),
        "confirm": translate("SitePane", "Confirm it for a year…"),
        "runners": translate("SitePane", "Change who runs it…"),
        "address": translate("SitePane", "Change its address…"),
        "ask_change": translate("SitePane", "Ask for a change…"),
        "suspend": translate("SitePane", "Suspend it…"),
        "close": translate("SitePane", "Close it…"),
    }
    first = _REMEDY.get(site.row.alarm, "go_live" if site.row.state is SiteState.APPROVED else "")
    roles = {"suspend": "danger", "close": "danger", first: "primary"}
    may = site.may if site.row.kind is RequestKind.CREATE else site.may - {"runners"}
    if site.row.state is not SiteState.CLOSED:
        may |= {"ask_change"}
    made = [(name, words, roles.get(name, "")) for name, words in known.items() if name in may and name in acts]
    made.sort(key=lambda one: ("primary", "", "danger").index(one[2]))
    if "print" in acts:
        made.append(("print", translate("SitePane", "Print the approval sheet…"), "link"))
        made.append(("check_sheet", translate("SitePane", "Print the check sheet…"), "link"))
    made.append(("request", translate("SitePane", "See the request"), "link"))
    return made
