"""What the sheets about official sites say: answers in words, groups of readers with their ages, decisions."""

from collections.abc import Collection, Mapping

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents.block import pair
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.site_facts import AnswerPart, AnswerRow, SiteDecision, SiteStep
from ewloe_desktop.documents.words import day, words
from ewloe_desktop.domain.journal import short_code
from ewloe_desktop.domain.site_answers import Answers, Group, Value, as_day, groups, holds, people
from ewloe_desktop.domain.site_form import Ask, Question, RequestKind, SiteForm
from ewloe_desktop.domain.sites import Outcome, Step

FORM, SHEET, REGISTER = "site_form", "site_sheet", "site_register"


def answer_parts(
    form: SiteForm,
    kind: RequestKind,
    answers: Answers,
    names: Mapping[str, str],
    host: str,
    changed: Collection[str] = (),
) -> tuple[AnswerPart, ...]:
    """Every question that was asked with its answer in words, step by step; `names` are people's by their ids."""
    parts = []
    for step in form.steps:
        asked = [q for q in step.questions if kind in q.kinds and holds(q.when, answers)]
        rows = tuple(
            AnswerRow(q.label, q.label_cy, _worded(q, answers.get(q.id, ""), names, host), q.id in changed)
            for q in asked
        )
        if rows:
            parts.append(AnswerPart(step.title, step.title_cy, rows))
    return tuple(parts)


def _worded(question: Question, value: Value, names: Mapping[str, str], host: str) -> str:
    if question.ask is Ask.GROUPS:
        return "\n".join(group_words(value))
    if question.ask in (Ask.PERSON, Ask.PEOPLE):
        return "\n".join(names.get(id_, "") for id_ in people(value))
    if not isinstance(value, str) or not value:
        return ""
    if question.ask is Ask.DAY:
        on = as_day(value)
        return day(on) if on else value
    if question.ask is Ask.YES_NO:
        return words(FORM).get(value, value)
    if question.ask is Ask.CHOICE:
        return dict(question.options).get(value, value)
    return host if question.ask is Ask.HOST else value


def group_words(value: Value) -> tuple[str, ...]:
    """Each group of readers or writers in words, with ages and details."""
    return tuple(map(_group, groups(value)))


def _group(group: Group) -> str:
    worded = words(FORM).get(f"group_{group.group}", group.group)
    if group.youngest is not None:
        one = group.oldest in (None, group.youngest)
        facts = {"group": worded, "youngest": group.youngest, "oldest": group.oldest}
        worded = said(FORM, "group_aged_one" if one else "group_aged", **facts)
    return said(FORM, "group_details", group=worded, details=group.details) if group.details else worded


def both(section: str, key: str) -> tuple[str, str]:
    """English and the courtesy Welsh; Welsh is "" when there is none."""
    return words(section)[key], words(section, "cy").get(key, "")


def step_name(step: SiteStep) -> str:
    """Who gives an approval, in English."""
    return words(SHEET)[f"step_{step.field}"]


def step_heading(number: int, step: SiteStep) -> list[Run]:
    """The heading over an approver's box in both languages, numbered from 1."""
    english, welsh = both(SHEET, f"step_{step.field}")
    return [Run(f"{number}  ", bold=True), *pair(english, welsh)]


def undecided(step: SiteStep) -> tuple[str, str]:
    """The large words over a box nobody signed, in both languages."""
    return both(SHEET, "not_yet_approved" if step.step == Step.HEAD else "not_yet_endorsed")


def waits(step: SiteStep) -> str:
    """Whom an unsigned box waits for."""
    if step.step == Step.LINE_MANAGER and step.person:
        return said(SHEET, "waits_line_manager_named", person=step.person)
    return words(SHEET)[f"waits_{step.field}"]


def outcome(decided: SiteDecision) -> str:
    """A decision in a few large words."""
    return words(SHEET)[f"outcome_{decided.outcome}"]


def reasons(decided: SiteDecision) -> list[str]:
    """Conditions and the reason, as far as there are any."""
    worded = [said(SHEET, "conditions", words=decided.conditions)] if decided.conditions else []
    if decided.reason:
        named = decided.outcome in (Outcome.RETURNED, Outcome.REFUSED)
        worded.append(said(SHEET, "reason" if named else "note", words=decided.reason))
    return worded


def logo(decided: SiteDecision) -> str:
    """What was decided about the school's logo; "" when that was not asked."""
    return "" if decided.logo is None else words(SHEET)["logo_yes" if decided.logo else "logo_no"]


def spoken(decided: SiteDecision, step: str) -> str:
    """The whole of an approver's box as one text, for a screen reader; nothing is cut here."""
    office = told.office(decided.office)
    parts = [
        f"{step}: {outcome(decided)}",
        decided.declaration,
        logo(decided),
        *reasons(decided),
        words(SHEET)["same_signed"] if decided.same_person else "",
        said(SHEET, "spoken_signed", name=decided.name, office=office, day=day(decided.declared_on)),
        told.how_signed(decided),
        told.say(
            "spoken_proof",
            register=told.register_code(decided.proof),
            act=told.act(decided.proof),
            code=short_code(decided.proof.mark),
        ),
    ]
    return " ".join(part for part in parts if part)


def spoken_waiting(step: SiteStep) -> str:
    """An unsigned box as one text, for a screen reader."""
    state = undecided(step)[0].capitalize()
    return said(SHEET, "spoken_waiting", step=step_name(step), state=f"{state}.", waits=waits(step))
