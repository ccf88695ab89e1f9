"""The keeper: one register, opened by a password, shut by a lock; what it notes and what it tells after a crash."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.approvals import Body, HeadAnswer
from ewloe_desktop.domain.errors import FieldsRefused, RegisterUnavailable, RuleBroken, TooManyTries, WrongPassword
from ewloe_desktop.domain.people import Actor, PersonKind
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.services.approvals import approve_revision, prepare_signing
from ewloe_desktop.services.drafting import import_policy, settle_revision
from ewloe_desktop.services.keys import enrol_key, recover_key
from ewloe_desktop.services.people import NewPerson, add_person, list_people
from ewloe_desktop.services.policies import ImportAnswer
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.services.school import FirstStart
from ewloe_desktop.storage.vault import KdfSettings
from tests.app.conftest import HEAD, PASSWORD, Begun
from tests.conftest import FixedClock

NEW = NewPerson("Mr Ieuan Bowen", PersonKind.GOVERNOR, paid=False)


def settled(keeper: RegisterKeeper) -> Any:
    """A short policy that waits for the head teacher."""
    text = PolicyText("Lost Property Policy", "", (Block(Kind.PARAGRAPH, "Everything found goes into the chest."),))
    draft = keeper.write(import_policy, ImportAnswer(text, "a.txt", "text/plain", b"Everything", 0))
    return keeper.write(settle_revision, draft.id, draft.seen, "")


def signing(begun: Begun, revision: Any, password: str = PASSWORD) -> tuple[Any, ...]:
    """What the ceremony hands over."""
    facts = begun.keeper.read(prepare_signing, revision.id, Body.HEAD)
    answer = HeadAnswer(begun.started.head_id, begun.clock.today(), facts.declaration_version, password)
    return approve_revision, revision.id, facts.seen, answer


def test_the_first_start_stays_signed_in_and_the_next_start_finds_the_register(begun: Begun) -> None:
    assert [row.name for row in begun.keeper.read(list_people)] == [HEAD]
    begun.keeper.lock()
    keeper = begun.again()
    assert keeper.exists()
    assert [(t.person_id, t.name) for t in keeper.tiles()] == [(begun.started.head_id, HEAD)]
    assert keeper.sign_in(begun.started.head_id, PASSWORD).name == HEAD
    keeper.close()


def test_a_place_without_a_register_is_none(place: str, tmp_path: Path) -> None:
    keeper = RegisterKeeper(place, tmp_path / "state")
    assert not keeper.exists()
    keeper.close()
    assert not RegisterKeeper("", tmp_path / "state").exists()


def test_a_first_start_that_fails_can_be_made_again_at_the_same_place(
    place: str, tmp_path: Path, clock: FixedClock
) -> None:
    keeper = RegisterKeeper(place, tmp_path / "state", clock=clock, kdf=KdfSettings.light())
    answer = FirstStart("Ysgol Bryn Derw", HEAD, date(2024, 1, 1), PASSWORD, place)

    def cut_short(*_: object) -> None:
        raise ZeroDivisionError

    event.listen(Session, "before_commit", cut_short)
    try:
        with pytest.raises(ZeroDivisionError):
            keeper.begin(answer)
    finally:
        event.remove(Session, "before_commit", cut_short)
    assert not keeper.exists()
    with pytest.raises(FieldsRefused):
        keeper.begin(replace(answer, head_since=clock.today() + timedelta(days=1)))
    keeper.begin(answer)
    assert keeper.exists()
    keeper.close()


def test_locking_shuts_the_register_and_forgets_the_key(begun: Begun) -> None:
    begun.keeper.lock()
    with pytest.raises(RegisterUnavailable) as caught:
        begun.keeper.read(list_people)
    assert caught.value.reason == "locked"
    with pytest.raises(RegisterUnavailable):
        begun.keeper.write(add_person, NEW)
    begun.keeper.lock()
    begun.keeper.close()
    begun.keeper.close()


def test_wrong_passwords_slow_down_and_are_told_at_the_next_sign_in(begun: Begun) -> None:
    head = begun.started.head_id
    for _ in range(5):
        with pytest.raises(WrongPassword):
            begun.keeper.sign_in(head, "not the password at all")
    assert begun.keeper.tiles()[0].wait_seconds == 15
    with pytest.raises(TooManyTries):
        begun.keeper.sign_in(head, PASSWORD)
    begun.clock.advance(seconds=16)
    assert begun.keeper.sign_in(head, PASSWORD).failed_tries == 5


def test_an_act_that_is_refused_leaves_nothing_behind(begun: Begun) -> None:
    def refuse(session: Session, actor: Actor) -> None:
        add_person(session, actor, NEW)
        raise RuleBroken("may_not")

    with pytest.raises(RuleBroken):
        begun.keeper.write(refuse)
    assert len(begun.keeper.read(list_people)) == 1


def test_every_act_raises_this_pcs_mark_and_cut_off_acts_are_found_against_it(begun: Begun) -> None:
    from ewloe_desktop.storage.highwater import Marks

    marks = Marks(begun.state, begun.started.register_id)
    first = marks.read()
    begun.keeper.write(add_person, NEW)
    then = marks.read()
    assert first is not None
    assert then is not None
    assert (first.act, then.act) == (1, 2)
    result = begun.keeper.check(lambda _done, _of: None, lambda: False)
    assert result.whole
    assert result.compared


def test_a_mark_that_cannot_be_kept_does_not_stop_an_act(begun: Begun) -> None:
    for file in begun.state.iterdir():
        file.unlink()
    begun.state.rmdir()
    begun.state.write_text("a file where the folder was")
    begun.keeper.write(add_person, NEW)
    assert len(begun.keeper.read(list_people)) == 2


def test_a_receipt_that_arrived_leaves_no_note(begun: Begun) -> None:
    revision = settled(begun.keeper)
    begun.keeper.write(*signing(begun, revision))
    begun.keeper.read(list_people)
    assert not list(begun.state.glob("*.pending.json"))
    begun.keeper.lock()
    assert begun.keeper.sign_in(begun.started.head_id, PASSWORD).unfinished == ""


def test_a_ceremony_cut_off_before_its_receipt_is_told_once_as_recorded(begun: Begun) -> None:
    revision = settled(begun.keeper)
    begun.keeper.write(*signing(begun, revision))
    assert list(begun.state.glob("*.pending.json"))  # nobody has seen the receipt yet: the process ends here
    _let_go(begun.keeper)
    keeper = begun.again()
    told = keeper.sign_in(begun.started.head_id, PASSWORD)
    assert told.unfinished == "recorded"
    assert told.unfinished_what.startswith("Lost Property Policy")
    keeper.lock()
    assert keeper.sign_in(begun.started.head_id, PASSWORD).unfinished == ""
    keeper.close()


def test_a_ceremony_cut_off_before_its_commit_is_told_as_not_recorded(begun: Begun) -> None:
    revision = settled(begun.keeper)
    use_case, *args = signing(begun, revision)

    def approve_revision(session: Session, actor: Actor, *answers: Any) -> None:
        use_case(session, actor, *answers)
        raise RegisterUnavailable("server_down")

    with pytest.raises(RegisterUnavailable):
        begun.keeper.write(approve_revision, *args)
    begun.keeper.lock()
    keeper = begun.again()
    told = keeper.sign_in(begun.started.head_id, PASSWORD)
    assert told.unfinished == "not_recorded"
    assert told.unfinished_what.startswith("Lost Property Policy")
    keeper.close()


def test_a_ceremony_that_was_refused_leaves_no_note(begun: Begun) -> None:
    revision = settled(begun.keeper)
    with pytest.raises(WrongPassword):
        begun.keeper.write(*signing(begun, revision, "another password entirely"))
    assert not list(begun.state.glob("*.pending.json"))


def test_a_register_changed_behind_the_app_can_only_be_looked_at(begun: Begun) -> None:
    from sqlalchemy import text

    from ewloe_desktop.storage.engine import Register
    from ewloe_desktop.storage.vault import unlock

    begun.keeper.write(add_person, NEW)
    begun.keeper.lock()
    key = unlock(begun.keeper._ring(), begun.started.head_id, PASSWORD, begun.clock.now()).data_key
    register = Register.open(begun.keeper.place, key)
    with register.engine.begin() as connection:
        connection.execute(text("UPDATE event SET kind = 'person_changed' WHERE seq = 2"))
    register.close()
    told = begun.keeper.sign_in(begun.started.head_id, PASSWORD)
    assert told.read_only
    assert told.findings
    assert begun.keeper.read(list_people)
    with pytest.raises(RegisterUnavailable):
        begun.keeper.write(add_person, NEW)


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_closing_after_a_change_leaves_a_verified_copy_beside_the_file(begun: Begun) -> None:
    begun.keeper.close()
    copies = list(Path(begun.keeper.place + ".copies").glob("*.register"))
    assert len(copies) == 1


def test_a_policy_is_read_from_the_bytes_that_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "policy.txt"
    file.write_text("Lost Property Policy\n\nWhere it goes\n\nEverything that is found goes into the blue chest.\n")
    keeper = RegisterKeeper("", tmp_path)
    reading, original, media_type = keeper.read_policy(file, lambda _done, _of: None, lambda: False)
    assert (original, media_type) == (file.read_bytes(), "text/plain")
    assert reading.text.title == "Lost Property Policy"


def test_our_own_sheets_are_shown_page_by_page(begun: Begun) -> None:
    from ewloe_desktop.services.sheets import key_card

    pdf = begun.keeper.read(key_card, begun.started.head_id, begun.started.recovery_code).content
    assert begun.keeper.page_count(pdf) == 1
    assert begun.keeper.preview(pdf, 1, 400).startswith(b"\x89PNG")


def test_a_suggested_password_is_good_enough(tmp_path: Path) -> None:
    from ewloe_desktop.storage.vault import check_password_strength

    for _ in range(50):
        check_password_strength(RegisterKeeper("", tmp_path).suggest_password())


def _let_go(keeper: RegisterKeeper) -> None:
    """The process ends: its file is free again, and nothing else happens."""
    register, keeper._register = keeper._register, None
    assert register is not None
    register.engine.dispose()


def test_a_copy_is_made_when_somebody_who_may_asks_for_it(begun: Begun) -> None:
    if begun.keeper.place.startswith("postgresql"):
        with pytest.raises(RuleBroken) as refused:
            begun.keeper.copy_now()
        assert refused.value.rule == "copies_on_server"
        return
    copy = begun.keeper.copy_now()
    assert begun.keeper.read(what_needs).copied_at
    again = RegisterKeeper(copy, begun.state, clock=begun.clock)
    assert again.sign_in(begun.started.head_id, PASSWORD).name == HEAD
    again.close()
    row = begun.keeper.write(add_person, NEW).row
    begun.keeper.write(enrol_key, row.id, row.seen, "another kettle lantern")
    begun.keeper.sign_in(row.id, "another kettle lantern")
    with pytest.raises(RuleBroken) as refused:
        begun.keeper.copy_now()
    assert refused.value.facts == {"action": "back_up"}


def test_wrong_recovery_codes_are_told_to_their_owner_once(begun: Begun) -> None:
    head = begun.started.head_id
    seen = begun.keeper.read(list_people)[0].seen
    with pytest.raises(WrongPassword):
        begun.keeper.write(recover_key, head, seen, "AAAA-BBBB", "umber kettle other")
    told = [begun.keeper.sign_in(head, PASSWORD).failed_codes for _ in range(2)]
    assert told == [1, 0]
