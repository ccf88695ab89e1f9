"""A key that somebody else may hold: reported, revoked from an act on, and each later signature answered."""

import re

import pypdfium2
import pytest

from ewloe_desktop.domain.errors import FieldsRefused, RuleBroken, WrongPassword
from ewloe_desktop.services import doubts, key_sheets, people, slips
from ewloe_desktop.services.doubts import DoubtedAnswer, RevokeAnswer
from ewloe_desktop.services.key_helpers import key_helpers
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.services.visits import sign_in
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.check import check_register
from tests.services.conftest import PASSWORD, School, on_both, some_text

on_file = pytest.mark.parametrize("school", ["file"], indirect=True)


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_range() for page in document))


def told_on_today(school: School) -> None:
    """What each is told while the chair has no way to sign."""
    needs = school.ask("head", what_needs).for_you
    assert [i.kind for i in needs].count("approve_again") == 1
    assert (needs[0].kind, needs[0].who, needs[0].reason) == ("key_ended", "Chair Sampl", "Not I.")
    ended = school.ask("head", key_helpers, school.people["chair"]).ended
    assert ended is not None and (ended.own, ended.by, ended.reason) == (True, "Chair Sampl", "Not I.")
    own = school.ask("chair", what_needs)  # still signed in at another PC
    assert "Head Sampl (Head teacher)" in own.for_you[0].who and own.for_you[0].kind == "own_key_ended"
    assert "sign_governors" not in {i.kind for i in own.for_you}
    assert school.ask("vice", what_needs).waiting[-1].kind == "waiting_key_ended"


@on_both
def test_what_a_revoked_key_signed_is_listed_until_each_is_answered(school: School) -> None:
    first = school.settle(school.draft(some_text("Garden Policy")))
    school.head_signs(first)
    good = school.chair_signs(first.id).act
    second = school.settle(school.draft(some_text("Bicycle Policy")))
    school.head_signs(second)
    bad = school.chair_signs(second.id).act
    chair = school.people["chair"]
    told = school.ask("chair", sign_in)
    assert [line.act for line in told.since_last_visit] == [bad, good]
    school.do("chair", doubts.report_doubt, bad, "I was away that week.")
    kinds = [(i.kind, i.who) for i in school.ask("head", what_needs).for_you]
    assert ("key_doubted", "Chair Sampl") in kinds
    key = school.ask("head", people.show_person, chair).key
    for by, failure in (("head", RuleBroken), ("governor", RuleBroken), ("office", RuleBroken)):
        with pytest.raises(failure):
            answer = RevokeAnswer(bad, "Signed by somebody else.", PASSWORD.format(by))
            school.do(by, doubts.revoke_key, key.id, key.seen, answer)
    with pytest.raises(WrongPassword):
        school.do("chair", doubts.revoke_key, key.id, key.seen, RevokeAnswer(bad, "Not I.", "wrong one here"))
    school.do("chair", doubts.revoke_key, key.id, key.seen, RevokeAnswer(bad, "Not I.", PASSWORD.format("chair")))
    assert chair not in {t.person_id for t in vault.tiles(school.register.ring, school.clock.now())}
    assert check_register(school.register).whole
    (open_,) = school.ask("vice", doubts.list_doubted)
    assert (open_.act, open_.person) == (bad, "Chair Sampl")
    assert not school.ask("head", doubts.list_doubts)
    told_on_today(school)
    with pytest.raises(FieldsRefused):
        school.do("head", doubts.answer_doubted, open_.id, open_.seen, DoubtedAnswer("again", " ", "x"))
    assert (open_.reason, open_.ended_by) == ("Not I.", "Chair Sampl")
    answer = DoubtedAnswer("void", "The governing body had it put right on the day.", PASSWORD.format("head"))
    school.do("head", doubts.answer_doubted, open_.id, open_.seen, answer)
    assert school.ask("vice", doubts.list_doubted) == ()
    note = words_of(school.ask("head", key_sheets.doubt_note, open_.doubt_id).content)
    assert "Bicycle Policy" in note and "Garden Policy" not in note
    assert "It does not stand. The governing body had it put right on the day." in note
    assert check_register(school.register).whole


@on_file
def test_a_report_is_taken_back_by_whoever_made_it_alone(school: School) -> None:
    revision = school.settle(school.draft())
    act = school.head_signs(revision).act
    with pytest.raises(FieldsRefused):  # not one's own act
        school.do("chair", doubts.report_doubt, act, "Not I.")
    doubt = school.do("head", doubts.report_doubt, act, "Not I.")
    with pytest.raises(RuleBroken):
        school.do("head", doubts.report_doubt, act, "Not I.")
    with pytest.raises(RuleBroken):
        school.do("chair", doubts.settle_doubt, doubt.id, doubt.seen, "It was you.")
    school.do("head", doubts.settle_doubt, doubt.id, doubt.seen, "I had forgotten: it was after the assembly.")
    assert not school.ask("chair", doubts.list_doubts)


@on_file
def test_the_slip_says_how_it_is_used_and_until_when(school: School) -> None:
    seen = school.ask("office", people.show_person, school.people["chair"]).row.seen
    slip = school.do("office", slips.issue_slip, school.people["chair"], seen)
    told = words_of(
        school.ask("office", key_sheets.slip_sheet, school.people["chair"], slip.code, slip.last_day).content
    )
    assert "Chair Sampl" in told and "30 November 2026" in told and slip.code[:4] in told
