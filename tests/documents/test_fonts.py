"""The fonts hold the letters a school needs, and lines break where they should."""

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.documents import fonts
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.words import resource
from tests.documents import made

NEEDED = f"{made.WELSH} ÀÉÑÖÜßçøåŁłŠšŽž – — ‘ ’ “ ” … • · → ← ↑ ↓ □ ☐ ☑ ✓ ♣ ▪ ≤ ≥ − × € £ ½ ² Ω Ж"
WORDS = st.text(alphabet=st.sampled_from("abcŵŷ  .—\nWM政"), max_size=120)


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_each_font_file_has_the_letters_at_1000_units(weight: str) -> None:
    font = TTFont(resource("fonts", f"NotoSans-{weight}.ttf"))
    assert font["head"].unitsPerEm == 1000
    assert "glyf" in font
    assert [letter for letter in NEEDED if ord(letter) not in font.getBestCmap()] == []
    assert font["OS/2"].fsType == 0


def test_the_licence_stands_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "OFL.txt").read_text("utf-8").upper()


def test_what_the_fonts_lack_is_replaced() -> None:
    assert fonts.shown("a\u0302 ŵ") == "â ŵ"
    assert fonts.shown("one\u200btwo\u202e\x07") == "onetwo"
    assert fonts.shown("政A\u00a0B") in ("□A\u00a0B", "□A B")


@given(WORDS, st.floats(30, 300), st.booleans())
def test_no_line_is_wider_than_its_room_and_no_word_is_lost(words: str, room: float, bold: bool) -> None:
    lines = fonts.wrap(words, 10, room) if not bold else fonts.wrap([Run(words, bold=True)], 10, room)
    for line in lines:
        assert fonts.line_width(line, 10) <= room + 0.01
    told = "".join(run.text for line in lines for run in line).replace(" ", "")
    assert told == fonts.shown(words).replace(" ", "").replace("\n", "")


def test_runs_keep_their_weight_and_language_over_line_ends() -> None:
    runs = [Run("one two three", bold=True), Run(" · pedwar pump", language="cy"), Run(", six")]
    lines = fonts.wrap(runs, 10, 60)
    assert len(lines) > 1
    told = [run for line in lines for run in line]
    assert {run.text.strip(): run.language for run in told}["pump"] == "cy"
    assert " ".join(run.text.strip() for run in told).replace(" ,", ",") == "one two three · pedwar pump, six"


def test_a_line_too_long_is_cut_with_a_mark() -> None:
    (run,) = fonts.cut("a very long title indeed", 10, 60)
    assert run.text.endswith("…")
    assert fonts.line_width([run], 10) <= 60
    assert fonts.cut("short", 10, 60)[0].text == "short"
