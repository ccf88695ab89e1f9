"""The governing body's part of a ceremony: the meeting that decided, and the next review."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ewloe_desktop.domain.approvals import OFFICES_FOR, Capacity, Forum, Meeting, next_review, quorum, require_meeting
from ewloe_desktop.domain.errors import Expected, FieldProblem
from ewloe_desktop.domain.people import Office
from ewloe_desktop.domain.reviews import add_months
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.fields import ChoiceField, DateField, NumberField, TextField, WordsField
from ewloe_desktop.ui.forms import Form

if TYPE_CHECKING:
    from ewloe_desktop.domain.approvals import SigningFacts

_OTHER = 0
_CYCLES = (12, 24, 36)


class MeetingForm(Form):
    """Which meeting decided, who was there, and as what its decision is signed."""

    def __init__(self, facts: "SigningFacts", today: date) -> None:
        super().__init__(space=14)
        self._facts, self._today = facts, today
        self._declare()
        self.in_post.set_value(facts.governors_in_post or None)
        self.forum.set_value(Forum.FULL)
        self.changed.connect(self._tell)
        self._tell()

    def _declare(self) -> None:
        forums = (
            (Forum.FULL, self.tr("The full governing body")),
            (Forum.COMMITTEE, self.tr("A committee to which it was delegated")),
        )
        self.forum = self.add(ChoiceField("forum", self.tr("Who decided?"), forums, across=True))
        self.committee = self.add(TextField("committee", self.tr("Name of the committee")))
        hint = self.tr("The minute by which the governing body delegated this")
        self.delegation = TextField("delegation_minute", self.tr("Delegation minute"), hint)
        self.needed = NumberField("quorum", self.tr("Quorum in its terms of reference"), self.tr("Governors"), least=1)
        self._beside(self.delegation, self.needed)
        example = self.tr("For example 27 3 2026")
        self.on = DateField("meeting_on", self.tr("Date of the meeting"), example)
        book = self.tr("As in the minute book, such as 7.2")
        self.minute = TextField("minute", self.tr("Minute number"), book, most=60)
        self._beside(self.on, self.minute)
        self.present = NumberField("present", self.tr("Governors present"), self.tr("When it was decided"))
        in_post = self.tr("Without vacancies and governors suspended")
        self.in_post = NumberField("in_post", self.tr("Governors in post"), in_post)
        self._beside(self.present, self.in_post)
        self._quorum = parts.badge("", "calm")
        self.column.addWidget(self._quorum)
        capacities = [(c, wording.capacity(c.value)) for c in Capacity]
        self.capacity = self.add(ChoiceField("capacity", self.tr("Signing as"), capacities, across=True))

    def _beside(self, *fields: Any) -> None:
        for field in fields:
            self.add(field)
            self.column.removeWidget(field)
        row = parts.row(*fields, space=24, stretch=False)
        for place, _field in enumerate(fields):
            row.setStretch(place, 1)
        self.column.addLayout(row)

    def entered(self, office: str) -> None:
        """Offers the capacities that go with the signer's office."""
        fitting = [c for c in Capacity if Office(office) in OFFICES_FOR[c]]
        for capacity, button in zip(Capacity, self.capacity.buttons(), strict=True):
            button.setVisible(capacity in fitting)
        if self.capacity.value() not in fitting:
            self.capacity.set_value(fitting[0])

    @property
    def meeting(self) -> Meeting:
        """The meeting as typed; only after `check`."""
        committee = self.forum.value() is Forum.COMMITTEE
        return Meeting(
            forum=self.forum.value(),
            on=self.on.value(),
            minute=self.minute.value(),
            present=self.present.value(),
            in_post=self.in_post.value(),
            committee=self.committee.value() if committee else "",
            delegation_minute=self.delegation.value() if committee else "",
            quorum=self.needed.value() if committee else None,
        )

    def check(self, more: Callable[[], Sequence[FieldProblem]] | None = None) -> bool:
        """Whether this meeting may decide, by the same rule as the register's."""
        if not super().check():
            return False
        try:
            require_meeting(self.meeting, self._today, self._facts.settled_on)
        except Expected as failure:
            self.show_failure(failure)
            return False
        return True

    def lines(self) -> list[tuple[str, str]]:
        """The meeting in words, for the check page."""
        meeting = self.meeting
        decided = meeting.committee if meeting.forum is Forum.COMMITTEE else self.tr("The full governing body")
        told = self.tr("{who}, {day}, minute {minute}")
        there = self.tr("{present} present of {in_post} in post; quorum {quorum}")
        needed = meeting.quorum or quorum(meeting.in_post)
        return [
            (self.tr("Decided by"), told.format(who=decided, day=wording.day(meeting.on), minute=meeting.minute)),
            (self.tr("Attendance"), there.format(present=meeting.present, in_post=meeting.in_post, quorum=needed)),
            (self.tr("Signing as"), wording.capacity(self.capacity.value().value)),
        ]

    def _tell(self) -> None:
        committee = self.forum.value() is Forum.COMMITTEE
        for field in (self.committee, self.delegation, self.needed):
            field.setVisible(committee)
        in_post, present = self.in_post.value(), self.present.value()
        needed = self.needed.value() if committee else (quorum(in_post) if in_post else None)
        words, tone = self.tr("Quorum: half of those in post, rounded up"), "calm"
        if needed:
            words = self.tr("Quorum: {needed}").format(needed=needed)
        if needed and present is not None:
            enough = present >= needed
            words += " · " + (self.tr("quorate") if enough else self.tr("not quorate: this meeting cannot approve"))
            tone = "ok" if enough else "bad"
        self._quorum.setText(words)
        parts.set_tone(self._quorum, tone)


