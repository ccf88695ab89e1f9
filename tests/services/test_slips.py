"""Password and code both lost: a slip, a new key that waits, and who may say that it counts."""

from datetime import timedelta
from typing import Any

import pytest

from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.errors import FieldsRefused, RuleBroken, WrongPassword
from ewloe_desktop.domain.people import ACTING_HEAD, Office
from ewloe_desktop.services import doubts, keys, offices, people, slips
from ewloe_desktop.services.approvals import prepare_signing
from ewloe_desktop.services.doubts import RevokeAnswer
from ewloe_desktop.services.keys import ConfirmAnswer
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.services.sheets import read_document
from ewloe_desktop.services.visits import sign_in
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.check import check_register
from tests.services.conftest import PASSWORD, School, on_both
from tests.services.test_doubts import words_of

NEW = "green otter slow new"
on_file = pytest.mark.parametrize("school", ["file"], indirect=True)


def shown(school: School, who: str, by: str = "office") -> Any:
    return school.ask(by, people.show_person, school.people[who])


def confirm(school: School, who: str, by: str, password: str = "") -> Any:
    key = shown(school, who).key
    answer = ConfirmAnswer(password or PASSWORD.format(by), school.clock.today(), "governors' file")
    return school.do(by, keys.confirm_key, key.id, key.seen, answer)


def replaced(school: School, who: str, by: str = "office") -> Any:
    """A slip printed by somebody and used by its owner."""
    slip = school.do(by, slips.issue_slip, school.people[who], shown(school, who).row.seen)
    return school.do(by, slips.use_slip, school.people[who], shown(school, who).row.seen, slip.code, NEW)


@on_both
def test_a_slip_gives_a_new_key_that_waits_and_the_signatures_before_stay(school: School) -> None:
    school.in_force()
    confirm(school, "clerk", "chair")
    enrolled = replaced(school, "chair")
    key = enrolled.person.key
    assert (key.status, key.enrolled_by) == ("awaiting", "Office Sampl")
    ring, now = school.register.ring, school.clock.now()
    assert vault.unlock(ring, school.people["chair"], NEW, now).data_key == school.register.data_key
    with pytest.raises(WrongPassword):
        vault.unlock(ring, school.people["chair"], PASSWORD.format("chair"), now)
    school.register.ring.read()
    told = confirm(school, "chair", "clerk")
    assert (told.key.status, told.key.card.kept_at) == ("confirmed", "governors' file")
    assert check_register(school.register).whole


@on_file
def test_a_slip_works_once_for_its_owner_alone_and_for_seven_days(school: School) -> None:
    slip = school.do("office", slips.issue_slip, school.people["chair"], shown(school, "chair").row.seen)
    assert slip.last_day == school.clock.today() + timedelta(days=7)
    seen = shown(school, "clerk").row.seen
    with pytest.raises(RuleBroken) as none:
        school.do("office", slips.use_slip, school.people["clerk"], seen, slip.code, NEW)
    assert none.value.rule == "no_slip"
    with pytest.raises(WrongPassword):
        school.do("office", slips.use_slip, school.people["chair"], shown(school, "chair").row.seen, "AAAA", NEW)
    again = school.do("head", slips.issue_slip, school.people["chair"], shown(school, "chair").row.seen)
    with pytest.raises(WrongPassword):  # the earlier one is void
        school.do("office", slips.use_slip, school.people["chair"], shown(school, "chair").row.seen, slip.code, NEW)
    school.later(days=8)
    with pytest.raises(RuleBroken) as over:
        school.do("office", slips.use_slip, school.people["chair"], shown(school, "chair").row.seen, again.code, NEW)
    assert over.value.rule == "slip_over"
    assert shown(school, "chair").slip is None
    for who, rule in (("chair", "own_slip"), ("governor", "may_not"), ("teacher", "may_not")):
        with pytest.raises(RuleBroken) as refused:
            school.do(who, slips.issue_slip, school.people["chair"], shown(school, "chair").row.seen)
        assert refused.value.rule in (rule, "may_not")


@on_file
def test_its_owner_makes_a_slip_void_that_they_never_asked_for(school: School) -> None:
    school.do("office", slips.issue_slip, school.people["chair"], shown(school, "chair").row.seen)
    assert "void_slip" in shown(school, "chair", by="chair").can
    told = school.do("chair", slips.void_slip, school.people["chair"], shown(school, "chair").row.seen)
    assert told.slip is None


