"""A filed sheet as it stands: what was filed in words, and why somebody cannot confirm it."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import day as written
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.approvals import Body, Capacity, Forum, GovernorsAnswer, Meeting, quorum
from ewloe_desktop.domain.papers import Compared, PaperAnswer, PaperFacts, PaperState
from ewloe_desktop.domain.people import MAY, Action, Actor
from ewloe_desktop.domain.policies import State
from ewloe_desktop.domain.text import clean, clean_lines
from ewloe_desktop.services.decisions import standing_head
from ewloe_desktop.services.paper_sheets import superseded
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.standing import day, fetch, held, moment, names_of
from ewloe_desktop.storage.papers import PaperFiling
from ewloe_desktop.storage.policies import Revision


def about_decision(answer: PaperAnswer) -> dict[str, Any]:
    """What is kept of a side beside its signature: the governing body's meeting and review, the head's minor change."""
    if answer.body is Body.HEAD or answer.meeting is None:
        return {"minor": True} if answer.minor else {}
    meeting = answer.meeting
    return {
        "forum": meeting.forum.value,
        "committee": clean(meeting.committee),
        "delegation_minute": clean(meeting.delegation_minute),
        "meeting_on": meeting.on.isoformat(),
        "minute": clean(meeting.minute),
        "present": meeting.present,
        "in_post": meeting.in_post,
        "quorum": meeting.quorum,
        "cycle_months": answer.cycle_months,
        "review_on": answer.review_on.isoformat() if answer.review_on else None,
        "review_reason": clean_lines(answer.review_reason) if answer.review_on else "",
    }


def kept_about(row: PaperFiling) -> Mapping[str, Any]:
    """What was filed of the decision."""
    told: Mapping[str, Any] = json.loads(row.meeting) if row.meeting else {}
    return told


def governors_answer(row: PaperFiling) -> GovernorsAnswer:
    """A filed side of the governing body as the ceremony on screen would have it, without a password."""
    told = kept_about(row)
    meeting = Meeting(
        forum=Forum(told["forum"]),
        on=date.fromisoformat(told["meeting_on"]),
        minute=told["minute"],
        present=told["present"],
        in_post=told["in_post"],
        committee=told["committee"],
        delegation_minute=told["delegation_minute"],
        quorum=told["quorum"],
    )
    return GovernorsAnswer(
        signer_id=row.signer_id,
        capacity=Capacity(row.capacity),
        meeting=meeting,
        declared_on=date.fromisoformat(row.signed_on),
        declaration_version="",
        password="",
        cycle_months=told["cycle_months"],
        review_on=day(told["review_on"]),
        review_reason=told["review_reason"],
    )


def paper_facts(session: Session, actor: Actor, row: PaperFiling) -> PaperFacts:
    """A filed sheet for the person signed in."""
    revision = fetch(session, Revision, row.revision_id)
    names = names_of(session, {row.signer_id, row.filed_by, row.answered_by or ""})
    return PaperFacts(
        id=row.id,
        seen=row.version,
        state=PaperState(row.state),
        policy_id=revision.policy_id,
        revision_id=revision.id,
        title=revision.title,
        label=label(revision),
        body=Body(row.body),
        signer=names.get(row.signer_id, ""),
        signed_on=date.fromisoformat(row.signed_on),
        filed_by=names.get(row.filed_by, ""),
        filed_at=moment(row.filed_at),
        kept_at=row.kept_at,
        code=row.code,
        compared=Compared(row.compared),
        rows=_rows(row, names),
        scan_id=row.scan_id or "",
        answered_by=names.get(row.answered_by or "", ""),
        answered_at=moment(row.answered_at) if row.answered_at else None,
        reason=row.reason,
        refused=_refused(session, actor, row, revision),
        minor=bool(kept_about(row).get("minor")),
    )


def _rows(row: PaperFiling, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    said = words("papers")
    told = [("row_signer", _signer(row, names)), ("row_signed_on", written(date.fromisoformat(row.signed_on)))]
    if row.body == Body.GOVERNORS.value:
        told += _meeting_rows(row)
    if kept_about(row).get("minor"):
        told.append(("row_minor", said["minor"]))
    told.append(("row_code", row.code))
    told.append(("row_compared", said[f"compared_{row.compared}"]))
    told.append(("row_kept_at", row.kept_at))
    return tuple((said[key], value) for key, value in told if value)


def _signer(row: PaperFiling, names: Mapping[str, str]) -> str:
    name = names.get(row.signer_id, "")
    return (
        f"{name}, {words('capacity')[row.capacity]}" if row.capacity else f"{name}, {words('office')['head_teacher']}"
    )


def _meeting_rows(row: PaperFiling) -> list[tuple[str, str]]:
    said, answer = words("papers"), governors_answer(row)
    meeting = answer.meeting
    forum = words("sheet")["full_governing_body"] if meeting.forum is Forum.FULL else meeting.committee
    if meeting.delegation_minute:
        forum = said["delegated"].format(committee=forum, minute=meeting.delegation_minute)
    review = said["review_in"].format(months=answer.cycle_months)
    if answer.review_on is not None:
        review = f"{written(answer.review_on)}: {answer.review_reason}"
    needed = meeting.quorum or quorum(meeting.in_post)
    present = said["present"].format(present=meeting.present, in_post=meeting.in_post, quorum=needed)
    return [
        ("row_meeting", said["met"].format(forum=forum, on=written(meeting.on))),
        ("row_minute", meeting.minute),
        ("row_present", present),
        ("row_review", review if answer.review_on or answer.cycle_months else ""),
    ]


def _refused(session: Session, actor: Actor, row: PaperFiling, revision: Revision) -> str:
    """The rule that keeps this person from confirming it now."""
    if row.state != PaperState.FILED.value:
        return "paper_answered"
    if row.filed_by == actor.person_id:
        return "filed_yourself"
    if not held(session, actor.person_id) & MAY[Action.CONFIRM_PAPER]:
        return "may_not"
    if superseded(session, revision, row.sheet_act):
        return "sheet_superseded"
    head = standing_head(session, revision.id) if row.body == Body.GOVERNORS.value else None
    if head is not None and head.person_id == actor.person_id:
        return "head_confirms"
    if row.body == Body.HEAD.value:
        return "" if revision.state == State.WITH_HEAD.value else "not_with_head"
    waits = {State.WITH_HEAD.value: "head_first", State.WITH_GOVERNORS.value: ""}
    return waits.get(revision.state, "not_with_governors")
