"""Made-up material to measure with: a policy's words, a school with two signers, a long journal."""

import random
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ewloe_desktop.domain.journal import Commitment, act_hash, canonical, mark
from ewloe_desktop.domain.people import Actor
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.services.school import FirstStart, begin_register
from ewloe_desktop.storage.acts import event_facts
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.journal import CommitmentRow, Event
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.rows import SALT, row_digest
from ewloe_desktop.storage.vault import KdfSettings

PASSWORD = "lantern otter quarry mild"
SYLLABLES = ("ba", "cor", "den", "fel", "gan", "hul", "mer", "nos", "pra", "rin", "sul", "tar", "wen", "dy", "ys", "ol")


@cache
def vocabulary() -> tuple[str, ...]:
    """Four thousand made-up words."""
    dice = random.Random(7)
    return tuple("".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(4000))


def policy_text(size: int = 12_000, seed: int = 1) -> PolicyText:
    """A made-up policy of about so many letters."""
    dice, blocks, letters = random.Random(seed), [], 0
    while letters < size:
        heading = Block(Kind.HEADING, " ".join(dice.choices(vocabulary(), k=4)).capitalize(), 2)
        paragraphs = [Block(Kind.PARAGRAPH, sentence(dice)) for _ in range(5)]
        blocks += [heading, *paragraphs]
        letters += sum(len(block.text) for block in (heading, *paragraphs))
    return PolicyText(f"Sample policy {seed}", "March 2025", tuple(blocks))


def sentence(dice: random.Random) -> str:
    """Sixty words, the common ones more often."""
    words = vocabulary()
    return " ".join(words[int(len(words) * dice.random() ** 3)] for _ in range(60)).capitalize() + "."


@dataclass
class SampleSchool:
    """An open register of a made-up school and its head teacher."""

    register: Register
    head: Actor


def school(folder: Path, kdf: KdfSettings | None = None) -> SampleSchool:
    """A new register with a head teacher; light password settings unless others are given."""
    place = str(folder / "sample.register")
    start = FirstStart("Ysgol Bryn Derw", "Mrs Marged Pugh", date(2020, 9, 1), PASSWORD, place)
    register, started = begin_register(start, kdf=kdf or KdfSettings.light())
    return SampleSchool(register, Actor(started.head_id, start.head_name))


def lengthen(sample: SampleSchool, acts: int, first: int = 0) -> None:
    """Adds so many acts, each with a new person, as the app would have but in one transaction."""
    register = sample.register
    with register.engine.connect().execution_options(ewloe_write=True) as connection, connection.begin():
        session = Session(bind=connection)
        last = session.query(Event).order_by(Event.seq.desc()).first()
        seq, previous = (last.seq, last.hash) if last else (0, bytes(32))
        session.close()
        events, commitments, people = [], [], []
        for number in range(acts):
            person = person_cells(first + number)
            digest = committed(person)
            columns = event_columns(seq + 1 + number, sample, person["id"])
            facts = canonical(event_facts(columns, register.id, "", {"person": person["id"]}))
            rows = [Commitment("person", person["id"], "new", digest)]
            sealed = act_hash(previous, facts, rows)
            events.append(
                columns
                | {"facts": facts, "previous": previous, "mark": mark(previous, facts)}
                | {"hash": sealed, "signature": None}
            )
            told = {"act": columns["seq"], "row_table": "person", "row_key": person["id"], "change": "new"}
            commitments.append(told | {"digest": digest})
            people.append(person)
            previous = sealed
        connection.execute(insert(Person), people)
        connection.execute(insert(Event), events)
        connection.execute(insert(CommitmentRow), commitments)


def person_cells(number: int) -> dict[str, object]:
    """The cells of a made-up person."""
    name = f"Person {number:07}"
    cells = {"id": f"{number:020x}", "version": 1, SALT: number.to_bytes(16, "big"), "name": name}
    return cells | {"folded": name.lower(), "kind": "staff", "paid": 1, "since": None, "left_on": None}


def committed(person: dict[str, object]) -> bytes:
    """The digest an act commits a person to."""
    names = sorted(set(person) - {SALT})
    return row_digest("person", person[SALT], names, [person[name] for name in names])


def event_columns(seq: int, sample: SampleSchool, subject: object) -> dict[str, object]:
    """An event's own columns."""
    at = f"2026-01-01T{seq // 3600 % 24:02}:{seq // 60 % 60:02}:{seq % 60:02}+00:00"
    known = {"seq": seq, "uuid": f"{seq:036}", "kind": "person_added", "at": at}
    return known | {"actor": sample.head.person_id, "subject": subject, "key_id": None}
