"""Official sites of the made-up school: asked for, decided in turn, refused, changed, live, short of people."""

from datetime import date

from ewloe_desktop.cli.demo import cast, site_answers
from ewloe_desktop.cli.demo.site_acts import SitesTold, leave_unsent, open_site, send, sign, site
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.documents.words import day, words
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.sites import Outcome, Step
from ewloe_desktop.domain.text import Kind, PolicyText

_OFFICE_KEEPS = "Before the next note goes out, the way back into the account is moved to the office's address."
_GARDEN = "First names only. Nothing appears before Mr Aberffynnon or the office has read it."
_REFUSED = (
    "Pictures of trips show children and where they are, and nobody would check them against the permissions. "
    "A page in the newsletter after the trip does what families ask for."
)


def before_the_meeting(stage: Stage, told: SitesTold) -> None:
    """While there are no requirements yet: the page that was running all along, then a class diary."""
    from ewloe_desktop.services.site_form import begin_requirements

    stage.clock.go_to(54, "10:00")
    stage.enter(cast.HEAD)
    told.requirements = stage.act(begin_requirements)
    stage.tell("site_requirements", who=cast.HEAD.name, title=told.requirements.label)
    _hosts(stage)
    _school_page(stage, told)


def class_diary(stage: Stage, told: SitesTold) -> None:
    """The whole way of one request: three signatures, with conditions, and live."""
    from ewloe_desktop.services.site_sheets import request_sheet

    stage.clock.go_to(37, "16:10")
    request = send(stage, cast.TEACHER, "garden", site_answers.garden_diary(stage), told)
    told.sheets["20-site-request-unsigned.pdf"] = stage.read(request_sheet, request).content
    stage.clock.go_to(37, "17:20")
    sign(stage, cast.LINE_MANAGER, request, Step.LINE_MANAGER)
    told.sheets["21-site-approval-line-manager-signed.pdf"] = stage.read(request_sheet, request).content
    stage.clock.go_to(36, "09:30")
    sign(stage, cast.MANAGER, request, Step.SECOND, logo=True)
    stage.clock.go_to(36, "15:40")
    sign(stage, cast.HEAD, request, Step.HEAD, Outcome.CONDITIONS, conditions=_GARDEN)
    told.sheets["22-site-approval-with-conditions.pdf"] = stage.read(request_sheet, request).content
    stage.clock.go_to(35, "08:40")
    open_site(stage, "garden", told, "https://dyddlyfr.example/bryn-derw/y4")


def settle_requirements(stage: Stage, told: SitesTold) -> None:
    """The note at the front is taken out, and the head teacher signs what the governing body is to adopt."""
    from ewloe_desktop.services.drafting import edit_draft
    from ewloe_desktop.services.showing import show_revision

    assert told.requirements is not None
    stage.enter(cast.HEAD)
    page = stage.read(show_revision, told.requirements.id)
    text: PolicyText = page.text
    first = [i for i, block in enumerate(text.blocks) if block.kind is Kind.HEADING][1]
    kept = PolicyText(text.title, f"{stage.clock.today():%B %Y}", text.blocks[first:])
    draft = stage.act(edit_draft, page.revision.id, page.revision.seen, kept)
    told.requirements = stage.settle(cast.HEAD, draft, "")
    stage.sign_as_head(cast.HEAD, told.requirements.id)


def adopt_requirements(stage: Stage, told: SitesTold, met_on: date) -> None:
    """The governing body adopts them at the meeting that approved the policy."""
    assert told.requirements is not None
    stage.sign_for_governors(cast.CHAIR, told.requirements.id, met_on, "7.3", 12)


def after_the_meeting(stage: Stage, told: SitesTold) -> None:
    """One refused, one blocked by age, the head's own, one somewhere else, one sent round again, one on paper."""
    _trips(stage, told)
    _film_club(stage)
    _heads_letter(stage, told)
    _forum(stage, told)
    _eco_board(stage, told)
    _nature_table(stage, told)


def somebody_leaves(stage: Stage, told: SitesTold) -> None:
    """The yearly check of one site, and a leaver who leaves the other with too few people."""
    from ewloe_desktop.services.offices import person_leaves
    from ewloe_desktop.services.people import show_person

    stage.clock.go_to(6, "17:00")
    _check(stage, told)
    stage.enter(cast.HEAD)
    leaver = stage.read(show_person, stage.ids[cast.LEAVER.name])
    password = stage.passwords[cast.HEAD.name]
    stage.act(person_leaves, leaver.row.id, leaver.row.seen, stage.clock.today(), password)
    stage.tell("site_leaver", name=cast.LEAVER.name, site=site(stage, told, "page").row.name)
    told.sheets |= _sheets(stage, told)


