"""A request to take part in somebody's site, sent, endorsed and approved through the acts that the check reads."""

import hashlib

from sqlalchemy.orm import Session

from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.signing_keys import OpenKey
from ewloe_desktop.storage.sites import Site, SiteDecision, SiteForm, SiteRequest, SiteRound
from tests.storage import samples

FORM, REQUEST, SITE = "4" * 20, "5" * 20, "6" * 20
ANSWERS = '{"title":"Bryn Derw in the news"}'


def approve_site(sample: "samples.Sample") -> None:
    """The request in one act, the line manager's endorsement in another, the decision and its site in a third."""
    with sample.register.unit(samples.HEAD) as session:
        session.add(SiteForm(id=FORM, number="1", content="", since=samples.AT, kept_by=samples.HEAD.person_id))
        session.add(_request())
        session.flush()
        act = declare(session, "site_request_sent", {"request": REQUEST}, subject=REQUEST)
        session.add(_round(act.seq))
    with sample.register.unit(samples.HEAD) as session:
        decide(session, sample.head, samples.HEAD.name, "line_manager", "endorsed", 48)
        session.get_one(SiteRequest, REQUEST).state = "with_head"
    with sample.register.unit(samples.HEAD) as session:
        decide(session, sample.chair, samples.CHAIR.name, "head_teacher", "approved", 64)
        session.get_one(SiteRequest, REQUEST).state = "approved"
        session.add(_site())


def decide(session: Session, key: OpenKey, name: str, step: str, outcome: str, number: int) -> None:
    """One signed decision."""
    office = "head_teacher" if step == "line_manager" else "chair"
    told = {"step": step, "outcome": outcome, "office": office, "reason": "", "conditions": "", "logo": None}
    dated = {"round": 1, "declared_on": "2026-11-20", "method": "typed"}
    digest = hashlib.sha256(ANSWERS.encode()).digest()
    facts = {**told, **dated, "request": REQUEST, "declaration": "1", "answers": digest.hex()}
    kind = "site_endorsed" if step == "line_manager" else "site_decided"
    act = declare(session, kind, facts, subject=REQUEST, signer=key)
    row = SiteDecision(
        id=f"{number:020x}",
        request_id=REQUEST,
        person_id=key.person_id,
        person_name=name,
        recorded_at=samples.AT,
        answers_digest=digest,
        key_id=key.key_id,
        key_status="enrolled",
        declaration_version="1",
        declaration="I have read this.",
        sheet_id=None,
        signed_in_as=samples.HEAD.person_id,
        act=act.seq,
        **told,
        **dated,
    )
    session.add(row)
    session.flush()


def _request() -> SiteRequest:
    return SiteRequest(
        id=REQUEST,
        number=1,
        kind="take_part",
        title="Bryn Derw in the news",
        author_id=samples.HEAD.person_id,
        line_manager_id=samples.HEAD.person_id,
        state="with_line_manager",
        round=1,
    )


def _round(act: int) -> SiteRound:
    return SiteRound(
        request_id=REQUEST,
        number=1,
        form_id=FORM,
        answers=ANSWERS,
        sent_by=samples.HEAD.person_id,
        sent_at=samples.AT,
        act=act,
    )


def _site() -> Site:
    return Site(
        id=SITE,
        number=1,
        kind="take_part",
        name="Bryn Derw in the news",
        purpose="To be seen",
        audience="{}",
        request_id=REQUEST,
        state="approved",
        approved_on="2026-11-20",
    )
