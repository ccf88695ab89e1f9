"""A reading on its way through the pipe."""

import json

from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.domain.text import Block, Doubt, Kind, LeftOut, PolicyText, Reading, clean
from ewloe_desktop.intake.wire import from_plain, to_plain

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)
SAID = st.lists(WORDS, min_size=1, max_size=5).map(" ".join).map(clean).filter(bool)
BLOCKS = st.one_of(
    st.builds(Block, st.just(Kind.PARAGRAPH), SAID),
    st.builds(Block, st.just(Kind.HEADING), SAID, st.integers(1, 6), st.just(""), st.sampled_from(["", "2.1"])),
    st.builds(Block, st.just(Kind.ITEM), SAID, st.integers(1, 3), st.just("letter"), st.sampled_from(["(a)", "b)"])),
    st.builds(Block, st.just(Kind.TABLE), rows=st.lists(st.tuples(SAID, SAID), min_size=1, max_size=3).map(tuple)),
)


@given(st.lists(BLOCKS, max_size=6), SAID, st.booleans())
def test_a_reading_comes_out_as_it_went_in(blocks: list[Block], said: str, paged: bool) -> None:
    reading = Reading(
        PolicyText(said, "May 2023", tuple(blocks)),
        (LeftOut(said, "running_header", 3),),
        (Doubt("joined", said, 0, 2),),
        4 if paged else 0,
        tuple(range(1, len(blocks) + 1)) if paged else (),
    )
    assert from_plain(json.loads(json.dumps(to_plain(reading)))) == reading


def test_a_block_tells_all_of_its_words() -> None:
    blocks = (Block(Kind.ITEM, "Peas", 1, "number", "1."), Block(Kind.TABLE, rows=(("Who", "What"), ("", "Beans"))))
    told = to_plain(Reading(PolicyText("Garden Policy", "", blocks), (), (), 0))
    assert [block["text"] for block in told["blocks"]] == ["1. Peas", "Who What Beans"]
