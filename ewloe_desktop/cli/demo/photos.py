"""Pictures of the made-up school's people: answers in every way, one withdrawn, a takedown done and one open."""

from datetime import date, timedelta
from typing import Any

from ewloe_desktop.cli.demo import cast
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.domain.photos import Answer, How

MANAGER, TEACHER, SHY, NEW = "Mrs Nerys Rhydwen", "Mr Huw Pennardd", "Mr Tŵm Cefnllwyd", "Miss Cêt Llanerch"
_FAIR, _ISSUE = "Harvest fair, picture 14", "Autumn newsletter, page 3"
_PAGE = "News page of the school website"
_EMPTIED = "The picture is off the news page and out of the page's gallery; the page was looked at again afterwards."


def tell_photos(stage: Stage) -> dict[str, bytes]:
    """Forms, a signature on screen, spoken answers, placements, a withdrawal, a check; the sheets by name."""
    stage.clock.go_to(5, "09:15")
    stage.enter(cast.OFFICE)
    uses = _uses(stage)
    _forms(stage, uses)
    _spoken(stage, uses)
    _signed(stage, uses)
    _placed(stage, uses)
    _taken_back(stage, uses)
    _checked(stage, uses)
    return _sheets(stage, uses)


def _uses(stage: Stage) -> dict[str, str]:
    from ewloe_desktop.services.photo_uses import list_uses

    return {use.code: use.id for use in stage.read(list_uses)}


def _record(
    stage: Stage,
    name: str,
    how: How,
    given_on: date,
    answers: dict[str, Answer],
    only: str = "",
    until: date | None = None,
    **more: Any,
) -> None:
    from ewloe_desktop.services.photo_recording import AnswerLine, RecordAnswers, record_answers
    from ewloe_desktop.services.photo_uses import show_wording

    shown = how is not How.SPOKEN
    lines = [AnswerLine(use, answer, only, name_shown=shown, until=until) for use, answer in answers.items()]
    told = stage.read(show_wording).id
    answer = RecordAnswers(stage.ids[name], tuple(lines), given_on, how, told, **more)
    stage.act(record_answers, answer)
    stage.tell(f"photo_{how.value}", who=stage.on_stage, name=name, count=len(lines))


def _forms(stage: Stage, uses: dict[str, str]) -> None:
    """Two forms from the counter with their scans; one of them says yes till a day that comes soon."""
    from ewloe_desktop.services.photo_sheets import permission_form

    today = stage.clock.today()
    for name, given_on, until, refused in (
        (cast.HEAD.name, today - timedelta(days=20), today + timedelta(days=45), ("video",)),
        (MANAGER, today - timedelta(days=3), None, ("press", "video")),
    ):
        scan = stage.read(permission_form, (stage.ids[name],)).content
        answers = {use: Answer.NO if code in refused else Answer.YES for code, use in uses.items()}
        _record(stage, name, How.PAPER, given_on, answers, until=until, scan=scan, kept_at="Grey cabinet, drawer 2")


def _spoken(stage: Stage, uses: dict[str, str]) -> None:
    """Said at the counter and written down: a yes to some, a yes to one picture alone, a no to all, and one asked."""
    today, office = stage.clock.today(), cast.OFFICE.name
    some = {uses[code]: Answer.YES for code in ("internal_display", "staff_board", "newsletter", "website")}
    _record(stage, TEACHER, How.SPOKEN, today, some | {uses["press"]: Answer.NO}, written_by=office)
    none = dict.fromkeys(uses.values(), Answer.NO)
    _record(stage, SHY, How.SPOKEN, today - timedelta(days=1), none, written_by=office)
    _record(stage, SHY, How.SPOKEN, today, {uses["archive"]: Answer.YES}, "Governors, autumn 2026", written_by=office)
    _record(stage, NEW, How.SPOKEN, today, dict.fromkeys(uses.values(), Answer.ASKED), written_by=office)


def _signed(stage: Stage, uses: dict[str, str]) -> None:
    """The chair answers at the PC with the chair's own password."""
    stage.clock.go_to(5, "17:40")
    stage.enter(cast.CHAIR)
    answers = {use: Answer.NO if code == "video" else Answer.YES for code, use in uses.items()}
    password = stage.passwords[cast.CHAIR.name]
    _record(stage, cast.CHAIR.name, How.SCREEN, stage.clock.today(), answers, password=password)


