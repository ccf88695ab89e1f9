"""Finding words in the policies in force: folded in Python, kept in FTS5 on the file and in a tsvector on a server."""

import hashlib
import unicodedata
from functools import cache

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import by_surname
from ewloe_desktop.domain.text import PolicyText
from ewloe_desktop.storage.reading_raw import RawReader

MOST = 50
_AROUND = 60  # letters shown on each side of the first word found


def fold(words: str) -> str:
    """Words as they are compared and sorted: no accents, no case, one space between."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c) and not _broken(c))
    return " ".join(bare.casefold().split())


def filed(name: str) -> str:
    """A name as lists are ordered and searched: surname, first names, then the whole of it with its title."""
    return fold(f"{' '.join(by_surname(name))} {name}")


def _broken(c: str) -> bool:
    """What no database keeps in a text: NUL, and half of a letter."""
    return c == "\0" or "\ud800" <= c <= "\udfff"


class _Letters(dict[int, str]):
    """Each letter's folded form, exactly one letter long, so that a place in one text is a place in the other."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        bare = fold(letter)
        told = bare if len(bare) == 1 else letter.lower()[:1]
        self[code] = told if told.isalnum() else " "
        return self[code]


@cache
def _letters() -> _Letters:
    return _Letters()


def _folded(plain: str) -> str:
    return plain.translate(_letters())


def entry(policy_id: str, revision_id: str, words: PolicyText) -> dict[str, str]:
    """What the index holds of a text."""
    title = unicodedata.normalize("NFC", words.title)
    plain = unicodedata.normalize("NFC", "\n".join(b.words for b in words.blocks)).replace("\0", " ")
    return {
        "policy_id": policy_id,
        "revision_id": revision_id,
        "title": _folded(title),
        "body": _folded(plain),
        "plain": plain,
    }


_PUT_FILE = text(
    "INSERT INTO search_index (rowid, policy_id, revision_id, title, body, plain) "
    "VALUES (:place, :policy_id, :revision_id, :title, :body, :plain)"
)
_WORDS = (
    "setweight(to_tsvector('simple', CAST({title} AS varchar)), 'A') || "
    "setweight(to_tsvector('simple', CAST({body} AS varchar)), 'B')"
)
_PUT_SERVER = text(
    "INSERT INTO search_index (policy_id, revision_id, title, body, plain, words) "  # noqa: S608 - our own words
    f"VALUES (:policy_id, :revision_id, :title, :body, :plain, {_WORDS.format(title=':title', body=':body')})"
)
_DROP_FILE = text("DELETE FROM search_index WHERE rowid = :place")
_DROP_SERVER = text("DELETE FROM search_index WHERE policy_id = :policy_id")
_FIND_FILE = text(
    # Sorted by `rank` alone: any other order would carry every text found through the sorter.
    "SELECT policy_id, body, plain FROM search_index WHERE search_index MATCH :words "
    "AND rank MATCH 'bm25(0, 0, 10, 1)' ORDER BY rank LIMIT :most"
)
_FIND_SERVER = text(
    "SELECT policy_id, body, plain FROM search_index, to_tsquery('simple', :words) q WHERE words @@ q "
    "ORDER BY ts_rank(words, q) DESC, policy_id LIMIT :most"
)


def index_revision(session: Session, policy_id: str, revision_id: str, words: PolicyText) -> None:
    """Makes this text the one that is found for its policy."""
    forget_policy(session, policy_id)
    session.execute(_one(session, _PUT_FILE, _PUT_SERVER), _place(policy_id) | entry(policy_id, revision_id, words))


def forget_policy(session: Session, policy_id: str) -> None:
    """Takes a policy out of the index."""
    session.execute(_one(session, _DROP_FILE, _DROP_SERVER), _place(policy_id) | {"policy_id": policy_id})


def raw_entry(reader: RawReader, policy_id: str) -> dict[str, object]:
    """What the index holds now for a policy, for the check."""
    names = ("policy_id", "revision_id", "title", "body", "plain")
    query = f"SELECT {', '.join(names)} FROM search_index WHERE "  # noqa: S608 - our own names
    if reader.on_file:
        row = reader.one(query + "rowid = ?", (_place(policy_id)["place"],))
    else:
        row = reader.one(f"{query} policy_id = ? AND words = {_WORDS.format(title='title', body='body')}", (policy_id,))
    return dict(zip(names, row, strict=True)) if row else {}


def search(session: Session, words: str, most: int = MOST) -> list[tuple[str, str]]:
    """The policies in force that hold words beginning with each of these, best first, each with the place found."""
    wanted = _folded(unicodedata.normalize("NFC", words)).split()
    if not wanted:
        return []
    on_file = _on_file(session)
    query = " ".join(f'"{w}"*' for w in wanted) if on_file else " & ".join(f"'{w}':*" for w in wanted)
    found = session.execute(_one(session, _FIND_FILE, _FIND_SERVER), {"words": query, "most": most})
    return [(policy_id, _snippet(body, plain, wanted)) for policy_id, body, plain in found]


def _snippet(body: str, plain: str, wanted: list[str]) -> str:
    at = _first(body, wanted)
    start = max(0, at - _AROUND)
    end = min(len(plain), at + _AROUND * 2)
    if start:
        start = plain.find(" ", start, at) + 1 or start
    if end < len(plain):
        end = max(plain.rfind(" ", at, end), at + 1)
    shown = " ".join(plain[start:end].split())
    return ("… " if start else "") + shown + (" …" if end < len(plain) else "")


def _first(body: str, wanted: list[str]) -> int:
    for word in wanted:
        if body.startswith(word):
            return 0
        at = body.find(" " + word)
        if at >= 0:
            return at + 1
    return 0


def _on_file(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _one(session: Session, on_file: TextClause, on_server: TextClause) -> TextClause:
    return on_file if _on_file(session) else on_server


def _place(policy_id: str) -> dict[str, object]:
    # A fixed place for each policy: finding it by its id would read the whole index.
    return {"place": int.from_bytes(hashlib.sha256(policy_id.encode()).digest()[:7], "big")}
