"""The text of a draft in the editor's document: there and back, its marks, and what is found in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from ewloe_desktop.domain.text import Block, Kind, PolicyText, tidy
from ewloe_desktop.ui.draft_document import read_draft, write_draft
from ewloe_desktop.ui.draft_find import found, replace_at
from ewloe_desktop.ui.draft_marks import counted_again, making_way, next_mark

pytestmark = pytest.mark.usefixtures("qapp")
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\ufffc"), min_size=1, max_size=40)
MARKS = st.sampled_from(["", "1.", "2.1", "(a)", "iv)", "§ 4", "Step one"])
STYLES = st.sampled_from(["bullet", "number", "letter"])
BLOCKS = st.one_of(
    st.builds(Block, st.just(Kind.PARAGRAPH), WORDS),
    st.builds(Block, st.just(Kind.HEADING), WORDS, st.integers(1, 6), st.just(""), MARKS),
    st.builds(
        Block, st.just(Kind.ITEM), WORDS, st.integers(1, 9), st.sampled_from(["bullet", "number", "letter"]), MARKS
    ),
    st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3).map(lambda rows: Block(Kind.TABLE, rows=tuple(rows))),
)
TEXTS = st.builds(PolicyText, WORDS, WORDS, st.lists(BLOCKS, max_size=12).map(tuple))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_every_text_comes_back_out_of_the_editor_as_it_went_in(text: PolicyText) -> None:
    document = QTextDocument()
    write_draft(document, tidy(text))
    assert read_draft(document, text.title, text.edition) == tidy(text)


def test_what_comes_next_is_what_a_reader_expects() -> None:
    told = {"1.": "2.", "2.9": "2.10", "(a)": "(b)", "(iii)": "(iv)", "ix.": "x.", "B)": "C)", "z.": "zz.", "§": "§"}
    assert {mark: next_mark(mark) for mark in told} == told
    assert (next_mark("(i)"), next_mark("(i)", "(h)")) == ("(ii)", "(j)")


def items(*marks: str) -> list[Block]:
    return [Block(Kind.ITEM, "words", 1, "letter", mark) for mark in marks]


def test_a_new_item_pushes_on_those_below_it_and_no_other_list() -> None:
    blocks = [*items("(a)", "(b)", "(b)", "(c)", "(x)"), Block(Kind.PARAGRAPH, "between"), *items("(b)")]
    assert making_way(blocks, 1) == {2: "(c)", 3: "(d)"}
    assert counted_again(items("(a)", "(c)", "(d)"), 1) == {1: "(b)", 2: "(c)"}


def test_words_are_found_whatever_accents_they_carry_and_replaced_in_one_step() -> None:
    document = QTextDocument()
    blocks = (Block(Kind.PARAGRAPH, "🏫 Y tŷ, TY and Tŷ'r ysgol"), Block(Kind.TABLE, rows=(("ty",),)))
    write_draft(document, PolicyText("T", "", blocks))
    places = found(document, "ty")
    assert len(places) == len(found(document, "TŶ")) == 3
    replace_at(document, places, "house")
    assert read_draft(document, "T", "").blocks[0].text == "🏫 Y house, house and house'r ysgol"
    document.undo()
    assert read_draft(document, "T", "").blocks == blocks
