"""Whatever people do in whatever order, no site is live without every approval in order by different people."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from ewloe_desktop.domain.errors import Expected
from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.sites import STEPS, Accounts, Content, Followers, Outcome, Role, Step
from ewloe_desktop.services import site_requests, site_running, site_signing, sites
from ewloe_desktop.services.site_running import CloseAnswer
from ewloe_desktop.services.site_signing import SiteAnswer
from ewloe_desktop.services.sites import SiteRow, counts
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.sites import SiteDecision, SiteRequest, SiteRound
from ewloe_desktop.storage.vault import KdfSettings, ring_path
from tests.conftest import MONDAY, FixedClock
from tests.faults.amounts import trials
from tests.services.conftest import PASSWORD, School
from tests.services.site_school import SiteSchool

PEOPLE = ("head", "chair", "office", "teacher", "manager", "bm")
WHO = st.sampled_from(PEOPLE)
PAIRS = (("teacher", "bm"), ("head", "bm"), ("bm", "manager"), ("teacher", "head"))  # who asks, and the line manager
PLACES: dict[str, Any] = {}
CLOSING = (Content.STAYS, Accounts.KEPT, Followers.NONE)


class Sites(RuleBasedStateMachine):
    """A school in which anybody tries anything."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=PLACES["folder"]))
        for file in (PLACES["path"], ring_path(PLACES["path"])):
            shutil.copy2(file, self.folder)
        register = Register.open(self.folder / PLACES["path"].name, PLACES["key"], clock=FixedClock(MONDAY))
        register.kdf = KdfSettings.light()
        self.at = SiteSchool(School(register, register.clock, dict(PLACES["people"])))
        self.went_live: set[str] = set()

    def tries(self, who: str, use_case: Any, *args: Any) -> Any:
        """What comes of it, None when a rule refuses."""
        try:
            return self.at.school.do(who, use_case, *args)
        except Expected:
            return None

    def newest(self, states: tuple[str, ...] = ()) -> Any:
        """The newest request that stands so."""
        found = self.at.school.ask("head", site_requests.list_requests)
        return next((row for row in found if not states or row.state.value in states), None)

    def a_site(self) -> SiteRow | None:
        """The newest site that is not closed."""
        found = self.at.school.ask("head", sites.list_sites)
        return max(found, key=lambda row: row.number, default=None)

    @initialize(pair=st.sampled_from(PAIRS), steps=st.sampled_from((3, 2, 1, 0)))
    def begins(self, pair: tuple[str, str], steps: int) -> None:
        """There is a request from the start, some way along, so that few runs are idle."""
        self.requests(*pair, "office", RequestKind.CREATE)
        self.goes_on(steps)

    @rule(author=WHO, manager=WHO, other=WHO, kind=st.sampled_from(RequestKind))
    def requests(self, author: str, manager: str, other: str, kind: RequestKind) -> None:
        """Somebody asks, with whoever as line manager and second administrator."""
        who = self.at.school.people
        pair = {"administrators": (who[author], who[other])} if kind is RequestKind.CREATE else {}
        told = self.at.answer(kind, author=who[author], line_manager=who[manager], **pair)
        self.tries(author, site_requests.send_request, told)

    @rule(who=WHO, words=st.sampled_from(("Weekly.", "Daily.", "Monthly.")))
    def changes(self, who: str, words: str) -> None:
        """Somebody sends the newest request round again."""
        row = self.newest()
        if row is not None:
            shown = self.at.school.ask("head", site_requests.show_request, row.id)
            answer = site_requests.RequestAnswer(row.kind, {**shown.answers, "content": words}, kept_at="File 3")
            self.tries(who, site_requests.change_request, row.id, row.seen, answer)

    @rule(who=WHO, step=st.sampled_from(Step), outcome=st.one_of(st.none(), st.sampled_from(Outcome)))
    def decides(self, who: str, step: Step, outcome: Outcome | None) -> None:
        """Anybody tries to take any step."""
        row = self.newest(("with_line_manager", "with_second", "with_head"))
        if row is not None:
            self.signs(who, row, step, outcome or self.good(step))

    @rule(steps=st.integers(1, 3))
    def goes_on(self, steps: int) -> None:
        """Those who should sign do, so that runs get somewhere."""
        for _ in range(steps):
            self.takes_its_next_step()

    def takes_its_next_step(self) -> None:
        """Whoever should signs next."""
        row = self.newest(("with_line_manager", "with_second", "with_head"))
        if row is not None:
            step = {"with_line_manager": Step.LINE_MANAGER, "with_second": Step.SECOND}.get(row.state.value, Step.HEAD)
            shown = self.at.school.ask("head", site_signing.prepare_site_signing, row.id, step)
            names = {id_: name for name, id_ in self.at.school.people.items()}
            signer = next((s for s in shown.signers if not s.refused), None)
            if signer is not None:
                self.signs(names[signer.person_id], row, step, self.good(step))

    @rule(step=st.sampled_from(Step))
    def jumps(self, step: Step) -> None:
        """Whoever takes a step takes it whether or not it is due."""
        row = self.newest(("with_line_manager", "with_second", "with_head"))
        if row is not None:
            who = {Step.LINE_MANAGER: "manager", Step.SECOND: "bm", Step.HEAD: "head"}
            self.signs(who[step], row, step, self.good(step))

    @rule(who=st.one_of(st.just("author"), st.just("earlier"), WHO))
    def pushes_on(self, who: str) -> None:
        """The author, an earlier signer or anybody tries the very step that is due."""
        row = self.newest(("with_line_manager", "with_second", "with_head"))
        if row is None:
            return
        shown = self.at.school.ask("head", site_requests.show_request, row.id)
        earlier = [d.person_id for d in shown.decisions if not d.lapsed] or [row.author_id]
        found = {"author": row.author_id, "earlier": earlier[-1]}.get(who)
        names = {id_: name for name, id_ in self.at.school.people.items()}
        step = {"with_line_manager": Step.LINE_MANAGER, "with_second": Step.SECOND}.get(row.state.value, Step.HEAD)
        self.signs(names[found] if found else who, row, step, self.good(step))

    @staticmethod
    def good(step: Step) -> Outcome:
        """The outcome that moves a request on."""
        return Outcome.APPROVED if step is Step.HEAD else Outcome.ENDORSED

    def signs(self, who: str, row: Any, step: Step, outcome: Outcome) -> None:
        """Tries a signature with the person's own password."""
        office = Office.CHAIR if step is Step.HEAD and who == "chair" else Office.HEAD
        version, _ = site_signing.site_declaration(step, office)
        words = {"reason": "Because.", "conditions": "If so."}
        answer = SiteAnswer(
            self.at.school.people[who], outcome, self.at.school.clock.today(), version, PASSWORD.format(who), **words
        )
        self.tries(who, site_signing.sign_request, row.id, row.seen, step, answer)

    @rule(who=st.sampled_from(("office", "bm", "teacher", "manager")))
    def leaves(self, who: str) -> None:
        """Somebody leaves."""
        try:
            self.at.leaves(who)
        except Expected:
            return

    @rule(days=st.integers(1, 5))
    def waits(self, days: int) -> None:
        """Days go by."""
        self.at.school.clock.moment += timedelta(days=days)

    @rule(who=st.sampled_from(("head", "head", "office", "bm", "teacher")))
    def goes_live(self, who: str) -> None:
        """Somebody records that the newest site is live, or live again."""
        site = self.a_site()
        if site is None:
            return
        on = self.at.school.clock.today()
        for use_case, more in ((site_running.go_live, ("https://a.example",)), (site_running.resume_site, ())):
            facts = self.tries(who, use_case, site.id, site.seen, on, *more)
            if facts is not None:
                own = facts.row.kind is RequestKind.CREATE
                assert not own or all(counts(facts.runners)[role] >= 2 for role in Role)
                self.went_live.add(site.id)

    @rule(who=WHO, closes=st.booleans())
    def suspends_or_closes(self, who: str, closes: bool) -> None:
        """Somebody takes the newest site off."""
        site, on = self.a_site(), self.at.school.clock.today()
        if site is not None and closes:
            answer = CloseAnswer(on, "It is over.", *CLOSING)
            self.tries(who, site_running.close_site, site.id, site.seen, answer)
        elif site is not None:
            self.tries(who, site_running.suspend_site, site.id, site.seen, on, "Holidays")

    @invariant()
    def every_site_has_every_approval(self) -> None:
        """In order, each by somebody else than the author and than each other, but for line manager and decider."""
        with self.at.school.register.reading() as session:
            for site in sites.list_sites(session, self.at.school.actor("head"), closed=True):
                request = session.get_one(SiteRequest, site.request_id)
                wanted = STEPS[RequestKind(request.kind)]
                query = select(SiteDecision).where(SiteDecision.request_id == request.id)
                rows = list(session.scalars(query.where(SiteDecision.round == request.round)))
                rows.sort(key=lambda row: row.act)
                sent = session.scalars(
                    select(SiteRound).where(SiteRound.request_id == request.id, SiteRound.number == request.round)
                ).one()
                assert [Step(row.step) for row in rows] == list(wanted)
                assert sent.act < rows[0].act
                assert all(row.lapsed_by_act is None for row in rows)
                assert request.author_id not in {row.person_id for row in rows}
                alone = rows[1:] if rows[0].person_id == rows[-1].person_id else rows
                assert len({row.person_id for row in alone}) == len(alone)
                assert site.live_on is None or site.live_on.isoformat() >= rows[-1].declared_on
                assert (site.live_on is not None) == (site.id in self.went_live)

    def teardown(self) -> None:
        """What is left is whole, and gone."""
        try:
            assert check_register(self.at.school.register).findings == ()
        finally:
            self.at.school.register.abandon()
            shutil.rmtree(self.folder, ignore_errors=True)


def test_no_order_of_acts_makes_a_site_live_without_its_approvals(
    tmp_path: Path, school_on_file: tuple[Path, dict[str, str], bytes]
) -> None:
    path, people, key = school_on_file
    for file in (path, ring_path(path)):
        shutil.copy2(file, tmp_path)
    register = Register.open(tmp_path / path.name, key, clock=FixedClock(MONDAY))
    register.kdf = KdfSettings.light()
    school = School(register, register.clock, dict(people))
    school.add("manager", PersonKind.STAFF, True, Office.LINE_MANAGER)
    school.add("bm", PersonKind.NON_TEACHING, True, Office.BUSINESS_MANAGER, Office.LINE_MANAGER)
    register.close()
    PLACES.update(folder=tmp_path, path=tmp_path / path.name, key=key, people=school.people)
    few = settings(
        max_examples=trials(4, 40), stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Sites, settings=few)  # type: ignore[no-untyped-call]


@pytest.fixture(autouse=True)
def forget_places() -> Any:
    """Leaves nothing behind for another test."""
    yield
    PLACES.clear()
