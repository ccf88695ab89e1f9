"""One request for an official site: what was answered, what to know about it, how far its approval is."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.site_answers import shown
from ewloe_desktop.domain.site_form import Ask
from ewloe_desktop.domain.sites import OPEN, RequestState
from ewloe_desktop.ui import parts, site_words, wording
from ewloe_desktop.ui.ladder import Ladder
from ewloe_desktop.ui.request_rungs import rungs
from ewloe_desktop.ui.site_view import Lines, SiteView, act_buttons, notice, section

if TYPE_CHECKING:
    from ewloe_desktop.services.site_request_facts import DecisionLine, RequestFacts, RoundLine

translate = QCoreApplication.translate
Acts = Mapping[str, Callable[[], object]]
_TONES = {RequestState.RETURNED: "warn", RequestState.REFUSED: "bad", RequestState.APPROVED: "ok"}


class RequestPane(SiteView):
    """Shows one request; `scan_wanted` names the document of a form on paper."""

    scan_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.request: RequestFacts | None = None

    def show_request(self, request: "RequestFacts", acts: Acts) -> None:
        """Shows a request and the buttons for what this person may do."""
        if request == self.request:
            return
        self.request = request
        had = self.begin(request.row.id)
        self._show_head(request)
        self._show_answers(request)
        self._show_history(request)
        self.side.column.addWidget(parts.label(self.tr("Approval"), "h2"))
        ladder = Ladder(self.tr("Steps of the approval"))
        ladder.show_rungs(rungs(request))
        self.side.column.addWidget(ladder)
        if request.adopted or request.row.state not in OPEN:  # while it is open, a warning says so
            self.side.column.addWidget(parts.label(self._basis(request), "small"))
        self.add_buttons(act_buttons(_wanted(request, acts), acts, ("print", "site", "copy")), had)

    # ---- above

    def _show_head(self, request: "RequestFacts") -> None:
        row, column = request.row, self.head.column
        column.addWidget(parts.label(row.title, "big"))
        sent = wording.day(row.sent_on)
        line = self.tr("Request {number} · {kind} · asked for by {author}, sent {day}")
        kind = site_words.kind(row.kind.value)
        column.addWidget(parts.label(line.format(number=row.number, kind=kind, author=row.author, day=sent), "quiet"))
        tone = _TONES.get(row.state, "calm")
        column.addWidget(parts.badge(site_words.request_state(row.state.value), tone))
        last = next((one for one in reversed(request.decisions) if one.reason and one.round == row.round), None)
        if last is not None and row.state in (RequestState.RETURNED, RequestState.REFUSED):
            words = self.tr("{outcome} by {name}: {reason}")
            outcome = site_words.outcome(last.outcome.value)
            column.addWidget(notice("return", words.format(outcome=outcome, name=last.person, reason=last.reason)))
        if request.withdrawn:
            column.addWidget(notice("return", self.tr("Withdrawn: {reason}").format(reason=request.withdrawn)))
        if row.state in OPEN | {RequestState.RETURNED}:
            self._show_notes(request)

    def _show_notes(self, request: "RequestFacts") -> None:
        column = self.head.column
        if request.blocks:
            blocks = [site_words.note(block) for block in request.blocks]
            column.addWidget(notice("warning", self.tr("It cannot be approved as it is"), *blocks))
        if request.warnings:
            warnings = [site_words.note(warning) for warning in request.warnings]
            column.addWidget(notice("info", self.tr("To know before it is decided"), *warnings))
        if request.changed:
            labels = {q.id: q.label for q in request.form.questions(request.row.kind)}
            what = "; ".join(labels.get(id_, id_) for id_ in request.changed)
            told = self.tr("Changed in this round, so it goes round again: {what}").format(what=what)
            column.addWidget(notice("compare", told))

    # ---- the answers, step by step as they were asked

    def _show_answers(self, request: "RequestFacts") -> None:
        asked = {q.id for q in shown(request.form, request.row.kind, request.answers)}
        for step in request.form.steps:
            questions = [q for q in step.questions if q.id in asked]
            if not questions:
                continue
            section(self.words.column, step.title)
            lines = Lines()
            for question in questions:
                value = request.answers.get(question.id, "")
                told = site_words.answer_lines(question, value, request.names, request.host)
                if question.ask is Ask.HOST and request.host is not None and request.host.coming:
                    told = (*told, request.host.coming)
                badge = self.tr("Changed") if question.id in request.changed else ""
                lines.add(question.label, told or (self.tr("Not answered"),), badge)
            self.words.column.addWidget(lines)

    # ---- what was before

    def _show_history(self, request: "RequestFacts") -> None:
        section(self.words.column, self.tr("What happened"))
        labels = {q.id: q.label for q in request.form.questions(request.row.kind)}
        for entry in request.rounds:
            self._show_round(entry, labels)
            for decision in request.decisions:
                if decision.round == entry.number:
                    self.words.column.addWidget(parts.label(decision_line(decision)))
        self.words.column.addSpacing(8)

    def _show_round(self, entry: "RoundLine", labels: Mapping[str, str]) -> None:
        when = wording.moment(entry.sent_at)
        words = self.tr("Round {number}: sent by {name}, {when}").format(
            number=entry.number, name=entry.sent_by, when=when
        )
        self.words.column.addWidget(parts.label(words, "strong"))
        if entry.changed:
            what = "; ".join(labels.get(id_, id_) for id_ in entry.changed)
            self.words.column.addWidget(parts.label(self.tr("Changed: {what}").format(what=what), "quiet"))
        if entry.kept_at:
            kept = self.tr("The paper is kept at: {place}").format(place=entry.kept_at)
            self.words.column.addWidget(parts.label(kept, "quiet"))
        if entry.evidence_id:
            document = entry.evidence_id
            words = self.tr("See the form on paper")
            self.words.column.addWidget(parts.button(words, lambda: self.scan_wanted.emit(document), "link"))

    def _basis(self, request: "RequestFacts") -> str:
        if request.adopted:
            return self.tr("Under: {basis}").format(basis=request.basis)
        if request.decider == "chair":
            return self.tr("The governing body has adopted no requirements: on the chair's authority.")
        return self.tr("The governing body has adopted no requirements: on the head teacher's authority.")


def decision_line(decision: "DecisionLine") -> str:
    """Who decided what in which office and when; whether it still counts."""
    words = translate("RequestPane", "{day}: {outcome} by {name}, {office}")
    told = words.format(
        day=wording.day(decision.declared_on),
        outcome=site_words.outcome(decision.outcome.value).lower(),
        name=decision.person,
        office=wording.office(decision.office).lower(),
    )
    more = [told]
    if decision.conditions:
        more.append(translate("RequestPane", "Conditions: {words}").format(words=decision.conditions))
    if decision.reason:
        more.append(translate("RequestPane", "Reason: {words}").format(words=decision.reason))
    if not decision.key_confirmed:
        more.append(translate("RequestPane", "Nobody had confirmed this person's password by then"))
    if decision.lapsed:
        more.append(translate("RequestPane", "No longer counts, because the request was changed afterwards."))
    return ". ".join(part.rstrip(".") for part in more) + "."


def _wanted(request: "RequestFacts", acts: Acts) -> list[tuple[str, str, str]]:
    """The acts of this person, each with its button's words and role; the one it waits for first."""
    last = _decide_words(request)
    known = {
        "line_manager": (translate("RequestPane", "Decide as line manager…"), "primary"),
        "second_approver": (translate("RequestPane", "Decide as second approver…"), "primary"),
        "head_teacher": (last, "primary"),
        "change": (translate("RequestPane", "Change the request…"), ""),
        "copy": (translate("RequestPane", "Copy it for another…"), ""),
        "withdraw": (translate("RequestPane", "Withdraw the request…"), "danger"),
    }
    if request.row.state is RequestState.RETURNED and "change" in request.may:
        known["change"] = (known["change"][0], "primary")
    made = [(name, words, role) for name, (words, role) in known.items() if name in request.may and name in acts]
    if request.row.site_id and request.row.state is RequestState.APPROVED:
        made.append(("site", translate("RequestPane", "Go to the site"), ""))
    if "print" in acts:
        made.append(("print", translate("RequestPane", "Print the approval sheet…"), "link"))
    return sorted(made, key=lambda one: ("primary", "", "danger", "link").index(one[2]))


def _decide_words(request: "RequestFacts") -> str:
    if request.decider == "chair":
        return translate("RequestPane", "Decide as chair of governors…")
    return translate("RequestPane", "Decide as head teacher…")
