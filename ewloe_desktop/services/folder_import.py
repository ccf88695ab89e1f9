"""Bringing in a whole folder of policies: what each file says of itself, and what the register holds already."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.text import Reading
from ewloe_desktop.intake.front import is_filled_in
from ewloe_desktop.services.standing import allow
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.policies import Policy
from ewloe_desktop.storage.search import fold

KINDS = frozenset({".docx", ".odt", ".pdf", ".txt", ".doc"})  # an old .doc is told to be one
MOST = 500
_APPROVED = re.compile(r"approv|adopt|ratif|agreed|signed|cymeradwy|mabwysiad|llofnod", re.IGNORECASE)
_REVIEW = re.compile(r"review|adolyg", re.IGNORECASE)
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(r"\b([^\W\d_]{3,9})\s+((?:19|20)\d\d)\b")
_LINE = 160  # letters of a line about an approval or a review
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """The files of a folder and of the folders in it that may be policies, by name; how many others there are."""

    files: tuple[Path, ...]
    others: int = 0


@dataclass(frozen=True, slots=True)
class FoundInFile:
    """What a file says of its approvals and its review, word for word; `blank` counts lines left empty."""

    approvals: tuple[str, ...]
    blank: int
    review: tuple[str, ...]
    months: tuple[str, ...] = ()  # "November 2020", where a line about an approval says so


@dataclass(frozen=True, slots=True)
class KnownPolicies:
    """What is in the register already: titles as they are compared, and digests of the files kept."""

    titles: frozenset[str]
    files: frozenset[bytes]


def list_folder(folder: Path) -> FolderFiles:
    """The files to read, 500 at most; hidden ones, and those that a program holds open beside a document, are left."""
    seen = [path for path in sorted(folder.rglob("*")) if path.is_file() and not _hidden(path.relative_to(folder))]
    files = [path for path in seen if path.suffix.lower() in KINDS][:MOST]
    return FolderFiles(tuple(files), len(seen) - len(files))


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)


def known_policies(session: Session, actor: Actor) -> KnownPolicies:
    """What a folder is held against before any of it is kept."""
    allow(session, actor, Action.DRAFT)
    titles = session.scalars(select(Policy.folded).where(Policy.retired_on.is_(None)))
    files = session.scalars(select(Document.sha256).where(Document.kind == "original"))
    return KnownPolicies(frozenset(titles), frozenset(files))


def found_in(reading: Reading) -> FoundInFile:
    """What the file says of itself: nothing of it is evidence, all of it is worth reading."""
    lines = list(_lines(reading))
    approvals = [line for line in lines if _APPROVED.search(line) and (is_filled_in(line) or _DATED.search(line))]
    review = [line for line in lines if _REVIEW.search(line) and _DATED.search(line)]
    approvals = [line for line in approvals if line not in review]
    blank = sum(one.why == "blank_approval_line" for one in reading.left_out)
    months = [" ".join(found.groups()) for line in approvals for found in _MONTH.finditer(line)]
    return FoundInFile(tuple(approvals[:_SHOWN]), blank, tuple(review[:_SHOWN]), tuple(months))


def _lines(reading: Reading) -> Iterator[str]:
    """Every short line of the text, a table's rows each as one, and what was left out of it."""
    for block in reading.text.blocks:
        yield from ((" ".join(row)) for row in block.rows if len(" ".join(row)) <= _LINE)
        if not block.rows and len(block.words) <= _LINE:
            yield block.words
    yield from (one.text for one in reading.left_out if one.why.startswith("running") and len(one.text) <= _LINE)


def compared_title(title: str) -> str:
    """A title as titles are compared."""
    return fold(title)


def digest_of(original: bytes) -> bytes:
    """By what a file is known again."""
    return hashlib.sha256(original).digest()
