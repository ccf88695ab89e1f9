"""What somebody can do who has the whole program and the register's key, and at most a password of their own."""

import json
from collections import defaultdict
from typing import Any

from ewloe_desktop.domain.journal import GENESIS, canonical, mark, row_digest, rows_hash
from ewloe_desktop.storage.signing_keys import OpenKey
from tests.storage.intruder import Intruder


def told(other: Intruder, act: int) -> dict[str, Any]:
    """An act's facts."""
    return dict(json.loads(next(e["facts"] for e in other.rows("event") if e["seq"] == act)))


def retold(other: Intruder, act: int, **changed: object) -> None:
    """Puts other facts into an act."""
    facts = canonical(told(other, act) | changed)
    other.sql("UPDATE event SET facts = ? WHERE seq = ?", facts, act)


def rechain(other: Intruder, *tables: str, signer: OpenKey | None = None) -> None:
    """Makes the digests of these tables' rows and every link anew; signs again what the signer had signed."""
    last_acts = {(c["row_table"], c["row_key"]): c["act"] for c in other.rows("commitment")}  # in order of acts
    for table in tables:
        for row in other.rows(table):
            names = sorted(n for n in row if n != "salt")
            digest = row_digest(table, row["salt"], names, [row[n] for n in names])
            key = (last_acts[table, row["id"]], table, row["id"])
            other.sql("UPDATE commitment SET digest = ? WHERE act = ? AND row_table = ? AND row_key = ?", digest, *key)
    rows = defaultdict(list)
    for c in other.rows("commitment"):
        rows[c["act"]].append((c["row_table"], c["row_key"], c["change"], c["digest"]))
    previous = GENESIS
    for event in other.rows("event"):
        link = rows_hash(previous, event["facts"], rows[event["seq"]])
        own = signer is not None and event["key_id"] == signer.key_id
        signature = signer.sign(link) if signer is not None and own else event["signature"]
        cells = (previous, mark(previous, event["facts"]), link, signature, event["seq"])
        other.sql("UPDATE event SET previous = ?, mark = ?, hash = ?, signature = ? WHERE seq = ?", *cells)
        previous = link


def append(
    other: Intruder,
    table: str,
    row: dict[str, Any],
    facts: dict[str, Any],
    signer: OpenKey | None,
    change: str = "new",
) -> int:
    """Records one more act that puts a row in or changes one, right in every digest; signed by whoever has a key."""
    last = other.rows("event")[-1]
    seq, own = last["seq"] + 1, {"signer": signer.person_id, "key": signer.key_id} if signer else {}
    about = {"uuid": f"{seq:036}", "at": last["at"], "actor": last["actor"], "subject": ""}
    raw = canonical({"act": seq, "register": other.sample.register.id, **about, **own, **facts})
    names = sorted(n for n in row if n != "salt")
    digest = row_digest(table, row["salt"], names, [row[n] for n in names])
    link = rows_hash(last["hash"], raw, [(table, row["id"], change, digest)])
    if change == "changed":
        other.sql(f"DELETE FROM {table} WHERE id = ?", row["id"])
    put(other, table, row)
    put(other, "commitment", {"act": seq, "row_table": table, "row_key": row["id"], "change": change, "digest": digest})
    cells = {"seq": seq, "kind": facts["kind"], **about, "facts": raw, "previous": last["hash"], "hash": link}
    signed = {"key_id": own.get("key"), "signature": signer.sign(link) if signer else None}
    put(other, "event", cells | signed | {"mark": mark(last["hash"], raw)})
    return int(seq)


def put(other: Intruder, table: str, cells: dict[str, Any]) -> None:
    """Puts one row in."""
    names = ", ".join(f'"{n}"' for n in cells)
    other.sql(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(cells))})", *cells.values())
