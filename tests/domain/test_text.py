"""The text's canonical form."""

from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.domain.text import Block, Kind, PolicyText, canonical, clean, digest, from_canonical, tidy

WORDS = st.text(max_size=40)
BLOCKS = st.one_of(
    st.builds(Block, st.just(Kind.PARAGRAPH), WORDS),
    st.builds(Block, st.just(Kind.HEADING), WORDS, st.integers(1, 6), mark=WORDS),
    st.builds(Block, st.just(Kind.ITEM), WORDS, st.integers(1, 3), st.sampled_from(["bullet", "number"]), WORDS),
    st.builds(Block, st.just(Kind.TABLE), rows=st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple)),
)
TEXTS = st.builds(PolicyText, WORDS, WORDS, st.lists(BLOCKS, max_size=6).map(tuple))


@given(TEXTS)
def test_a_text_comes_back_from_its_canonical_bytes(text: PolicyText) -> None:
    assert from_canonical(canonical(text)) == tidy(text)
    assert canonical(from_canonical(canonical(text))) == canonical(text)


@given(TEXTS)
def test_tidying_twice_changes_nothing_more(text: PolicyText) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_any_changed_word_changes_the_digest() -> None:
    text = PolicyText("T", "", (Block(Kind.PARAGRAPH, "Staff must ask."),))
    other = PolicyText("T", "", (Block(Kind.PARAGRAPH, "Staff may ask."),))
    assert digest(text) != digest(other)


def test_controls_and_direction_marks_go_and_welsh_letters_are_composed() -> None:
    assert clean(" w\u0302yn\u202e\u0007\tgo\u200bch ") == "ŵyn goch"
