"""Two editions of a text compared."""

import random
import time
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.domain.text import Block, Change, Kind, PolicyText, canonical
from ewloe_desktop.services.change_sentences import change_sentences
from ewloe_desktop.services.comparing import compare

WORDS = [f"word{n}" for n in range(12)]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
BLOCKS = st.one_of(
    st.builds(Block, st.sampled_from([Kind.PARAGRAPH, Kind.HEADING]), SENTENCES),
    st.builds(
        Block, st.just(Kind.ITEM), SENTENCES, st.integers(1, 2), st.just("number"), st.sampled_from(["1.", "2."])
    ),
    st.builds(
        Block,
        st.just(Kind.TABLE),
        rows=st.lists(st.tuples(SENTENCES, SENTENCES), min_size=1, max_size=3).map(tuple),
    ),
)
TEXTS = st.lists(BLOCKS, max_size=10).map(lambda blocks: PolicyText("Garden Policy", "", tuple(blocks)))


def paragraphs(*texts: str) -> PolicyText:
    return PolicyText("Garden Policy", "", tuple(Block(Kind.PARAGRAPH, text) for text in texts))


def side(changes: Iterable[Change], which: str) -> tuple[Block, ...]:
    """One of the two texts, put together again from the changes."""
    blocks = (getattr(change, which) for change in changes)
    return tuple(block for block in blocks if block is not None)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again(before: PolicyText, after: PolicyText) -> None:
    changes = compare(before, after)
    assert side(changes, "before") == before.blocks
    assert side(changes, "after") == after.blocks


@given(TEXTS, TEXTS)
def test_the_pieces_of_a_changed_block_give_both_its_wordings(before: PolicyText, after: PolicyText) -> None:
    for change in compare(before, after):
        if change.how == "moved" or change.how != "changed":
            assert change.how == "moved" or not change.pieces
            continue
        assert change.before is not None
        assert change.after is not None
        for which, block in (("removed", change.before), ("added", change.after)):
            words = [piece.text for piece in change.pieces if piece.how in ("same", which)]
            assert " ".join(words) == block.words


@given(TEXTS)
def test_a_text_compared_with_itself_is_the_same(text: PolicyText) -> None:
    assert {change.how for change in compare(text, text)} <= {"same"}


@given(TEXTS, TEXTS)
def test_what_is_called_the_same_is_the_same(before: PolicyText, after: PolicyText) -> None:
    for change in compare(before, after):
        assert (change.how == "same") == (change.before == change.after)


def test_a_changed_word_is_shown_inside_its_paragraph() -> None:
    before = paragraphs("Beans are watered once a week.", "Peas need a fence.")
    after = paragraphs("Beans are watered twice a week.", "Peas need a fence.")
    first, second = compare(before, after)
    assert [(piece.how, piece.text) for piece in first.pieces] == [
        ("same", "Beans are watered"),
        ("removed", "once"),
        ("added", "twice"),
        ("same", "a week."),
    ]
    assert second.how == "same"


def test_a_new_paragraph_between_two_changed_ones_is_added() -> None:
    before = paragraphs("The cook counts the spoons each evening.", "The clerk writes letters on Monday morning.")
    after = paragraphs(
        "The cook counts the forks each evening.",
        "Visitors wear a badge.",
        "The clerk writes letters on Tuesday morning.",
    )
    assert [change.how for change in compare(before, after)] == ["changed", "added", "changed"]


def test_paragraphs_that_share_little_are_removed_and_added() -> None:
    changes = compare(paragraphs("Beans are watered once a week."), paragraphs("Nobody runs near the kitchen door."))
    assert [change.how for change in changes] == ["removed", "added"]


def test_a_paragraph_made_a_heading_is_a_change() -> None:
    after = PolicyText("Garden Policy", "", (Block(Kind.HEADING, "Who waters the beans", 1),))
    (change,) = compare(paragraphs("Who waters the beans"), after)
    assert change.how == "changed"
    assert [piece.how for piece in change.pieces] == ["same"]


