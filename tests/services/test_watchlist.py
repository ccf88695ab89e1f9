"""What the watch-list finds in a revision, what the reviser does about it, and the note for the governors."""

from datetime import date
from typing import Any

import pytest

from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldsRefused, RuleBroken
from ewloe_desktop.domain.policies import RevisionFacts
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.domain.watchlist import Choice
from ewloe_desktop.services import drafting, journal, review_notes, watchlist
from ewloe_desktop.services.watchlist import WordingCheck
from tests.documents.reading import words_of
from tests.services.conftest import School, on_both

TEXT = PolicyText(
    "Kites and Phones Policy",
    "March 2021",
    (
        Block(Kind.PARAGRAPH, "Phones stay in a bag."),
        Block(Kind.HEADING, "Laws", 1),
        Block(Kind.PARAGRAPH, "These laws count, with Appendix B of this policy:"),
        Block(Kind.ITEM, "Data Protection Act 1998,", 1, "bullet"),
        Block(Kind.ITEM, "Malicious Communications Act 1998.", 1, "bullet"),
        Block(Kind.PARAGRAPH, "Nobody keeps the DPA 1998 in mind, and the data protection officer knows it."),
    ),
)
LIST = """number = "2027-1"
checked = {checked}
[[watch]]
id = "phones"
kind = "renamed"
find = ["Phones"]
state = "They are called telephones."
instead = "Telephones."
since = "1 May 2027"
source = "The telephone book"
sure = "not sure"
"""


def found(school: School, **more: Any) -> RevisionFacts:
    return school.draft(TEXT, in_use=True, edition_month=date(2021, 3, 1), **more)


def check(school: School, revision: RevisionFacts) -> WordingCheck:
    told: WordingCheck = school.ask("head", watchlist.check_wording, revision.id)
    return told


def choose(school: School, to: WordingCheck, entry: str, choice: Choice, reason: str = "", who: str = "office") -> Any:
    return school.do(who, watchlist.choose_wording, to.revision.id, to.revision.seen, entry, choice, reason)


@on_both
def test_a_text_in_use_is_checked_with_its_blanks_and_each_point_says_where_it_stands(school: School) -> None:
    told = check(school, found(school))
    points = {hit.told.entry: hit for hit in told.hits}
    assert list(points) == [
        "approval-not-evidenced",
        "review-never-set",
        "data-protection-act-1998",
        "malicious-communications",
        "wrong-year:malicious-communications-act",
        "missing-appendix:appendix-b",
    ]
    repealed = points["data-protection-act-1998"]
    assert repealed.quotes == ("Data Protection Act 1998", "DPA 1998")
    assert repealed.where == ("“Laws”, list item 1", "“Laws”, paragraph 2")
    wrong = points["wrong-year:malicious-communications-act"].told
    assert (wrong.state, wrong.instead) == (
        "There is no Malicious Communications Act of the year 1998.",
        "Malicious Communications Act 1988.",
    )
    assert "Appendix B is cited" in points["missing-appendix:appendix-b"].told.state
    assert "31 March 2022" in points["review-never-set"].told.state
    assert (told.number, told.checked, told.stale, told.open) == ("2026-1", date(2026, 11, 22), False, 6)


def test_the_reviser_takes_keeps_or_defers_each_point_and_the_words_stay(school: School) -> None:
    revision = found(school)
    told = check(school, revision)
    with pytest.raises(FieldsRefused):
        choose(school, told, "data-protection-act-1998", Choice.KEPT, "  ")
    choose(school, told, "data-protection-act-1998", Choice.TAKEN)
    choose(school, told, "malicious-communications", Choice.DEFERRED)
    after = choose(school, told, "missing-appendix:appendix-b", Choice.KEPT, "It hangs in the office.")
    kept = next(hit for hit in after.hits if hit.told.entry == "missing-appendix:appendix-b").choice
    assert (kept.choice, kept.reason, kept.by) == (Choice.KEPT, "It hangs in the office.", "Office Sampl")
    assert (after.open, after.text, after.revision.seen) == (4, TEXT, revision.seen)
    act = school.ask("head", journal.list_acts, None, 1)[0]
    assert (act.kind, act.facts["point"]) == ("wording_kept", "“Appendix B”")
    with school.register.reading() as session:
        assert watchlist.open_flags(session) == {revision.policy_id: 4}
    with pytest.raises(RuleBroken) as refused:
        choose(school, told, "data-protection-act-1998", Choice.TAKEN, who="teacher")
    assert refused.value.rule == "may_not"


