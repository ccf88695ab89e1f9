"""Finding words over two thousand policies, against bare FTS5 on the same file."""

from dataclasses import replace
from pathlib import Path

from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.storage.search import MOST, index_revision, search
from tests.benchmarks.measuring import Figure, side_by_side
from tests.benchmarks.samples import policy_text, school, vocabulary

REVISIONS = 2000
FRAME = 16  # milliseconds
BARE = "SELECT policy_id FROM search_index WHERE search_index MATCH ? ORDER BY rank LIMIT ?"
RARE, EVERY = "quillwort", 500


def figures(folder: Path) -> list[Figure]:
    """A rare word, a common word and two words together."""
    sample = school(folder)
    with sample.register.unit(sample.head) as session:
        for number in range(REVISIONS):
            index_revision(session, f"policy{number}", f"revision{number}", words(number))
    with sample.register.reading() as session:
        raw = session.connection().connection.driver_connection

        def compared(what: str, typed: str) -> Figure:
            query = " ".join(f'"{word}"*' for word in typed.split())
            bare = lambda: raw.execute(BARE, (query, MOST)).fetchall()  # noqa: E731
            return side_by_side(f"search, {what}", lambda: search(session, typed), bare, goal=2, limit=FRAME)

        common = vocabulary()[0]
        found = [
            compared("rare word", RARE),
            compared("common word", common),
            compared("two words", f"{RARE} {common}"),
        ]
    sample.register.close()
    return found


def words(number: int) -> PolicyText:
    """A policy's words, with the rare one among them once in a while."""
    text = policy_text(seed=number)
    rare = (Block(Kind.PARAGRAPH, f"Here {RARE} stands."),) if number % EVERY == 0 else ()
    return replace(text, blocks=text.blocks + rare)
