"""The form that asks for an official site, its versions, and the requirements it rests on."""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import resource
from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import MAY, Action, Actor, Office
from ewloe_desktop.domain.policies import RevisionFacts, RevisionKind, State
from ewloe_desktop.domain.site_form import SiteForm, parse_form
from ewloe_desktop.services.photo_uses import reference
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.standing import allow, fetch, held, local_day, now, stamp, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.policies import Policy, Revision
from ewloe_desktop.storage.search import fold
from ewloe_desktop.storage.sites import SiteBasis, SiteHost
from ewloe_desktop.storage.sites import SiteForm as FormRow

FORM_FILE = "site_form"
REQUIREMENTS = "official-sites-requirements.txt"
LONGEST_FILE = 500_000


@dataclass(frozen=True, slots=True)
class FormFacts:
    """The form in use, and the requirements in force that requests rest on ("" and False for none)."""

    id: str
    number: str
    since: date
    form: SiteForm
    adopted: bool
    basis: str  # title and label of the requirements in force
    basis_policy_id: str  # the policy somebody named, in force or not
    basis_seen: int = 0
    content: str = ""  # the file's own text, for saving it and changing it


@dataclass(frozen=True, slots=True)
class Basis:
    """The requirements: the policy named, and its revision that the governing body adopted, if any is in force."""

    policy_id: str
    seen: int
    revision_id: str | None
    words: str


def begin_sites(session: Session) -> None:
    """Gives a register the form and the hosts of data/reference, inside the act that needs them first."""
    content = _first_content()
    session.add(
        FormRow(
            id=_seed_id("form", content),
            number=parse_form(tomllib.loads(content)).number,
            content=content,
            since=stamp(now(session)),
            kept_by=session.info["actor"].person_id,
        )
    )
    session.add_all(first_hosts())
    session.flush()


def _first_content() -> str:
    return (resource().parent / "data" / "reference" / f"{FORM_FILE}.toml").read_text("utf-8")


def _seed_id(kind: str, content: str) -> str:
    """The same id before the row is kept as afterwards: a request can name it before anything was recorded."""
    return hashlib.sha256(f"ewloe/{kind}/{content}".encode()).hexdigest()[:20]


def first_hosts() -> tuple[SiteHost, ...]:
    """The hosts of data/reference, not yet kept."""
    told = reference("minimum_ages")
    return tuple(
        SiteHost(
            id=_seed_id("host", fold(host["name"])),
            name=host["name"],
            folded=fold(host["name"]),
            minimum_age=host.get("minimum_age"),
            checked_on=told["checked"].isoformat(),
            note=host.get("note", ""),
            coming=host.get("coming", ""),
        )
        for host in sorted(told["host"], key=lambda host: fold(host["name"]))
    )


def look(session: Session, actor: Actor, *, only: Action | None = None) -> frozenset[Office]:
    """The offices of somebody who may read, or who may ask for a site and so has to see what is asked."""
    offices = held(session, actor.person_id)
    asks = only is None and bool(offices & MAY[Action.REQUEST_SITE])
    return offices if asks else allow(session, actor, Action.READ)


def form_row(session: Session) -> FormRow | None:
    """The newest form that was kept; None in a register from before official sites."""
    return session.scalars(select(FormRow).order_by(FormRow.since.desc(), FormRow.number.desc()).limit(1)).first()


def ensure_sites(session: Session) -> bool:
    """Begins the form and the hosts in a register from before official sites, inside its first act about them."""
    if form_row(session) is not None:
        return False
    begin_sites(session)
    return True


@lru_cache(4)
def read_form(content: str) -> SiteForm:
    """A form file's questions; FieldsRefused says what in it cannot be used."""
    try:
        told = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise FieldsRefused((FieldProblem("form", "form_unreadable", {"told": str(error)}),)) from None
    try:
        return parse_form(told)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise FieldsRefused((FieldProblem("form", "form_unreadable", {"told": str(error)}),)) from None


