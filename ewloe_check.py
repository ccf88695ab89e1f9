"""Checks a copy of a school's register without the program that made it: for an auditor, the council or a governor.

Give it the copy (NAME.register with NAME.register.keys beside it) and a password or the groups of the recovery sheet.
It opens the copy for reading only, replays every act, and prints one page: how many acts, every approval, and
every problem by name. Codes, scans and exported PDFs of printed sheets show whether anything newer was cut off.

From the program it takes the journal's arithmetic alone (domain/journal.py; a copy of that file beside this one will
do); besides that: cryptography, argon2-cffi and sqlcipher3; for scans also pypdfium2, Pillow and zxing-cpp.

Exit codes: 0 nothing found, 1 problems found, 2 could not be checked.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import getpass
import hashlib
import io
import json
import re
import sys
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidSignature, InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2 as sqlcipher

try:
    from ewloe_desktop.domain import journal
except ImportError:  # this file stands alone beside a copy of domain/journal.py
    import journal  # type: ignore[import-not-found,no-redef]

NOTHING, PROBLEMS, NOT_CHECKED = 0, 1, 2
MOST = 500  # problems named; more are counted
MOMENT = re.compile(r"\.(\d{8}-\d{6})\.act(\d+)\.register$")  # how the name of a copy ends
Finding = journal.Finding
Row = dict[str, Any]

# The tables of each schema: SHA-256 over what the file says of its tables, indexes, triggers and views.
SHAPES = {"0008": "7450c3fb55e390c26d0429efc88e7cc2089fb21b8abb25559291aa51bf8171f8"}
OUTSIDE = {"event", "commitment", "draft_form", "alembic_version", "sqlite_stat1"}  # no act commits their rows

HEAD, CHAIR, CLERK, VICE = "head_teacher", "chair", "clerk", "vice_chair"
GOVERNORS = {CHAIR, VICE, "governor"}
RECORDS = {HEAD, CHAIR, CLERK, "office_staff", "business_manager", "ict"}
# Which offices may sign which act. Offices are given and ended by acts too: see `Standing`.
MAY_SIGN: dict[str, set[str]] = {
    "head_approved": {HEAD},
    "governors_approved": GOVERNORS,
    "revision_returned": {HEAD} | GOVERNORS,
    "fact_corrected": {HEAD, CHAIR, VICE, CLERK},
    "doubt_answered": {HEAD, CHAIR, VICE},
    "sheet_countersigned": {CHAIR, VICE},
    "register_restored": {HEAD, CHAIR},
    "person_left": RECORDS,
    "records_disposed": {HEAD},
    "paper_confirmed": {HEAD, CHAIR, CLERK},
    "site_endorsed": {"line_manager", HEAD, CHAIR},
    "site_seconded": {"business_manager"},
    "site_decided": {HEAD, CHAIR},
    "site_request_returned": {"line_manager", "business_manager", HEAD, CHAIR},
}
OFFICE_ACTS = {"school_begun", "office_granted", "acting_granted", "office_ended", "person_left"}
OWN = {"text_read", "photo_answers_signed"}  # signed for oneself, whatever one's office
OTHERS = {"office_granted", "office_ended", "acting_granted", "key_confirmed", "person_left", "doubt_answered"}
TELLS_OFFICE = {"head_approved", "governors_approved", "revision_returned"} | {k for k in MAY_SIGN if k[:5] == "site_"}
# Who confirms or revokes the key of somebody in an office; nobody does who gains by it.
CONFIRMS = {HEAD: {CHAIR}, CHAIR: {VICE, CLERK}, VICE: {CHAIR, CLERK}, CLERK: {CHAIR, VICE}}
CONFIRMS["governor"] = {CHAIR, VICE, CLERK}
SIGNED_TABLES = {"decision", "signature", "correction", "office_term"}  # change in signed acts alone
# Columns of a decision that are told under another name, or not at all.
EVERY_ACT = {"act", "uuid", "kind", "at", "actor", "subject", "register", "key", "signer"}
FACT_OF = {"revision_id": "revision", "request_id": "request", "declaration_version": "declaration", "declaration": ""}
APPROVALS = {"head_approved", "governors_approved", "revision_returned", "paper_confirmed", "site_decided"}
APPROVALS |= {"site_endorsed", "site_seconded", "site_request_returned"}
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256


class NotCheckedError(Exception):
    """The copy cannot be checked; the text says why and what to do."""


@dataclass
class Report:
    """The page: what the copy is, what was approved in it, and what is wrong with it."""

    file: str
    file_sha256: str = ""
    register: str = ""
    school: str = ""
    schema: str = ""
    acts: int = 0
    first: str = ""
    last: str = ""
    last_code: str = ""
    compared: list[str] = field(default_factory=list)
    approvals: list[dict[str, Any]] = field(default_factory=list)
    keys: list[dict[str, Any]] = field(default_factory=list)
    problems: list[journal.Finding] = field(default_factory=list)
    more: int = 0
    notes: list[str] = field(default_factory=list)

    def found(self, record: str, expected: object, found: object, act: object = 0) -> None:
        """One more problem."""
        if len(self.problems) >= MOST:
            self.more += 1
            return
        seq = act if type(act) is int else 0
        self.problems.append(Finding(record[:200], str(expected)[:200], str(found)[:200], seq))


# ------------------------------------------------------------------------------------------------ opening the copy


def keys_of(path: Path) -> Row:
    """The key file beside the copy."""
    try:
        told = json.loads(path.read_bytes()[: 4 * 1024 * 1024])
        if told["form"] != "ewloe/keys/1":
            raise ValueError("form")
        for one in told["people"]:
            _ = (one["person"], one["name"], [lock["salt"] for lock in locks_of(one)])
    except FileNotFoundError:
        raise NotCheckedError(
            f"The key file {path.name} is not beside the copy. Copies always take both files."
        ) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise NotCheckedError(f"{path.name} is no key file, or a damaged one.") from None
    return dict(told)


def locks_of(entry: Row) -> list[Row]:
    """A person's locks: the present one, and the last one until a new password was recorded."""
    return [lock for lock in (entry["lock"], entry.get("before")) if lock]


