"""Makes documents with the faults that real ones have."""

import io
import zipfile
from collections.abc import Callable, Iterable

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from ewloe_desktop.domain.text import Kind, Reading
from ewloe_desktop.intake.jobs import _reader
from ewloe_desktop.intake.kinds import sniff
from ewloe_desktop.intake.limits import Limits

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12.5, spaceAfter=7)
HEAD = ParagraphStyle("head", parent=BODY, fontName="Helvetica-Bold", spaceBefore=6)
LARGE = ParagraphStyle("large", parent=HEAD, fontSize=14, leading=18)
TITLE = ParagraphStyle("title", parent=HEAD, fontSize=24, leading=30, alignment=1)
ITEM = ParagraphStyle("item", parent=BODY, leftIndent=18, bulletIndent=6)
DEEP = ParagraphStyle("deep", parent=BODY, leftIndent=36, bulletIndent=24)

OPENINGS = ("Every morning", "In the hall", "After lunch", "On a rainy day", "Before the bell", "At the gate")
DOINGS = (
    "the caretaker opens a window and counts the chairs that were left by the evening class",
    "two children carry the register to the office and bring back the post for the staff room",
    "a teacher writes the plan of the day on the board so that nobody has to ask for it twice",
    "somebody waters the beans on the sill and notes how tall the tallest of them has grown",
    "the cook tells the office how many have ordered and what is left over from yesterday",
)


def prose(number: int, sentences: int = 5) -> str:
    """A paragraph nobody else has: its sentences name the paragraph's number."""
    return " ".join(
        f"{OPENINGS[(number + i) % len(OPENINGS)]} of week {number} {DOINGS[(number * 3 + i) % len(DOINGS)]}."
        for i in range(sentences)
    )


def read(data: bytes) -> Reading:
    """What the readers make of it, without a child process."""
    limits = Limits()
    return _reader(sniff(data, limits))(data, limits, lambda done, total: None)


def shown(reading: Reading) -> list[tuple[str, str]]:
    """Kind and words of every block."""
    return [(block.kind.value, block.words) for block in reading.text.blocks]


def of_kind(reading: Reading, kind: Kind) -> list[str]:
    """The words of the blocks of one kind."""
    return [block.words for block in reading.text.blocks if block.kind is kind]


def left_out(reading: Reading, why: str) -> list[str]:
    """What was left out for one reason."""
    return [left.text for left in reading.left_out if left.why == why]


def all_words(reading: Reading) -> list[str]:
    """Every word that is kept, in order."""
    return " ".join([reading.text.title, *(block.words for block in reading.text.blocks)]).split()


Decorate = Callable[[Canvas, int], None]


def pdf(story: Iterable[Flowable], decorate: Decorate | None = None, *, columns: int = 1) -> bytes:
    """A PDF without tags; `decorate` draws the header and the footer of a page."""
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title="", author="", invariant=1)
    wide = (A4[0] - 100) / columns
    frames = [
        Frame(50 + i * wide, 70, wide - (20 if columns > 1 else 0), A4[1] - 150, 0, 0, 0, 0) for i in range(columns)
    ]

    def on_page(canvas: Canvas, template: BaseDocTemplate) -> None:
        if decorate is not None:
            decorate(canvas, template.page)

    document.addPageTemplates([PageTemplate("all", frames, onPage=on_page)])
    document.build(list(story))
    return out.getvalue()


def header_and_footer(canvas: Canvas, page: int) -> None:
    """A running header, a footer and the page's number."""
    canvas.setFont("Helvetica", 8)
    canvas.drawString(50, A4[1] - 40, "Ysgol Bryn Derw – Playground Policy")
    canvas.drawString(50, 40, "Agreed by the governors in June")
    canvas.drawRightString(A4[0] - 50, 40, f"Page {page} of 9")


def item(text: str, style: ParagraphStyle = ITEM) -> Paragraph:
    """A list item with a drawn bullet."""
    return Paragraph(text, style, bulletText="•")


def grid(rows: list[list[str]]) -> Table:
    """A ruled table whose cells wrap."""
    cells = [[Paragraph(cell, BODY) for cell in row] for row in rows]
    return Table(
        cells,
        colWidths=[150, 300][: len(rows[0])] or None,
        style=TableStyle([("GRID", (0, 0), (-1, -1), 0.7, "black")]),
    )


def gap(points: float = 14) -> Spacer:
    """Empty room."""
    return Spacer(1, points)


def new_page() -> PageBreak:
    """The next page."""
    return PageBreak()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def docx(body: str, **parts: str) -> bytes:
    """A .docx of the given body; more of its parts by name without ".xml", "__" for a slash."""
    start = '<?xml version="1.0" encoding="UTF-8"?>'
    document = f'{start}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    files: dict[str, str | bytes] = {"[Content_Types].xml": TYPES, "word/document.xml": document}
    for name, text in parts.items():
        root = _root(name)
        files[f"{name.replace('__', '/')}.xml"] = f'<w:{root} xmlns:w="{WORD}">{text}</w:{root}>'
    return packed(files)


def _root(name: str) -> str:
    known = {"header": "hdr", "footer": "ftr"}
    stem = name.rpartition("__")[2].rstrip("0123456789")
    return known.get(stem, stem)


def packed(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the given files in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, how)
    return out.getvalue()


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of a .docx."""
    words = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{words}</w:p>"


ODF = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{short}="{ODF}{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
    )
) + f' xmlns:fo="{ODF}xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def odt(body: str, styles: str = "", named: str = "", **more: str) -> bytes:
    """An .odt of the given body, automatic styles and styles part."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    files: dict[str, str | bytes] = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    if named:
        files["styles.xml"] = f"<office:document-styles {SPACES}>{named}</office:document-styles>"
    files["META-INF/manifest.xml"] = f"<manifest>{more.get('manifest', '')}</manifest>"
    return packed(files)
