"""Two PCs that decide about one request in the same moment: the first one counts, the second one is told."""

import threading
from typing import Any

import pytest

from ewloe_desktop.domain.errors import ChangedMeanwhile
from ewloe_desktop.domain.people import Actor
from ewloe_desktop.domain.sites import Outcome, RequestState, Step
from ewloe_desktop.services import site_signing, sites
from ewloe_desktop.services.site_signing import SiteAnswer
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.vault import NO_DATA_KEY
from tests.services.conftest import PASSWORD
from tests.services.site_school import SiteSchool, at

__all__ = ["at"]


@pytest.mark.parametrize("school", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_an_approval_and_a_refusal_at_once_leave_one_decision(at: SiteSchool) -> None:
    request = at.endorse(at.send(), Step.LINE_MANAGER, Step.SECOND)
    head, here = Actor(at.school.people["head"], "head"), at.school.register
    shown = at.school.ask("head", site_signing.prepare_site_signing, request.row.id, Step.HEAD)
    there = Register.open(here.place, NO_DATA_KEY, clock=at.school.clock)
    start, told = threading.Barrier(2), dict[Outcome, Any]()

    def decides(register: Register, outcome: Outcome) -> None:
        words = (shown.declaration_version, PASSWORD.format("head"), "There is one already.")
        answer = SiteAnswer(head.person_id, outcome, at.school.clock.today(), *words)
        start.wait()
        try:
            with register.unit(head) as session:
                told[outcome] = site_signing.sign_request(
                    session, head, request.row.id, shown.seen, Step.HEAD, answer
                ).next_step
        except ChangedMeanwhile as late:
            told[outcome] = late

    pair = ((here, Outcome.APPROVED), (there, Outcome.REFUSED))
    threads = [threading.Thread(target=decides, args=one) for one in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    there.close()
    first, late = sorted(told.values(), key=lambda one: isinstance(one, ChangedMeanwhile))
    done = at.show(request)
    assert isinstance(late, ChangedMeanwhile)
    assert (done.row.state, len(done.decisions)) == (RequestState(first), 3)
    assert len(at.school.ask("head", sites.list_sites)) == (first == "approved")
