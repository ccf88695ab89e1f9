"""500 permission forms against the same words set by platypus, and the memory a batch takes as it grows."""

import io
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from ewloe_desktop.documents.approval_facts import SchoolHeading
from ewloe_desktop.documents.photo_facts import FormFacts, Made, Use, Who
from ewloe_desktop.documents.photo_form import permission_forms
from tests.benchmarks.measuring import Figure, figure, side_by_side
from tests.benchmarks.sheets import fonts

NOW = datetime(2026, 3, 27, 14, 5, tzinfo=UTC)
MANY = 500
WORDS = "You answer for each use by itself, yes or no, and you can take a yes back at any time you like. "
USES = tuple(Use(f"Use number {number}", "Defnydd", number % 2 == 0) for number in range(9))


def figures(folder: Path) -> list[Figure]:
    """Time for 500 forms, and the memory of 500 forms beside that of 50."""
    time = side_by_side(f"{MANY} permission forms", lambda: forms(MANY), lambda: floor(MANY), goal=1.5, rounds=3)
    memory = figure("memory of 500 forms, of 50", [(peak(50), peak(MANY))], limit=4, unit="MB")
    return [time, memory]


def people(count: int) -> Iterator[Who]:
    """Made-up people."""
    return (Who(f"Mrs Marged Pugh {n}", "Teaching staff", "Head teacher", date(2019, 9, 1)) for n in range(count))


class Nowhere(io.RawIOBase):
    """A place that keeps nothing, so that only the work's own memory is seen."""

    def write(self, data: object) -> int:
        """All of it is gone."""
        return len(data)  # type: ignore[arg-type]


def forms(count: int) -> None:
    """A form for each person, to nowhere."""
    facts = FormFacts(Made(SchoolHeading("Ysgol Bryn Derw"), NOW, "Mr Ieuan Bowen"), USES, "2026-1", WORDS * 8)
    permission_forms(facts, people(count), Nowhere())


def peak(count: int) -> float:
    """The most memory that so many forms take at once, in millions of bytes."""
    tracemalloc.start()
    forms(count)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def floor(count: int) -> None:
    """Two pages for each person: paragraphs, a table and lines for ink, neither tagged nor archival."""
    fonts()
    body = ParagraphStyle("body", fontName="BenchRegular", fontSize=10.5, leading=14)
    story: list[Flowable] = []
    for who in people(count):
        story += [Paragraph(words, body) for words in (who.name, who.kind, *(WORDS * 2,) * 7)]
        story.append(PageBreak())
        rows = [["Use", "Seen", "Picture", "Name"]]
        rows += [[Paragraph(use.name, body), "Outside", "Yes  No", "Yes  No"] for use in USES]
        style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "grey"), ("FONT", (0, 0), (-1, -1), "BenchRegular", 9)])
        story.append(Table(rows, colWidths=[66 * mm, 40 * mm, 34 * mm, 34 * mm], style=style))
        for _ in range(8):
            story += [Paragraph("Signature ____________________ Date ____________", body), Spacer(1, 8)]
        story.append(PageBreak())
    SimpleDocTemplate(io.BytesIO()).build(story)
