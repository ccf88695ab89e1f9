"""Paper: one PDF being drawn, where everything is either tagged for a screen reader or marked as decoration."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from threading import Lock

from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ewloe_desktop.documents import fonts, qr
from ewloe_desktop.documents.fonts import BOLD, REGULAR, Line, Run
from ewloe_desktop.documents.tagging import Element, Mark

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
_MOST_PIXELS = 600
_CUTTING = Lock()  # a font is read by position while it is cut to a sheet's letters: one thread at a time
rl_config.useA85 = 0  # bytes as they are: smaller, and a third of the time


class Paper:
    """A PDF under way. Lengths are points, the origin is the bottom left, text stands on its baseline."""

    def __init__(self, size: tuple[float, float] = A4, *, tagged: bool = True) -> None:
        fonts.load()
        self._file = io.BytesIO()
        self.canvas = Canvas(
            self._file, pagesize=size, invariant=1, pageCompression=1, initialFontName=REGULAR, initialFontSize=9
        )
        self.root = Element("Document")
        self.size = size
        self.page = 0
        self._marks = 0
        self._tagged = tagged

    def new_page(self, size: tuple[float, float] | None = None, *, tagged: bool = True) -> None:
        """Ends this page and begins the next; an untagged page is one that becomes a field's appearance."""
        self.canvas.showPage()
        if size:
            self.canvas.setPageSize(size)
            self.size = size
        self.page += 1
        self._marks = 0
        self._tagged = tagged

    def close(self) -> bytes:
        """Ends the last page and gives the bytes."""
        self.canvas.showPage()
        with _CUTTING:
            self.canvas.save()
        return self._file.getvalue()

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to the element."""
        if self._tagged:
            element.kids.append(Mark(self.page, self._marks))
            self._write(f"/{element.tag} <</MCID {self._marks}>> BDC")
            self._marks += 1
        yield
        if self._tagged:
            self._write("EMC")

    @contextmanager
    def decoration(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn inside says nothing: kind is Layout, Pagination or Background."""
        if self._tagged:
            self._write(f"/Artifact <</Type /{kind}>> BDC")
        yield
        if self._tagged:
            self._write("EMC")

    def lines(self, x: float, y: float, lines: Sequence[Line], size: float, leading: float = 0.0) -> None:
        """Lines of runs as decoration or in an appearance; the first on baseline y, the others `leading` below."""
        self._set(placed[1:] for placed in _placed(x, y, lines, size, leading))

    def words(
        self, element: Element, x: float, y: float, lines: Sequence[Line], size: float, leading: float = 0.0
    ) -> None:
        """Lines of runs that belong to the element; runs in another language become Spans under it."""
        for language, runs in groupby(_placed(x, y, lines, size, leading), key=itemgetter(0)):
            target = element.child("Span", language=language) if language and self._tagged else element
            with self.tagged(target):
                self._set(placed[1:] for placed in runs)

    def _set(self, runs: Iterable[tuple[Run, float, float, float]]) -> None:
        text = self.canvas.beginText()
        for run, size, x, y in runs:
            text.setTextOrigin(x, y)
            if run.grey:
                text.setFillGray(run.grey)
            text.setFont(BOLD if run.bold else REGULAR, size)
            text.textOut(fonts.shown(run.text))
            if run.grey:
                text.setFillGray(0)
        self.canvas.drawText(text)

    def rule(self, x: float, y: float, to_x: float, to_y: float, weight: float = 0.5, grey: float = 0.0) -> None:
        """A straight line."""
        self._write(f"{grey:.2f} G {weight:.2f} w {x:.2f} {y:.2f} m {to_x:.2f} {to_y:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, weight: float = 0.75, grey: float = 0.0) -> None:
        """A rectangle's outline, its bottom left at x, y."""
        self._write(f"{grey:.2f} G {weight:.2f} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def fill(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A rectangle filled with a grey."""
        self._write(f"{grey:.3f} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f 0 g")

    def code(self, x: float, y: float, side: float, text: str) -> None:
        """The square code on a white ground, its bottom left (without its quiet zone) at x, y."""
        scale = side / qr.MODULES
        quiet = qr.QUIET * scale
        self.fill(x - quiet, y - quiet, side + 2 * quiet, side + 2 * quiet, 1.0)
        self._write(f"q 0 g {scale:.5f} 0 0 {scale:.5f} {x:.2f} {y:.2f} cm {qr.path(text)} Q")

    def picture(self, x: float, y: float, width: float, height: float, png: bytes) -> None:
        """A picture as large as fits the rectangle, centred in it, on white."""
        picture, across, down = _jpeg(png)
        scale = min(width / across, height / down)
        w, h = across * scale, down * scale
        self.canvas.drawImage(ImageReader(io.BytesIO(picture)), x + (width - w) / 2, y + (height - h) / 2, w, h)

    def slanted(self, x: float, y: float, angle: float, text: str, size: float, grey: float) -> None:
        """Words across the page, centred on x, y."""
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.rotate(angle)
        run = Run(text, bold=True, grey=grey)
        self.lines(-fonts.line_width([run], size) / 2, -size / 3, [[run]], size)
        self.canvas.restoreState()

    def dots(self, x: float, to_x: float, y: float) -> None:
        """A dotted line to a number."""
        if to_x > x:
            self._write(f"q [0.8 2.4] 0 d 0.4 G 0.8 w {x:.2f} {y:.2f} m {to_x:.2f} {y:.2f} l S Q")

    def bookmark(self, key: object, height: float) -> None:
        """Marks a height of this page for the outline."""
        self.canvas.bookmarkHorizontal(str(key), 0, height)

    def outline(self, key: object, title: str, level: int) -> None:
        """An entry of the outline beside the pages, to a place that is bookmarked."""
        self.canvas.addOutlineEntry(title, str(key), level)

    def _write(self, operators: str) -> None:
        self.canvas._code.append(operators)


def _placed(
    x: float, y: float, lines: Sequence[Line], size: float, leading: float
) -> Iterator[tuple[str, Run, float, float, float]]:
    """Every run with its language, its size and where it begins."""
    for number, line in enumerate(lines):
        across = x
        for run in line:
            yield run.language, run, size, across, y - number * leading
            if run is not line[-1]:
                across += fonts.width(fonts.shown(run.text), size, run.bold)


@lru_cache(maxsize=8)
def _jpeg(png: bytes) -> tuple[bytes, int, int]:
    """The picture on white, no larger than a sheet can show, with its width and height in pixels."""
    with Image.open(io.BytesIO(png)) as opened:
        opened.thumbnail((_MOST_PIXELS, _MOST_PIXELS))
        clear = opened.convert("RGBA")
    flat = Image.new("RGB", clear.size, "white")
    flat.paste(clear, mask=clear.getchannel("A"))
    file = io.BytesIO()
    flat.save(file, "JPEG", quality=90, subsampling=0)
    return file.getvalue(), flat.width, flat.height
