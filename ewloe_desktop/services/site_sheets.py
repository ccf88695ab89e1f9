"""Sheets about official sites: blank forms, a request's approval sheet, the register, checks, who can post where."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.documents import site_facts as facts
from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.words import day as in_words
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.site_answers import Answers, as_day, from_json, said
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.sites import SiteState
from ewloe_desktop.services.photo_sheets import file_title, made, made_file
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.site_form import basis_of, show_form
from ewloe_desktop.services.site_hosts import HostFacts, list_hosts
from ewloe_desktop.services.site_reading import list_requests, round_of
from ewloe_desktop.services.site_request_facts import DecisionLine
from ewloe_desktop.services.site_sheet_facts import proof_of, sheet_facts, sheet_file_name, stored_sheet
from ewloe_desktop.services.sites import CheckLine, SiteFacts, list_sites, show_site
from ewloe_desktop.services.standing import allow, fetch, names_of, today
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.sites import Site, SiteRequest, SiteRound


def blank_request(session: Session, actor: Actor, kind: RequestKind) -> StoredFile:
    """The form to be filled in by hand."""
    from ewloe_desktop.documents.site_form_sheet import blank_form

    allow(session, actor, Action.PRINT)
    kind, form = RequestKind(kind), show_form(session, actor)
    hosts = tuple(_host(host) for host in list_hosts(session, actor))
    blank = facts.BlankFacts(made(session, actor), form.form, kind, form.basis, hosts)
    return made_file(file_title("site_form"), form.number, blank_form(blank))


def _host(host: HostFacts) -> facts.HostLine:
    return facts.HostLine(host.name, host.minimum_age, host.checked_on)


def request_sheet(session: Session, actor: Actor, request_id: str) -> StoredFile:
    """A request's newest signed sheet, or an unsigned one with room for ink."""
    from ewloe_desktop.documents.site_approval import site_sheet

    allow(session, actor, Action.PRINT)
    request = fetch(session, SiteRequest, request_id)
    stored = stored_sheet(session, request)
    if stored is not None:
        return StoredFile(stored.id, stored.name, stored.media_type, stored.content, stored.sha256)
    told = sheet_facts(session, request, round_of(session, request.id, request.round), made(session, actor))
    title = sheet_file_name(request).removesuffix(".pdf")
    return made_file(title, "", site_sheet(told))


def site_register(session: Session, actor: Actor) -> StoredFile:
    """The register of official sites today, with the requests that wait."""
    from ewloe_desktop.documents.site_register import site_register as make

    allow(session, actor, Action.PRINT)
    waiting = tuple(
        facts.WaitingLine(str(row.number), row.title, row.author, row.sent_on, row.state.value, row.waiting_for)
        for row in list_requests(session, actor, open_only=True)
    )
    on = today(session)
    register = facts.RegisterFacts(
        made(session, actor),
        on,
        _lines(session, actor, closed=True),
        waiting,
        basis_of(session).words,
        _last_act(session),
    )
    return made_file(file_title("site_register"), in_words(on), make(register))


def yearly_check_sheet(session: Session, actor: Actor, site_id: str | None = None) -> StoredFile:
    """The yearly check of one site with what is known of it, or a blank one for any."""
    from ewloe_desktop.documents.site_check_sheet import check_sheet

    allow(session, actor, Action.PRINT)
    points = tuple(words for _, words in show_form(session, actor).form.checks)
    if not site_id:
        blank = facts.SiteCheckFacts(made(session, actor), points, proof=_last_act(session))
        return made_file(file_title("site_check"), "", check_sheet(blank))
    site = show_site(session, actor, site_id)
    last = site.checks[0] if site.checks else None
    told = facts.SiteCheckFacts(
        made=made(session, actor),
        points=points,
        site=_line(session, site),
        last=_left_to_do(last),
        last_by=last.person if last else "",
        hosts=(_host(site.host),) if site.host else (),
        proof=_last_act(session),
    )
    return made_file(file_title("site_check"), site.row.name, check_sheet(told))


def _left_to_do(last: CheckLine | None) -> tuple[facts.PointLine, ...]:
    points = last.points if last else ()
    return tuple(facts.PointLine(p.words, p.answer, p.remark) for p in points if p.answer == "no")


def accounts_sheet(session: Session, actor: Actor) -> StoredFile:
    """Which accounts the school runs, who approved them and who can post."""
    from ewloe_desktop.documents.site_accounts import accounts_sheet as make

    allow(session, actor, Action.PRINT)
    on = today(session)
    closed = session.scalar(select(func.count()).select_from(Site).where(Site.state == SiteState.CLOSED.value)) or 0
    told = facts.AccountsFacts(
        made(session, actor),
        on,
        _lines(session, actor),
        closed,
        basis_of(session).words,
        _last_act(session),
    )
    return made_file(file_title("site_accounts"), in_words(on), make(told))


def _last_act(session: Session) -> Proof | None:
    return proof_of(session, session.scalar(select(func.max(Event.seq))) or 0)


def _lines(session: Session, actor: Actor, *, closed: bool = False) -> tuple[facts.SiteLine, ...]:
    sites = [show_site(session, actor, row.id) for row in list_sites(session, actor, closed=closed)]
    answers = _answers(session, [site.row.request_id for site in sites])
    return tuple(_line(session, site, answers[site.row.request_id]) for site in sites)


def _answers(session: Session, request_ids: Sequence[str]) -> Mapping[str, Answers]:
    """The answers that each site was approved on."""
    query = select(SiteRound.request_id, SiteRound.answers).join(SiteRequest, SiteRequest.id == SiteRound.request_id)
    query = query.where(SiteRound.number == SiteRequest.round, SiteRequest.id.in_(request_ids))
    return {id_: from_json(told) for id_, told in session.execute(query)}


def _line(session: Session, site: SiteFacts, answers: Answers | None = None) -> facts.SiteLine:
    from ewloe_desktop.documents.site_words import group_words

    row = site.row
    answers = _answers(session, [row.request_id])[row.request_id] if answers is None else answers
    return facts.SiteLine(
        number=str(row.number),
        name=row.name,
        kind=row.kind,
        state=row.state.value,
        host=site.host.name if site.host else "",
        address=row.address,
        purpose=site.purpose,
        audience=group_words(site.audience),
        administrators=row.administrators,
        moderators=row.moderators,
        contributors=group_words(answers.get("contributors", ())),
        conditions=site.conditions,
        approvals=tuple(_approved(d) for d in site.approvals),
        approved_on=site.approved_on,
        live_on=row.live_on,
        last_check=row.last_check,
        next_check=row.next_check,
        ends_on=site.closes_on,
        review_on=site.review_on,
        closed_on=next((turn.on for turn in site.turns if turn.what == "closed"), None),
        running_since=as_day(answers.get("running_since", "")),
        alarm=row.alarm,
        asked_by=names_of(session, {said(answers, "author")}).get(said(answers, "author"), ""),
    )


def _approved(line: DecisionLine) -> facts.Approved:
    return facts.Approved(line.step.value, line.office, line.outcome.value, line.person, line.declared_on)
