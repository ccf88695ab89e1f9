"""One person: kind, offices with their terms, and how far they can sign; with what may be done now."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, wording

if TYPE_CHECKING:
    from ewloe_desktop.services.key_helpers import HelpersFacts
    from ewloe_desktop.services.people import KeyFacts, PersonFacts, TermFacts

_BY_SHEET = frozenset({"slip", "use_slip", "void_slip"})  # what the recovery sheet may record
_WIDE = 24  # line heights from which buttons stand side by side


class PersonPane(parts.CardFrame):
    """Shows a person; `end_wanted` names a term."""

    end_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, space=0)
        self.person: PersonFacts | None = None
        self._by_sheet = False
        self._key_badge = self._key_line = parts.label("")
        self.column.setContentsMargins(0, 0, 0, 0)
        scroll = parts.Column(self, space=10)
        scroll.column.setContentsMargins(22, 18, 18, 16)
        self.column.addWidget(scroll)
        self._inside: QVBoxLayout = scroll.column

    def show_person(
        self, person: "PersonFacts", acts: Mapping[str, Callable[[], None]], *, by_sheet: bool = False
    ) -> None:
        """Shows a person and the buttons for what is allowed; the recovery sheet may do some of it."""
        self.person = person
        self._by_sheet = by_sheet
        parts.clear(self._inside)
        row = person.row
        self._inside.addWidget(parts.label(row.name, "big"))
        self._inside.addWidget(parts.label(self._about(person), "quiet"))
        if row.left_on:
            gone = self.tr("Left on {day}").format(day=wording.day(row.left_on))
            self._inside.addWidget(parts.badge(gone, "calm"))
        self._title(self.tr("Signing in and signing"))
        self._show_key(person.key)
        self._show_slip(person)
        self._buttons(person, acts, ("enrol", "confirm_key", "change_password", "use_slip", "recover", "renew_code"))
        self._buttons(person, acts, ("slip", "void_slip", "revoke"))
        self._title(self.tr("Offices"))
        for term in person.terms:
            self._inside.addLayout(self._term(term, "end_office" in person.can))
        if not person.terms:
            self._inside.addWidget(parts.label(self.tr("No office has been recorded."), "quiet"))
        self._buttons(person, acts, ("grant",))
        self._inside.addSpacing(8)
        self._buttons(person, acts, ("rename", "leave"))
        self._inside.addStretch(1)

    def show_helpers(self, person_id: str, helpers: "HelpersFacts") -> None:
        """Says how a way to sign ended, and who gives or confirms another, once that is known."""
        person = self.person
        if person is None or person.row.id != person_id or person.row.left_on:
            return
        if helpers.ended is not None and person.key is None:
            ended = helpers.ended
            own = self.tr("{name} reported that somebody knew the password: “{reason}”")
            other = self.tr("{name} ended it, because somebody may have known the password: “{reason}”")
            told = (own if ended.own else other).format(name=ended.by, reason=ended.reason)
            given = self.tr("A new password is given here by: {names}.").format(names=helpers.give)
            self._key_badge.setText(self.tr("Ended on {day}").format(day=wording.day(ended.on)))
            self._key_line.setText(f"{told} {given}")
        elif person.key is not None and person.key.status == "awaiting":
            told = self.tr("It signs nothing until one of these has confirmed it, with the card: {names}.")
            self._key_line.setText(told.format(names=helpers.confirm))

    def _title(self, words: str) -> None:
        self._inside.addSpacing(8)
        self._inside.addWidget(parts.rule())
        self._inside.addWidget(parts.label(words, "h2"))

    def _about(self, person: "PersonFacts") -> str:
        row = person.row
        paid = self.tr("paid by the school") if row.paid else self.tr("not paid by the school")
        since = self.tr("since {day}").format(day=wording.day(person.since)) if person.since else ""
        return " · ".join(part for part in (wording.kind(row.kind.value), paid, since) if part)

    def _show_key(self, key: "KeyFacts | None") -> None:
        if key is None:
            self._key_badge = parts.badge(self.tr("Cannot sign in yet"), "calm")
            why = self.tr("A password is chosen by the person themselves, here at this PC.")
            self._key_line = parts.label(why, "quiet")
            self._inside.addWidget(self._key_badge)
            self._inside.addWidget(self._key_line)
            return
        tones = {"confirmed": "ok", "enrolled": "warn", "awaiting": "warn"}
        self._inside.addWidget(parts.badge(_short_status(key.status, self), tones.get(key.status, "calm")))
        day = wording.day(key.enrolled_at.astimezone(wording.LONDON).date())
        waits = self.tr("It signs nothing until a second person has confirmed it, with the card.")
        lines = [self.tr("Password chosen on {day}; {name} was there.").format(day=day, name=key.enrolled_by)]
        if key.confirmed_at:
            day = wording.day(key.confirmed_at.astimezone(wording.LONDON).date())
            lines.append(self.tr("Confirmed by {name} on {day}.").format(name=key.confirmed_by, day=day))
        elif key.status == "awaiting":
            lines.append(waits)
        elif key.status != "ended":
            lines.append(self.tr("A second person has not confirmed it yet; sheets say so."))
        if key.card is not None:
            day = wording.day(key.card.signed_on)
            lines.append(self.tr("Card signed on {day}; kept: {place}.").format(day=day, place=key.card.kept_at))
        for line in lines:
            told = parts.label(line, "quiet")
            self._key_line = told if line == waits else self._key_line
            self._inside.addWidget(told)

    def _show_slip(self, person: "PersonFacts") -> None:
        if person.slip is not None:
            told = self.tr("A slip for a new password can be used until {day}; {name} printed it.")
            words = told.format(day=wording.day(person.slip.last_day), name=person.slip.issued_by)
            self._inside.addWidget(parts.label(words, "strong"))

    def _term(self, term: "TermFacts", may_end: bool) -> QVBoxLayout:
        whole = QVBoxLayout()
        whole.setSpacing(1)
        name = parts.label(wording.office(term.named), "strong")
        end = None
        if may_end and term.holds_today:
            end = parts.button(self.tr("End…"), lambda: self.end_wanted.emit(term), "link", writes=True)
            end.setAccessibleName(self.tr("End the office {office}…").format(office=wording.office(term.named)))
        top = parts.row(name, None, *([end] if end else []))
        top.setStretch(0, 1)
        whole.addLayout(top)
        if term.until is None:
            told = self.tr("From {since}, no end set").format(since=wording.day(term.since))
        else:
            told = self.tr("{since} to {until}").format(since=wording.day(term.since), until=wording.day(term.until))
        if not term.holds_today:
            told += " · " + self.tr("not in office today")
        whole.addWidget(parts.label(told, "quiet"))
        given = self.tr("{basis}; recorded by {name}").format(basis=term.basis, name=term.granted_by)
        whole.addWidget(parts.label(given.lstrip("; "), "small"))
        return whole

    def _buttons(self, person: "PersonFacts", acts: Mapping[str, Callable[[], None]], names: tuple[str, ...]) -> None:
        words = {
            "enrol": self.tr("Give a password…"),
            "confirm_key": self.tr("Confirm…"),
            "change_password": self.tr("Change my password…"),
            "recover": self.tr("Forgotten password…"),
            "renew_code": self.tr("New recovery code…"),
            "slip": self.tr("Code lost, too: print a slip…"),
            "use_slip": self.tr("Use the slip…"),
            "void_slip": self.tr("Make the slip void"),
            "revoke": self.tr("Somebody else knows it: end it…"),
            "grant": self.tr("Give an office…"),
            "rename": self.tr("Change name or kind…"),
            "leave": self.tr("Leaves the school…"),
        }
        open_ = _BY_SHEET if self._by_sheet else frozenset()
        shown = [
            parts.button(words[name], acts[name], "danger" if name == "leave" else "", writes=name not in open_)
            for name in names
            if name in person.can and name in acts
        ]
        if self.width() >= _WIDE * self.fontMetrics().height():
            self._inside.addLayout(parts.row(*shown))
            return
        for button in shown:
            self._inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


def _short_status(status: str, pane: QWidget) -> str:
    return {
        "confirmed": pane.tr("Can sign · confirmed"),
        "enrolled": pane.tr("Can sign · not yet confirmed"),
        "awaiting": pane.tr("New password · must be confirmed first"),
    }.get(status, pane.tr("Can sign no more"))
