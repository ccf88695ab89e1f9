"""A draft that is started from the words in force."""

import pytest

from ewloe_desktop.domain.errors import ChangedMeanwhile, RuleBroken
from ewloe_desktop.domain.policies import RevisionKind, State
from ewloe_desktop.services.drafting import edit_draft, start_draft, start_no_change
from ewloe_desktop.services.policies import list_policies
from ewloe_desktop.services.showing import show_revision
from tests.services.conftest import School, on_both, some_text


@on_both
def test_a_draft_begins_with_the_words_in_force_and_leaves_them_as_they_are(school: School) -> None:
    current = school.in_force()
    policy = school.ask("office", list_policies)[0]
    draft = school.do("office", start_draft, policy.id, policy.seen)
    assert (draft.state, draft.kind, draft.has_original) == (State.DRAFT, RevisionKind.REVISED, False)
    page = school.ask("office", show_revision, draft.id)
    assert page.text == some_text() and page.compared_with == current.id and page.changes == 0
    assert page.history[0].what == "draft_started"
    school.do("office", edit_draft, draft.id, draft.seen, some_text("Staff Phones Policy", "One more."))
    with pytest.raises(ChangedMeanwhile):
        school.do("office", edit_draft, draft.id, draft.seen, some_text())
    assert school.ask("head", show_revision, draft.id).changes == 1
    assert school.ask("head", show_revision, current.id).text == some_text()


def test_nothing_is_started_without_words_in_force_or_while_others_wait_to_be_signed(school: School) -> None:
    school.draft(some_text("Garden Policy"))
    policy = school.ask("office", list_policies)[0]
    with pytest.raises(RuleBroken) as refused:
        school.do("office", start_draft, policy.id, policy.seen)
    assert refused.value.rule == "nothing_in_force"
    school.in_force()
    phones = school.ask("office", list_policies)[1]
    school.do("head", start_no_change, phones.id, phones.seen)
    phones = school.ask("office", list_policies)[1]
    with pytest.raises(RuleBroken) as refused:
        school.do("office", start_draft, phones.id, phones.seen)
    assert refused.value.rule == "one_at_a_time"
