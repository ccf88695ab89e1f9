"""Reads a list of people from CSV or XLSX. Runs in the child only; raises FileRefused for anything else."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from ewloe_desktop.domain.cells import plain
from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.archive import Archive
from ewloe_desktop.intake.kinds import OLE, STRANGERS
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.shape import Findings
from ewloe_desktop.intake.txt import decode

MOST_ROWS, MOST_COLUMNS, LONGEST = 20_000, 200, 2_000
_SPREADSHEET = "spreadsheetml.sheet.main+xml"
_SEPARATORS = ",;\t|"
Row = tuple[str, ...]


def read_table(data: bytes, limits: Limits) -> bytes:
    """The headings, the rows, the line of the first row and the words whose letters were guessed, as JSON."""
    if not data.strip(b"\0 \t\r\n\f"):
        raise FileRefused("empty")
    found = Findings()
    rows = list(_sheet(data, limits) if data.startswith(b"PK") else _text(data, found))
    header, first, body = _headed(rows)
    guessed = [words for what, words, *_ in found.doubts if what == "letters_guessed"]
    return json.dumps({"header": header, "rows": body, "first": first, "guessed": guessed}, ensure_ascii=False).encode()


def _headed(rows: Sequence[Row]) -> tuple[Row, int, list[Row]]:
    """The headings are the first row with two cells, or the first with any when no row has two."""
    least = 2 if any(sum(map(bool, row)) > 1 for row in rows) else 1
    for place, row in enumerate(rows):
        if sum(map(bool, row)) >= least:
            return row, place + 2, [tuple(map(plain, below)) for below in rows[place + 1 :]]
    raise FileRefused("empty")


def _text(data: bytes, found: Findings) -> Iterator[Row]:
    if data.startswith(OLE) or any(data.startswith(start) for start, _ in STRANGERS if len(start) > 2):
        raise FileRefused("not_list")
    if b"%PDF-" in data[:1024] or data.startswith((b"MZ", b"<")):
        raise FileRefused("not_list")
    text = decode(data, found).replace("\r\n", "\n").replace("\r", "\n")
    _require_letters(text)
    start, _, rest = text.partition("\n")
    if start.lower().startswith("sep=") and len(start) == 5:
        separator, text = start[4], rest
    else:
        separator = _separator(text)
    csv.field_size_limit(LONGEST * MOST_COLUMNS)
    try:
        yield from _bounded(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise FileRefused("damaged") from None


def _require_letters(text: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if any(letter < " " and letter != "\t" for letter in line):
            raise FileRefused("not_text", facts={"line": number})


def _separator(text: str) -> str:
    """The separator that gives most cells in most rows."""
    best, most = ",", 1.0
    lines = list(islice(io.StringIO(text), 60))
    for separator in _SEPARATORS:
        try:
            counts = sorted(len(row) for row in csv.reader(lines, delimiter=separator) if row)
        except csv.Error:
            continue
        usual = counts[len(counts) // 2] if counts else 1
        alike = sum(count == usual for count in counts) / max(len(counts), 1)
        if usual > 1 and usual * alike > most:
            best, most = separator, usual * alike
    return best


def _sheet(data: bytes, limits: Limits) -> Iterator[Row]:
    archive = Archive(data, limits)
    if "[Content_Types].xml" not in archive.names:
        raise FileRefused("not_list")
    types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    if "macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        raise FileRefused("macro")
    if _SPREADSHEET not in types:
        raise FileRefused("not_list")
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        rows = list(_bounded([_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)))
        if any(any(row) for row in rows):
            yield from rows
            return
    raise FileRefused("empty")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _bounded(rows: Iterable[Sequence[str]]) -> Iterator[Row]:
    """Rows as they come, empty ones only between others; raises FileRefused for more than a school has."""
    kept = empty = 0
    for number, row in enumerate(rows, 1):
        cells = tuple(cell.strip() for cell in row[:MOST_COLUMNS])
        if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
            raise FileRefused("not_list", facts={"line": number})
        if any(len(cell) > LONGEST for cell in cells):
            raise FileRefused("too_long_line", facts={"line": number, "most": LONGEST})
        if not any(cells):
            empty += 1
            continue
        kept += 1
        if kept > MOST_ROWS or empty > MOST_ROWS:
            raise FileRefused("too_large", facts={"lines": number, "most": MOST_ROWS})
        yield from ((),) * empty
        empty = 0
        yield cells
