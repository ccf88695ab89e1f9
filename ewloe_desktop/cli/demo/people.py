"""The first start of the made-up school, and how its people come into the register."""

from datetime import date, timedelta

from ewloe_desktop.cli.demo import cast
from ewloe_desktop.cli.demo.cast import Part
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.people import GOVERNING, Office
from ewloe_desktop.services.school import FirstStart, FirstStarted


def begin(stage: Stage) -> FirstStarted:
    """The head teacher makes the register, and types two groups of the recovery sheet back."""
    from ewloe_desktop.services.recovery import confirm_recovery

    stage.clock.go_to(63, "09:10")
    head = cast.HEAD
    stage.passwords[head.name] = stage.keeper.suggest_password()
    started = stage.keeper.begin(
        FirstStart(
            school_name=cast.SCHOOL,
            school_name_cy=cast.SCHOOL,
            head_name=head.name,
            head_since=_since(stage, head),
            password=stage.passwords[head.name],
            place=stage.keeper.place,
            council=cast.COUNCIL,
            data_protection_contact=cast.CONTACT,
            demonstration=True,
        )
    )
    stage.ids[head.name], stage.on_stage = started.head_id, head.name
    stage.act(confirm_recovery)
    stage.tell("began", school=cast.SCHOOL, who=head.name)
    return started


def fill(stage: Stage) -> None:
    """The head teacher brings in the clerk and the staff, the clerk the governors; keys are confirmed by others."""
    for part in cast.CAST[1:]:
        stage.enter(cast.CLERK if _is_governor(part) else cast.HEAD)
        _bring_in(stage, part)
    stage.clock.go_to(58, "16:00")
    _confirm(stage, cast.CHAIR, cast.HEAD)
    _confirm(stage, cast.VICE_CHAIR, cast.CHAIR)
    _confirm(stage, cast.CHAIR, cast.CLERK)
    _confirm(stage, cast.CHAIR, cast.VICE_CHAIR)
    _confirm(stage, cast.CHAIR, cast.LINE_MANAGER)
    _confirm(stage, cast.CHAIR, cast.MANAGER)


def _is_governor(part: Part) -> bool:
    return part.office in GOVERNING


def _since(stage: Stage, part: Part) -> date:
    """A first day in office: years ago, and another for each person."""
    years = 1 + len(part.name) % 4
    return date(stage.clock.day(0).year - years, 9, 1 + len(part.name) % 20)


def _bring_in(stage: Stage, part: Part) -> None:
    from ewloe_desktop.services.keys import enrol_key
    from ewloe_desktop.services.offices import grant_office
    from ewloe_desktop.services.people import GrantAnswer, NewPerson, add_person

    facts = stage.act(add_person, NewPerson(part.name, part.kind, part.paid, _since(stage, part)))
    stage.ids[part.name] = facts.row.id
    if part.office is not None:
        until = _until(stage, part.office)
        answer = GrantAnswer(facts.row.id, part.office, _since(stage, part), until, "", stage.passwords[stage.on_stage])
        facts = stage.act(grant_office, answer)
    if part.signs_in:
        stage.passwords[part.name] = stage.keeper.suggest_password()
        stage.act(enrol_key, facts.row.id, facts.row.seen, stage.passwords[part.name])
    stage.tell("person", who=stage.on_stage, name=part.name, office=office_words(part))


def _until(stage: Stage, office: Office) -> date | None:
    """Governors' terms end; the chair's within weeks, so that Today has something to say of it."""
    if office is Office.CHAIR:
        return stage.clock.day(0) + timedelta(days=45)
    return stage.clock.day(0) + timedelta(days=700) if office in GOVERNING else None


def _confirm(stage: Stage, by: Part, whose: Part) -> None:
    from ewloe_desktop.services.keys import ConfirmAnswer, confirm_key
    from ewloe_desktop.services.people import show_person
    from ewloe_desktop.services.standing import LONDON

    stage.enter(by)
    facts = stage.read(show_person, stage.ids[whose.name])
    signed_on, kept_at = facts.key.enrolled_at.astimezone(LONDON).date(), words("commands")["demo_card_kept"]
    answer = ConfirmAnswer(stage.passwords[by.name], signed_on, kept_at)
    stage.act(confirm_key, facts.key.id, facts.key.seen, answer)
    stage.tell("confirmed", who=by.name, name=whose.name)


def check(stage: Stage) -> None:
    """The whole register is checked before anybody looks at it."""
    result = stage.keeper.check(lambda _done, _of: None, lambda: False)
    stage.tell("checked" if result.whole else "not_whole", acts=result.acts, count=len(result.findings))


def office_words(part: Part) -> str:
    """The office as people say it."""
    return words("office")[part.office.value] if part.office else words("commands")["demo_no_office"]


def people_file(stage: Stage) -> str:
    """Name, office and password of everybody who can sign in, a line each, the head teacher first."""
    told = [part for part in cast.CAST if part.name in stage.passwords]
    return "".join(f"{part.name}\t{office_words(part)}\t{stage.passwords[part.name]}\n" for part in told)