def key_by_password(told: Row, name: str | None, password: str) -> bytes:
    """The data key that the password opens, at the name given or at any."""
    for entry in told["people"]:
        if name is not None and folded(entry["name"]) != folded(name):
            continue
        for lock in locks_of(entry):
            try:
                return unlocked(told["register"], entry["person"], lock, password)
            except (InvalidTag, ValueError, KeyError, TypeError):
                continue
    raise NotCheckedError("The password opens nothing here. Look at the name and the spelling; nothing was counted.")


def folded(name: str) -> str:
    """A name as it is compared: no accents, no case, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def unlocked(register: str, person: str, lock: Row, password: str) -> bytes:
    """The data key under one lock; InvalidTag when the password is another."""
    cost = {name: int(value) for name, value in json.loads(lock["kdf"]).items()}
    memory, passes, lanes = cost["memory_kib"], cost["passes"], cost["lanes"]
    if not (8 * lanes <= memory <= 1024 * 1024 and 1 <= passes <= 20 and 1 <= lanes <= 16):
        raise ValueError("cost out of bounds")
    salt, wrapped = base64.b64decode(lock["salt"]), base64.b64decode(lock["wrapped"])
    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    root = hash_secret_raw(secret, salt, passes, memory, lanes, 32, Type.ID)
    key = HKDF(hashes.SHA256(), 32, salt, b"ewloe/data key").derive(root)
    return AESGCM(key).decrypt(wrapped[:12], wrapped[12:], f"ewloe/data key/{register}/{person}".encode())


def key_by_groups(groups: str, register: str | None) -> bytes:
    """The data key on the school's recovery sheet."""
    letters = groups.upper().replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        raw = base64.b32decode("".join(c for c in letters if not c.isspace() and c != "-"))
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != 40 or hashlib.sha256(b"ewloe/recovery sheet/1\n" + raw[:37]).digest()[:3] != raw[37:]:
        raise NotCheckedError("These are not the groups of a recovery sheet; look for a slip of the pen.")
    if register is not None and not register.startswith(raw[32:37].hex()):
        raise NotCheckedError("This recovery sheet belongs to another register.")
    return raw[:32]


def file_salt(key: bytes) -> bytes:
    """What a file with this key begins with."""
    return HKDF(hashes.SHA256(), 16, None, b"ewloe/file salt").derive(key)


def begins_right(path: Path, key: bytes) -> bool:
    """Whether the copy begins as one with this key does: no page proves its first bytes."""
    with path.open("rb") as file:
        return file.read(16) == file_salt(key)


def opened(path: Path, key: bytes) -> Any:
    """The copy open for reading only; text that is no text comes as bytes."""
    db = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    db.text_factory = text_or_bytes
    db.execute("PRAGMA cipher_log_level=NONE")
    db.execute(f"PRAGMA key=\"x'{(key + file_salt(key)).hex()}'\"")
    for setting in ("query_only=ON", "trusted_schema=OFF", "cell_size_check=ON", "temp_store=MEMORY"):
        db.execute(f"PRAGMA {setting}").fetchall()
    return db


