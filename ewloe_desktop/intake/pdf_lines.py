"""The lines of a PDF page with their place and look, in the order the file draws them. Runs in the child only."""

import ctypes
import re
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from ewloe_desktop.intake.parts import SIGNS
from ewloe_desktop.intake.pdf_rules import Rule, page_rules
from ewloe_desktop.intake.pdf_tags import NO_TAG, Tag, page_tags

BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
GAP = 1.4  # letter heights between two words: from here on they may stand in two columns


@dataclass(slots=True)
class Line:
    """Letters on one base line with no wide gap; distances in points from the page's top left corner."""

    text: str
    page: int
    left: float
    right: float
    top: float
    base: float
    size: float
    bold: bool
    tag: Tag = NO_TAG
    artifact: bool = False  # the file itself says it is no content
    upright: bool = True
    first: float = 0.0  # width of its first word
    inset: float = 0.0  # where the words begin after a list sign
    broken: bool = False  # holds letters that the file gives no meaning for


@dataclass(slots=True)
class PageText:
    """One page: its size and its lines."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    cells: list[Tag] = field(default_factory=list)  # of tagged tables, the empty ones too
    rules: list[Rule] = field(default_factory=list)
    pictured: bool = False  # something is drawn on it, words or not


@dataclass(slots=True)
class _Run:
    """What holds for all letters of one text object."""

    size: float
    bold: bool
    tag: Tag
    artifact: bool
    upright: bool


@dataclass(slots=True)
class _Letter:
    char: str
    left: float
    right: float
    top: float
    base: float
    run: _Run
    broken: bool


def read_page(document: pypdfium2.PdfDocument, index: int) -> PageText:
    """The lines of one page."""
    page = document[index]
    try:
        width, height = page.get_size()
        result = PageText(index + 1, width, height)
        tags, result.cells = page_tags(page.raw, index + 1)
        result.rules = page_rules(page)
        result.pictured = pdfium.FPDFPage_CountObjects(page.raw) > 0
        textpage = page.get_textpage()
        try:
            result.lines = _lines(_Letters(page, textpage, tags).all(), index + 1)
        finally:
            textpage.close()
    finally:
        page.close()
    return result


class _Letters:
    """Walks the letters of one page."""

    def __init__(self, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, tags: dict[int, Tag]) -> None:
        self._text = textpage.raw
        self._tags = tags
        self._height = page.get_height()
        self._turn = page.get_rotation() if hasattr(page, "get_rotation") else 0
        self._box = page.get_bbox() if hasattr(page, "get_bbox") else (0.0, 0.0, *page.get_size())
        self._runs: dict[int, _Run] = {}

    def all(self) -> list[_Letter | None]:
        """Every letter; None where the file's own order breaks the line."""
        count = pdfium.FPDFText_CountChars(self._text)
        result: list[_Letter | None] = []
        rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        run: _Run | None = None
        for i in range(count):
            code = pdfium.FPDFText_GetUnicode(self._text, i)
            if code in (10, 13):
                result.append(None)
                continue
            holder = pdfium.FPDFText_GetTextObject(self._text, i)
            if holder:
                run = self._run(holder, i)
            if run is None:
                continue
            pdfium.FPDFText_GetLooseCharBox(self._text, i, rect)
            pdfium.FPDFText_GetCharOrigin(self._text, i, x, y)
            left, right, top, base = self._placed(rect, x.value, y.value)
            lost = code == 0 or bool(pdfium.FPDFText_HasUnicodeMapError(self._text, i) == 1)
            char = SIGNS.get(code) or (chr(code) if code < 0x110000 else "")
            result.append(_Letter(char, left, right, top, base, run, lost and code != 32))
        return result

    def _placed(self, rect: "pdfium.FS_RECTF", x: float, y: float) -> tuple[float, float, float, float]:
        """Left, right, top and base line from the page's top left corner as people see it."""
        west, south, east, north = self._box
        if self._turn == 90:
            return rect.bottom - south, rect.top - south, rect.left - west, x - west
        if self._turn == 270:
            return north - rect.top, north - rect.bottom, east - rect.right, east - x
        if self._turn == 180:
            return east - rect.right, east - rect.left, rect.bottom - south, y - south
        return rect.left - west, rect.right - west, north - rect.top, north - y

    def _run(self, holder: object, i: int) -> _Run:
        key = ctypes.addressof(holder.contents)  # type: ignore[attr-defined]
        known = self._runs.get(key)
        if known is None:
            known = self._runs[key] = self._new_run(holder, i)
        return known

    def _new_run(self, holder: object, i: int) -> _Run:
        name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._text, i, name, 256, flags)
        weight = pdfium.FPDFText_GetFontWeight(self._text, i)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(holder)
        bold = weight >= 600 or bool(BOLD.search(name.value.decode("latin-1"))) or mode == 2
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, i, matrix)
        angle = (round(pdfium.FPDFText_GetCharAngle(self._text, i) * 57.3) + self._turn) % 360
        size = pdfium.FPDFText_GetFontSize(self._text, i) * max(abs(matrix.d), abs(matrix.b), 0.01)
        content = pdfium.FPDFPageObj_GetMarkedContentID(holder)
        tag = self._tags.get(content, NO_TAG)
        return _Run(size, bold, tag, tag is NO_TAG and _is_artifact(holder), angle < 20 or angle > 340)