def show_form(session: Session, actor: Actor) -> FormFacts:
    """The form that a new request is made on, and the requirements in force."""
    look(session, actor)
    row, basis = form_row(session), basis_of(session)
    content = row.content if row else _first_content()
    form = read_form(content)
    return FormFacts(
        id=row.id if row else _seed_id("form", content),
        number=form.number,
        since=local_day(row.since) if row else today(session),
        form=form,
        adopted=basis.revision_id is not None,
        basis=basis.words,
        basis_policy_id=basis.policy_id,
        basis_seen=basis.seen,
        content=content,
    )


def load_form(session: Session, actor: Actor, content: str) -> FormFacts:
    """Keeps another version of the form; requests on their way keep the one they were sent on until they change."""
    allow(session, actor, Action.CHANGE_SETTINGS)
    if len(content) > LONGEST_FILE:
        raise FieldsRefused((FieldProblem("form", "too_long", {"most": LONGEST_FILE}),))
    form = read_form(content)
    ensure_sites(session)
    if session.scalars(select(FormRow.id).where(FormRow.number == form.number)).first() is not None:
        raise FieldsRefused((FieldProblem("number", "form_number_there", {"number": form.number}),))
    row = FormRow(number=form.number, content=content, since=stamp(now(session)), kept_by=actor.person_id)
    session.add(row)
    session.flush()
    digest = hashlib.sha256(content.encode()).hexdigest()
    declare(session, "site_form_kept", {"form": row.id, "number": form.number, "content": digest}, subject=row.id)
    session.flush()
    return show_form(session, actor)


def basis_of(session: Session) -> Basis:
    """The requirements that requests rest on today."""
    named = session.scalars(select(SiteBasis)).first()
    if named is None:
        return Basis("", 0, None, "")
    query = select(Revision).where(Revision.policy_id == named.policy_id, Revision.state == State.IN_FORCE.value)
    revision = session.scalars(query).first()
    # One found in use is in force and yet not adopted: nobody shows that the governing body approved it.
    if revision is None or revision.kind == RevisionKind.FOUND.value:
        return Basis(named.policy_id, named.version, None, "")
    return Basis(named.policy_id, named.version, revision.id, basis_words(revision))


def basis_words(revision: Revision) -> str:
    """What the requirements are called: title and label."""
    return f"{revision.title}, {label(revision)}"


def name_basis(session: Session, actor: Actor, policy_id: str, seen: int) -> FormFacts:
    """Names the policy that holds the school's requirements for official sites (`seen` is FormFacts.basis_seen)."""
    allow(session, actor, Action.CHANGE_SETTINGS)
    policy = fetch(session, Policy, policy_id)
    if policy.retired_on is not None:
        raise RuleBroken("policy_retired")
    before = basis_of(session)
    if before.seen != seen:
        raise ChangedMeanwhile("site_basis", seen, before.seen)
    ensure_sites(session)
    _keep_basis(session, policy.id)
    declare(session, "site_basis_named", {"policy": policy.id, "title": policy.title}, subject=policy.id)
    session.flush()
    return show_form(session, actor)


def _keep_basis(session: Session, policy_id: str) -> None:
    row = session.scalars(select(SiteBasis)).first()
    if row is None:
        session.add(SiteBasis(policy_id=policy_id))
    else:
        row.policy_id = policy_id
    session.flush()


def begin_requirements(session: Session, actor: Actor) -> RevisionFacts:
    """Brings the sample requirements in as a draft of a new policy and names it; adopting it is what makes it count."""
    from ewloe_desktop.intake.limits import Limits
    from ewloe_desktop.intake.txt import read_txt
    from ewloe_desktop.services.drafting import import_policy
    from ewloe_desktop.services.policies import ImportAnswer

    if basis_of(session).policy_id:
        raise RuleBroken("requirements_there")
    data = (resource().parent / "data" / "sample" / REQUIREMENTS).read_bytes()
    text = read_txt(data, Limits(), lambda done, of: None).text
    ensure_sites(session)
    facts = import_policy(session, actor, ImportAnswer(text, REQUIREMENTS, "text/plain", data, 0))
    _keep_basis(session, facts.policy_id)
    return facts
