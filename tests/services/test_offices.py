"""Offices, keys and leaving."""

from datetime import date, timedelta

import pytest

from ewloe_desktop.domain.errors import FieldsRefused, PasswordTooWeak, RuleBroken, WrongPassword
from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.services import keys, offices, people, policies
from ewloe_desktop.services.people import NewPerson
from ewloe_desktop.services.recovery import confirm_recovery, recovery_again
from ewloe_desktop.services.school import SchoolAnswer, change_school, show_school, sign_in
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.check import check_register
from tests.services.conftest import PASSWORD, School, on_both


def _rule(refused: pytest.ExceptionInfo[RuleBroken]) -> str:
    return refused.value.rule


def test_nobody_paid_to_work_at_the_school_chairs_the_governing_body(school: School) -> None:
    school.add("paid", PersonKind.GOVERNOR, True)
    for office in (Office.CHAIR, Office.VICE_CHAIR):
        with pytest.raises(RuleBroken) as refused:
            school.grant("paid", office)
        assert _rule(refused) == "paid_chair"


def test_head_and_chair_are_never_the_same_person(school: School) -> None:
    school.add("newhead", PersonKind.GOVERNOR, False, enrol=False)
    end = school.clock.today()
    term = next(t for t in school.ask("head", people.show_person, school.people["chair"]).terms)
    school.do("head", offices.end_office, term.id, term.seen, end, PASSWORD.format("head"))
    school.grant("newhead", Office.CHAIR, since=end + timedelta(days=1))
    school.later(days=2)
    school.grant("chair", Office.GOVERNOR)
    with pytest.raises(RuleBroken) as refused:
        school.grant("newhead", Office.HEAD, by="head")
    assert _rule(refused) == "may_not"


@on_both
def test_a_single_office_has_one_holder_at_a_time(school: School) -> None:
    with pytest.raises(RuleBroken) as refused:
        school.grant("governor", Office.CHAIR)
    assert (_rule(refused), refused.value.facts["name"]) == ("office_taken", "Chair Sampl")


def test_a_wrong_password_gives_no_office(school: School) -> None:
    answer = people.GrantAnswer(
        school.people["teacher"], Office.LINE_MANAGER, date(2026, 1, 1), None, "", "wrong one !!"
    )
    with pytest.raises(WrongPassword):
        school.do("head", offices.grant_office, answer)
    assert school.ask("head", people.show_person, school.people["teacher"]).terms == ()


def test_a_chair_cannot_become_paid_staff_by_an_edit(school: School) -> None:
    row = school.ask("head", people.show_person, school.people["chair"]).row
    with pytest.raises(RuleBroken) as refused:
        school.do("office", people.change_person, row.id, row.seen, NewPerson(row.name, PersonKind.STAFF, True))
    assert _rule(refused) == "paid_chair"


def test_a_term_made_longer_must_be_allowed_as_a_new_one(school: School) -> None:
    def term(who: str, office: Office) -> people.TermFacts:
        facts: people.PersonFacts = school.ask("head", people.show_person, school.people[who])
        return next(t for t in facts.terms if t.office is office)

    def end(who: str, office: Office, until: date, by: str) -> None:
        held = term(who, office)
        school.do(by, offices.end_office, held.id, held.seen, until, PASSWORD.format(by))

    end("vice", Office.VICE_CHAIR, date(2026, 12, 31), "head")
    end("head", Office.HEAD, date(2026, 12, 31), "chair")
    school.grant("vice", Office.HEAD, by="chair", since=date(2027, 1, 1))
    with pytest.raises(RuleBroken) as refused:
        end("vice", Office.VICE_CHAIR, date(2027, 1, 1), "head")
    assert _rule(refused) == "head_and_chair"
    with pytest.raises(RuleBroken) as refused:
        end("head", Office.HEAD, date(2027, 1, 1), "chair")
    assert _rule(refused) == "office_taken"
    end("vice", Office.VICE_CHAIR, date(2026, 12, 24), "head")
    end("vice", Office.VICE_CHAIR, date(2026, 12, 31), "head")


