"""A policy written for Word and read again: no word, heading, list, mark or table is other than it was."""

import copy
import io
from datetime import UTC, datetime

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ewloe_desktop import paths
from ewloe_desktop.documents.policy_docx import WordFacts, policy_docx
from ewloe_desktop.domain.text import Block, Kind, PolicyText, tidy
from tests.faults.amounts import trials
from tests.intake.making import read

WHEN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SAMPLES = sorted(path.name for path in (paths.data() / "sample").iterdir() if path.suffix in (".txt", ".docx"))
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])
WORDS = st.text(LETTERS, min_size=1, max_size=30) | st.sampled_from(
    ["1. Not a list", "- nor this", "Approved by: ______", "Contents", "March 2021", "• dot", "(a) letter", "Ŵy & <b>"]
)
MARKS = st.from_regex(r"\A\(?(\d{1,2}\.){0,2}(\d{1,2}|[a-z]|[A-Z]|ix|iv|iii|ii|vi)[.):]?\Z") | st.sampled_from(
    ["§ 4", "01.", "[1]", "Step one"]
)
LEVELS = st.integers(1, 6)
BLOCKS = st.one_of(
    st.builds(Block, st.just(Kind.PARAGRAPH), WORDS),
    st.builds(Block, st.just(Kind.HEADING), WORDS, LEVELS, st.just(""), st.just("") | MARKS),
    st.builds(Block, st.just(Kind.ITEM), WORDS, LEVELS, st.sampled_from(["number", "letter"]), MARKS),
    st.builds(Block, st.just(Kind.ITEM), WORDS, LEVELS, st.sampled_from(["bullet", "number", "letter"])),
    st.lists(st.tuples(WORDS, WORDS | st.just("")), min_size=1, max_size=3).map(
        lambda rows: Block(Kind.TABLE, rows=tuple(rows))
    ),
)
TEXTS = st.builds(PolicyText, WORDS, WORDS | st.just(""), st.lists(BLOCKS, max_size=30).map(tuple))


def there_and_back(text: PolicyText) -> PolicyText:
    reading = read(policy_docx(WordFacts(text, "Revision 2", "Ysgol Bryn Derw", "Ms Siân Ŵyn-Ellis", WHEN)))
    assert not {doubt.what for doubt in reading.doubts} - {"no_title", "words_missing"}
    return reading.text


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_comes_back_word_for_word(name: str) -> None:
    text = read((paths.data() / "sample" / name).read_bytes()).text
    assert there_and_back(text) == tidy(text)


@settings(max_examples=trials(6, 50), deadline=None)
@given(TEXTS)
def test_every_text_comes_back_word_for_word(text: PolicyText) -> None:
    kept = tidy(text)
    if kept.title:
        assert there_and_back(text) == kept


def test_lists_go_on_counting_when_somebody_adds_an_item_in_word() -> None:
    marks = ["(i)", "(ii)", "(iii)", "h)", "i)", "1.", "1.1", "1.2"]
    text = PolicyText("Garden Policy", "", tuple(Block(Kind.ITEM, f"Item {m}", 1, "letter", m) for m in marks))
    document = docx.Document(io.BytesIO(policy_docx(WordFacts(text, "Draft", "School", "Mr Ieuan Bowen", WHEN))))
    for at, words in ((8, "last"), (5, "letter"), (3, "roman")):
        before = document.paragraphs[at]
        added = document.add_paragraph(words, style=before.style)
        number = before._p.pPr.numPr
        added._p.get_or_add_pPr().append(copy.deepcopy(number))
        before._p.addnext(added._p)
    out = io.BytesIO()
    document.save(out)
    found = {block.text: block.mark for block in read(out.getvalue()).text.blocks}
    assert (found["roman"], found["letter"], found["last"]) == ("(iv)", "j)", "1.3")
