"""A made-up school with its people, in a file or on both databases."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ewloe_desktop.domain.approvals import Body, Capacity, Forum, GovernorsAnswer, HeadAnswer, Meeting, Receipt
from ewloe_desktop.domain.people import Actor, Office, PersonKind
from ewloe_desktop.domain.policies import RevisionFacts
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.services import approvals, drafting, keys, offices, people
from ewloe_desktop.services.people import GrantAnswer, NewPerson
from ewloe_desktop.services.policies import ImportAnswer
from ewloe_desktop.services.school import FirstStart, begin_register
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.vault import NO_DATA_KEY, KdfSettings, ring_path
from tests.conftest import MONDAY, FixedClock, new_database
from tests.faults.amounts import WHOLE

PASSWORD = "brown heron calm {}"
BOTH = ["file", pytest.param("postgresql", marks=pytest.mark.postgres)]
on_both = pytest.mark.parametrize("school", BOTH, indirect=True)


def some_text(title: str = "Staff Phones Policy", *more: str, edition: str = "March 2024") -> PolicyText:
    """A short policy text; each further word makes a paragraph of its own."""
    blocks = [Block(Kind.HEADING, "Purpose", 1), Block(Kind.PARAGRAPH, "Phones stay in a bag while pupils are about.")]
    blocks += [Block(Kind.PARAGRAPH, words) for words in more]
    return PolicyText(title, edition, tuple(blocks))


@dataclass
class School:
    """A register with people in it, and short words for what the tests do with it."""

    register: Register
    clock: Any
    people: dict[str, str] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        return Actor(self.people[who], who)

    def do(self, who: str, use_case: Callable[..., Any], *args: Any) -> Any:
        """One act of one person."""
        actor = self.actor(who)
        with self.register.unit(actor) as session:
            return use_case(session, actor, *args)

    def ask(self, who: str, query: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """One look of one person."""
        with self.register.reading() as session:
            return query(session, self.actor(who), *args, **named)

    def add(self, who: str, kind: PersonKind, paid: bool, *held: Office, by: str = "head", enrol: bool = True) -> str:
        """Adds somebody with a password and offices since the first of January two years ago."""
        facts = self.do(by, people.add_person, NewPerson(f"{who.title()} Sampl", kind, paid))
        self.people[who] = facts.row.id
        if enrol:
            self.do(by, keys.enrol_key, facts.row.id, facts.row.seen, PASSWORD.format(who))
        for office in held:
            self.grant(who, office, by=by)
        return str(facts.row.id)

    def grant(self, who: str, office: Office, *, by: str = "head", since: date | None = None, until: Any = None) -> Any:
        answer = GrantAnswer(
            self.people[who], office, since or date(2024, 1, 1), until, "minute 1", PASSWORD.format(by)
        )
        return self.do(by, offices.grant_office, answer)

    def draft(self, text: PolicyText | None = None, by: str = "head", **more: Any) -> RevisionFacts:
        """A new draft (or, in_use, a text found in use) from a file."""
        text = text or some_text()
        answer = ImportAnswer(text, "policy.txt", "text/plain", repr(text).encode(), 2, **more)
        facts: RevisionFacts = self.do(by, drafting.import_policy, answer)
        return facts

    def settle(self, revision: RevisionFacts, by: str = "head", summary: str = "Made clearer.") -> RevisionFacts:
        facts: RevisionFacts = self.do(by, drafting.settle_revision, revision.id, revision.seen, summary)
        return facts

    def head_signs(self, revision: RevisionFacts, **changed: Any) -> Receipt:
        facts = self.ask("head", approvals.prepare_signing, revision.id, Body.HEAD)
        answer = {
            "signer_id": self.people["head"],
            "declared_on": self.clock.today(),
            "declaration_version": facts.declaration_version,
            "password": PASSWORD.format("head"),
        }
        receipt: Receipt = self.do(
            "head", approvals.approve_revision, revision.id, facts.seen, HeadAnswer(**answer | changed)
        )
        return receipt

    def chair_signs(self, revision_id: str, *, as_: str = "head", who: str = "chair", **changed: Any) -> Receipt:
        facts = self.ask("head", approvals.prepare_signing, revision_id, Body.GOVERNORS)
        answer = {
            "signer_id": self.people[who],
            "capacity": Capacity.CHAIR,
            "meeting": Meeting(Forum.FULL, self.clock.today(), "14.2", 9, 14),
            "declared_on": self.clock.today(),
            "declaration_version": facts.declaration_version,
            "password": PASSWORD.format(who),
        }
        receipt: Receipt = self.do(
            as_, approvals.decide_for_governors, revision_id, facts.seen, GovernorsAnswer(**answer | changed)
        )
        return receipt

    def in_force(self, text: PolicyText | None = None, **more: Any) -> RevisionFacts:
        """A text taken all the way into force."""
        settled = self.settle(self.draft(text, **more))
        self.head_signs(settled)
        self.chair_signs(settled.id)
        with self.register.reading() as session:
            from ewloe_desktop.services.policies import revision_facts

            return revision_facts(session, settled.id)

    def later(self, **by: float) -> None:
        self.clock.moment += timedelta(**by)


def begin_school(place: str, clock: Any) -> School:
    """Head teacher, chair, vice-chair, governor, clerk, office and a teacher without office."""
    answer = FirstStart("Ysgol Sampl", "Head Sampl", date(2024, 1, 1), PASSWORD.format("head"), place)
    register, started = begin_register(answer, clock=clock, kdf=KdfSettings.light())
    made = School(register, clock, {"head": started.head_id})
    made.add("chair", PersonKind.GOVERNOR, False, Office.CHAIR)
    made.add("vice", PersonKind.GOVERNOR, False, Office.VICE_CHAIR)
    made.add("governor", PersonKind.GOVERNOR, False, Office.GOVERNOR)
    made.add("clerk", PersonKind.NON_TEACHING, True, Office.CLERK)
    made.add("office", PersonKind.NON_TEACHING, True, Office.OFFICE_STAFF)
    made.add("teacher", PersonKind.STAFF, True)
    return made


@pytest.fixture(scope="session")
def school_on_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], bytes]:
    """A school made once; each test works on its own copy."""
    path = tmp_path_factory.mktemp("school") / "school.register"
    made = begin_school(str(path), FixedClock(MONDAY))
    data_key = made.register.data_key
    made.register.close()
    return path, made.people, data_key


@pytest.fixture(scope="session")
def school_on_server(pg_server: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The same as a database that others are made from: the server's address, its name, the people."""
    with new_database(pg_server) as address:
        made = begin_school(address, FixedClock(MONDAY))
        made.register.close()
        yield pg_server, re.sub(r".*/([^/?]*).*", r"\1", address.split("?")[0]), made.people


@pytest.fixture(params=BOTH if WHOLE else ["file"])
def school(request: pytest.FixtureRequest, tmp_path: Path, clock: Any) -> Iterator[School]:
    """A made-up school with its people: in a file, `on_both` where much is asked of the database."""
    if request.param == "file":
        yield from _copy_of_file(tmp_path, clock, *request.getfixturevalue("school_on_file"))
    else:
        yield from _copy_on_server(clock, *request.getfixturevalue("school_on_server"))


def _copy_of_file(folder: Path, clock: Any, path: Path, people: dict[str, str], data_key: bytes) -> Iterator[School]:
    for file in (path, ring_path(path)):
        shutil.copy2(file, folder)
    yield from _opened(Register.open(folder / path.name, data_key, clock=clock), clock, people)


def _copy_on_server(clock: Any, pg_server: str, template: str, people: dict[str, str]) -> Iterator[School]:
    with new_database(pg_server, template) as address:
        yield from _opened(Register.open(address, NO_DATA_KEY, clock=clock), clock, people)


def _opened(register: Register, clock: Any, people: dict[str, str]) -> Iterator[School]:
    register.kdf = KdfSettings.light()
    yield School(register, clock, dict(people))
    register.close()
