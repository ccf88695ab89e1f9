"""The review note is archival and accessible, empty or long, and says what was decided about each point."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ewloe_desktop.documents.review_note import ChoiceLine, NoteFacts, PointLine, review_note
from tests.documents import made
from tests.documents.pictured import DEMONSTRATION, LONG_NAME, MADE
from tests.documents.reading import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

ON = date(2026, 3, 20)
POINT = PointLine(
    "repealed",
    ("Kites Act 1901",),
    ("“Laws”, list item 1",),
    "It was repealed.",
    "Skies Act 2001.",
    "2001",
    "It",
    "sure",
)
KEPT = replace(POINT, choice=ChoiceLine("kept", "Read out each spring.\nBy the clerk.", LONG_NAME, ON, "2026-1"))
AGAIN = replace(POINT, quotes=(), where=("Not in the text",), earlier=ChoiceLine("deferred", "", "A", ON, "2025-1"))
NOTE = NoteFacts(MADE, "Kites Policy", "Revision 2", "2026-1", ON, False, (KEPT, AGAIN), proof=made.HEAD_PROOF)
LONG = replace(NOTE, made=DEMONSTRATION, old=True, points=(KEPT, AGAIN) * 12, gone=(KEPT,))
NONE = replace(NOTE, points=(), proof=None)


def test_the_note_counts_its_points_and_says_what_was_decided_and_how_old_the_list_is() -> None:
    words = " ".join(words_of(review_note(LONG)))
    for part in ("24 points: 12 kept, 12 open.", "Read out each spring.", "more than half a year ago", LONG_NAME):
        assert part in words
    assert "Decided earlier, and no longer in the text" in words
    assert "In the text before it: Deferred." in words
    assert "finds nothing" in " ".join(words_of(review_note(NONE)))


@pytest.mark.pdfa
def test_the_note_is_archival_and_accessible(verapdf: "Callable[[bytes], list[str]]") -> None:
    assert verapdf(review_note(replace(LONG, points=LONG.points[:8]))) == []
