"""Erasing what the register holds of somebody: rows go, the name goes, salted digests stay and tell nothing.

The person's row keeps its id, so that everything that points to it stays whole, under a name that names nobody.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.site_answers import from_json
from ewloe_desktop.services.site_around import named_in
from ewloe_desktop.services.standing import fetch
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.journal import DraftForm, Event
from ewloe_desktop.storage.people import OfficeTerm, Person, SigningKey
from ewloe_desktop.storage.photos import PhotoAnswer, PhotoTurn, PictureCheck, Placement, PlacementPerson, Takedown
from ewloe_desktop.storage.search import filed
from ewloe_desktop.storage.sites import SiteDecision, SiteRound
from ewloe_desktop.storage.vault import remove_entry

ACT = "records_disposed"
# Where somebody may have been named in words, in records that belong to others as well.
_FREE_TEXT = (
    (PhotoAnswer, ("only", "written_by", "kept_at")),
    (Placement, ("what", "place")),
    (Takedown, ("evidence",)),
    (PictureCheck, ("what",)),
)


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was erased: how many records, whose name went, and whose name stays as evidence."""

    records: int
    people: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def facts(self) -> Mapping[str, object]:
        """What the act tells of it: ids alone, which name nobody."""
        return {"people": list(self.people), "kept": list(self.kept), "records": self.records}


def keeps_name(session: Session, person_ids: Sequence[str]) -> Mapping[str, str]:
    """Whose name stays, and why.

    held_office; signed: something else than answers about themselves; official_site: a request that was signed, or a
    scan of one, names them.
    """
    keys = select(SigningKey.id, SigningKey.person_id).where(SigningKey.person_id.in_(person_ids))
    owner = dict(session.execute(keys).all())
    signed = select(Event.key_id).where(Event.key_id.in_(owner), Event.kind != "photo_answers_signed").distinct()
    found = {owner[key]: "signed" for key in session.scalars(signed) if key is not None}
    held = select(OfficeTerm.person_id).where(OfficeTerm.person_id.in_(person_ids)).distinct()
    named = dict.fromkeys(_named_in_sites(session) & set(person_ids), "official_site")
    return named | found | dict.fromkeys(session.scalars(held), "held_office")


def _named_in_sites(session: Session) -> set[str]:
    """Everybody named on the sheet of a request for an official site: signed once, it is never made again."""
    signed = select(SiteDecision.id).where(
        SiteDecision.request_id == SiteRound.request_id, SiteDecision.round == SiteRound.number
    )
    rounds = select(SiteRound.answers).where(or_(SiteRound.evidence_id.is_not(None), signed.exists()))
    return named_in(*map(from_json, session.scalars(rounds)))


def erase_people(session: Session, person_ids: Sequence[str], first_number: int) -> Erasure:
    """Erases these people inside an act that is signed; the first whose name goes is given this number."""
    ids = sorted(person_ids)
    kept, rows, number = keeps_name(session, ids), 0, first_number
    for person_id in ids:
        person = fetch(session, Person, person_id)
        rows += _erase_records(session, person)
        if person_id not in kept:
            rows += _erase_name(session, person, number)
            number += 1
    session.flush()
    return Erasure(rows, tuple(ids), tuple(sorted(kept)))


def _erase_records(session: Session, person: Person) -> int:
    """Deletes the rows of one person."""
    own = [
        session.scalars(select(table).where(table.person_id == person.id)).all()
        for table in (PhotoAnswer, Takedown, PlacementPerson, PhotoTurn)
    ]
    scans = {row.evidence_id for row in own[0] if isinstance(row, PhotoAnswer) and row.evidence_id}
    placements = {row.placement_id for row in own[2] if isinstance(row, PlacementPerson)}
    for table in own:
        for row in table:
            session.delete(row)
    session.flush()
    rows = sum(map(len, own)) + sum(_erase_scan(session, scan) for scan in sorted(scans))
    rows += sum(_erase_from_placement(session, placement) for placement in sorted(placements))
    rows += _erase_from_checks(session, person.id) + _erase_typed(session, person)
    session.flush()
    return rows


