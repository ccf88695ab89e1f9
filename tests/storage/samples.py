"""A small made-up register with a row in every table, made through the same acts as the app's."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Column, select
from sqlalchemy.orm import Mapper, Session

from ewloe_desktop.domain import text as texts
from ewloe_desktop.domain.people import Actor
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.approvals import Correction, Decision, Signature
from ewloe_desktop.storage.base import Base, Journalled, new_id
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.journal import DraftForm
from ewloe_desktop.storage.people import OfficeTerm, Person, School, SigningKey
from ewloe_desktop.storage.policies import Policy, Revision
from ewloe_desktop.storage.readings import MinorChange, Reading
from ewloe_desktop.storage.search import fold, index_revision
from ewloe_desktop.storage.signing_keys import OpenKey, new_signing_key, wrap_private
from ewloe_desktop.storage.tables import METADATA

HEAD = Actor("a" * 20, "Mrs Marged Pugh")
CHAIR = Actor("b" * 20, "Mr Ieuan Bowen")
PASSWORD = "lantern otter quarry mild"
MOMENT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
AT = MOMENT.isoformat()


@dataclass
class Sample:
    """The open register and the two keys in their owners' hands."""

    register: Register
    head: OpenKey
    chair: OpenKey


@cache
def _made(name: str) -> tuple[ec.EllipticCurvePrivateKey, bytes, bytes]:
    return new_signing_key(name, MOMENT)


def enrol(session: Session, actor: Actor) -> OpenKey:
    """Adds a person with a key and an entry in the ring."""
    ring = session.info["register"].ring
    key_id = actor.person_id[:1] * 19 + "1"
    private, public, certificate = _made(actor.name)
    register: Register = session.info["register"]
    new = vault.new_person_entry(
        register.id, actor.person_id, actor.name, PASSWORD, register.data_key or bytes(32), vault.KdfSettings.light()
    )
    vault.add_entry(ring, new)
    session.add(Person(id=actor.person_id, name=actor.name, folded=fold(actor.name), kind="staff", since="2020-01-01"))
    session.flush()
    session.add(
        SigningKey(
            id=key_id,
            person_id=actor.person_id,
            public_der=public,
            certificate_der=certificate,
            kdf=new.kdf_json,
            kdf_salt=new.salt,
            wrapped=wrap_private(private, new.wrap_key, key_id),
            wrapped_recovery=b"r" * 60,
            recovery_salt=b"s" * 16,
            status="enrolled",
            enrolled_by=HEAD.person_id,
            enrolled_at=AT,
        )
    )
    return OpenKey(key_id, actor.person_id, private, certificate)


def begin(register: Register) -> Sample:
    """The school, its two signers, their offices."""
    with register.unit(HEAD) as session:
        session.add(School(id=register.id, name="Ysgol Bryn Derw", crest=b"PNG", created_at=AT))
        head = enrol(session, HEAD)
        session.add(
            OfficeTerm(person_id=HEAD.person_id, office="head_teacher", since="2020-01-01", granted_by="a" * 20)
        )
        told = key_facts(HEAD) | {"school": "Ysgol Bryn Derw", "office": "head_teacher", "since": "2020-01-01"}
        declare(session, "school_begun", told, signer=head)
    with register.unit(HEAD) as session:
        chair = enrol(session, CHAIR)
        declare(session, "key_enrolled", key_facts(CHAIR))
    with register.unit(HEAD) as session:
        session.add(term(CHAIR, "chair", "2024-09-01"))
        session.get_one(SigningKey, chair.key_id).status = "enrolled"
        told = {"person": CHAIR.person_id, "office": "chair", "since": "2024-09-01", "until": None}
        declare(session, "office_granted", told, signer=head)
    return Sample(register, head, chair)


def key_facts(actor: Actor) -> dict[str, object]:
    """What an act that gives somebody a key tells of it."""
    public = _made(actor.name)[1].hex()
    return {"person": actor.person_id, "enrolled_key": actor.person_id[:1] * 19 + "1", "public_key": public}


def term(actor: Actor, office: str, since: str) -> OfficeTerm:
    """An office held since a day."""
    return OfficeTerm(person_id=actor.person_id, office=office, since=since, granted_by=HEAD.person_id)


def words(*paragraphs: str) -> PolicyText:
    """A small policy."""
    blocks = (Block(Kind.HEADING, "Who", 1), *(Block(Kind.PARAGRAPH, p) for p in paragraphs))
    return PolicyText("Trips in the hills", "March 2021", blocks)


SIGNED = words("Walk safely.", "Mae Gŵyn yn dringo.")


def decide(session: Session, act: int, key: OpenKey, number: int, body: str, name: str) -> None:
    """A decision and the signature under it."""
    decision = f"{number:020x}"
    session.add(
        Decision(
            id=decision,
            revision_id="2" * 20,
            body=body,
            outcome="approved",
            person_id=key.person_id,
            person_name=name,
            office="chair" if body == "governors" else "head_teacher",
            declared_on="2026-11-20",
            recorded_at=AT,
            meeting_on="2026-11-19",
            present=7,
            in_post=12,
            quorum=6,
            act=act,
        )
    )
    session.flush()
    session.add(
        Signature(
            id=f"{number + 1:020x}",
            decision_id=decision,
            person_id=key.person_id,
            key_id=key.key_id,
            method="typed",
            declaration_version="1",
            declaration="I have read this.",
            text_digest=texts.digest(SIGNED),
            original_sha256=None,
            sheet_id="3" * 20,
            drawn_png=None,
            key_status="enrolled",
            signed_at=AT,
            signed_in_as=HEAD.person_id,
        )
    )


