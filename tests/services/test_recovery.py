"""Recovery codes: wrong ones are counted apart from passwords, and their owner is told."""

import pytest

from ewloe_desktop.domain.errors import RuleBroken, WrongPassword
from ewloe_desktop.services import keys, people
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.check import check_register
from tests.services.conftest import PASSWORD, School, on_both

WRONG = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF"
NEW = "green otter slow new"


@on_both
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
