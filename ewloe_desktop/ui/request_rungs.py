"""How far the approval of a request for an official site is, as rungs of a ladder."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.sites import OPEN, STEPS, WAITING, Outcome, RequestState, Step
from ewloe_desktop.ui import site_words, wording
from ewloe_desktop.ui.ladder import Rung

if TYPE_CHECKING:
    from ewloe_desktop.services.site_request_facts import DecisionLine, RequestFacts

translate = QCoreApplication.translate


def rungs(request: "RequestFacts") -> list[Rung]:
    """Sent, each approver in order, and the register."""
    counted = {one.step: one for one in request.decisions if one.round == request.row.round and not one.lapsed}
    made = [_sent(request)]
    made += [_step(request, step, counted.get(step)) for step in STEPS[request.row.kind]]
    made.append(_register(request))
    return made


def _sent(request: "RequestFacts") -> Rung:
    sent = request.rounds[-1] if request.rounds else None
    who = ", ".join((wording.day(request.row.sent_on), *([sent.sent_by] if sent else [])))
    lines = [who]
    if request.row.round > 1:
        lines.append(translate("RequestRungs", "Round {number}").format(number=request.row.round))
    return Rung(translate("RequestRungs", "Sent"), tuple(lines), "done", translate("RequestRungs", "done"))


def _step(request: "RequestFacts", step: Step, decision: "DecisionLine | None") -> Rung:
    title = site_words.step("chair" if step is Step.HEAD and request.decider == "chair" else step.value)
    if decision is not None:
        return _decided(title, decision)
    if WAITING[step] is request.row.state:
        yours = step.value in request.may
        words = translate("RequestRungs", "Waiting for you")
        if not yours:
            words = translate("RequestRungs", "Waiting for {name}").format(name=site_words.who(request.row.waiting_for))
        return Rung(title, (words,), "now", translate("RequestRungs", "now"))
    words = translate("RequestRungs", "Not reached")
    if request.row.state in OPEN:
        words = translate("RequestRungs", "After that")
    return Rung(title, (words,), "later", translate("RequestRungs", "later"))


def _decided(title: str, decision: "DecisionLine") -> Rung:
    against = decision.outcome in (Outcome.RETURNED, Outcome.REFUSED)
    outcome = site_words.outcome(decision.outcome.value)
    lines = [f"{outcome}: {wording.day(decision.declared_on)}, {decision.person}"]
    if decision.conditions:
        lines.append(translate("RequestRungs", "Conditions: {words}").format(words=decision.conditions))
    if decision.logo is not None:
        yes, no = translate("RequestRungs", "The logo may be used"), translate("RequestRungs", "Without the logo")
        lines.append(yes if decision.logo else no)
    return Rung(title, tuple(lines), "returned" if against else "done", outcome.lower())


def _register(request: "RequestFacts") -> Rung:
    title = translate("RequestRungs", "In the register of sites")
    if request.row.state is RequestState.APPROVED:
        return Rung(title, (), "done", translate("RequestRungs", "done"))
    lines: tuple[str, ...] = ()
    if request.row.go_live is not None and request.row.state in OPEN:
        words = translate("RequestRungs", "To go live on {day}, never before the last approval")
        lines = (words.format(day=wording.day(request.row.go_live)),)
    return Rung(title, lines, "later", translate("RequestRungs", "later"))