def test_a_draft_remembers_what_was_decided_about_the_words_it_replaces(school: School) -> None:
    told = check(school, found(school))
    choose(school, told, "data-protection-act-1998", Choice.TAKEN)
    choose(school, told, "malicious-communications", Choice.KEPT, "Read out at the meeting.")
    blocks = tuple(b for b in TEXT.blocks if "1998," not in b.words and "DPA" not in b.words)
    page = school.ask("head", watchlist.show_watch_list)
    policy_id, seen = told.revision.policy_id, 1
    draft = school.draft(PolicyText(TEXT.title, "", blocks), policy_id=policy_id, seen=seen)
    drafted = check(school, draft)
    assert page.entries > 15
    assert [(hit.told.entry, hit.choice.choice) for hit in drafted.gone if hit.choice] == [
        ("data-protection-act-1998", Choice.TAKEN)
    ]
    again = next(hit for hit in drafted.hits if hit.told.entry == "malicious-communications")
    assert again.is_open
    assert again.earlier is not None
    assert again.earlier.reason == "Read out at the meeting."
    changed = school.do("head", drafting.edit_draft, draft.id, draft.seen, PolicyText("Kites", "", blocks[:1]))
    with pytest.raises(ChangedMeanwhile):
        choose(school, drafted, "malicious-communications", Choice.TAKEN)
    with pytest.raises(RuleBroken) as refused:
        choose(school, check(school, changed), "malicious-communications", Choice.TAKEN)
    assert refused.value.rule == "point_gone"
    away = school.do("head", drafting.discard_draft, draft.id, changed.seen)
    with pytest.raises(RuleBroken) as refused:
        choose(school, check(school, away), "malicious-communications", Choice.TAKEN)
    assert refused.value.rule == "wording_over"


@on_both
def test_a_newer_list_counts_from_the_day_it_is_loaded_and_an_old_one_says_so(school: School) -> None:
    revision = found(school)
    school.clock.moment = school.clock.moment.replace(year=2027, month=6)
    assert check(school, revision).stale
    loaded = school.do("office", watchlist.load_watch_list, LIST.format(checked="2027-05-30"))
    assert (loaded.number, loaded.entries, loaded.stale) == ("2027-1", 1, False)
    told = check(school, revision)
    assert [hit.told.entry for hit in told.hits if hit.quotes] == ["phones", "missing-appendix:appendix-b"]
    for content, problem in (
        (LIST.format(checked="2027-05-30"), "list_there"),
        (
            LIST.format(checked="2027-05-30").replace("2027-1", "2027-2").replace("2027-05-30", "2027-01-01"),
            "list_older",
        ),
        (LIST.format(checked="2031-05-30").replace("2027-1", "2031-1"), "list_in_future"),
        ("number = ", "list_unreadable"),
        ('number = "9"\nchecked = 2027-05-31\nwatch = 3', "list_unreadable"),
        (LIST.format(checked="2027-05-31").replace('["Phones"]', '"Phones"'), "watch_unusable"),
    ):
        with pytest.raises(FieldsRefused) as refused:
            school.do("office", watchlist.load_watch_list, content)
        assert [p.problem for p in refused.value.problems] == [problem]
    with pytest.raises(RuleBroken):
        school.do("teacher", watchlist.load_watch_list, LIST)


@pytest.mark.parametrize("school", ["file"], indirect=True)
def test_the_note_tells_the_governors_every_point_its_source_and_what_was_decided(school: School) -> None:
    told = check(school, found(school))
    choose(school, told, "missing-appendix:appendix-b", Choice.KEPT, "It hangs in the office.")
    note = school.ask("head", review_notes.review_note, told.revision.id)
    words = " ".join(words_of(note.content))
    assert note.name == "Review note_ wording - Kites and Phones Policy.pdf"
    for part in (
        "Watch-list 2026-1, last checked on 22 November 2026.",
        "6 points: 1 kept, 5 open.",
        "“Data Protection Act 1998”",
        "“Laws”, list item 1",
        "Since: 25 May 2018",
        "How sure: very sure",
        "Data Protection Act 2018; SI 2026/82",
        "It hangs in the office.",
        "nobody has decided",
        "Office Sampl,",
    ):
        assert part in words, part