def _is_artifact(holder: object) -> bool:
    for i in range(pdfium.FPDFPageObj_CountMarks(holder)):
        mark, name, size = pdfium.FPDFPageObj_GetMark(holder, i), (ctypes.c_ushort * 16)(), ctypes.c_ulong()
        pdfium.FPDFPageObjMark_GetName(mark, name, 32, size)
        if bytes(name)[:16] == "Artifact".encode("utf-16-le"):
            return True
    return False


def _lines(letters: list[_Letter | None], page: int) -> list[Line]:
    result: list[Line] = []
    now: list[_Letter] = []
    for letter in letters:
        if letter is None or (now and _breaks(now, letter)):
            _finish(now, page, result)
            now = []
        if letter is not None and (now or not letter.char.isspace()):
            now.append(letter)
    _finish(now, page, result)
    return result


def _breaks(now: list[_Letter], letter: _Letter) -> bool:
    """Whether the letter begins another line: another base line, a wide gap, or another piece of the file's tags."""
    last = next((one for one in reversed(now) if not one.char.isspace()), now[-1])
    if letter.char.isspace():
        return False
    if letter.run.tag.block != last.run.tag.block or letter.run.artifact != last.run.artifact:
        return True
    if letter.run.upright != last.run.upright:
        return True
    if not letter.run.upright:
        return False
    size = max(letter.run.size, last.run.size, 1.0)
    if abs(letter.base - last.base) > 0.6 * size or letter.left < last.left - size:
        return True
    return letter.left - last.right > GAP * size


def _finish(letters: list[_Letter], page: int, result: list[Line]) -> None:
    while letters and letters[-1].char.isspace():
        letters.pop()
    if not letters:
        return
    solid = [one for one in letters if not one.char.isspace()]
    counted = [one for one in solid if one.char.isalnum()] or solid
    text = re.sub(r"\s+", " ", "".join(one.char for one in letters))
    sizes = sorted(one.run.size for one in counted)
    line = Line(
        text=text,
        page=page,
        left=min(one.left for one in solid),
        right=max(one.right for one in solid),
        top=min(one.top for one in solid),
        base=solid[0].base,
        size=round(sizes[len(sizes) // 2], 1),
        bold=sum(one.run.bold for one in counted) > 0.9 * len(counted),
        tag=solid[0].run.tag,
        artifact=solid[0].run.artifact,
        upright=solid[0].run.upright,
        broken=any(one.broken for one in solid),
    )
    line.first, line.inset = _first_word(letters, line)
    result.append(line)


def _first_word(letters: list[_Letter], line: Line) -> tuple[float, float]:
    """The width of the first word, and where the second begins."""
    space = next((i for i, one in enumerate(letters) if one.char.isspace()), len(letters))
    rest = [one for one in letters[space:] if not one.char.isspace()]
    return letters[space - 1].right - line.left, rest[0].left if rest else line.left