def test_a_term_still_to_come_ends_with_leaving(school: School) -> None:
    chair = school.ask("head", people.show_person, school.people["chair"]).terms[0]
    school.do("head", offices.end_office, chair.id, chair.seen, date(2026, 12, 31), PASSWORD.format("head"))
    school.grant("governor", Office.CHAIR, since=date(2027, 1, 1))
    _leave(school, "governor", date(2026, 11, 20))
    row = school.ask("head", people.show_person, school.people["governor"]).row
    school.do("head", offices.person_returns, row.id, row.seen, date(2026, 11, 21))
    school.later(days=60)
    assert school.ask("head", people.show_person, row.id).row.offices == ()


def _leave(school: School, who: str, on: date) -> None:
    row = school.ask("head", people.show_person, school.people[who]).row
    school.do("head", offices.person_leaves, row.id, row.seen, on, PASSWORD.format("head"))


def test_nobody_leaves_before_they_came_or_twice(school: School) -> None:
    _leave(school, "teacher", date(2026, 11, 10))
    with pytest.raises(RuleBroken) as refused:
        _leave(school, "teacher", date(2026, 11, 12))
    assert _rule(refused) == "person_left"
    row = school.ask("head", people.show_person, school.people["teacher"]).row
    school.do("head", offices.person_returns, row.id, row.seen, date(2026, 11, 20))
    with pytest.raises(FieldsRefused):
        _leave(school, "teacher", date(2026, 11, 19))


@on_both
def test_another_name_stands_on_the_tile_at_once_and_the_register_is_whole(school: School) -> None:
    row = school.ask("head", people.show_person, school.people["chair"]).row
    school.do("head", people.change_person, row.id, row.seen, NewPerson("Siân Ŵyn-Ellis", row.kind, False))
    entry = school.register.ring.read().entry(row.id)
    assert entry is not None
    assert entry.name == "Siân Ŵyn-Ellis"
    assert check_register(school.register).findings == ()


def test_attempts_that_were_never_recorded_cost_nobody_their_password(school: School) -> None:
    actor, old = school.actor("teacher"), PASSWORD.format("teacher")
    for new in ("green otter slow one", "green otter slow two"):
        with pytest.raises(ZeroDivisionError), school.register.unit(actor) as session:
            keys.change_password(session, actor, old, new)
            raise ZeroDivisionError  # the disk is full, the server gone
    school.do("teacher", keys.change_password, old, "green otter slow new")


def test_ict_adds_people_and_gives_passwords_and_reads_no_policy(school: School) -> None:
    school.add("ict", PersonKind.CONTRACTOR, False, Office.ICT)
    school.add("newcomer", PersonKind.STAFF, True, by="ict")
    assert len(school.ask("ict", people.list_people, "newcomer")) == 1
    with pytest.raises(RuleBroken):
        school.ask("ict", policies.list_policies)


@on_both
def test_whatever_is_typed_to_find_somebody_finds_or_finds_nobody(school: School) -> None:
    for typed in ("\0", "a\0b", "\ud800", "%", "_", "\\", "'"):
        school.ask("head", people.list_people, typed)
        school.ask("head", policies.list_policies, typed)
        school.ask("head", policies.search_wording, typed)
    assert school.ask("head", people.list_people, "%") == ()


def test_a_key_is_confirmed_by_neither_its_owner_nor_who_enrolled_it(school: School) -> None:
    key = school.ask("head", people.show_person, school.people["chair"]).key
    for who in ("chair", "head"):
        with pytest.raises(RuleBroken) as refused:
            school.do(who, keys.confirm_key, key.id, key.seen, keys.ConfirmAnswer(PASSWORD.format(who)))
        assert _rule(refused) == "own_key"
    answer = keys.ConfirmAnswer(PASSWORD.format("clerk"), school.clock.today(), "Governors' file")
    facts = school.do("clerk", keys.confirm_key, key.id, key.seen, answer)
    assert (facts.key.status, facts.key.confirmed_by) == ("confirmed", "Clerk Sampl")


