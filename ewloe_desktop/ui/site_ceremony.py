"""The pages of a site's signing ceremony that are its own: the decision, its day, and what happens next."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ewloe_desktop.domain.approvals import Body, SigningFacts
from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.domain.sites import OUTCOMES, Outcome
from ewloe_desktop.ui import parts, site_words
from ewloe_desktop.ui.ceremony import DeclareForm, ReceiptForm
from ewloe_desktop.ui.fields import ChoiceField, WordsField
from ewloe_desktop.ui.forms import Form

if TYPE_CHECKING:
    from ewloe_desktop.domain.approvals import Receipt
    from ewloe_desktop.services.site_signing import SiteSigningFacts

Problems = Callable[[], Sequence[FieldProblem]]
_STOPS = (Outcome.RETURNED, Outcome.REFUSED)


class DecisionForm(Form):
    """What this approver decides, why or on which conditions, and about the logo where it is asked for."""

    def __init__(self, facts: "SiteSigningFacts") -> None:
        super().__init__()
        self._logo_asked = facts.logo_asked
        outcomes = OUTCOMES[facts.step]
        words, hints = self._words(), self._hints()
        choices = [(outcome, words[outcome], hints[outcome]) for outcome in outcomes]
        self.decision = self.add(ChoiceField("decision", self.tr("What do you decide?"), choices))
        self._close_ways(facts, outcomes)
        hint = self.tr("The person who asked reads this on their Today page.")
        self.reason = self.add(WordsField("reason", self.tr("Reason"), hint, lines=4))
        hint = self.tr("They stand on the sheet and with the site for as long as it runs.")
        self.conditions = self.add(WordsField("conditions", self.tr("Conditions"), hint, lines=4))
        logo = ((True, self.tr("Yes, the logo may be used")), (False, self.tr("No, not on this site")))
        self.logo = self.add(ChoiceField("logo", self.tr("The request asks for the school's logo"), logo))
        self.decision.changed.connect(self._show)
        self._show()

    def _words(self) -> dict[Outcome, str]:
        return {
            Outcome.ENDORSED: self.tr("Endorse it"),
            Outcome.RETURNED: self.tr("Return it"),
            Outcome.APPROVED: self.tr("Approve it"),
            Outcome.CONDITIONS: self.tr("Approve it on conditions"),
            Outcome.REFUSED: self.tr("Refuse it"),
        }

    def _hints(self) -> dict[Outcome, str]:
        return {
            Outcome.ENDORSED: self.tr("You agree with its aims and its content. It goes on to the next approver."),
            Outcome.RETURNED: self.tr("It goes back with your reason, to be changed and sent round again."),
            Outcome.APPROVED: self.tr("The site can go live from the day asked for."),
            Outcome.CONDITIONS: self.tr("The site can go live as long as the conditions are kept."),
            Outcome.REFUSED: self.tr("The site is not made. Your reason goes back to the person who asked."),
        }

    def _close_ways(self, facts: "SiteSigningFacts", outcomes: Sequence[Outcome]) -> None:
        """Where a rule stands in the way today, only the ways that stop it are open, and the rule is quoted."""
        if not facts.blocks:
            return
        why = " ".join(site_words.note(note) for note in facts.blocks)
        for outcome in outcomes:
            open_ = outcome in _STOPS
            self.decision.allow(outcome, open_, "" if open_ else why)
        card = parts.CardFrame(name="notice", space=4)
        card.column.addWidget(parts.label(self.tr("It cannot be approved today:"), "strong"))
        for note in facts.blocks:
            card.column.addWidget(parts.label(site_words.note(note)))
        self.column.insertWidget(1, card)

    @property
    def outcome(self) -> Outcome | None:
        """What was chosen."""
        value = self.decision.value()
        return value if isinstance(value, Outcome) else None

    @property
    def words(self) -> str:
        """The reason or the conditions, whichever belong to the decision."""
        return str(self.reason.value() if self.outcome in _STOPS else self.conditions.value())

    @property
    def decides_logo(self) -> bool:
        """Whether the logo is decided here and now."""
        return self._logo_asked and self.outcome is not None and self.outcome not in _STOPS

    def lines(self) -> list[tuple[str, str]]:
        """The decision in words, for the check page."""
        outcome = self.outcome
        assert outcome is not None
        told = [(self.tr("Your decision"), self._words()[outcome])]
        if outcome in _STOPS:
            told.append((self.tr("Reason"), self.reason.value()))
        elif outcome is Outcome.CONDITIONS:
            told.append((self.tr("Conditions"), self.conditions.value()))
        if self.decides_logo:
            yes, no = self.tr("May be used"), self.tr("May not be used")
            told.append((self.tr("The school's logo"), yes if self.logo.value() else no))
        return told

    def act_words(self) -> str:
        """What the button says that signs."""
        return {
            Outcome.ENDORSED: self.tr("Sign and endorse"),
            Outcome.RETURNED: self.tr("Sign and return"),
            Outcome.APPROVED: self.tr("Sign and approve"),
            Outcome.CONDITIONS: self.tr("Sign and approve on conditions"),
            Outcome.REFUSED: self.tr("Sign and refuse"),
            None: self.tr("Sign"),
        }[self.outcome]

    def _show(self) -> None:
        self.reason.setVisible(self.outcome in _STOPS)
        self.conditions.setVisible(self.outcome is Outcome.CONDITIONS)
        self.logo.setVisible(self.decides_logo)


class DayForm(DeclareForm):
    """The declaration, with a day that is not before the request was sent nor before the decision it follows."""

    def __init__(self, facts: "SiteSigningFacts", today: date) -> None:
        self._first, self._now = facts.first_day, today
        super().__init__(as_signing(facts), today)

    def _problems(self) -> Sequence[FieldProblem]:
        declared = self.declared.value()
        if declared > self._now:
            return (FieldProblem("declared_on", "in_future"),)
        if declared < self._first:
            return (FieldProblem("declared_on", "before_step", {"first": self._first}),)
        return ()


class SiteReceiptForm(ReceiptForm):
    """What was decided and recorded, and who has the request now."""

    def show_decided(self, receipt: "Receipt", decided: str) -> None:
        """Fills it in with the decision in words."""
        self.show_receipt(receipt)
        self._what.setText(self.tr("{decided}: {title}").format(decided=decided, title=receipt.what))

    def _next_words(self, receipt: "Receipt") -> str:
        told = self.tr(
            "The person who asked finds your reason on their Today page; who asked on paper hears it from the office."
        )
        return {
            "second_approver": self.tr("Next: the second approver reads it."),
            "head_teacher": self.tr("Next: it is decided by the head teacher, or by the chair for the head's own."),
            "approved": self.tr("It is approved. The site stands in the register and can go live on its day."),
            "refused": self.tr("It is refused. {told}").format(told=told),
            "returned": self.tr("It is returned. {told}").format(told=told),
        }.get(receipt.next_step, "")


def as_signing(facts: "SiteSigningFacts") -> SigningFacts:
    """The same as the pages shared with a policy's ceremony read it."""
    return SigningFacts(
        revision_id=facts.request_id,
        seen=facts.seen,
        policy_title=facts.title,
        label="",
        body=Body.HEAD,
        signers=facts.signers,
        declaration_version=facts.declaration_version,
        declaration=facts.declaration,
        settled_on=facts.first_day,
        head_signed_on=None,
        governors_in_post=0,
        cycle_months=0,
        clock_warning=facts.clock_warning,
    )
