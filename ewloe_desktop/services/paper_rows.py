"""What a printed sheet's act holds, in words: the act as a sentence, and the stored facts to hold beside the paper."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.approval_words import digest_groups
from ewloe_desktop.documents.words import day as written
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.policies import RevisionKind, State
from ewloe_desktop.services.decisions import corrected
from ewloe_desktop.services.journal import ActRow
from ewloe_desktop.services.moving import review_of
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.standing import day, fetch
from ewloe_desktop.storage.approvals import Decision, Signature
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.policies import Policy, Revision

Row = tuple[str, str]
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_STANDING = {
    State.DRAFT: "now_draft",
    State.WITH_HEAD: "now_with_head",
    State.WITH_GOVERNORS: "now_with_governors",
    State.SUPERSEDED: "now_superseded",
    State.RETIRED: "now_retired",
}


def act_in_words(kind: str, facts: Mapping[str, object]) -> str:
    """An act as a sentence, as the record tells it."""
    said = words("acts")
    told = said.get(kind, said["other"]).format_map(_Told({name: shown(name, value) for name, value in facts.items()}))
    return re.sub(r"\s+([.,;:](?!\w))", r"\1", re.sub(r" {2,}", " ", told)).strip()


class _Told(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def shown(name: str, value: object) -> str:
    """A fact of an act as people write it; "" for what says nothing."""
    if value is None or isinstance(value, bool | dict):
        return ""
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return ", ".join(shown(name, part) for part in value)
    text = str(value)
    if _ISO.fullmatch(text):
        return written(date.fromisoformat(text))
    if name in ("office", "capacity"):
        return words("capacity").get(text) or words("office").get(text, text)
    return words("papers").get(f"outcome_{text}", text) if name == "outcome" else text


def stored_rows(session: Session, told: ActRow, revision: Revision | None) -> tuple[Row, ...]:
    """What the register holds that such a sheet says, label and value, in the sheet's order."""
    said = words("papers")
    if revision is None:
        keys = (key.removeprefix("fact_") for key in said if key.startswith("fact_"))
        rows = ((said[f"fact_{key}"], shown(key, told.facts.get(key))) for key in keys)
        return tuple(row for row in rows if row[1])
    policy = fetch(session, Policy, revision.policy_id)
    found = [*_text_rows(session, policy, revision), *_decided(session, revision, told.act), _now(revision, policy)]
    found.sort(key=lambda row: row[0] in ("row_text", "row_original"))  # what nobody reads stands last
    return tuple((said[key], value) for key, value in found if value)


def _text_rows(session: Session, policy: Policy, revision: Revision) -> Iterator[Row]:
    replaced = fetch(session, Revision, revision.replaces_id) if revision.replaces_id else None
    original = fetch(session, Document, revision.original_id) if revision.original_id else None
    yield "row_title", revision.title
    yield "row_revision", label(revision)
    yield "row_reference", policy.reference
    yield "row_edition", revision.edition
    yield "row_pages", f"{original.pages}" if original and original.pages else ""
    yield "row_replaces", label(replaced) if replaced else ""
    yield "row_changed", revision.change_summary
    yield "row_text", digest_groups(revision.text_digest)
    yield "row_original", digest_groups(original.sha256) if original else ""


def _decided(session: Session, revision: Revision, act: int) -> Iterator[Row]:
    """Each decision as the sheet of this act says it, and what was corrected since."""
    query = (
        select(Decision, Signature.method)
        .join(Signature, Signature.decision_id == Decision.id)
        .where(Decision.revision_id == revision.id, Decision.act <= act, Decision.outcome == "approved")
        .order_by(Decision.act)
    )
    for decision, method in session.execute(query):
        values, corrections = corrected(session, decision)
        yield from _decision(decision, method, values)
        for correction in corrections:
            yield "row_corrected", correction


def _decision(decision: Decision, method: str, values: Mapping[str, str]) -> Iterator[Row]:
    said = words("papers")
    name = values.get("person_name", decision.person_name)
    on = written(date.fromisoformat(values.get("declared_on", decision.declared_on)))
    how = said["how_paper" if method == "ink" else "how_screen"]
    lapsed = said["lapsed"] if decision.lapsed_by_act is not None else ""
    signed = f"{said['signed'].format(name=name, on=on, how=how)} {lapsed}".strip()
    yield f"row_{decision.body}", signed
    if decision.body == Body.GOVERNORS.value:
        meeting_on = day(values.get("meeting_on", decision.meeting_on or ""))
        due = review_of(decision, meeting_on)
        yield "row_meeting", written(meeting_on) if meeting_on else ""
        yield "row_minute", values.get("minute", decision.minute)
        present = {name: values.get(name, str(getattr(decision, name))) for name in ("present", "in_post")}
        yield "row_present", said["present"].format(quorum=decision.quorum or "", **present)
        yield "row_next_review", written(due) if due else ""


def _now(revision: Revision, policy: Policy) -> Row:
    """Where the text stands today."""
    said, state = words("papers"), State(revision.state)
    if state is State.IN_FORCE and revision.in_force_from:
        return "row_now", said["now_in_force"].format(on=written(date.fromisoformat(revision.in_force_from)))
    if state is State.IN_FORCE and revision.kind == RevisionKind.FOUND.value:
        return "row_now", said["now_found"]
    if state is State.RETIRED and policy.retired_on:
        return "row_now", said["now_retired"].format(on=written(date.fromisoformat(policy.retired_on)))
    if state is State.SUPERSEDED and revision.ended_on:
        return "row_now", said["now_superseded"].format(on=written(date.fromisoformat(revision.ended_on)))
    return "row_now", said.get(_STANDING.get(state, ""), "")
