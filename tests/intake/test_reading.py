"""Reading in a child process: its bounds, its end, and what the parent pays for it."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.platypus import Paragraph

from ewloe_desktop.domain.errors import Cancelled, FileRefused
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.process import NEEDED, Child
from ewloe_desktop.intake.reading import copy_of, read_bytes, read_file
from tests.intake.making import BODY, TITLE, pdf, prose

LIMITS = Limits()
TEXT = f"Garden Policy – May 2023\n\nAim\n\n{prose(1)}\n".encode()


def endless_pdf(pages: int) -> bytes:
    """Many pages that share one stream, so that the file is small and the work is long."""
    content = b"BT /F 9 Tf 50 800 Td 10 TL " + b"(" + prose(1).encode() + b") Tj T* " * 40 + b"ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(b"%d 0 R" % (5 + i) for i in range(pages))),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"] * pages,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(out),
    )


def test_a_file_is_read_in_a_child_and_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "garden.txt"
    path.write_bytes(TEXT)
    reading = read_file(path)
    assert (reading.text.title, reading.text.edition) == ("Garden Policy", "May 2023")
    assert reading.text.blocks[1].text == prose(1)


def test_it_works_wherever_the_program_was_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('a file of this folder was imported')")
    monkeypatch.chdir(tmp_path)
    assert read_bytes("garden.txt", TEXT).text.title == "Garden Policy"


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []
    data = pdf([Paragraph("Garden Policy", TITLE), *(Paragraph(prose(n), BODY) for n in range(40))])
    reading = read_bytes("garden.pdf", data, progress=lambda done, of: told.append((done, of)))
    assert told == [(n, reading.pages) for n in range(1, reading.pages + 1)]


def test_stopping_takes_effect_within_a_second() -> None:
    started: list[float] = []

    def cancelled() -> bool:
        return bool(started)

    with pytest.raises(Cancelled):
        read_bytes(
            "long.pdf", endless_pdf(3000), progress=lambda *_: started.append(time.monotonic()), cancelled=cancelled
        )
    assert time.monotonic() - started[0] < 1


def test_a_reader_that_shows_no_progress_is_ended() -> None:
    before = time.monotonic()
    with pytest.raises(FileRefused) as refused:
        read_bytes("hangs", TEXT, limits=replace(LIMITS, stall_seconds=0.0))
    assert refused.value.reason == "time"
    assert time.monotonic() - before < 5


def test_a_reader_that_never_ends_is_ended() -> None:
    with pytest.raises(FileRefused) as refused:
        read_bytes("long.pdf", endless_pdf(5000), limits=replace(LIMITS, total_seconds=0.5))
    assert refused.value.reason == "time"


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only here can a process's environment be read")
def test_the_reader_is_not_told_what_stands_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "canary word")
    with Child("garden.txt", TEXT, LIMITS) as child:
        child.ask({"do": "read"})
        told = Path(f"/proc/{child._process.pid}/environ").read_bytes()
    assert b"PATH=" in told
    assert {line.partition(b"=")[0].decode() for line in told.split(b"\0") if line} <= set(NEEDED)


def test_a_reader_that_says_too_much_is_ended() -> None:
    with pytest.raises(FileRefused):
        read_bytes("garden.txt", TEXT, limits=replace(LIMITS, output_bytes=50))


def test_no_thread_and_no_process_is_left() -> None:
    before = threading.active_count()
    read_bytes("garden.txt", TEXT)
    with pytest.raises(FileRefused):
        read_bytes("empty.txt", b"  \n")
    assert threading.active_count() == before


def test_nothing_and_too_much_are_refused_before_a_child_is_started(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 101)
    with pytest.raises(FileRefused) as refused:
        copy_of(path, replace(LIMITS, file_bytes=100))
    assert refused.value.reason == "too_large"
    with pytest.raises(FileRefused) as empty:
        read_bytes("empty.txt", b"")
    assert empty.value.reason == "empty"


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read_file(tmp_path / "gone.txt")
    assert refused.value.reason == "unreadable"
