"""The booklet holds every word of the policy in order, is navigable, and says whether it is approved."""

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pikepdf
import pytest

from ewloe_desktop.documents.policy_booklet import BookletFacts, policy_booklet
from ewloe_desktop.domain.journal import short_code
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from tests.documents import made
from tests.documents.reading import codes_on, read_aloud, words_of

SENTENCE = "Staff members ask before they publish a picture of a colleague. "
BLOCKS = tuple(
    block
    for number in range(1, 7)
    for block in (
        Block(Kind.HEADING, f"Rule {number} for everybody", 1, mark=f"{number}."),
        Block(Kind.PARAGRAPH, f"Opening{number} " + SENTENCE * 7),
        Block(Kind.HEADING, f"Smaller matter {number}", 3),
        Block(Kind.ITEM, f"first{number} " + SENTENCE * 2, 1, "bullet"),
        Block(Kind.ITEM, f"nested{number} as numbered", 2, "letter", "(a)"),
        Block(Kind.ITEM, f"last{number}", 1, "number"),
        Block(
            Kind.TABLE,
            rows=(
                ("Service", "Age"),
                *((f"Service{number}x{row}", SENTENCE * (1 + row % 3)) for row in range(9)),
                ("x",),
            ),
        ),
    )
)
TEXT = PolicyText("Pictures and Messages Policy", "March 2026", BLOCKS)
FACTS = BookletFacts(
    school=made.SCHOOL,
    title=TEXT.title,
    label="Revision 2",
    text=TEXT,
    head=made.HEAD,
    governors=made.GOVERNORS,
    next_review=made.GOVERNORS.next_review,
    proof=made.GOVERNORS_PROOF,
    made_at=made.LATER,
    made_by="Mr Ieuan Bowen",
)
DRAFT = replace(FACTS, head=None, governors=None, next_review=None, proof=None, not_yet_approved=True, label="Draft")


@cache
def approved() -> bytes:
    """The booklet of the approved policy, made once."""
    return policy_booklet(FACTS)


@cache
def aloud() -> list[tuple[str, str]]:
    """What a screen reader comes by in it."""
    return read_aloud(approved())


def test_every_word_stands_in_the_booklet_in_order() -> None:
    told = aloud()
    kept = "".join("".join(words.split()) for tag, words in told if tag not in ("Lbl",))
    place = kept.index("Rule1foreverybody", kept.index("Rule6foreverybody"))
    for block in BLOCKS:
        for word in (block.text or block.words).split():
            place = kept.index(word, place)


def test_the_cover_says_who_approved_it_and_carries_the_mark() -> None:
    pdf = approved()
    cover = words_of(pdf)[0]
    for words in (
        "Policy · Polisi",
        "Revision 2",
        "APPROVED. IN FORCE FROM 26 MARCH 2026.",
        "Mrs Marged Pugh, 20 March 2026",
        "minute 14.2",
        "Mr Ieuan Bowen, Chair of the governing body, 27 March 2026",
        "26 March 2027",
        short_code(made.GOVERNORS_PROOF.mark),
    ):
        assert words in cover, words
    assert len(codes_on(pdf)) == 1


def test_an_unapproved_booklet_says_so_on_every_page() -> None:
    pages = words_of(policy_booklet(DRAFT))
    assert all("NOT YET APPROVED" in page for page in pages)
    assert "not for use" in pages[0]


def test_a_policy_found_in_use_says_its_approval_is_not_evidenced() -> None:
    facts = replace(DRAFT, not_yet_approved=False, found=True)
    assert "approval not evidenced" in words_of(policy_booklet(facts))[0]


def test_pages_are_numbered_and_the_contents_point_to_the_right_ones() -> None:
    pages = words_of(approved())
    assert [f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert "Contents · Cynnwys" in pages[1]
    for number in range(1, 7):
        place = next(at for at, page in enumerate(pages[2:], 3) if f"Rule {number} for everybody" in page)
        assert f"{number}. Rule {number} for everybody {place}" in pages[1]


def test_the_outline_and_the_links_lead_to_the_headings() -> None:
    with pikepdf.open(io.BytesIO(approved())) as pdf:
        with pdf.open_outline() as outline:
            titles = [entry.title for entry in outline.root]
            below = [entry.title for entry in outline.root[0].children]
        assert titles == [f"{number}. Rule {number} for everybody" for number in range(1, 7)]
        assert below == ["Smaller matter 1"]
        links = [link for link in pdf.pages[1].Annots if link.Subtype == "/Link"]
        assert len(links) == 12
        assert all(link.Dest[0].Type == "/Page" for link in links)


def test_headings_never_skip_a_level_and_lists_and_tables_are_tagged() -> None:
    told = aloud()
    levels = [int(tag[1]) for tag, _ in told if tag in ("H1", "H2", "H3", "H4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    tags = {tag for tag, _ in told}
    assert {"Lbl", "TH", "TD", "Link", "P"} <= tags
    assert ("Lbl", "(a)") in told
    assert ("Lbl", "2.") in told


def test_a_tables_heading_row_is_repeated_where_it_goes_on() -> None:
    pages = words_of(approved())
    shown = sum(page.count("Service Age") for page in pages)
    assert shown > 6
    assert sum(words == "Service" for tag, words in aloud() if tag == "TH") == 6


@pytest.mark.pdfa
@pytest.mark.parametrize(
    "facts",
    [
        FACTS,
        DRAFT,
        replace(DRAFT, text=PolicyText("Empty", "", ())),
        replace(FACTS, text=replace(TEXT, blocks=BLOCKS[1:2])),
    ],
    ids=["approved", "draft", "empty", "no headings"],
)
def test_the_booklet_is_archival_and_accessible(facts: BookletFacts, verapdf: Callable[[bytes], list[str]]) -> None:
    demonstration = replace(facts, school=replace(made.SCHOOL, demonstration=True, crest_png=made.drawing()))
    assert verapdf(policy_booklet(demonstration)) == []


def test_a_demonstration_booklet_is_marked_on_every_page() -> None:
    facts = replace(FACTS, school=replace(made.SCHOOL, demonstration=True))
    assert all("DEMONSTRATION" in page for page in words_of(policy_booklet(facts)))


def test_the_same_facts_give_the_same_booklet() -> None:
    assert approved() == policy_booklet(FACTS)


def test_a_paragraph_longer_than_a_page_and_a_word_wider_than_a_line_are_kept() -> None:
    words = " ".join(f"w{number}" for number in range(2500))
    text = PolicyText("Long", "", (Block(Kind.PARAGRAPH, words), Block(Kind.PARAGRAPH, "x" * 900)))
    told = " ".join(words_of(policy_booklet(replace(FACTS, text=text))))
    assert all(f"w{number}" in told for number in range(2500))
    assert told.replace(" ", "").count("x" * 900) == 1


def test_a_table_of_many_columns_stays_on_the_page() -> None:
    rows = tuple(tuple(f"cell{row}x{column}" for column in range(11)) for row in range(5))
    text = PolicyText("Wide", "", (Block(Kind.TABLE, rows=rows),))
    told = "".join(words_of(policy_booklet(replace(FACTS, text=text)))[1].split())
    assert all(cell in told for row in rows for cell in row)
