"""The words of sheets: found in both languages, filled in fully, with dates as people write them."""

import string
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ewloe_desktop.documents.words import day, moment, resource, words

ROOT = Path(__file__).resolve().parents[2]


def test_days_and_moments_are_written_out_in_school_time() -> None:
    assert day(date(2026, 3, 7)) == "7 March 2026"
    assert moment(datetime(2026, 3, 20, 16, 4, tzinfo=UTC)) == "20 March 2026 at 16:04 GMT"
    assert moment(datetime(2026, 7, 20, 23, 4, tzinfo=UTC)) == "21 July 2026 at 00:04 BST"


def test_a_section_no_language_has_is_empty() -> None:
    assert words("no such section") == {}
    assert words("rules", "cy") == {}


def test_every_welsh_word_stands_beside_an_english_one() -> None:
    book = tomllib.loads(resource("i18n", "sheets.cy.toml").read_text("utf-8"))
    for section, kept in book.items():
        assert set(kept) <= set(words(section)), section


@pytest.mark.parametrize("section", ["sheet", "booklet", "recovery", "key_card", "capacity", "office"])
def test_every_sentence_has_well_formed_blanks(section: str) -> None:
    for key, text in words(section).items():
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        assert all(name.isidentifier() for name in names), key
        assert text.strip(), key


def test_the_words_load_no_heavy_library() -> None:
    script = (
        "import sys; import ewloe_desktop.documents.words, ewloe_desktop.documents.approval_facts; "
        "ewloe_desktop.documents.words.words('rules'); "
        "heavy = {'reportlab', 'pikepdf', 'pyhanko', 'pypdfium2', 'PIL', 'segno', 'asyncio'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
