"""Approvals of official sites that somebody forges with a lawful-looking act, or whose rows are changed so."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.sites import SiteDecision, SiteRequest, SiteRound
from tests.storage.samples import HEAD, Sample, begin
from tests.storage.site_samples import ANSWERS, REQUEST, approve_site

LINE, LAST = f"{48:020x}", f"{64:020x}"


@pytest.fixture
def sample(register: Any) -> Sample:
    made = begin(register)
    approve_site(made)
    return made


def found(sample: Sample, change: Callable[[Session], object]) -> set[tuple[str, str]]:
    """What the check says once somebody with the program's own means changed rows in an act that nobody signs."""
    with sample.register.unit(HEAD) as session:
        change(session)
        declare(session, "site_host_kept", {})
    return {(f.record, f.expected) for f in check_register(sample.register).findings}


def put(model: type[Any], id_: str, **cells: object) -> Callable[[Session], object]:
    """Writes cells of one row."""

    def change(session: Session) -> None:
        for name, value in cells.items():
            setattr(session.get_one(model, id_), name, value)

    return change


def test_signed_approvals_and_their_site_are_whole(sample: Sample) -> None:
    assert check_register(sample.register).findings == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("outcome", "approved_with_conditions"),
        ("conditions", "None at all"),
        ("declared_on", "2026-11-19"),
        ("office", "head_teacher"),
        ("logo", 1),
    ],
)
def test_a_fact_of_an_approval_changed_afterwards_is_named(sample: Sample, field: str, value: object) -> None:
    told = found(sample, put(SiteDecision, LAST, **{field: value}))
    assert any(record.endswith(f": {field}") and record.startswith("Approval on Bryn Derw") for record, _ in told)


def test_an_approval_put_in_somebody_elses_name_is_found(sample: Sample) -> None:
    told = found(sample, put(SiteDecision, LAST, person_id=HEAD.person_id))
    assert "signed by its person in its act" in {expected for _, expected in told}


def test_answers_changed_after_they_were_signed_are_found(sample: Sample) -> None:
    def change(session: Session) -> None:
        session.query(SiteRound).one().answers = ANSWERS.replace("news", "papers")

    assert "under the answers that were signed" in {expected for _, expected in found(sample, change)}


def test_an_approval_under_other_answers_than_its_act_names_is_found(sample: Sample) -> None:
    told = found(sample, put(SiteDecision, LINE, answers_digest=b"x" * 32))
    assert "under the answers that were signed" in {expected for _, expected in told}


def test_a_site_whose_decision_lapsed_or_lacks_is_found(sample: Sample) -> None:
    wanted = ("Official site Bryn Derw in the news", "every approval of its request")
    assert wanted in found(sample, put(SiteDecision, LINE, lapsed_by_act=5))


def test_a_site_put_into_the_register_without_an_approved_request_is_found(sample: Sample) -> None:
    told = found(sample, put(SiteRequest, REQUEST, state="with_head"))
    assert ("Official site Bryn Derw in the news", "every approval of its request") in told


def test_a_site_approved_in_another_round_is_found(sample: Sample) -> None:
    told = found(sample, put(SiteRequest, REQUEST, round=2))
    assert any(expected == "every approval of its request" for _, expected in told)
