"""The two sets of colours keep the ratios of WCAG 2.2 AA."""

import re

import pytest

from ewloe_desktop import paths
from ewloe_desktop.ui import colours, theme


@pytest.mark.parametrize(
    "scheme", [colours.LIGHT, colours.DARK, colours.strong(colours.LIGHT), colours.strong(colours.DARK)]
)
@pytest.mark.parametrize(("ink", "ground", "least"), colours.PAIRS)
def test_every_ink_can_be_read_on_its_ground(scheme: colours.Colours, ink: str, ground: str, least: float) -> None:
    assert colours.contrast(getattr(scheme, ink), getattr(scheme, ground)) >= least


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert round(colours.contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("scheme", [colours.LIGHT, colours.DARK])
def test_the_style_sheet_has_no_colour_of_its_own(scheme: colours.Colours) -> None:
    written = (paths.resources() / "styles" / "window.qss").read_text(encoding="utf-8")
    own = set(re.findall(r"#[0-9a-fA-F]{6}\b", written)) - {"#ffffff"}  # paper is white in both
    assert not own
    assert "$" not in theme.style_sheet(scheme, 10.5)


def test_the_focus_ring_is_at_least_two_pixels() -> None:
    sheet = theme.style_sheet(colours.LIGHT, 10.5)
    rings = re.findall(r":focus[^{]*\{[^}]*?border(?:-left)?: (\d)px", sheet)
    assert rings
    assert all(int(width) >= 2 for width in rings)