def _erase_scan(session: Session, scan: str) -> int:
    """Deletes a scan on which nobody's answer rests any more: a pile in one file stays until the last."""
    if session.execute(select(PhotoAnswer.id).where(PhotoAnswer.evidence_id == scan).limit(1)).first() is not None:
        return 0
    session.delete(fetch(session, Document, scan))
    return 1


def _erase_from_placement(session: Session, placement_id: str) -> int:
    """Deletes a placement in which nobody is left; where others are, the small picture goes all the same."""
    others = session.execute(select(PlacementPerson.id).where(PlacementPerson.placement_id == placement_id)).first()
    waiting = session.execute(select(Takedown.id).where(Takedown.placement_id == placement_id)).first()
    placement = fetch(session, Placement, placement_id)
    if others is None and waiting is None:
        session.delete(placement)
        return 1
    had = placement.picture is not None
    placement.picture = None
    return int(had)


def _erase_from_checks(session: Session, person_id: str) -> int:
    """Takes somebody out of the checks that were kept of pictures; the answers to them stay."""
    rows = session.scalars(select(PictureCheck).where(PictureCheck.people.contains(person_id))).all()
    for row in rows:
        row.people = json.dumps([entry for entry in json.loads(row.people) if entry[0] != person_id])
    return len(rows)


def _erase_typed(session: Session, person: Person) -> int:
    """Drops what they typed and did not send, and what others typed about them."""
    name = json.dumps(person.name)[1:-1]  # as it stands in what is kept
    about = or_(
        DraftForm.person_id == person.id,
        DraftForm.place.contains(person.id),
        DraftForm.content.contains(person.id),
        DraftForm.content.contains(name, autoescape=True),
    )
    rows = session.scalars(select(DraftForm).where(about)).all()
    for row in rows:
        session.delete(row)
    return len(rows)


def _erase_name(session: Session, person: Person, number: int) -> int:
    """Puts a number in the place of the name, wherever it stands."""
    name, nobody = person.name, words("labels")["erased_person"].format(number=number)
    rows = 1 + _erase_keys(session, person.id)
    person.name, person.folded, person.since = nobody, filed(nobody), None
    if person.left_on is not None:
        person.left_on = date(int(person.left_on[:4]), 12, 31).isoformat()  # what retention counts from, and no more
    session.flush()
    if session.execute(select(Person.id).where(Person.folded == filed(name)).limit(1)).first() is None:
        rows += _erase_words(session, name, nobody)
    return rows


def _erase_keys(session: Session, person_id: str) -> int:
    """A certificate carries the name; the public half, which checks what was signed, stays."""
    keys = session.scalars(select(SigningKey).where(SigningKey.person_id == person_id)).all()
    for key in keys:
        key.certificate_der, key.wrapped, key.wrapped_recovery, key.status = b"", None, None, "ended"
    if keys:
        ring = session.info["register"].ring
        session.info["afterwards"].append(lambda: remove_entry(ring, person_id))
    return len(keys)


def _erase_words(session: Session, name: str, nobody: str) -> int:
    """Where the very name stands in somebody's words, it is replaced; as part of a longer name it is another one."""
    longer = session.scalars(select(Person.name).where(Person.name.contains(name, autoescape=True))).all()
    names = "|".join(re.escape(one) for one in sorted((*longer, name), key=len, reverse=True))
    whole, rows = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])"), 0
    for table, fields in _FREE_TEXT:
        named = or_(*(getattr(table, field).contains(name, autoescape=True) for field in fields))
        for row in session.scalars(select(table).where(named)).all():
            for field in fields:
                before = getattr(row, field)
                after = whole.sub(lambda found: nobody if found[0] == name else found[0], before)
                if after != before:
                    setattr(row, field, after)
                    rows += 1
    return rows
