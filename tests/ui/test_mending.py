"""Mending an imported text: the steps, and that no word is lost or doubled by them."""

from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.domain.text import Block, Doubt, Kind, LeftOut, PolicyText, Reading
from ewloe_desktop.ui import mending

TEXT = PolicyText(
    "Garden Policy",
    "March 2021",
    (
        Block(Kind.HEADING, "Who may dig?", 1),
        Block(Kind.PARAGRAPH, "Everyone who has washed their"),
        Block(Kind.PARAGRAPH, "hands may dig in the garden."),
        Block(Kind.ITEM, "the Spade Act 1999", 1, "letter", "(a)"),
        Block(Kind.TABLE, rows=(("Bed", "Class"), ("North", "Derw"))),
    ),
)
READING = Reading(
    TEXT,
    (LeftOut("Garden Policy", "running_header", 2), LeftOut("A note at the foot.", "running_footer", 1)),
    (Doubt("maybe_joined", "washed their", 1, 1), Doubt("picture", "", -1, 2)),
    2,
    (1, 1, 2, 2, 2),
)


def test_begins_with_the_doubts_beside_their_blocks_and_the_others_apart() -> None:
    state = mending.begin(READING)
    assert mending.doubtful(state) == (1,)
    assert [d.what for d in state.doubts] == ["picture"]
    assert [p.page for p in state.parts] == [1, 1, 2, 2, 2]
    assert mending.result(state) == TEXT


def test_a_sentence_cut_by_a_page_end_is_joined_again() -> None:
    state = mending.join(mending.begin(READING), 2)
    assert state.parts[1].block.text == "Everyone who has washed their hands may dig in the garden."
    assert len(state.parts) == 4
    assert mending.doubtful(state) == ()


def test_joining_passes_over_what_was_dropped() -> None:
    state = mending.drop(mending.begin(READING), 1)
    state = mending.join(state, 2)
    assert mending.result(state).blocks[0].text == "Who may dig? hands may dig in the garden."
    assert state.parts[1].dropped


def test_the_first_block_and_a_table_cannot_be_joined() -> None:
    state = mending.begin(READING)
    assert not mending.can_join(state, 0)
    assert not mending.can_join(state, 4)
    assert mending.join(state, 4) == state


def test_splitting_a_heading_leaves_a_heading_and_a_paragraph() -> None:
    state = mending.split(mending.begin(READING), 0, len("Who may"))
    assert [p.block.kind for p in state.parts[:2]] == [Kind.HEADING, Kind.PARAGRAPH]
    assert [p.block.text for p in state.parts[:2]] == ["Who may", "dig?"]


def test_a_place_with_words_on_one_side_only_is_no_place_to_split() -> None:
    state = mending.begin(READING)
    assert not mending.can_split(state, 0, 0)
    assert not mending.can_split(state, 0, 99)
    assert mending.split(state, 0, 0) == state


def test_an_item_made_a_paragraph_keeps_its_letter_in_its_words() -> None:
    state = mending.as_paragraph(mending.begin(READING), 3)
    assert state.parts[3].block == Block(Kind.PARAGRAPH, "(a) the Spade Act 1999")


def test_an_item_of_a_lettered_list_stays_lettered_when_its_level_changes() -> None:
    state = mending.as_item(mending.begin(READING), 3, level=2)
    assert state.parts[3].block == Block(Kind.ITEM, "the Spade Act 1999", 2, "letter", "(a)")


def test_what_is_dropped_is_left_out_of_the_result_and_can_be_put_back() -> None:
    state = mending.drop(mending.begin(READING), 4)
    assert len(mending.result(state).blocks) == 4
    assert mending.result(mending.put_back(state, 4)) == TEXT


def test_words_the_reader_left_out_come_in_at_the_end_of_their_page() -> None:
    state, at = mending.bring_in(mending.begin(READING), 1)
    assert at == 2
    assert state.parts[at].block == Block(Kind.PARAGRAPH, "A note at the foot.")
    assert [item.text for item in state.left_out] == ["Garden Policy"]


def test_a_text_without_title_or_words_cannot_be_kept() -> None:
    empty = mending.Mended(" ", "", (mending.Part(Block(Kind.PARAGRAPH, "x"), dropped=True),))
    assert mending.problems(empty) == ("no_title", "no_words")
    assert mending.problems(mending.begin(READING)) == ()


def test_steps_are_taken_back_and_again() -> None:
    work = mending.Mending(mending.begin(READING))
    first = work.state
    work.step(mending.drop(first, 0))
    assert work.can_go_back
    assert work.back()
    assert work.state == first
    assert work.again()
    assert work.state.parts[0].dropped
    assert not work.again()


def _words(state: mending.Mended) -> list[str]:
    return [word for part in state.parts for word in part.block.words.split()]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 30), st.integers(0, 40)), max_size=25))
def test_no_step_but_dropping_loses_or_doubles_a_word(steps: list[tuple[int, int, int]]) -> None:
    state = mending.begin(READING)
    letters = "".join(_words(state))
    for step, where, at in steps:
        state = _step(state, step, where % len(state.parts), at)
    assert "".join(_words(state)) == letters


def _step(state: mending.Mended, step: int, index: int, at: int) -> mending.Mended:
    if step < 3:
        makes = (lambda: mending.as_heading(state, index, 2), lambda: mending.as_paragraph(state, index))
        return makes[step]() if step < 2 else mending.as_item(state, index)
    if step < 5:
        return mending.join(state, index) if step == 3 else mending.split(state, index, at)
    return mending.put_back(mending.drop(state, index), index)
