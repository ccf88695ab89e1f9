"""A second, independent reading of a .docx file: what another reader finds and ours has not is doubted aloud."""

import io
import re
from collections import Counter

from ewloe_desktop.domain.text import Doubt, Reading
from ewloe_desktop.intake.parts import folded, plain

MOST_BYTES = 4 * 1024 * 1024  # of the document's own part: the second reader holds it whole
SHOWN = 12  # words named in the doubt


def doubt_missing(data: bytes, size: int, reading: Reading) -> Reading:
    """The same reading, with a doubt when mammoth finds words that are neither kept nor said to be left out."""
    if size > MOST_BYTES:
        return reading
    missing = _missing(data, reading)
    if not missing:
        return reading
    doubt = Doubt("words_missing", " ".join(missing[:SHOWN]))
    return Reading(reading.text, reading.left_out, (*reading.doubts, doubt), reading.pages, reading.block_pages)


def _missing(data: bytes, reading: Reading) -> list[str]:
    import mammoth

    found = plain(mammoth.extract_raw_text(io.BytesIO(data)).value).split()
    ours: Counter[str] = Counter()
    title = (reading.text.title, reading.text.edition)
    for text in (*title, *(b.words for b in reading.text.blocks), *(out.text for out in reading.left_out)):
        ours.update(_letters(text))
    return [word for word in found if not _taken(ours, word)]


def _letters(text: str) -> list[str]:
    return [word for part in re.split(r"[\s\-–—/]+", text) if (word := folded(part))]


def _taken(ours: Counter[str], word: str) -> bool:
    for part in _letters(word):
        if not ours[part]:
            return False
        ours[part] -= 1
    return True
