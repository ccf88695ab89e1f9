"""The register of official sites and its requests at 200 of each, one site's page, and Today, beside SQL alone."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from ewloe_desktop.domain.site_answers import to_json
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.services.site_form import show_form
from ewloe_desktop.services.site_reading import list_requests
from ewloe_desktop.services.sites import list_sites, show_site
from ewloe_desktop.services.standing import today
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.rows import SALT
from ewloe_desktop.storage.sites import Site, SitePerson, SiteRequest, SiteRound
from tests.benchmarks.measuring import Figure, side_by_side
from tests.benchmarks.samples import SampleSchool, person_cells, school

MANY, PEOPLE = 200, 60
SITES = (
    "SELECT s.*, p.name, r.role FROM site s JOIN site_person r ON r.site_id = s.id"
    " JOIN person p ON p.id = r.person_id ORDER BY s.name"
)
REQUESTS = (
    "SELECT q.*, r.answers FROM site_request q JOIN site_round r ON r.request_id = q.id AND r.number = q.round"
    " ORDER BY q.number DESC"
)
ONE = "SELECT * FROM site WHERE id = ?"


def figures(folder: Path) -> list[Figure]:
    """Each question against SQL that only fetches what it is answered from."""
    sample = running(school(folder))
    with sample.register.reading() as session:
        raw: Any = session.connection().connection.driver_connection
        actor = sample.head

        def compared(what: str, ours: Callable[[], object], query: str, *values: object) -> Figure:
            return side_by_side(f"{what}, {MANY} sites", ours, lambda: raw.execute(query, values).fetchall())

        found = [
            compared("register of sites", lambda: list_sites(session, actor), SITES),
            compared("requests for sites", lambda: list_requests(session, actor), REQUESTS),
            compared("one site's page", lambda: show_site(session, actor, key("s", 7)), ONE, key("s", 7)),
            compared("Today", lambda: what_needs(session, actor), SITES),
        ]
    sample.register.close()
    return found


def key(kind: str, number: int) -> str:
    """A row's id."""
    return f"{kind}{number:019x}"


def running(sample: SampleSchool) -> SampleSchool:
    """Sites with their requests and the people who run them, kept without acts: only reading is measured here."""
    with sample.register.reading() as session:
        form, on = show_form(session, sample.head).id, today(session)
    people = [person_cells(number) for number in range(PEOPLE)]
    ids = [str(person["id"]) for person in people]
    with sample.register.engine.connect().execution_options(ewloe_write=True) as connection, connection.begin():
        connection.execute(insert(Person), people)
        connection.execute(insert(SiteRequest), [request(n, ids) for n in range(MANY)])
        connection.execute(insert(SiteRound), [sent(n, form, ids) for n in range(MANY)])
        connection.execute(insert(Site), [site(n, on) for n in range(MANY)])
        connection.execute(insert(SitePerson), [runner(n, place, ids) for n in range(MANY) for place in range(4)])
    return sample


def base(kind: str, number: int) -> dict[str, object]:
    """What every row has."""
    return {"id": key(kind, number), "version": 1, SALT: number.to_bytes(16, "big")}


def request(number: int, people: list[str]) -> dict[str, object]:
    """An approved request; every fifth still waits for its line manager."""
    told = {
        "number": number + 1,
        "kind": "create",
        "title": f"Site {number:03}",
        "round": 1,
        "site_id": key("s", number),
    }
    state = "approved" if number % 5 else "with_line_manager"
    named = {"author_id": people[number % PEOPLE], "line_manager_id": people[(number + 1) % PEOPLE]}
    return base("q", number) | told | named | {"state": state, "basis_revision_id": None, "copied_from": None}


def sent(number: int, form: str, people: list[str]) -> dict[str, object]:
    """Its only round."""
    answers = to_json({"title": f"Site {number:03}", "go_live": "2026-09-01", "aims": "Reasons enough. " * 20})
    told = {"request_id": key("q", number), "number": 1, "form_id": form, "answers": answers, "act": 1}
    paper = {"evidence_id": None, "kept_at": ""}
    return base("r", number) | told | paper | {"sent_by": people[0], "sent_at": "2026-08-01T10:00:00+00:00"}


def site(number: int, on: date) -> dict[str, object]:
    """A live site of the school's own, to be looked at some time in the next year."""
    days = {"approved_on": "2026-08-20", "live_on": "2026-09-01", "closes_on": None, "review_on": None}
    checks = {"last_check": None, "next_check": (on + timedelta(days=number)).isoformat()}
    about = {
        "number": number + 1,
        "kind": "create",
        "name": f"Site {number:03}",
        "address": f"www.example.org/{number}",
    }
    rest = {"host_id": None, "purpose": "Reasons.", "audience": "{}", "conditions": "", "use_id": None, "state": "live"}
    return base("s", number) | days | checks | about | rest | {"request_id": key("q", number)}


def runner(number: int, place: int, people: list[str]) -> dict[str, object]:
    """Two administrators and two moderators of each."""
    told = {"site_id": key("s", number), "person_id": people[(number + place) % PEOPLE], "since": "2026-08-20"}
    role = "administrator" if place < 2 else "moderator"
    return base("p", number * 4 + place) | told | {"role": role, "until": None}
