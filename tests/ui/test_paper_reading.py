"""What is on a scan of signed sheets: which pages belong to which sheet."""

from pathlib import Path

from ewloe_desktop.intake.sheet_scan import ScanPage, SheetScan
from ewloe_desktop.ui.paper_reading import ScanRead, own_pages, sheets_on
from ewloe_desktop.ui.scan_field import Scan


def pages(*codes: str) -> tuple[ScanPage, ...]:
    """Pages with a code each, or without one."""
    return tuple(ScanPage(n, b"", (code,) if code else (), 2) for n, code in enumerate(codes, 1))


def test_a_page_without_a_code_belongs_to_the_sheet_before_it() -> None:
    sheets = sheets_on(SheetScan(pages("", "one", "", "two", "two", "one")).pages)
    assert [(sheet.code, [page.number for page in sheet.pages]) for sheet in sheets] == [
        ("one", [2, 3]),
        ("two", [4, 5]),
        ("one", [6]),
    ]
    assert sheets_on(pages("", "")) == ()


def test_the_only_sheet_of_a_scan_keeps_the_whole_file() -> None:
    read = ScanRead(Scan("a.pdf", "application/pdf", b"%PDF", str(Path("a.pdf"))), pages("", "one"), ())
    (sheet,) = sheets_on(read.pages)
    own = own_pages(ScanRead(read.scan, read.pages, (sheet,)), sheet)
    assert own.scan is read.scan
    assert [page.number for page in own.pages] == [2]
