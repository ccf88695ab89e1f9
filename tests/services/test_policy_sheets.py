"""The sheets about policies tell what the register knows, on each database."""

from datetime import date

from ewloe_desktop.services.approval_packs import approval_pack
from ewloe_desktop.services.drafting import start_no_change
from ewloe_desktop.services.policy_sheets import governors_summary, policy_register
from ewloe_desktop.services.showing import show_revision
from tests.documents.reading import words_of
from tests.services.conftest import School, on_both, some_text


def test_a_pack_tells_what_changed_since_the_text_in_force_and_who_signed(school: School) -> None:
    found = school.draft(some_text(), in_use=True, edition_month=date(2024, 3, 1))
    policy = school.ask("office", show_revision, found.id).policy
    draft = school.draft(some_text("Staff Phones Policy", "Smart watches too."), policy_id=policy.id, seen=policy.seen)
    pack = school.ask("governor", approval_pack, draft.id)
    assert pack.name.endswith("approval pack.pdf")
    pages = words_of(pack.content)
    assert "Compared with March 2024" in pages[1]
    assert "“Smart watches too”" in pages[1]
    settled = school.settle(draft)
    school.head_signs(settled)
    signed = " ".join(words_of(school.ask("governor", approval_pack, draft.id).content))
    assert "Signed on screen with the signer’s own password" in signed
    assert "-R1-A1" in signed
    assert "Phones stay in a bag while pupils are about." in signed


@on_both
def test_a_pack_of_the_same_words_says_so_and_register_and_summary_tell_of_the_approval(school: School) -> None:
    found = school.draft(some_text(), in_use=True, edition_month=date(2024, 3, 1))
    policy = school.ask("office", show_revision, found.id).policy
    review = school.do("office", start_no_change, policy.id, policy.seen)
    assert (
        "The words are the same as in March 2024" in words_of(school.ask("chair", approval_pack, review.id).content)[1]
    )
    school.head_signs(review)
    school.chair_signs(review.id)
    school.draft(some_text("Garden Policy"))
    register = " ".join(words_of(school.ask("teacher", policy_register).content))
    for words in (
        "2 policies",
        "Governing body: 23 November 2026, minute 14.2 (Chair Sampl)",
        "in 365 days",
        "No open point",
    ):
        assert words in register, words
    (summary,) = words_of(school.ask("chair", governors_summary).content)
    assert "Meeting of 23 November 2026, minute 14.2 23 November 2027" in summary
    assert "Garden Policy (P02) Draft since 23 November 2026" in summary