class ReviewForm(Form):
    """When the policy is next reviewed, counted from the meeting."""

    def __init__(self, facts: "SigningFacts") -> None:
        super().__init__()
        choices = [(months, "") for months in _CYCLES] + [(_OTHER, self.tr("Another date"))]
        self.cycle = self.add(ChoiceField("cycle_months", self.tr("Next review"), choices))
        self.on = self.add(DateField("review_on", self.tr("Date of the next review")))
        self.reason = self.add(WordsField("review_reason", self.tr("Why another date?"), lines=3))
        self._meeting_on: date | None = None
        self.cycle.changed.connect(self._show)
        self.cycle.set_value(facts.cycle_months if facts.cycle_months in _CYCLES else 12)
        self._show()

    def entered(self, meeting_on: date) -> None:
        """Shows the dates that each choice means."""
        self._meeting_on = meeting_on
        words = (self.tr("In 1 year — {day}"), self.tr("In 2 years — {day}"), self.tr("In 3 years — {day}"))
        for button, months, said in zip(self.cycle.buttons(), _CYCLES, words, strict=False):
            button.setText(said.format(day=wording.day(add_months(meeting_on, months))))
            button.setAccessibleName(f"{self.cycle.words}: {button.text()}")

    @property
    def months(self) -> int | None:
        """The cycle chosen; None for another date."""
        return self.cycle.value() or None

    @property
    def review_on(self) -> date | None:
        """The other date, if that was chosen."""
        return None if self.months else self.on.value()

    def check(self, more: Callable[[], Sequence[FieldProblem]] | None = None) -> bool:
        """Whether the review may be on that day, by the same rule as the register's."""
        if not super().check():
            return False
        try:
            self.due()
        except Expected as failure:
            self.show_failure(failure)
            return False
        return True

    def due(self) -> date:
        """The day of the next review."""
        assert self._meeting_on is not None
        return next_review(self._meeting_on, self.months, self.review_on, self.reason.value())

    def lines(self) -> list[tuple[str, str]]:
        """The review in words, for the check page."""
        reason = "" if self.months else f" — {self.reason.value()}"
        return [(self.tr("Next review"), wording.day(self.due()) + reason)]

    def _show(self) -> None:
        other = self.cycle.value() == _OTHER
        self.on.setVisible(other)
        self.reason.setVisible(other)
