"""The finished approval sheet against the same page drawn bare on a reportlab canvas."""

import io
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import segno
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ewloe_desktop import paths
from ewloe_desktop.documents.approval_sheet import HeadBlock, Proof, SchoolHeading, SheetFacts, approval_sheet
from tests.benchmarks.measuring import Figure, side_by_side

ROWS = tuple((f"Control {number}", "A line of about forty letters for each row") for number in range(9))
SUMMARY = "Adds what was agreed in the summer, names who answers for it, and takes out two lists nobody used. " * 3
CODE = "EG1:AB12:1204:ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NOW = datetime(2026, 3, 27, 14, 5, tzinfo=UTC)


def figures(folder: Path) -> list[Figure]:
    """One sheet with the head teacher's block, a crest and a drawn signature."""
    facts, drawing = sheet_facts(), picture()
    return [side_by_side("approval sheet", lambda: approval_sheet(facts), lambda: bare(drawing), goal=3, rounds=21)]


@cache
def picture() -> bytes:
    """A drawn signature's worth of pixels."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize((600, 200)).convert("RGB").save(file, "PNG")
    return file.getvalue()


def sheet_facts() -> SheetFacts:
    """A made-up sheet before its first signature."""
    head = HeadBlock("Mrs Marged Pugh", "Head teacher", date(2026, 3, 27), NOW, SUMMARY[:200], drawn_png=picture())
    return SheetFacts(
        school=SchoolHeading("Ysgol Bryn Derw", "Ysgol Bryn Derw", "Sample council", picture()),
        title="Made-up policy for measuring",
        reference="P01",
        label="Revision 2",
        edition="March 2026",
        pages=6,
        replaces="Revision 1",
        what_changed=SUMMARY,
        control=ROWS[:2],
        text_digest=bytes(32),
        original_sha256=bytes(32),
        review_words="Every year",
        head=head,
        proof=Proof("ab12cd34", 1204, bytes(32)),
        made_at=NOW,
        made_by="Mr Ieuan Bowen",
        sheet_no="P01-2-1",
    )


def bare(drawing: bytes) -> bytes:
    """Title, lines, table, two boxes with a picture, two square codes, embedded fonts: nothing else."""
    fonts()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, initialFontName="BenchRegular")
    canvas.setFont("BenchBold", 18)
    canvas.drawString(20 * mm, 270 * mm, "Made-up policy for measuring")
    canvas.setFont("BenchRegular", 9.5)
    for number, at in enumerate(range(0, len(SUMMARY), 95)):
        canvas.drawString(20 * mm, 255 * mm - number * 5 * mm, SUMMARY[at : at + 95])
    for number, (label, value) in enumerate(ROWS):
        y = 225 * mm - number * 6 * mm
        canvas.rect(20 * mm, y, 170 * mm, 6 * mm)
        canvas.drawString(22 * mm, y + 2 * mm, label)
        canvas.drawString(62 * mm, y + 2 * mm, value)
    for y in (120 * mm, 70 * mm):
        canvas.rect(20 * mm, y, 170 * mm, 40 * mm)
        canvas.drawString(22 * mm, y + 34 * mm, "Mrs Marged Pugh, Head teacher, 27 March 2026")
        canvas.drawImage(ImageReader(io.BytesIO(drawing)), 22 * mm, y + 5 * mm, 50 * mm, 16 * mm)
    for x, y in ((160 * mm, 262 * mm), (20 * mm, 30 * mm)):
        square_code(canvas, x, y)
    canvas.save()
    return file.getvalue()


def square_code(canvas: Canvas, x: float, y: float) -> None:
    """The code as one path."""
    path = canvas.beginPath()
    unit = 26 * mm / 29
    for row, line in enumerate(segno.make(CODE, version=3, error="q", mask=2, boost_error=False).matrix):
        for column, dark in enumerate(line):
            if dark:
                path.rect(x + column * unit, y + (28 - row) * unit, unit, unit)
    canvas.drawPath(path, stroke=0, fill=1)


@cache
def fonts() -> None:
    """Makes the two weights known under names of the floor's own."""
    for name, file in (("BenchRegular", "NotoSans-Regular.ttf"), ("BenchBold", "NotoSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(paths.resources() / "fonts" / file)))
