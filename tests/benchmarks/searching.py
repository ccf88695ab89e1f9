"""Finding words over two thousand policies, against bare FTS5 on the same file."""

from pathlib import Path

from ewloe_desktop.storage.search import MOST, index_revision, search
from tests.benchmarks.measuring import Figure, side_by_side
from tests.benchmarks.samples import policy_text, school, vocabulary

REVISIONS = 2000
FRAME = 16  # milliseconds
BARE = (
    "SELECT policy_id, snippet(search_index, 3, '', '', '…', 20) FROM search_index WHERE search_index MATCH ? LIMIT ?"
)


def figures(folder: Path) -> list[Figure]:
    """A rare word, a common word and two words together."""
    sample = school(folder)
    with sample.register.unit(sample.head) as session:
        for number in range(REVISIONS):
            index_revision(session, f"policy{number}", f"revision{number}", policy_text(seed=number))
    with sample.register.reading() as session:
        raw = session.connection().connection.driver_connection

        def compared(what: str, words: str) -> Figure:
            query = " ".join(f'"{word}"*' for word in words.split())
            bare = lambda: raw.execute(BARE, (query, MOST)).fetchall()  # noqa: E731
            return side_by_side(f"search, {what}", lambda: search(session, words), bare, goal=2, limit=FRAME)

        rare, common = vocabulary()[-1], vocabulary()[0]
        found = [
            compared("rare word", rare),
            compared("common word", common),
            compared("two words", f"{rare} {common}"),
        ]
    sample.register.close()
    return found