def approve(sample: Sample) -> None:
    """One policy from a file to both approvals, one correction, something typed and not sent."""
    register, kept = sample.register, SIGNED
    with register.unit(HEAD) as session:
        session.add(Policy(id="1" * 20, reference="P01", title=kept.title, folded="trips", created_at=AT))
        session.add(_document(b"%PDF sheet"))
        session.flush()
        session.add(_revision(kept))
        declare(session, "draft_imported", {"title": kept.title, "number": 1}, subject="1" * 20)
    with register.unit(HEAD) as session:
        told = {"revision": "2" * 20, "text": texts.digest(SIGNED).hex(), "declared_on": "2026-11-20"}
        of_head = told | {"minor": True, "body": "head", "office": "head_teacher"}
        act = declare(session, "head_approved", of_head, subject="1" * 20, signer=sample.head)
        session.add(MinorChange(revision_id="2" * 20, person_id=HEAD.person_id, act=act.seq))
        decide(session, act.seq, sample.head, 16, "head", HEAD.name)
    with register.unit(HEAD) as session:
        of_chair = told | {"present": 7, "body": "governors", "office": "chair"}
        act = declare(session, "governors_approved", of_chair, subject="1" * 20, signer=sample.chair)
        decide(session, act.seq, sample.chair, 32, "governors", CHAIR.name)
        session.get_one(Revision, "2" * 20).state = "in_force"
        index_revision(session, "1" * 20, "2" * 20, kept)
    with register.unit(HEAD) as session:
        act = declare(session, "fact_corrected", {"old": "4", "new": "5"}, subject="1" * 20, signer=sample.chair)
        session.add(_correction(act.seq, sample.chair))
        session.add(DraftForm(person_id=HEAD.person_id, place="policies", content="{}", at=AT))


def read(sample: Sample) -> None:
    """Both said at a meeting that they have read the text."""
    told = {"revision": "2" * 20, "text": texts.digest(SIGNED).hex(), "read_on": "2026-11-21", "how": "meeting"}
    with sample.register.unit(HEAD) as session:
        act = declare(session, "readings_recorded", told, subject="1" * 20)
        for person in (HEAD, CHAIR):
            session.add(
                Reading(
                    revision_id="2" * 20,
                    person_id=person.person_id,
                    read_on="2026-11-21",
                    how="meeting",
                    text_digest=texts.digest(SIGNED),
                    recorded_by=HEAD.person_id,
                    recorded_at=AT,
                    act=act.seq,
                )
            )


def fill(sample: Sample) -> None:
    """Two rows (one where each must point elsewhere) in every table that the acts above leave empty."""
    from tests.storage.paper_samples import file_papers
    from tests.storage.site_samples import approve_site

    approve_site(sample)
    file_papers(sample)
    read(sample)
    with sample.register.unit(HEAD) as session:
        empty = [m for m in _mappers() if session.scalars(select(m.class_).limit(1)).first() is None]
        for mapper in empty:
            alone = any(c.unique and c.foreign_keys for c in mapper.columns)
            for number in (1,) if alone else (1, 2):
                session.add(mapper.class_(**{c.key: _value(session, c, number) for c in mapper.columns}))
                session.flush()
        declare(session, "sample_filled", {})


def _mappers() -> list[Mapper[Any]]:
    order = [t.name for t in METADATA.sorted_tables]
    kept = [m for m in Base.registry.mappers if issubclass(m.class_, Journalled)]
    return sorted(kept, key=lambda m: order.index(m.local_table.name))


def _value(session: Session, column: Column[Any], number: int) -> Any:
    if column.name == "id":
        return new_id()
    if column.name == "version":
        return 0
    for key in column.foreign_keys:
        return session.scalar(select(key.column).limit(1))
    kind = column.type.python_type
    return number if kind is int else f"{column.name} {number}"[:20] if kind is str else bytes([number])


def _document(content: bytes) -> Document:
    import hashlib

    digest = hashlib.sha256(content).digest()
    return Document(
        id="3" * 20,
        kind="original",
        name="P01.pdf",
        media_type="application/pdf",
        content=content,
        sha256=digest,
        size=len(content),
        made_at=AT,
        made_by=HEAD.name,
    )


def _revision(kept: PolicyText) -> Revision:
    return Revision(
        id="2" * 20,
        policy_id="1" * 20,
        number=1,
        edition=kept.edition,
        kind="revised",
        state="draft",
        title=kept.title,
        text=texts.canonical(kept),
        text_digest=texts.digest(kept),
        drafted_by=HEAD.name,
        drafted_at=AT,
    )


def _correction(act: int, key: OpenKey) -> Correction:
    return Correction(
        decision_id=f"{32:020x}",
        field="minute",
        old="4",
        new="5",
        reason="A slip of the pen",
        person_id=key.person_id,
        key_id=key.key_id,
        recorded_at=AT,
        act=act,
    )