def text_or_bytes(raw: bytes) -> str | bytes:
    """Text, or the bytes of what is none."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


# ---------------------------------------------------------------------------------------------- the file as a whole


class Check:
    """One run over one open copy."""

    def __init__(self, db: Any, report: Report) -> None:
        self.db = db
        self.report = report
        self.standing = Standing()
        self.marks: dict[int, bytes] = {}
        self.facts: dict[int, Row] = {}
        self.last_of: dict[str, dict[str, tuple[int, str, bytes]]] = {}  # table: row: act, change, digest

    def run(self) -> None:
        """Every part; one that cannot be done is itself a problem."""
        parts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("the file", self.pages),
            ("the tables", self.shape),
            ("the journal", self.journal),
            ("the records", self.rows),
            ("the decisions", self.decisions),
            ("the policies and sites", self.approved),
            ("the stored files", self.documents),
        )
        for name, part in parts:
            try:
                part()
            except Exception as error:
                self.report.found(name, "can be read", f"{type(error).__name__}: {error}")

    def all(self, query: str, *values: object) -> Iterator[Row]:
        """The rows of a query by column name."""
        cursor = self.db.execute(query, values)
        names = [told[0] for told in cursor.description]
        for cells in cursor:
            yield dict(zip(names, cells, strict=True))

    def pages(self) -> None:
        """Every page proves that the register's own key wrote it; tables and indexes agree."""
        for row in self.all("PRAGMA cipher_integrity_check"):
            self.report.found("the file", "every page as it was written", *row.values())
        for row in self.all("PRAGMA integrity_check(20)"):
            if row["integrity_check"] != "ok":
                self.report.found("the file", "tables and indexes in order", row["integrity_check"])
        for row in self.all("PRAGMA foreign_key_check"):
            self.report.found(f"table {row['table']}, line {row['rowid']}", "points to a record", "points to none")

    def shape(self) -> None:
        """No table, index, trigger or view but those of the program."""
        self.report.schema = "".join(str(row["version_num"]) for row in self.all("SELECT * FROM alembic_version"))
        lines = []
        for row in self.all("SELECT type, name, tbl_name, sql FROM sqlite_master"):
            if row["type"] in ("trigger", "view"):
                self.report.found(f"{row['type']} {row['name']}", "no triggers and no views", "one")
            lines.append(f"{row['type']} {row['name']} on {row['tbl_name']} {' '.join(str(row['sql']).split())}")
        made = hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
        known = next((number for number, shape in SHAPES.items() if shape == made), self.report.schema)
        if known != self.report.schema:
            self.report.found("the tables", f"schema {known}, by their shape", f"schema {self.report.schema}")
        elif self.report.schema not in SHAPES:
            self.report.notes.append(f"Schema {self.report.schema} is not known here: its tables were not compared.")
        elif made != SHAPES[self.report.schema]:
            self.report.found("the tables", f"those of schema {self.report.schema}", "other tables or indexes")

    # ------------------------------------------------------------------------------------------------- the journal

    def journal(self) -> None:
        """Replays the chain: number, link, mark, digests, columns, signature and the signer's authority."""
        rows_of: dict[object, list[Row]] = {}
        for row in self.all("SELECT act, row_table, row_key, change, digest FROM commitment ORDER BY act"):
            rows_of.setdefault(row["act"], []).append(row)
        own = next(self.all("SELECT id, name FROM school"), {"id": "", "name": ""})
        self.report.register, self.report.school = str(own["id"]), str(own["name"])
        previous, wanted, latest = journal.GENESIS, 1, ""
        for event in self.all("SELECT * FROM event ORDER BY seq"):
            seq = event["seq"]
            if seq > wanted:
                self.gone(wanted, seq - 1)
            elif seq < wanted:
                self.report.found(f"act {seq}", "no such act", "added", seq)
            previous = self.act(event, previous, rows_of.pop(seq, []))
            wanted = seq + 1
            if str(event["at"]) < latest:
                self.report.notes.append(f"The PC's clock was behind at act {seq} ({event['at']}).")
            latest = max(latest, str(event["at"]))
            self.told_of(event)
        for act in rows_of:
            self.report.found(f"act {act}", "an act", "digests without an act", act)

    def told_of(self, event: Row) -> None:
        """Counts an act into the page's head."""
        report = self.report
        report.acts, report.last = event["seq"], str(event["at"])[:10]
        report.first = report.first or report.last
        told = self.facts.get(event["seq"], {})
        if event["kind"] == "register_restored":
            given_up = (
                f"the acts after {told.get('copied_act')} up to {told.get('lost_to')} of then"
                if told.get("lost_to")
                else "no act"
            )
            report.notes.append(f"Act {event['seq']} put an older copy back; it gave up {given_up}.")
        if isinstance(event["mark"], bytes):
            self.marks[event["seq"]] = event["mark"]
            report.last_code = journal.short_code(event["mark"])

    def gone(self, first: int, last: int) -> None:
        """Acts that have been and are not there."""
        self.report.found(f"act {first}" if first == last else f"acts {first} to {last}", "recorded", "missing", first)

    def act(self, event: Row, previous: bytes, rows: list[Row]) -> bytes:
        """One act; gives the digest that the next one has to name."""
        seq, found, name = event["seq"], self.report.found, f"act {event['seq']}"
        if not all(type(event[n]) is bytes for n in ("facts", "previous", "mark", "hash")):
            found(name, "facts and digests", "something else", seq)
            return event["hash"] if type(event["hash"]) is bytes else b""
        self.sealed(event, previous, rows)
        for row in rows:
            last = (seq, row["change"], row["digest"])
            self.last_of.setdefault(str(row["row_table"]), {})[str(row["row_key"])] = last
        told = self.facts[seq] = facts_of(event["facts"])
        for fact, column in (("act", "seq"), *((n, n) for n in ("uuid", "kind", "at", "actor", "subject"))):
            if told.get(fact) != event[column]:
                found(f"{name}: {column}", told.get(fact), event[column], seq)
        if told.get("register") != self.report.register:
            found(f"{name}: its register", self.report.register, told.get("register"), seq)
        self.signed(event, told, rows)
        return bytes(event["hash"])

    def sealed(self, event: Row, previous: bytes, rows: list[Row]) -> None:
        """An act names the one before, and its mark and digest are made of what it tells and what it changed."""
        seq, found, name = event["seq"], self.report.found, f"act {event['seq']}"
        if event["previous"] != previous:
            found(f"{name}: the act before it", previous.hex()[:16], event["previous"].hex()[:16], seq)
        if journal.mark(event["previous"], event["facts"]) != event["mark"]:
            found(f"{name}: its mark", "over its facts", "another", seq)
        told = [(r["row_table"], r["row_key"], r["change"], r["digest"]) for r in rows]
        if not whole(told) or journal.rows_hash(event["previous"], event["facts"], told) != event["hash"]:
            found(f"{name}: what it records", "as it was sealed", "something else", seq)
        if not rows:
            found(name, "changes", "none", seq)

    def signed(self, event: Row, told: Row, rows: list[Row]) -> None:
        """The signature under an act, whose it has to be and what gave that person the authority."""
        seq, kind, name = event["seq"], str(told.get("kind")), f"act {event['seq']}: its signature"
        self.standing.tell_keys(seq, told)
        for expected, found in self.standing.slip(kind, told):
            self.report.found(f"act {seq}: a key given again", expected, found, seq)
        key_id, signature = told.get("key"), event["signature"]
        if key_id != event["key_id"]:
            self.report.found(f"act {seq}: key", key_id, event["key_id"], seq)
        if key_id is None:
            touched = {r["row_table"] for r in rows} & SIGNED_TABLES
            if kind in journal.CEREMONIES or touched or signature is not None:
                what = ", ".join(sorted(map(str, touched))) or kind
                self.report.found(name, f"a person's signature ({what})", "none", seq)
        else:
            key = self.standing.keys.get(str(key_id))
            if key is None or key.person != told.get("signer"):
                self.report.found(name, f"by a key of {told.get('signer')}", "no such key then", seq)
            elif not verified(key.public, event["hash"], signature):
                self.report.found(name, "by that key over this act", "not by that key over this act", seq)
            else:
                for expected, found in self.standing.wrong(seq, kind, told, key):
                    self.report.found(f"act {seq}: who signed it", expected, found, seq)
        self.standing.tell(seq, kind, told)

    # ------------------------------------------------------------------------------------------------- the records

    def rows(self) -> None:
        """Every row as the last act that touched it left it, in both directions."""
        tables = [row["name"] for row in self.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [t for t in tables if t not in OUTSIDE and not t.startswith(("search_index", "sqlite_"))]
        for table in sorted({*kept, *self.last_of}):
            last = dict(self.last_of.get(table, {}))
            if table not in kept:
                self.report.found(f"table {table}", "in the register", "missing")
                continue
            names = sorted(row["name"] for row in self.all(f'PRAGMA table_info("{table}")') if row["name"] != "salt")
            for row in self.all(f'SELECT * FROM "{table}"'):  # noqa: S608 - a name of the file's own, quoted
                self.row(table, names, row, last.pop(str(row.get("id")), None))
            for key, (act, change, _) in last.items():
                if change != "gone":
                    self.report.found(f"{table} {key}", "in the register", "missing", act)

    def row(self, table: str, names: list[str], row: Row, last: tuple[int, str, bytes] | None) -> None:
        """One row against its last act; where that act tells a fact of the same name, both are named."""
        name = self.called(table, row)
        if last is None:
            self.report.found(name, "not in the register", "added outside the program")
            return
        act, change, digest = last
        if change == "gone":
            self.report.found(name, "removed", "back again", act)
        elif journal.row_digest(table, row.get("salt"), names, [row[n] for n in names]) != digest:
            told = self.facts.get(act, {})
            other = [n for n in names if n in told and n not in EVERY_ACT and shown(told[n]) != shown(row[n])]
            for column in other:
                self.report.found(f"{name}: {column}", shown(told[column]), shown(row[column]), act)
            if not other:
                self.report.found(name, f"as act {act} recorded it", "changed outside the program", act)

    def called(self, table: str, row: Row) -> str:
        """What a person calls a record."""
        about = self.revision(row["revision_id"]) if row.get("revision_id") else ""
        if row.get("request_id"):
            about = self.one("SELECT title FROM site_request WHERE id = ?", row["request_id"])
        own = next((str(row[n]) for n in ("title", "name", "person_name", "office", "number") if row.get(n)), "")
        return f"{table.replace('_', ' ')} {' by '.join(filter(None, (about, own))) or row.get('id')}"

    def one(self, query: str, *values: object) -> str:
        """The one cell that a query gives, "" for none."""
        row = self.db.execute(query, values).fetchone()
        return str(row[0]) if row else ""

    def person(self, person_id: object) -> str:
        """Somebody's name as it is now."""
        return self.one("SELECT name FROM person WHERE id = ?", str(person_id))

    def revision(self, revision_id: object) -> str:
        """A revision's title and number."""
        return self.one("SELECT title || ', revision ' || coalesce(number, '') FROM revision WHERE id = ?", revision_id)

    def decisions(self) -> None:
        """Every decision is what its signed act says, by the person who signed, about the words that stand there."""
        for table in ("decision", "site_decision"):
            for row in self.all(f"SELECT * FROM {table} ORDER BY act"):  # noqa: S608 - one of two names
                self.decision(table, row, self.facts.get(row["act"], {}))
        self.report.approvals.sort(key=lambda told: str(told["act"]).rjust(9))

    def decision(self, table: str, row: Row, told: Row) -> None:
        """One decision: listed on the page, and compared with its act."""
        name, act, kind = self.called(table, row), row["act"], str(told.get("kind"))
        paper = kind == "paper_confirmed"
        who = told.get("person") if paper else told.get("signer")
        if kind not in APPROVALS or who != row["person_id"]:
            self.report.found(name, "signed by its person in its act", "not signed so", act)
        for column, cell in row.items():
            fact = FACT_OF.get(column, column)
            if fact in told and told[fact] != cell:
                self.report.found(f"{name}: {column}", shown(told[fact]), shown(cell), act)
        stands = row["outcome"] == "approved" and row["lapsed_by_act"] is None
        if stands and "revision_id" in row:
            text = next(self.all("SELECT text FROM revision WHERE id = ?", row["revision_id"]), {"text": b""})["text"]
            if hashlib.sha256(text if isinstance(text, bytes) else b"").hexdigest() != told.get("text"):
                self.report.found(name, "under the words that were signed", "other words", act)
        number, sort = told.get("number"), str(told.get("revision_kind", "")).replace("_", " ")
        about = f", revision {number}" if number else f" ({sort})"
        original = self.one(
            "SELECT o.name FROM signature s JOIN decision d ON d.id = s.decision_id "
            "JOIN revision r ON r.id = d.revision_id LEFT JOIN document o ON o.id = r.original_id "
            "WHERE d.id = ? AND o.sha256 IS NOT s.original_sha256",
            row["id"],
        )
        if stands and "revision_id" in row and original:
            self.report.found(name, "under the file that was signed", f"another file: {original}", act)
        title = str(told.get("title") or name) + (about if "revision" in told else "")
        self.report.approvals.append(
            {
                "act": act,
                "code": journal.short_code(self.marks.get(act, bytes(32))),
                "what": title,
                "outcome": row["outcome"] + (" (lapsed)" if row["lapsed_by_act"] is not None else ""),
                "who": row["person_name"],
                "office": row["capacity"] if row.get("capacity") else row["office"],
                "on": row["declared_on"],
                "meeting_on": row.get("meeting_on") or "",
                "minute": row.get("minute") or "",
                "how": f"on paper, confirmed by {self.person(told.get('signer'))}" if paper else "on screen",
            }
        )

    def approved(self) -> None:
        """Nothing in force or live without the approvals it needs."""
        for row in self.all(
            "SELECT id FROM revision r WHERE state IN ('in_force', 'superseded') AND kind <> 'found' AND NOT EXISTS ("
            "SELECT 1 FROM decision WHERE revision_id = r.id AND body = 'governors' AND outcome = 'approved')"
        ):
            self.report.found(self.revision(row["id"]), "approved by the governing body", "no such decision")
        for row in self.all(
            "SELECT title FROM policy p WHERE retired_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decision d JOIN "
            "revision r ON r.id = d.revision_id WHERE r.policy_id = p.id AND r.kind = 'retirement' "
            "AND d.body = 'governors' AND d.outcome = 'approved')"
        ):
            self.report.found(f"policy {row['title']}", "retired by the governing body", "no such decision")
        for row in self.all(
            "SELECT name FROM site s WHERE NOT EXISTS (SELECT 1 FROM site_request q JOIN site_decision d "
            "ON d.request_id = q.id AND d.round = q.round WHERE q.id = s.request_id AND d.lapsed_by_act IS NULL "
            "AND d.step = 'head_teacher' AND d.outcome LIKE 'approved%')"
        ):
            self.report.found(f"site {row['name']}", "approved", "no such decision")
        for key in self.all("SELECT * FROM signing_key ORDER BY enrolled_at, id"):
            self.key(key)

    def key(self, row: Row) -> None:
        """A key is the one that the act of its enrolment told; its fingerprint stands on its owner's card."""
        told = self.standing.keys.get(row["id"])
        name = self.person(row["person_id"])
        if told is None or (told.public, told.person) != (row["public_der"], row["person_id"]):
            self.report.found(f"key of {name}", "as the act of its enrolment told it", "another key")
            return
        if row["status"] == "confirmed" and not told.confirmed:
            self.report.found(f"key of {name}", "confirmed by an act", "no such act")
        elif row["status"] == "enrolled" and told.awaiting:
            self.report.found(f"key of {name}", "waiting to be confirmed, being a second key", "not waiting")
        status = "ended" if told.ended else "confirmed" if told.confirmed else "not confirmed"
        card = journal.fingerprint(told.public)
        self.report.keys.append({"name": name, "fingerprint": card, "since_act": told.first, "status": status})

    def documents(self) -> None:
        """Every stored file and text is the one of its digest; signed sheets were changed in signed acts alone."""
        for row in self.all("SELECT id, name, kind, content, sha256, size FROM document"):
            content = row["content"] if isinstance(row["content"], bytes) else b""
            made = hashlib.sha256(content)
            if made.digest() != row["sha256"]:
                expected = f"SHA-256 {shown(row['sha256'])}"
                self.report.found(f"file {row['name']}", expected, f"SHA-256 {made.hexdigest()}")
            elif len(content) != row["size"]:
                self.report.found(f"file {row['name']}", f"{row['size']} bytes", f"{len(content)} bytes")
            act = self.last_of.get("document", {}).get(row["id"], (0, "", b""))[0]
            if row["kind"] in ("approval_sheet", "site_sheet") and self.facts.get(act, {}).get("key") is None:
                self.report.found(f"file {row['name']}", "made by a signed act", "changed by an unsigned one", act)
        for row in self.all("SELECT id, text, text_digest FROM revision"):
            if hashlib.sha256(row["text"] if isinstance(row["text"], bytes) else b"").digest() != row["text_digest"]:
                self.report.found(self.revision(row["id"]), "the words of its digest", "other words")

    # ------------------------------------------------------------------------------------------ what paper remembers

    def code(self, text: str, source: str) -> None:
        """A code of a printed sheet: its act is there with that mark, or acts are missing."""
        code, report = journal.read_code(text), self.report
        if code is None:
            raise NotCheckedError(f"“{text[:60]}” is no code of a sheet: its twelve signs, or what its square says.")
        if code.register and not report.register.upper().startswith(code.register):
            report.found(source, f"register {code.register}", f"register {report.register[:4].upper()}")
            report.compared.append(f"{source}: of another register, see the problems")
            return
        marks = {code.act: self.marks[code.act]} if code.act in self.marks else {} if code.act else self.marks
        act = next((n for n, made in marks.items() if journal.letters(made, len(code.letters)) == code.letters), 0)
        if act:
            told = self.facts.get(act, {})
            about = ", ".join(str(told[n]).replace("_", " ") for n in ("kind", "title", "declared_on") if told.get(n))
            report.compared.append(f"{source}: act {act} ({about})")
        elif code.act > report.acts:
            self.gone(report.acts + 1, code.act)
            report.compared.append(f"{source}: act {code.act}, which is missing")
        else:
            letters = "".join(c for c in text.upper() if c.isalnum())
            typed = text.strip() if code.register else "-".join(letters[n : n + 4] for n in range(0, 12, 4))
            missing = f"no such act: cut off or changed{'' if code.register else ', or mistyped'}"
            report.found(f"{source}: {typed}", "an act with this mark", missing, code.act)
            report.compared.append(f"{source}: {typed}, which no act has")

    def sheet(self, path: Path) -> None:
        """An exported file is, byte for byte, one that the register keeps; a sheet to be signed in ink is not kept."""
        content = path.read_bytes()
        made = hashlib.sha256(content).digest()
        row = next(self.all("SELECT name FROM document WHERE sha256 = ?", made), None)
        if row is None and content.startswith(b"%PDF-") and not holds_signature(content):
            told = "an unsigned sheet, which the register does not keep: check its code with --code or --scan"
            self.report.notes.append(f"the file {path.name}: {told}")
        elif row is None:
            self.report.found(
                f"the file {path.name}", "as the register keeps it", "changed after signing, or not its own"
            )
        else:
            self.report.compared.append(f"the file {path.name}: as the register keeps it ({row['name']})")


# ------------------------------------------------------------------------------------- who could do what, act by act


@dataclass
class Key:
    """A person's key from the act that told it to the act that ended it."""

    person: str
    public: bytes
    first: int
    by: set[object]  # whoever was there at its enrolment, and whoever issued the slip for it
    awaiting: bool = False  # a second key counts only once it is confirmed
    confirmed: bool = False
    ended: int = 0


@dataclass
class Term:
    """An office as the acts up to now tell it; `ended` is the day of the act that ended it."""

    person: object
    office: object
    since: str
    until: str | None
    ended: str = ""


class Standing:
    """Keys and offices as the acts before give them: position decides, not what a row or a clock says today."""

    def __init__(self) -> None:
        self.keys: dict[str, Key] = {}
        self.terms: list[Term] = []
        self.heads: dict[object, tuple[object, object, object]] = {}  # revision: signer, key, words
        self.issuers: dict[object, object] = {}  # slip: whoever issued it
        self.slips: dict[object, tuple[object, object]] = {}  # person: the slip that can be used and its last day
        self.latest = ""  # of any act so far: a clock that was put back gives and takes no office

    def tell_keys(self, seq: int, told: Row) -> None:
        """An act that gives somebody a key; the first act of a register is signed with the one it gives."""
        key_id, public = told.get("enrolled_key"), told.get("public_key")
        if isinstance(key_id, str) and isinstance(public, str) and key_id not in self.keys:
            person = str(told.get("person"))
            second = any(k.person == person for k in self.keys.values())
            with_bytes = bytes.fromhex(public) if len(public) % 2 == 0 and public.isalnum() else b""
            by = {told.get("actor"), self.issuers.get(told.get("slip"))}
            self.keys[key_id] = Key(person, with_bytes, seq, by, awaiting=second)

    def slip(self, kind: str, told: Row) -> Iterator[tuple[str, str]]:
        """A key is given again against the last slip printed for its owner, once, till the slip's last day."""
        if kind != "key_replaced":
            return
        slip, last = self.slips.pop(told.get("person"), (None, None))
        day = self.moment(told)[:10]
        if slip is None or slip != told.get("slip"):
            yield "a slip that this person could use", "none"
        elif day > str(last):
            yield f"a slip used by {last}", f"used on {day}"

    def tell(self, seq: int, kind: str, told: Row) -> None:
        """What an act changes for those after it."""
        self.latest = self.moment(told)
        if kind in OFFICE_ACTS:
            self.tell_offices(kind, told)
        self.tell_slip(kind, told)
        ends = {str(told.get(n)) for n in ("ended_key", "revoked_key")}
        for key_id, key in self.keys.items():
            if key_id in ends or (kind == "person_left" and key.person == told.get("person")):
                key.ended = key.ended or seq
        if kind == "key_confirmed" and str(told.get("confirmed_key")) in self.keys:
            key = self.keys[str(told["confirmed_key"])]
            key.awaiting, key.confirmed = False, True
        elif kind == "revision_returned":
            self.heads.pop(told.get("revision"), None)
        elif kind == "head_approved" or (kind == "paper_confirmed" and told.get("body") == "head"):
            ink = kind == "paper_confirmed"  # the key is then of whoever confirmed the paper
            who = (told.get("person"), None) if ink else (told.get("signer"), told.get("key"))
            self.heads[told.get("revision")] = (*who, told.get("text"))

    def tell_slip(self, kind: str, told: Row) -> None:
        """A slip that was printed, or made void; an earlier one of the same person is void with it."""
        if told.get("slip") and kind == "slip_issued":
            self.issuers[told["slip"]] = told.get("actor")
            self.slips[told.get("person")] = (told["slip"], told.get("last_day"))
        elif kind == "slip_voided":
            self.slips.pop(told.get("person"), None)

    def tell_offices(self, kind: str, told: Row) -> None:
        """An office given or ended; who leaves holds none any more."""
        person, office, until, day = told.get("person"), told.get("office"), told.get("until"), str(told.get("at"))[:10]
        if kind not in ("office_ended", "person_left"):
            self.terms.append(Term(person, office, str(told.get("since")), str(until) if until else None))
            return
        own = [t for t in self.terms if t.person == person]
        if kind == "office_ended":
            own = [t for t in own if t.office == office and t.since <= str(until)][-1:]
        for term in own:
            ends = str(until) if kind == "office_ended" else min(term.until or "9", str(told.get("left")))
            term.until, term.ended = ends, day

    def moment(self, told: Row) -> str:
        """An act's moment, or the latest one before it where the clock was put back."""
        return max(str(told.get("at") or ""), self.latest)

    def held(self, person: object, at: object, *, by_paper: bool = False) -> set[object]:
        """The offices somebody held at a moment, in the school's zone or an hour before; paper may lie a while."""
        try:
            moment = datetime.fromisoformat(str(at))
        except ValueError:
            return set()
        days = {moment.date().isoformat(), (moment + timedelta(hours=1)).date().isoformat()}
        return {
            t.office
            for t in self.terms
            if t.person == person
            and any(
                t.since <= day and (t.until is None or max(day, "" if by_paper else t.ended) <= t.until) for day in days
            )
        }

    def wrong(self, seq: int, kind: str, told: Row, key: Key) -> Iterator[tuple[str, str]]:
        """What stands against a good signature: expected and found."""
        if key.ended:
            yield "a key in use then", f"a key that act {key.ended} ended"
        if key.awaiting and not (kind == "key_revoked" and told.get("person") == key.person):
            yield "a confirmed key", "a second key that nobody had confirmed"
        if kind == "school_begun" and seq != 1:
            yield "the first act", "a second beginning"
        held, wanted = self.held(told.get("signer"), self.moment(told)), self.wanted(kind, told)
        has = ", ".join(sorted(map(str, held))) or "no office then"
        if wanted and not held & wanted:
            yield f"one of: {', '.join(sorted(wanted))}", has
        elif kind in TELLS_OFFICE and told.get("office") not in held:
            yield f"the office told: {told.get('office')}", has
        yield from self.same_person(kind, told)
        if kind == "key_confirmed":
            yield from self.confirmation(told, key)

    def same_person(self, kind: str, told: Row) -> Iterator[tuple[str, str]]:
        """Where the signer has to be whom the act is about, and where somebody else."""
        signer, own = told.get("signer"), told.get("person") == told.get("signer")
        if kind in OWN and not own:
            yield "the person whom it is about", "somebody else"
        if kind in OTHERS and own:
            yield "somebody else", "the person whom it is about"
        if kind == "paper_confirmed":
            yield from self.ink(told)
        if kind == "governors_approved" or (kind == "paper_confirmed" and told.get("body") == "governors"):
            yield from self.sides(told, told.get("person") if kind == "paper_confirmed" else signer)

    def confirmation(self, told: Row, own: Key) -> Iterator[tuple[str, str]]:
        """A key is confirmed by nobody who had a hand in it; a second key with a key that is confirmed itself."""
        key = self.keys.get(str(told.get("confirmed_key")))
        if key is None or told.get("signer") in key.by:
            yield "somebody else", "whoever had enrolled the key" if key else "a key that is not there"
        elif key.awaiting and not own.confirmed:
            yield "a second key confirmed with a key that is confirmed itself", "with one that is not"

    def wanted(self, kind: str, told: Row) -> set[str]:
        """The offices one of which the act needs; none for what anybody may sign."""
        office, person, at = told.get("office"), told.get("person"), self.moment(told)
        if kind in ("office_granted", "office_ended", "acting_granted"):
            return {CHAIR} if office == HEAD else {HEAD, CHAIR, CLERK} if office in GOVERNORS | {CLERK} else {HEAD}
        if kind == "key_confirmed" or (kind == "key_revoked" and person != told.get("signer")):
            chair = any(CHAIR in self.held(term.person, at) for term in self.terms)
            allowed = {HEAD, CHAIR, VICE, CLERK}
            for own in (CONFIRMS.get(str(held), allowed) for held in self.held(person, at)):
                allowed = allowed & (own if chair or own != {CHAIR} else {VICE})
            return allowed or {CHAIR, VICE, CLERK}
        return MAY_SIGN.get(kind, set())

    def ink(self, told: Row) -> Iterator[tuple[str, str]]:
        """A sheet signed on paper: its signer held the office that day, and whoever filed it did not confirm it."""
        if told.get("office") not in self.held(told.get("person"), told.get("declared_on"), by_paper=True):
            yield f"signed in ink by somebody in the office {told.get('office')}", "not in that office that day"
        if told.get("filed_by") == told.get("signer"):
            yield "confirmed by somebody else than filed it", "the same person"
        if told.get("body") == "governors" and self.heads.get(told.get("revision"), ("",))[0] == told.get("signer"):
            yield "confirmed by somebody else than approved as head teacher", "the same person"

    def sides(self, told: Row, signer: object) -> Iterator[tuple[str, str]]:
        """The head teacher approved the same words before, and is somebody else with another key."""
        person, key, words = self.heads.get(told.get("revision"), (None, None, None))
        if person is None or words != told.get("text"):
            yield "the head teacher's approval of these words before", "none"
        elif person == signer or (key == told.get("key") and told.get("kind") == "governors_approved"):
            yield "two people with two keys", "one"


# ----------------------------------------------------------------------------------------------------- small helpers


def facts_of(raw: bytes) -> Row:
    """An act's facts; none where they cannot be read."""
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def whole(rows: Iterable[tuple[Any, ...]]) -> bool:
    """Whether an act's digests are of the kinds that are sealed."""
    return all([type(cell) for cell in row] == [str, str, str, bytes] for row in rows)


def shown(cell: object) -> str:
    """A cell or a fact as both are written."""
    return cell.hex() if isinstance(cell, bytes) else str(cell)


def verified(public: bytes, digest: bytes, signature: object) -> bool:
    """Whether the key made exactly this signature over the act."""
    try:
        key = serialization.load_der_public_key(public)
        if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(signature, bytes):
            return False
        r, s = decode_dss_signature(signature)
        if s > ORDER // 2 or encode_dss_signature(r, s) != signature:
            return False
        key.verify(signature, b"ewloe/act signature/1\n" + digest, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def holds_signature(pdf: bytes) -> bool:
    """Whether a PDF was ever signed: a signature tells which bytes it covers, in the open or in a packed part."""
    if b"/ByteRange" in pdf:
        return True
    rest = memoryview(pdf)
    for begin in re.finditer(rb"stream\r?\n", pdf):
        with suppress(zlib.error):
            if b"/ByteRange" in zlib.decompressobj().decompress(rest[begin.end() :], 16 * 1024 * 1024):
                return True
    return False


def newest_in(place: Path) -> Path:
    """The copy itself, or the newest one in a folder or on a stick: its name ends with its moment."""
    if not place.is_dir():
        return place
    found = [*place.glob("*.register"), *place.glob("[!.]*/*.register")]
    copies = [one for one in found if one.with_name(one.name + ".keys").exists()]
    if not copies:
        raise NotCheckedError(f"There is no copy in {place}: NAME.register with NAME.register.keys beside it.")
    return max(copies, key=lambda one: (MOMENT.findall(one.name), one.stat().st_mtime))


def scanned(path: Path) -> list[str]:
    """The codes in a picture or in a PDF of a printed sheet."""
    try:
        import zxingcpp

        if path.suffix.lower() == ".pdf":
            import pypdfium2

            pdf = pypdfium2.PdfDocument(path)
            pages = [pdf[n].render(scale=200 / 72, may_draw_forms=True).to_pil() for n in range(min(len(pdf), 40))]
        else:
            from PIL import Image

            pages = [Image.open(path)]
    except ImportError as error:
        raise NotCheckedError(f"Reading scans needs {error.name}; type the code beneath the square instead.") from None
    except Exception as error:
        raise NotCheckedError(f"{path.name} cannot be read as a scan: {error}") from None
    found = {code.text for page in pages for code in zxingcpp.read_barcodes(page)}
    codes = sorted(text for text in found if journal.read_code(text))
    if not codes:
        raise NotCheckedError(f"No code of a sheet was found in {path.name}; type the letters beneath the square.")
    return codes


# ---------------------------------------------------------------------------------------------------------- the page


def as_text(report: Report) -> str:
    """The page for a person."""
    count = len(report.problems) + report.more
    lines = [
        f"{report.school or 'Register'} ({report.file})",
        f"Register {report.register}, schema {report.schema}; SHA-256 of the file {report.file_sha256}",
        f"{report.acts} acts, {written(report.first)} to {written(report.last)}; code of the last: {report.last_code}",
        f"{len(report.approvals)} decisions, {count} problems",
        "",
        "Decisions",
    ]
    for one in report.approvals:
        told = f"{one['outcome']} by {one['who']}, {one['office']}, {one['how']}".replace("_", " ")
        if one["meeting_on"]:
            told += f", at the meeting of {written(one['meeting_on'])}"
        if one["minute"]:
            told += f", minute {one['minute']}"
        lines.append(f"  {written(one['on'])}: {one['what']}: {told}; act {one['act']}, code {one['code']}")
    lines += ["", "Keys (compare with the cards that their owners signed)"]
    lines += [f"  {k['name']}: {k['fingerprint']}, since act {k['since_act']}, {k['status']}" for k in report.keys]
    compared = report.compared or ["no printed sheet: newer acts that were cut off do not show"]
    lines += ["", "Compared with", *(f"  {told}" for told in compared)]
    lines += ["", *(f"Note: {told}" for told in report.notes), "Problems" if count else "No problems were found."]
    for number, problem in enumerate(report.problems, 1):
        at = f" (act {problem.act})" if problem.act else ""
        lines.append(f"  {number}. {problem.record}{at}: expected {problem.expected}; found {problem.found}")
    return "\n".join(lines + [f"  and {report.more} more"] * bool(report.more))


def written(day: object) -> str:
    """A day as a person writes it."""
    try:
        told = datetime.fromisoformat(str(day))
    except ValueError:
        return str(day)
    return f"{told.day} {told:%B %Y}"


def as_json(report: Report) -> str:
    """The page for a program."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=1)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    about, _, codes = (__doc__ or "").partition("Exit codes: ")
    made = argparse.ArgumentParser("ewloe-check", description=about.splitlines()[0], epilog=f"Exit codes: {codes}")
    made.add_argument("register", type=Path, help="the copy, NAME.register, or the folder or stick with it")
    made.add_argument("--keys", type=Path, help="its key file, unless it stands beside it")
    made.add_argument("--as", dest="name", help="whose password it is; without a name all are tried")
    made.add_argument("--password-file", type=Path, help="a file that holds the password and nothing else")
    made.add_argument("--recovery-file", type=Path, help="a file that holds the groups of the recovery sheet")
    made.add_argument("--code", action="append", default=[], help="the code on a printed sheet (repeatable)")
    made.add_argument("--codes", type=Path, help="a file with one such code a line")
    made.add_argument("--scan", type=Path, action="append", default=[], help="a scan of a printed sheet (repeatable)")
    made.add_argument("--sheet", type=Path, action="append", default=[], help="an exported PDF to compare (repeatable)")
    made.add_argument("--json", action="store_true", help="the page as JSON")
    return made


def data_key(asked: argparse.Namespace) -> bytes:
    """The key of the copy, from whatever secret was given; asked for, hidden, when none was."""
    path = asked.keys or asked.register.with_name(asked.register.name + ".keys")
    if asked.recovery_file is not None:
        return key_by_groups(read(asked.recovery_file), keys_of(path)["register"] if path.exists() else None)
    told = keys_of(path)
    if asked.password_file is not None:
        return key_by_password(told, asked.name, read(asked.password_file).rstrip("\r\n"))
    if not sys.stdin.isatty():
        raise NotCheckedError("Nobody is there to ask: give --password-file or --recovery-file.")
    secret = getpass.getpass("Password, or the groups of the recovery sheet (not shown): ")
    try:
        return key_by_groups(secret, told["register"])
    except NotCheckedError:
        return key_by_password(told, asked.name, secret)


def read(path: Path) -> str:
    """A small file's text."""
    try:
        return path.read_bytes()[:10_000].decode()
    except (OSError, UnicodeDecodeError):
        raise NotCheckedError(f"{path} cannot be read.") from None


def checked(asked: argparse.Namespace) -> Report:
    """The page for what was asked."""
    asked.register = newest_in(asked.register)
    report = Report(asked.register.name)
    try:
        with asked.register.open("rb") as file:
            report.file_sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise NotCheckedError(f"There is no copy at {asked.register} that can be read.") from None
    codes = [(text, "a typed code") for text in asked.code]
    codes += [(text, "a typed code") for text in (read(asked.codes).split("\n") if asked.codes else []) if text.strip()]
    codes += [(text, f"the scan {path.name}") for path in asked.scan for text in scanned(path)]
    key = data_key(asked)
    try:
        if not begins_right(asked.register, key):
            report.found("the file", "begins as a file with this key", "another beginning")
        with closing(opened(asked.register, key)) as db:
            check = Check(db, report)
            check.run()
            for text, source in codes:
                check.code(text, source)
            for path in asked.sheet:
                check.sheet(path)
    except sqlcipher.Error as error:
        report.found("the file", "opens with its key", error)
    except OSError as error:
        raise NotCheckedError(str(error)) from None
    return report


def main(arguments: list[str] | None = None) -> int:
    """Checks what the command line names and prints the page; gives the exit code."""
    asked = parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a console that lacks a letter of somebody's name
    try:
        report = checked(asked)
    except NotCheckedError as reason:
        print(reason, file=sys.stderr)
        return NOT_CHECKED
    print(as_json(report) if asked.json else as_text(report))
    return PROBLEMS if report.problems else NOTHING


if __name__ == "__main__":
    sys.exit(main())
