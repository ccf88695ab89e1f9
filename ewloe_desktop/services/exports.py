"""The register of photo permissions for a spreadsheet: no cell of it can be taken for a formula."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from ewloe_desktop.documents.photo_words import state_words
from ewloe_desktop.documents.words import day as in_words
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.cells import harmless
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.services.photo_sheets import everybody, file_title, made_file
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.standing import allow, now, today

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = (34, 20, 18)  # letters: name, kind, every use


def export_csv(session: Session, actor: Actor, on: date | None = None, *, leavers: bool = False) -> StoredFile:
    """The register as CSV that Excel opens with the right letters."""
    allow(session, actor, Action.EXPORT)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(_rows(session, actor, on or today(session), leavers))
    content = out.getvalue().encode("utf-8-sig")
    return made_file(_title(leavers), in_words(on or today(session)), content, CSV, "csv")


def export_xlsx(session: Session, actor: Actor, on: date | None = None, *, leavers: bool = False) -> StoredFile:
    """The register as a workbook in which every cell is text."""
    allow(session, actor, Action.EXPORT)
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = now(session).replace(tzinfo=None)
    book.properties.creator = actor.name
    sheet = book.create_sheet(_title(leavers)[:31])
    sheet.freeze_panes = "B2"
    for number, row in enumerate(_rows(session, actor, on or today(session), leavers)):
        cells = []
        for place, value in enumerate(row):
            if not number:
                sheet.column_dimensions[get_column_letter(place + 1)].width = _WIDTHS[min(place, 2)]
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
            cell.data_type, cell.number_format = "s", "@"
            if not number:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return made_file(_title(leavers), in_words(on or today(session)), out.getvalue(), XLSX, "xlsx")


def _title(leavers: bool) -> str:
    return words("photo_register")["leavers"] if leavers else file_title("photo_register")


def _rows(session: Session, actor: Actor, on: date, leavers: bool) -> Iterator[list[str]]:
    """The headings, then everybody by name with how each use stands in words."""
    uses, people = everybody(session, actor, on, leavers=leavers)
    said = words("photo_register")
    yield [harmless(heading) for heading in (said["name"], said["kind"], *(use.name for use in uses))]
    for name, kind, states in people:
        yield [harmless(cell) for cell in (name, kind, *map(state_words, states))]
