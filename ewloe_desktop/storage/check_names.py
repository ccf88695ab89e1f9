"""What a person calls a record, as far as what is left of it tells."""

from collections.abc import Callable, Mapping
from typing import Any

from ewloe_desktop.storage.reading_raw import RawReader

Cells = Mapping[str, Any]

CALLED = {
    "school": "School",
    "person": "Person",
    "office_term": "Office",
    "signing_key": "Key",
    "policy": "Policy",
    "revision": "Revision",
    "policy_control": "Document control",
    "decision": "Decision",
    "signature": "Signature",
    "correction": "Correction",
    "document": "File",
    "site_form": "Form for official sites",
    "site_host": "Host",
    "site_basis": "Requirements for official sites",
    "site_request": "Request for a site",
    "site_round": "Round",
    "site_decision": "Approval",
    "site": "Official site",
    "site_person": "Role",
    "site_turn": "Change",
    "site_check": "Yearly check",
    "breach": "Private record",
    "reading_duty": "Who is asked to read",
    "reading": "Reading",
    "minor_change": "Minor change",
    "paper_filing": "Sheet signed on paper",
    "watch_version": "Watch-list",
    "wording_choice": "Choice about wording",
    "key_card": "Card of a key",
    "key_slip": "Slip for a new password",
    "key_doubt": "Doubt",
    "doubted_act": "Doubt about an act",
    "sheet_opening": "Use of the recovery sheet",
    "acting_term": "Acting office",
    "copy_record": "Copy",
}


def record_name(reader: RawReader, table: str, cells: Cells) -> str:
    """The record's name; its kind and id where nothing else is known."""
    kind = CALLED.get(table, table.replace("_", " ").capitalize())
    plain = f"{kind} {cells.get('id')!s:.40}"
    try:
        with reader.lenient(), reader.trying():
            told = _NAMERS[table](reader, cells) if table in _NAMERS else ""
    except Exception:
        told = ""
    return f"{kind} {told}"[:200] if told else plain


def _own(field: str) -> Callable[[RawReader, Cells], str]:
    return lambda reader, cells: _text(cells.get(field))


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def _looked(reader: RawReader, query: str, key: object) -> tuple[Any, ...]:
    return (reader.one(query, (key,)) if isinstance(key, str) else None) or ()


def _person(reader: RawReader, person_id: object) -> str:
    row = _looked(reader, "SELECT name FROM person WHERE id = ?", person_id)
    return _text(row[0]) if row else ""


def _of_person(field: str) -> Callable[[RawReader, Cells], str]:
    def told(reader: RawReader, cells: Cells) -> str:
        who = _person(reader, cells.get("person_id"))
        what = _text(cells.get(field)) if field else ""
        return f"{what} of {who}".strip() if who else what

    return told


def _revision(reader: RawReader, cells: Cells) -> str:
    row = _looked(reader, "SELECT title FROM policy WHERE id = ?", cells.get("policy_id"))
    title = _text(row[0]) if row else _text(cells.get("title"))
    number = _text(cells.get("number"))
    return f"{number} of {title}".strip() if number else f"of {title}" if title else ""


def _of_policy(reader: RawReader, cells: Cells) -> str:
    row = _looked(reader, "SELECT title FROM policy WHERE id = ?", cells.get("policy_id"))
    return f"of {_text(row[0])}" if row else ""


def _on_revision(reader: RawReader, revision_id: object) -> str:
    query = "SELECT p.title, r.number FROM revision r LEFT JOIN policy p ON p.id = r.policy_id WHERE r.id = ?"
    row = _looked(reader, query, revision_id)
    if not row:
        return ""
    number = _text(row[1])
    return f"on {_text(row[0])}" + (f", revision {number}" if number else "")


def _reading(reader: RawReader, cells: Cells) -> str:
    return f"{_on_revision(reader, cells.get('revision_id'))} by {_person(reader, cells.get('person_id'))}".strip()


def _decision(reader: RawReader, cells: Cells) -> str:
    on = _on_revision(reader, cells.get("revision_id"))
    who = _text(cells.get("person_name"))
    return f"{on} by {who}".strip() if who else on


def _under_decision(reader: RawReader, cells: Cells) -> str:
    query = "SELECT revision_id, person_name FROM decision WHERE id = ?"
    row = _looked(reader, query, cells.get("decision_id"))
    return _decision(reader, {"revision_id": row[0], "person_name": row[1]}) if row else ""


def _on_request(field: str) -> Callable[[RawReader, Cells], str]:
    def told(reader: RawReader, cells: Cells) -> str:
        row = _looked(reader, "SELECT title FROM site_request WHERE id = ?", cells.get("request_id"))
        title, own = _text(row[0]) if row else "", _text(cells.get(field))
        return f"on {title} by {own}" if field == "person_name" and own else f"{own} of {title}".strip()

    return told


def _of_site(field: str) -> Callable[[RawReader, Cells], str]:
    def told(reader: RawReader, cells: Cells) -> str:
        row = _looked(reader, "SELECT name FROM site WHERE id = ?", cells.get("site_id"))
        name, who = _text(row[0]) if row else "", _person(reader, cells.get("person_id"))
        by = f" by {who}" if who else ""
        return f"{_text(cells.get(field))} of {name}{by}".strip() if name else ""

    return told


_NAMERS: dict[str, Callable[[RawReader, Cells], str]] = {
    "school": _own("name"),
    "person": _own("name"),
    "policy": _own("title"),
    "document": _own("name"),
    "office_term": _of_person("office"),
    "signing_key": _of_person(""),
    "key_slip": _of_person(""),
    "key_doubt": _of_person(""),
    "doubted_act": _own("act"),
    "sheet_opening": _own("holder"),
    "copy_record": _own("place"),
    "revision": _revision,
    "policy_control": _of_policy,
    "decision": _decision,
    "signature": _under_decision,
    "correction": _under_decision,
    "site_form": _own("number"),
    "site_host": _own("name"),
    "site_request": _own("title"),
    "site_round": _on_request("number"),
    "site_decision": _on_request("person_name"),
    "site": _own("name"),
    "site_person": _of_site("role"),
    "site_turn": _of_site("what"),
    "site_check": _of_site("on_day"),
    "breach": _own("number"),
    "reading_duty": _of_policy,
    "reading": _reading,
    "minor_change": lambda reader, cells: _on_revision(reader, cells.get("revision_id")),
    "paper_filing": lambda reader, cells: _on_revision(reader, cells.get("revision_id")),
    "watch_version": _own("number"),
    "wording_choice": lambda reader, cells: _on_revision(reader, cells.get("revision_id")),
}
