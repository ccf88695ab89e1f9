"""Preview, print and save: the same pages everywhere, and no half files."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter

from ewloe_desktop.domain.errors import NotPossible
from ewloe_desktop.ui import printing

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.services.sheets import StoredFile
    from ewloe_desktop.ui.window import Window


@pytest.fixture
def sheet(qtbot: "QtBot", head: "Window") -> "StoredFile":
    """A recovery sheet: one page."""
    from ewloe_desktop.services.sheets import recovery_sheet

    made: list[Any] = []
    head.work.read(made.append, recovery_sheet, ("ABCD",) * 16)
    qtbot.waitUntil(lambda: bool(made))
    return made[0]  # type: ignore[no-any-return]


def test_the_preview_shows_every_page_of_the_sheet(qtbot: "QtBot", head: "Window", sheet: "StoredFile") -> None:
    from ewloe_desktop.ui.dialogs.preview import PreviewDialog

    dialog = PreviewDialog.show_file(head, head.work, head.notices, sheet)
    view = dialog.view
    qtbot.waitUntil(lambda: view.page_count == len(pypdfium2.PdfDocument(sheet.content)))
    qtbot.waitUntil(lambda: view.is_drawn(1))
    dialog.reject()


def test_a_printer_gets_the_pages_of_the_sheet(
    qtbot: "QtBot", head: "Window", sheet: "StoredFile", tmp_path: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setFullPage(True)
    job = printing.PrintJob(head.work, printer, sheet.content, head)
    with qtbot.waitSignal(job.done, timeout=60_000):
        job.start()
    paper = pypdfium2.PdfDocument(tmp_path / "paper.pdf")
    assert len(paper) == len(pypdfium2.PdfDocument(sheet.content))
    assert [round(x) for x in paper[0].get_size()] == [595, 842]
    paper.close()


def test_without_a_printer_saving_is_offered_plainly(
    head: "Window", sheet: "StoredFile", monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(printing.Message, "ask", lambda *args: asked.append(args) or "close")
    printing.print_pdf(head, head.work, head.notices, sheet.name, sheet.content)
    assert "No printer is set up" in asked[0][1]


def test_a_file_is_saved_as_a_whole_under_the_name_that_was_chosen(
    qtbot: "QtBot", head: "Window", sheet: "StoredFile", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "sheet.pdf"
    monkeypatch.setattr(printing.QFileDialog, "getSaveFileName", lambda *_a: (str(chosen), ""))
    saved: list[str] = []
    printing.save_file(head, head.work, head.notices, sheet.name, sheet.content, saved.append)
    qtbot.waitUntil(lambda: bool(saved))
    assert chosen.read_bytes() == sheet.content
    assert list(tmp_path.glob("*.part")) == []


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(NotPossible):
        printing.write_whole(str(tmp_path / "no such folder" / "sheet.pdf"), b"x")


def test_a_title_with_marks_no_system_takes_becomes_a_file_name() -> None:
    assert printing.safe_name('Who? "Me" / us.pdf') == "Who- -Me- - us.pdf"
    assert printing.safe_name(" ") == "sheet.pdf"