@on_file
@pytest.mark.parametrize(
    ("who", "issuer", "may", "may_not"),
    [
        ("chair", "office", ("vice", "clerk"), ("head", "chair", "office", "governor")),
        ("head", "office", ("chair",), ("vice", "clerk", "head")),
        ("vice", "clerk", ("chair",), ("head", "clerk", "vice")),
        ("office", "clerk", ("head", "chair", "vice"), ("clerk", "governor", "teacher")),
    ],
)
def test_neither_the_issuer_nor_whoever_gains_confirms(
    school: School, who: str, issuer: str, may: tuple[str, ...], may_not: tuple[str, ...]
) -> None:
    replaced(school, who, issuer)
    asked = issuer if who == "office" else "office"
    for by in may_not:
        key = school.ask(asked, people.show_person, school.people[who]).key
        with pytest.raises(RuleBroken) as refused:
            answer = ConfirmAnswer(PASSWORD.format(by), school.clock.today(), "file")
            school.do(by, keys.confirm_key, key.id, key.seen, answer)
        assert refused.value.rule in ("own_key", "may_not")
    for by in may:
        assert "confirm_key" in school.ask(by, people.show_person, school.people[who]).can
    with pytest.raises(RuleBroken) as refused:  # whose own key nobody has confirmed
        confirm(school, who, may[0])
    assert refused.value.rule == "confirmer_unconfirmed"


@on_file
def test_a_new_password_is_confirmed_with_a_card_whose_date_can_be_right(school: School) -> None:
    confirm(school, "clerk", "chair")
    replaced(school, "chair")
    key = shown(school, "chair").key
    today = school.clock.today()
    wrong = ((None, ""), (today + timedelta(days=1), "file"), (today - timedelta(days=1), "file"), (today, " "))
    for card_on, kept_at in wrong:
        with pytest.raises(FieldsRefused):
            answer = ConfirmAnswer(PASSWORD.format("clerk"), card_on, kept_at)
            school.do("clerk", keys.confirm_key, key.id, key.seen, answer)
    assert shown(school, "chair").key.status == "awaiting"


@on_file
def test_an_acting_head_stands_in_until_a_day_as_the_governing_body_minuted(school: School) -> None:
    teacher, today = school.people["teacher"], school.clock.today()

    def grant(by: str, **changed: Any) -> Any:
        answer = {
            "person_id": teacher,
            "office": Office.HEAD,
            "since": today,
            "until": today + timedelta(days=60),
            "basis": "minute 3 of 9 November 2026",
            "password": PASSWORD.format(by),
            "acting": True,
        }
        return school.do(by, offices.grant_office, people.GrantAnswer(**answer | changed))

    for by, changed, failure in (
        ("head", {}, RuleBroken),
        ("chair", {"until": None}, FieldsRefused),
        ("chair", {"basis": " "}, FieldsRefused),
        ("chair", {"office": Office.CLERK}, RuleBroken),
        ("chair", {"acting": False}, RuleBroken),  # the head teacher's own term goes on
    ):
        with pytest.raises(failure):
            grant(by, **changed)
    told = grant("chair")
    assert [(t.office, t.acting, t.holds_today) for t in told.terms] == [(Office.HEAD, True, True)]
    assert told.row.named == school.ask("teacher", sign_in).named == (ACTING_HEAD,)
    assert (told.head, told.gives[:2]) == ("Head Sampl", (Office.HEAD, ACTING_HEAD))
    with pytest.raises(RuleBroken):
        grant("chair", person_id=school.people["office"])


def test_what_an_acting_head_signs_says_so_and_the_waiting_text_comes_to_them(school: School) -> None:
    settled = school.settle(school.draft())
    today = school.clock.today()
    answer = people.GrantAnswer(
        school.people["teacher"],
        Office.HEAD,
        today,
        today + timedelta(days=60),
        "minute 3",
        PASSWORD.format("chair"),
        acting=True,
    )
    school.do("chair", offices.grant_office, answer)
    assert "sign_head" in {item.kind for item in school.ask("teacher", what_needs).for_you}
    assert "term_ending" not in {item.kind for item in school.ask("head", what_needs).for_you}
    facts = school.ask("head", prepare_signing, settled.id, Body.HEAD)
    assert facts.own == school.people["head"]
    assert {signer.named for signer in facts.signers} == {Office.HEAD, ACTING_HEAD}
    receipt = school.head_signs(settled, signer_id=school.people["teacher"], password=PASSWORD.format("teacher"))
    sheet = school.ask("teacher", read_document, receipt.sheet_id)
    assert "Acting head teacher" in words_of(sheet.content)
    school.chair_signs(settled.id)
    assert check_register(school.register).whole


@on_file
def test_a_key_that_waits_can_be_ended_by_its_owner_and_nothing_is_found_wrong(school: School) -> None:
    key = replaced(school, "chair").person.key
    school.do("chair", doubts.revoke_key, key.id, key.seen, RevokeAnswer(1, "Somebody read it over my shoulder.", NEW))
    assert shown(school, "chair").key is None
    assert check_register(school.register).whole


@on_file
def test_a_clock_put_back_gives_a_slip_no_more_days(school: School) -> None:
    slip = school.do("office", slips.issue_slip, school.people["chair"], shown(school, "chair").row.seen)
    school.later(days=8)
    school.draft()
    school.later(days=-8)
    assert shown(school, "chair").slip is None
    with pytest.raises(RuleBroken) as over:
        school.do("office", slips.use_slip, school.people["chair"], shown(school, "chair").row.seen, slip.code, NEW)
    assert over.value.rule == "slip_over"