def test_a_changed_password_opens_the_same_key(school: School) -> None:
    before = school.ask("chair", people.show_person, school.people["chair"]).key
    school.do("chair", keys.change_password, PASSWORD.format("chair"), "green otter slow chair")
    assert school.ask("chair", people.show_person, school.people["chair"]).key.id == before.id
    settled = school.settle(school.draft())
    school.head_signs(settled)
    with pytest.raises(WrongPassword):
        school.chair_signs(settled.id)
    school.chair_signs(settled.id, password="green otter slow chair")


def test_a_weak_password_is_refused_and_nobody_gets_a_key_twice(school: School) -> None:
    school.add("new", PersonKind.CONTRACTOR, False, enrol=False)
    row = school.ask("head", people.show_person, school.people["new"]).row
    with pytest.raises(PasswordTooWeak):
        school.do("head", keys.enrol_key, row.id, row.seen, "short")
    row = school.ask("head", people.show_person, school.people["chair"]).row
    with pytest.raises(RuleBroken) as refused:
        school.do("head", keys.enrol_key, row.id, row.seen, "a long enough password")
    assert _rule(refused) == "key_exists"


@pytest.mark.parametrize("name", ["", "   ", "x" * 301, "\u202e\u200b"])
def test_an_empty_or_endless_name_is_refused_beside_its_field(school: School, name: str) -> None:
    with pytest.raises(FieldsRefused) as refused:
        school.do("head", people.add_person, NewPerson(name, PersonKind.STAFF, True))
    assert refused.value.problems[0].field == "name"


@on_both
def test_people_stand_by_surname_whatever_their_title(school: School) -> None:
    for name in ("Dr Zara Abbott", "Mr Huw Zachary", "Miss Ŵena Ellis"):
        school.do("head", people.add_person, NewPerson(name, PersonKind.STAFF, True))
    listed = [row.name.split()[-1] for row in school.ask("head", people.list_people)]
    assert [n for n in listed if n in ("Abbott", "Zachary", "Ellis")] == ["Abbott", "Ellis", "Zachary"]
    assert [row.name for row in school.ask("head", people.list_people, "huw zach")] == ["Mr Huw Zachary"]
    assert [row.name for row in school.ask("head", people.list_people, "mr huw zachary")] == ["Mr Huw Zachary"]


@on_both
def test_people_are_found_by_part_of_a_name_with_welsh_letters_folded(school: School) -> None:
    school.do("head", people.add_person, NewPerson("Siân Ŵyn-Ellis", PersonKind.STAFF, True))
    assert [p.name for p in school.ask("office", people.list_people, "wyn")] == ["Siân Ŵyn-Ellis"]


def test_a_teacher_reads_prints_and_checks_pictures_and_nothing_else(school: School) -> None:
    signed_in = school.ask("teacher", sign_in)
    assert (signed_in.offices, signed_in.allowed) == (
        (),
        {"read", "print", "check_picture", "request_site", "read_and_agree"},
    )
    assert not signed_in.notices, "only those who could tell that one is not right are told of changes of offices"
    assert school.ask("head", sign_in).notices
    with pytest.raises(RuleBroken):
        school.draft(by="teacher")


def test_a_crest_that_is_no_picture_and_a_tick_by_nobody_in_charge_are_refused(school: School) -> None:
    facts = school.ask("head", show_school)
    answer = SchoolAnswer(facts.name, "", "", "", b"no picture", 12)
    with pytest.raises(FieldsRefused) as refused:
        school.do("head", change_school, facts.seen, answer)
    assert refused.value.problems[0].field == "crest"
    with pytest.raises(RuleBroken):
        school.do("teacher", confirm_recovery)


def test_the_recovery_groups_are_given_again_to_the_head_under_the_heads_password(school: School) -> None:
    with pytest.raises(RuleBroken):
        school.ask("office", recovery_again, PASSWORD.format("office"))
    with pytest.raises(WrongPassword):
        school.ask("head", recovery_again, PASSWORD.format("office"))
    groups = school.ask("head", recovery_again, PASSWORD.format("head"))
    if school.register.kind == "file":
        assert vault.read_recovery(" ".join(groups)) == school.register.data_key
    else:
        assert groups == ()
