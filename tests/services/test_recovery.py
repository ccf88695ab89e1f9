"""Recovery codes: wrong ones are counted apart from passwords, and their owner is told."""

import pytest

from ewloe_desktop.domain.errors import RuleBroken, TooManyTries, WrongPassword
from ewloe_desktop.services import keys, people
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import ring_for
from ewloe_desktop.storage.tries import note_visit
from tests.services.conftest import PASSWORD, School

WRONG = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF"
NEW = "green otter slow new"


def test_wrong_codes_wait_as_wrong_passwords_do_and_are_counted_apart_from_them(school: School) -> None:
    row = school.ask("office", people.show_person, school.people["clerk"]).row
    waits = []
    for _ in range(7):
        with pytest.raises(WrongPassword) as refused:
            school.do("office", keys.recover_key, row.id, row.seen, WRONG, NEW)
        waits.append(refused.value.wait_seconds)
        school.later(seconds=waits[-1])
    assert waits == [0, 0, 0, 0, 15, 30, 60]
    school.later(seconds=-10)
    with pytest.raises(TooManyTries) as waiting:
        school.do("office", keys.recover_key, row.id, row.seen, WRONG, NEW)
    assert waiting.value.wait_seconds == 10
    again = ring_for(school.register.place)  # as after a new start
    opened = vault.unlock(again, row.id, PASSWORD.format("clerk"), school.clock.now())
    assert (opened.tries_before, opened.codes_before) == (0, 7)
    note_visit(again, row.id, school.clock.now())
    assert vault.unlock(again, row.id, PASSWORD.format("clerk"), school.clock.now()).codes_before == 0
    assert school.ask("office", people.show_person, row.id).row.seen == row.seen  # nothing was recorded


def test_a_person_signed_in_gets_a_new_code_under_their_own_password_and_the_old_one_ends(school: School) -> None:
    row = school.ask("clerk", people.show_person, school.people["clerk"]).row
    first = school.do("clerk", keys.renew_code, row.id, row.seen, PASSWORD.format("clerk"))
    seen = first.person.row.seen
    with pytest.raises(RuleBroken) as refused:
        school.do("head", keys.renew_code, row.id, seen, PASSWORD.format("head"))
    assert refused.value.rule == "not_own_code"
    with pytest.raises(WrongPassword):
        school.do("clerk", keys.renew_code, row.id, seen, PASSWORD.format("head"))
    second = school.do("clerk", keys.renew_code, row.id, seen, PASSWORD.format("clerk"))
    with pytest.raises(WrongPassword):
        school.do("office", keys.recover_key, row.id, seen, first.recovery_code, NEW)
    school.do("office", keys.recover_key, row.id, seen, second.recovery_code, NEW)
    assert vault.unlock(school.register.ring, row.id, NEW, school.clock.now()).codes_before == 0
    assert check_register(school.register).whole