def test_short_words_left_between_two_changes_do_not_cut_them_up() -> None:
    before = paragraphs("The children of the school keep the garden tidy with their small hands and tools.")
    after = paragraphs("The children of the school leave a garden clean by their small hands and tools.")
    (change,) = compare(before, after)
    assert [piece.how for piece in change.pieces] == ["same", "removed", "added", "same", "removed", "added", "same"]


def a_long_text(seed: int) -> PolicyText:
    chance = random.Random(seed)
    words = [f"w{n}" for n in range(3000)]
    return paragraphs(*(" ".join(chance.choice(words) for _ in range(50)) for _ in range(400)))


def test_long_texts_are_compared_at_once_even_when_nothing_is_alike() -> None:
    one, other = a_long_text(1), a_long_text(2)
    assert len(canonical(one)) > 120_000
    started = time.perf_counter()
    changes = compare(one, other)
    assert time.perf_counter() - started < 2  # thirty times what it takes on a quiet machine
    assert {change.how for change in changes} == {"removed", "added"}


def clauses(*lines: str) -> PolicyText:
    """Headings begin with #; the others are paragraphs."""
    blocks = (
        Block(Kind.HEADING, line[2:], 1) if line.startswith("# ") else Block(Kind.PARAGRAPH, line) for line in lines
    )
    return PolicyText("Garden Policy", "", tuple(blocks))


GATE = "The gate is locked at four o'clock by the caretaker."
SEEDS = "Seeds are bought from the class budget every spring."
HOSE = "The hose is rolled up and hung beside the shed."


def test_a_block_at_another_place_is_told_as_moved_once() -> None:
    changes = compare(paragraphs(GATE, SEEDS, HOSE), paragraphs(SEEDS, HOSE, GATE))
    assert [c.how for c in changes] == ["moved_away", "same", "same", "moved"]
    assert (changes[0].partner, changes[3].partner) == (3, 0)
    assert change_sentences(changes) == (
        "“The gate is locked at four o'clock by the caretaker” stands at another place.",
    )


def test_a_moved_block_whose_words_changed_too_tells_both() -> None:
    later = GATE.replace("four", "five")
    changes = compare(paragraphs(GATE, SEEDS, HOSE), paragraphs(SEEDS, HOSE, later))
    assert [c.how for c in changes] == ["moved_away", "same", "same", "moved"]
    assert change_sentences(changes)[-1] == "“four” became “five”."


def test_a_line_with_a_label_is_compared_with_the_line_of_that_label() -> None:
    before = paragraphs("Reviewed by: the garden and grounds committee", "Adopted by: the governing body")
    changes = compare(before, paragraphs("Reviewed by: the governing body"))
    assert [c.how for c in changes] == ["changed", "removed"]
    assert change_sentences(changes) == (
        "Reviewed by: “garden and grounds committee” became “governing body”.",
        "Left out: “Adopted by: the governing body”.",
    )


def test_a_clause_that_is_new_gone_or_moved_is_told_in_one_sentence() -> None:
    kept = ("# Seeds", SEEDS, "# Shed", "The shed is swept on Fridays by the oldest class.")
    before = clauses("# Gate", GATE, *kept, "# Hose", HOSE)
    after = clauses(*kept, "# Bees", "Bees are watched from the path.", "# Gate", GATE)
    assert set(change_sentences(compare(before, after))) == {
        "Clause “Gate” stands at another place.",
        "New clause “Bees”.",
        "Clause “Hose” was left out.",
    }


def test_a_change_names_its_clause_and_commas_alone_are_no_change() -> None:
    before = clauses("# Gate", GATE, "Keys hang in the office, and")
    after = clauses("# Gate", GATE.replace("caretaker", "clerk"), "Keys hang in the office.")
    assert change_sentences(compare(before, after)) == ("In “Gate”: “caretaker” became “clerk”.",)


def test_a_passage_rewritten_from_end_to_end_is_told_as_reworded() -> None:
    before = paragraphs(" ".join(f"word{n}" for n in range(40)))
    after = paragraphs(" ".join(f"word{n}" if n % 3 else f"other{n}" for n in range(40)))
    assert change_sentences(compare(before, after)) == (
        "The passage “other0 word1 word2 other3 word4 word5 other6 word7 word8 …” was reworded.",
    )
