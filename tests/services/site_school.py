"""A school with a line manager and a business manager in it, and short words for asking for a site and running it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from ewloe_desktop.domain.approvals import Receipt
from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.domain.site_answers import Group, Value
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.sites import Outcome, Step
from ewloe_desktop.services import offices, site_hosts, site_requests, site_running, site_signing, sites
from ewloe_desktop.services.people import show_person
from ewloe_desktop.services.site_requests import RequestAnswer, RequestFacts
from ewloe_desktop.services.site_signing import SiteAnswer
from ewloe_desktop.services.sites import SiteFacts
from tests.services.conftest import PASSWORD, School

CHILDREN = (Group("pupils", 8, 9), Group("families"))
TAKING_PART = ("contributors", "administrators", "moderators", "security")
TAKING_PART += ("two_step", "recovery_address", "images", "screening")
SIGNERS = (("manager", Step.LINE_MANAGER), ("bm", Step.SECOND), ("head", Step.HEAD))


@dataclass
class SiteSchool:
    """What the tests do with requests and sites."""

    school: School

    def day(self, days: int = 0) -> str:
        """A day from today on, as answers hold it."""
        return str((self.school.clock.today() + timedelta(days=days)).isoformat())

    def host(self, name: str) -> str:
        """A host's id."""
        return next(h.id for h in self.school.ask("head", site_hosts.list_hosts) if h.name == name)

    def answers(self, kind: RequestKind = RequestKind.CREATE, **changed: Value) -> Mapping[str, Value]:
        """A sound request of the teacher's."""
        who = self.school.people
        told: dict[str, Value] = {
            "title": "Year 4 garden diary",
            "team": "Year 4",
            "author": who["teacher"],
            "line_manager": who["manager"],
            "aims": "Families read what the class grows.",
            "content": "An entry a week.",
            "audience": CHILDREN,
            "contributors": (),
            "administrators": (who["teacher"], who["office"]),
            "moderators": (who["teacher"], who["manager"]),
            "hosting": "school",
            "go_live": self.day(7),
            "ending": "ongoing",
            "review": self.day(300),
            "security": "Comments are off.",
            **dict.fromkeys(("two_step", "recovery_address", "images", "screening"), "yes"),
            "logo": "no",
        }
        if kind is RequestKind.TAKE_PART:
            told = {name: value for name, value in told.items() if name not in TAKING_PART} | {"owner": "Cor y Dref"}
        return told | changed

    def answer(self, kind: RequestKind = RequestKind.CREATE, **changed: Any) -> RequestAnswer:
        """The same as it is sent."""
        more = {n: changed.pop(n) for n in ("evidence", "kept_at", "copied_from", "site_id") if n in changed}
        return RequestAnswer(kind, self.answers(kind, **changed), **more)

    def send(self, who: str = "teacher", kind: RequestKind = RequestKind.CREATE, **changed: Any) -> RequestFacts:
        """Sends it."""
        if who != "teacher":
            changed.setdefault("author", self.school.people[who])
        facts: RequestFacts = self.school.do(who, site_requests.send_request, self.answer(kind, **changed))
        return facts

    def show(self, request: RequestFacts, who: str = "head") -> RequestFacts:
        """The request as it stands."""
        facts: RequestFacts = self.school.ask(who, site_requests.show_request, request.row.id)
        return facts

    def sign(self, request: RequestFacts, who: str, step: Step, outcome: Outcome, **changed: Any) -> Receipt:
        """One approver's decision, with whoever `as_` names signed in."""
        as_, id_ = changed.pop("as_", who), request.row.id
        shown = self.school.ask(as_, site_signing.prepare_site_signing, id_, step)
        told = {"signer_id": self.school.people[who], "outcome": outcome, "declared_on": self.school.clock.today()}
        told |= {"declaration_version": shown.declaration_version, "password": PASSWORD.format(who)}
        answer = SiteAnswer(**told | changed)
        receipt: Receipt = self.school.do(as_, site_signing.sign_request, id_, shown.seen, step, answer)
        return receipt

    def endorse(self, request: RequestFacts, *steps: Step) -> RequestFacts:
        """The line manager's endorsement, or those of these steps."""
        for who, step in SIGNERS:
            if step in (steps or (Step.LINE_MANAGER,)):
                self.sign(request, who, step, Outcome.ENDORSED)
        return self.show(request)

    def approved(self, **changed: Any) -> SiteFacts:
        """A site that everybody approved."""
        request = self.send(**changed)
        self.endorse(request, Step.LINE_MANAGER, Step.SECOND)
        self.sign(request, "head", Step.HEAD, Outcome.APPROVED)
        return self.site(self.show(request).row.site_id)

    def site(self, site_id: str) -> SiteFacts:
        """The site as it stands."""
        facts: SiteFacts = self.school.ask("head", sites.show_site, site_id)
        return facts

    def run(self, use_case: Any, site: SiteFacts, *args: Any, who: str = "office") -> SiteFacts:
        """One act of running a site."""
        facts: SiteFacts = self.school.do(who, use_case, site.row.id, self.site(site.row.id).row.seen, *args)
        return facts

    def live(self, **changed: Any) -> SiteFacts:
        """A site that is live from today."""
        on = self.school.clock.today()
        return self.run(site_running.go_live, self.approved(**changed), on, "https://garden.example")

    def leaves(self, who: str) -> None:
        """Somebody leaves today."""
        page = self.school.ask("head", show_person, self.school.people[who])
        on, password = self.school.clock.today(), PASSWORD.format("head")
        self.school.do("head", offices.person_leaves, page.row.id, page.row.seen, on, password)

    def refused(self, rule: str, act: Any, *args: Any, **named: Any) -> dict[str, Any]:
        """The facts with which a rule refuses an act."""
        with pytest.raises(RuleBroken) as broken:
            act(*args, **named)
        assert broken.value.rule == rule
        return dict(broken.value.facts)


@pytest.fixture
def at(school: School) -> SiteSchool:
    """The school with its two further approvers."""
    school.add("manager", PersonKind.STAFF, True, Office.LINE_MANAGER)
    school.add("bm", PersonKind.NON_TEACHING, True, Office.BUSINESS_MANAGER)
    return SiteSchool(school)