def _placed(stage: Stage, uses: dict[str, str]) -> None:
    """Where two pictures are used."""
    from ewloe_desktop.services.placements import PlacementAnswer, add_placement

    stage.clock.go_to(4, "10:05")
    stage.enter(cast.OFFICE)
    on, owner = stage.clock.today(), stage.ids[cast.OFFICE.name]
    for code, what, place, names in (
        ("website", _FAIR, _PAGE, (TEACHER, MANAGER)),
        ("newsletter", _ISSUE, "Autumn issue, 240 copies", (TEACHER, cast.CHAIR.name)),
    ):
        people = tuple(stage.ids[name] for name in names)
        stage.act(add_placement, PlacementAnswer(uses[code], what, place, on, people, owner))
        stage.tell("photo_placed", what=what, place=place)


def _taken_back(stage: Stage, uses: dict[str, str]) -> None:
    """The teacher takes permission back; the page is emptied the next day, the printed issue waits."""
    from ewloe_desktop.services.photo_recording import withdraw
    from ewloe_desktop.services.placements import complete_takedown, list_takedowns

    stage.clock.go_to(4, "15:30")
    back = (uses["website"], uses["newsletter"])
    stage.act(withdraw, stage.ids[TEACHER], back, "", stage.clock.today())
    stage.tell("photo_withdrawn", name=TEACHER, count=len(back))
    stage.clock.go_to(3, "08:50")
    page = next(one for one in stage.read(list_takedowns) if one.place == _PAGE)
    stage.act(complete_takedown, page, "removed", _EMPTIED, stage.clock.today())
    stage.tell("photo_taken_down", what=page.what, place=page.place)


def _checked(stage: Stage, uses: dict[str, str]) -> None:
    """A group picture is checked before it goes on the website, and the answer kept."""
    from ewloe_desktop.services.picture_checks import Question, save_check

    stage.clock.go_to(3, "11:20")
    people = tuple(stage.ids[name] for name in (cast.CHAIR.name, MANAGER, SHY))
    on = stage.clock.today()
    told = stage.act(save_check, Question(people, uses["website"], "Governors with the bursar", on, False, False))
    stage.tell("photo_checked", what=told.question.what, act=told.act, code=told.code)


def _sheets(stage: Stage, uses: dict[str, str]) -> dict[str, bytes]:
    from ewloe_desktop.services import photo_sheets as sheets
    from ewloe_desktop.services.picture_checks import Question
    from ewloe_desktop.services.picture_sheets import picture_check_sheet, takedown_record
    from ewloe_desktop.services.placements import show_placements

    teacher = stage.ids[TEACHER]
    page = next(one for one in stage.read(show_placements) if one.place == _PAGE)
    yes = Question(
        (stage.ids[cast.CHAIR.name],), uses["prospectus"], "The chair's portrait", stage.clock.today(), False, False
    )
    return {
        "09-photo-permission-form-blank.pdf": stage.read(sheets.permission_form).content,
        "10-photo-permission-form-of-one-person.pdf": stage.read(sheets.permission_form, (teacher,)).content,
        "11-photo-withdrawal-slip.pdf": stage.read(sheets.withdrawal_slip, teacher).content,
        "12-photo-record-of-one-person.pdf": stage.read(sheets.permission_record, teacher).content,
        "13-photo-do-not-use-website.pdf": stage.read(sheets.do_not_use_list, uses["website"]).content,
        "14-photo-register.pdf": stage.read(sheets.permission_register).content,
        "15-photo-takedown-record.pdf": stage.read(takedown_record, page.id).content,
        "16-photo-check-kept.pdf": stage.read(picture_check_sheet, _last_check(stage)).content,
        "17-photo-check-allowed.pdf": stage.read(picture_check_sheet, yes).content,
    }


def _last_check(stage: Stage) -> str:
    """The act of the check that was kept, as text."""
    from ewloe_desktop.services.journal import list_acts

    return str(stage.read(list_acts, None, 1, "picture_checked")[0].act)