def _hosts(stage: Stage) -> None:
    """The office looks up again what the school may use, and adds the company that keeps its class diaries."""
    from ewloe_desktop.services.site_hosts import HostAnswer, keep_host, list_hosts

    stage.enter(cast.OFFICE)
    today = stage.clock.today()
    for known in stage.read(list_hosts):
        if known.name in site_answers.HOSTS:
            told = known.name, known.minimum_age, today, known.note, known.coming, known.id, known.seen
            stage.act(keep_host, HostAnswer(*told))
    host = stage.act(keep_host, HostAnswer(site_answers.DIARY_HOST, 4, today, site_answers.DIARY_NOTE))
    stage.tell("site_host", who=cast.OFFICE.name, host=host.name, age=host.minimum_age)


def _school_page(stage: Stage, told: SitesTold) -> None:
    """Found running for years: the head teacher is its line manager too, and nobody has adopted requirements yet."""
    stage.clock.go_to(53, "11:15")
    request = send(stage, cast.OFFICE, "page", site_answers.school_page(stage), told)
    sign(stage, cast.HEAD, request, Step.LINE_MANAGER)
    stage.clock.go_to(52, "09:00")
    sign(stage, cast.MANAGER, request, Step.SECOND, logo=True)
    stage.clock.go_to(51, "12:30")
    sign(stage, cast.HEAD, request, Step.HEAD, Outcome.CONDITIONS, conditions=_OFFICE_KEEPS)
    stage.clock.go_to(50, "09:10")
    open_site(stage, "page", told, "https://facebook.example/brynderw")


def _trips(stage: Stage, told: SitesTold) -> None:
    stage.clock.go_to(12, "09:10")
    request = send(stage, cast.ICT, "trips", site_answers.trips(stage), told)
    sign(stage, cast.LINE_MANAGER, request, Step.LINE_MANAGER)
    stage.clock.go_to(12, "14:00")
    sign(stage, cast.MANAGER, request, Step.SECOND)
    stage.clock.go_to(11, "08:45")
    sign(stage, cast.HEAD, request, Step.HEAD, Outcome.REFUSED, reason=_REFUSED)


def _film_club(stage: Stage) -> None:
    """Blocked before it is sent; what was typed waits for the teacher to find another way."""
    from ewloe_desktop.services.site_requests import RequestAnswer, check_request

    stage.clock.go_to(11, "16:20")
    stage.enter(cast.TEACHER)
    answers = site_answers.film_club(stage)
    checked = stage.read(check_request, RequestAnswer(RequestKind.CREATE, answers))
    for block in checked.blocks:
        rule = str(words("rules")[block.rule]).format(**{name: _said(fact) for name, fact in block.facts.items()})
        stage.tell("site_blocked", who=cast.TEACHER.name, title=answers["title"], rule=rule)
    leave_unsent(stage, answers)


def _said(fact: object) -> object:
    return day(fact) if isinstance(fact, date) else fact


def _heads_letter(stage: Stage, told: SitesTold) -> None:
    """Nobody decides about a request of their own: the chair does about the head teacher's."""
    stage.clock.go_to(11, "17:10")
    request = send(stage, cast.HEAD, "letter", site_answers.heads_letter(stage), told)
    stage.clock.go_to(11, "18:00")
    sign(stage, cast.CHAIR, request, Step.LINE_MANAGER)
    stage.clock.go_to(10, "09:20")
    sign(stage, cast.MANAGER, request, Step.SECOND, logo=True)
    stage.clock.go_to(10, "17:45")
    sign(stage, cast.CHAIR, request, Step.HEAD, Outcome.APPROVED)


def _forum(stage: Stage, told: SitesTold) -> None:
    stage.clock.go_to(9, "08:30")
    answers = site_answers.reading_forum(stage)
    request = send(stage, cast.TEACHER, "forum", answers, told, RequestKind.TAKE_PART)
    sign(stage, cast.LINE_MANAGER, request, Step.LINE_MANAGER)
    stage.clock.go_to(9, "12:10")
    sign(stage, cast.HEAD, request, Step.HEAD, Outcome.APPROVED)


