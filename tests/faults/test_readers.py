"""Readers that crash, hang or run out of memory take nothing else with them: D6 and F17."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from reportlab.platypus import Paragraph

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.picture import small_picture
from ewloe_desktop.intake.process import Child
from ewloe_desktop.intake.reading import read_bytes
from ewloe_desktop.intake.scan import check_scan
from ewloe_desktop.intake.staff_list import read_staff_list
from ewloe_desktop.ui import wording
from tests.faults.amounts import WHOLE, trials
from tests.faults.figures import Figures
from tests.faults.files import Tried
from tests.intake.making import BODY, TITLE, docx, odt, paragraph, pdf, prose
from tests.intake.test_picture import taken


def _sheet() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (("Name", "Kind"), ("Mrs Marged Pugh", "staff"), ("Mr Ieuan Bowen", "governor")):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def _list() -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([("Name", "Kind"), ("Mrs Marged Pugh", "staff")] * 20)
    return out.getvalue().encode()


def _picture(name: str, data: bytes) -> Any:
    return small_picture(data, name)


def _scan(name: str, data: bytes) -> Any:
    return check_scan(data, name)


SOUND: dict[str, tuple[Callable[[], bytes], Callable[..., Any]]] = {
    "policy.pdf": (lambda: pdf([Paragraph("Garden Policy", TITLE), Paragraph(prose(1), BODY)]), read_bytes),
    "policy.docx": (lambda: docx(paragraph("Garden Policy") + paragraph(prose(1))), read_bytes),
    "policy.odt": (lambda: odt(f"<text:p>Garden Policy</text:p><text:p>{prose(1)}</text:p>"), read_bytes),
    "policy.txt": (lambda: f"Garden Policy\n\n{prose(1)}\n".encode(), read_bytes),
    "form.pdf": (lambda: pdf([Paragraph(prose(1), BODY)]), _scan),
    "form.jpg": (lambda: taken((200, 150)), _scan),
    "picture.png": (lambda: taken((200, 150), "PNG"), _picture),
    "picture.webp": (lambda: taken((200, 150), "WEBP"), _picture),
    "staff.xlsx": (_sheet, read_staff_list),
    "staff.csv": (_list, read_staff_list),
}


def broken(sound: bytes, dice: random.Random) -> bytes:
    """A sound file with some of its bytes changed, cut off, doubled or taken away."""
    data = bytearray(sound)
    for _ in range(dice.choice((1, 4, 40))):
        data[dice.randrange(len(data))] = dice.randrange(256)
    at = dice.randrange(len(data))
    how = dice.randrange(5)
    if how == 0:
        return bytes(data[:at])
    if how == 1:
        return bytes(data + data[at:])
    if how == 2:
        return bytes(data[:at] + data[at + dice.randrange(200) :])
    return bytes(data)


def test_d6_broken_bytes_anywhere_in_a_file_end_at_worst_its_reader(figures: Figures) -> None:
    tried, dice = Tried(), random.Random(20261122)
    for name, (make, reader) in SOUND.items():
        sound = make()
        if WHOLE:
            assert tried.give(name, sound, reader) == ""
        for _ in range(trials(1, 300 if name == "policy.pdf" else 80)):
            tried.give(name, broken(sound, dice), reader)
    figures("D6", **vars(tried))
    assert tried.harmless(), tried


def test_d6_a_reader_that_dies_or_hangs_is_told_and_the_next_file_is_read() -> None:
    tried, (make, _) = Tried(), SOUND["policy.txt"]
    with Child("x", b"x", Limits()) as child:
        child._process.kill()
        with pytest.raises(FileRefused) as refused:
            child.ask({"do": "read"})
    assert refused.value.reason in ("crashed", "memory")
    assert tried.give("long.pdf", SOUND["policy.pdf"][0](), limits=replace(Limits(), total_seconds=0.0)) == "time"
    assert tried.give("policy.txt", make()) == ""
    for reason in ("crashed", "time"):
        said = wording.error(FileRefused(reason, "policy.pdf"))
        assert "policy.pdf" in said.what
        assert "Nothing was kept" in said.safe


def test_f17_a_reader_that_runs_out_of_memory_ends_alone_and_says_so() -> None:
    tried = Tried()
    wide = b"\n".join([b"words " * 30_000] * 200)
    assert tried.give("wide.txt", wide, limits=replace(Limits(), memory_bytes=120 * 1024 * 1024)) == "memory"
    assert "memory" in wording.error(FileRefused("memory", "wide.txt")).what
    assert tried.give("policy.txt", SOUND["policy.txt"][0]()) == ""
    assert tried.harmless(), tried