def _eco_board(stage: Stage, told: SitesTold) -> None:
    """Two have endorsed it when it changes: it goes round again from the line manager."""
    from ewloe_desktop.services.site_requests import RequestAnswer, change_request, show_request

    stage.clock.go_to(9, "16:00")
    request = send(stage, cast.TEACHER, "eco", site_answers.eco_board(stage), told)
    sign(stage, cast.LINE_MANAGER, request, Step.LINE_MANAGER)
    stage.clock.go_to(9, "17:30")
    sign(stage, cast.MANAGER, request, Step.SECOND, logo=True)
    stage.clock.go_to(8, "09:00")
    stage.enter(cast.TEACHER)
    seen = stage.read(show_request, request).row.seen
    wider = RequestAnswer(RequestKind.CREATE, site_answers.eco_board(stage, wider=True))
    facts = stage.act(change_request, request, seen, wider)
    stage.tell("site_changed", who=cast.TEACHER.name, title=facts.row.title, waiting=facts.row.waiting_for)


def _nature_table(stage: Stage, told: SitesTold) -> None:
    """A form filled in by hand comes to the counter; it waits for the head teacher today."""
    from ewloe_desktop.services.site_request_facts import ScanAnswer
    from ewloe_desktop.services.site_requests import RequestAnswer, send_request
    from ewloe_desktop.services.site_sheets import blank_request

    stage.clock.go_to(8, "14:15")
    stage.enter(cast.OFFICE)
    paper = stage.read(blank_request, RequestKind.CREATE)
    scan = ScanAnswer(paper.content, "nature-table.pdf")
    answer = RequestAnswer(
        RequestKind.CREATE, site_answers.nature_table(stage), evidence=scan, kept_at="Blue folder, shelf 3"
    )
    facts = stage.act(send_request, answer)
    told.requests["nature"] = facts.row.id
    stage.tell("site_paper", who=cast.OFFICE.name, name=cast.PAPER.name, title=facts.row.title)
    sign(stage, cast.LINE_MANAGER, facts.row.id, Step.LINE_MANAGER)
    stage.clock.go_to(7, "09:25")
    sign(stage, cast.MANAGER, facts.row.id, Step.SECOND, logo=False)


def _check(stage: Stage, told: SitesTold) -> None:
    """The class diary is looked at; everything is as it should be."""
    from ewloe_desktop.services.site_running import CheckAnswer, confirm_site
    from ewloe_desktop.services.sites import Point

    stage.enter(cast.MANAGER)
    found = site(stage, told, "garden")
    points = tuple(Point(said, "yes", "") for _, said in found.form.checks)
    today, who = stage.clock.today(), stage.ids[cast.MANAGER.name]
    stage.act(confirm_site, found.row.id, found.row.seen, CheckAnswer(today, who, points, ""))
    stage.tell("site_checked", who=cast.MANAGER.name, name=found.row.name, count=len(points))


def _sheets(stage: Stage, told: SitesTold) -> dict[str, bytes]:
    from ewloe_desktop.services import site_sheets as sheets

    request, sites = told.requests, told.sites
    return {
        "18-site-request-blank.pdf": stage.read(sheets.blank_request, RequestKind.CREATE).content,
        "19-site-request-taking-part-blank.pdf": stage.read(sheets.blank_request, RequestKind.TAKE_PART).content,
        "23-site-approval-same-person.pdf": stage.read(sheets.request_sheet, request["page"]).content,
        "24-site-request-refused.pdf": stage.read(sheets.request_sheet, request["trips"]).content,
        "25-site-request-round-again.pdf": stage.read(sheets.request_sheet, request["eco"]).content,
        "26-site-approval-taking-part.pdf": stage.read(sheets.request_sheet, request["forum"]).content,
        "27-site-approval-by-the-chair.pdf": stage.read(sheets.request_sheet, request["letter"]).content,
        "28-site-register.pdf": stage.read(sheets.site_register).content,
        "29-site-yearly-check.pdf": stage.read(sheets.yearly_check_sheet, sites["garden"]).content,
        "30-site-yearly-check-all.pdf": stage.read(sheets.yearly_check_sheet, None).content,
        "31-site-accounts.pdf": stage.read(sheets.accounts_sheet).content,
    }
