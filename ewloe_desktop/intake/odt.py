"""Reads .odt files. Runs in the child only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.domain.text import Kind, Reading
from ewloe_desktop.intake.archive import Archive
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.markup import Words, body_children, child, every, name_of, table, value_of
from ewloe_desktop.intake.numbering import Counter, Level
from ewloe_desktop.intake.parts import Part, plain, take_mark
from ewloe_desktop.intake.running import is_page_number
from ewloe_desktop.intake.shape import Findings, settle

FORMS = {"a": "lower", "A": "upper", "i": "roman", "I": "ROMAN", "": "none"}
SPACES = {"s": " ", "tab": " ", "line-break": " "}


@dataclass(frozen=True, slots=True)
class Look:
    """How words are shown, as far as it matters here."""

    bold: bool = False
    size: float = 0.0
    hidden: bool = False
    role: str = ""


@dataclass(slots=True)
class Styles:
    """The styles and lists of one document."""

    raw: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)

    def add(self, element: Element) -> None:
        """Notes every style below the element."""
        for one in element.iter():
            name = name_of(one)
            if name == "style":
                self.raw[value_of(one, "name")] = one
            elif name in ("list-style", "outline-style"):
                self.lists[value_of(one, "name") if name == "list-style" else "Outline"] = _levels(one)

    def look(self, style: str, base: Look, depth: int = 0) -> Look:
        """The look a style gives on top of another."""
        element = self.raw.get(style)
        if element is None or depth > 20:
            return base
        look = self.look(value_of(element, "parent-style-name"), base, depth + 1)
        properties = child(element, "text-properties")
        weight, size = value_of(properties, "font-weight"), value_of(properties, "font-size")
        line = value_of(properties, "text-underline-style")
        if weight or line:
            look = replace(look, bold=weight in ("bold", "600", "700", "800", "900") or line not in ("", "none"))
        if size.endswith("pt") and size[:-2].replace(".", "", 1).isdigit():
            look = replace(look, size=float(size[:-2]))
        if value_of(properties, "display") == "none":
            look = replace(look, hidden=True)
        return replace(look, role="title") if value_of(element, "name") == "Title" else look


def _levels(element: Element) -> dict[int, Level]:
    levels = {}
    for one in element:
        number = int(value_of(one, "level", "1")) - 1
        if name_of(one).endswith("level-style-bullet"):
            levels[number] = Level("bullet")
        elif name_of(one).endswith("level-style-number") or name_of(one) == "outline-level-style":
            form, shown = value_of(one, "num-format"), int(value_of(one, "display-levels", "1"))
            numbers = ".".join(f"%{level + 1}" for level in range(number - shown + 1, number + 1))
            pattern = f"{value_of(one, 'num-prefix')}{numbers}{value_of(one, 'num-suffix')}" if form else ""
            levels[number] = Level(FORMS.get(form, "decimal"), pattern, int(value_of(one, "start-value", "1")))
    return levels


def read_odt(data: bytes, limits: Limits, progress: Callable[[int, int], object]) -> Reading:
    """What an .odt file says; raises FileRefused."""
    archive = Archive(data, limits)
    if "content.xml" not in archive.names:
        raise FileRefused("damaged", facts={"part": "content.xml"})
    found, styles = Findings(), Styles()
    header = _styles(archive, styles, found)
    for element in body_children(archive.elements("content.xml"), "document-content"):
        styles.add(element) if name_of(element) == "automatic-styles" else None
        if name_of(element) == "body":
            break
    body = _Body(found, styles)
    parts: list[Part] = []
    for element in body_children(archive.elements("content.xml"), "text"):
        parts += body.block(element)
        if len(parts) > limits.blocks:
            raise FileRefused("too_large", facts={"blocks": len(parts), "most": limits.blocks})
        if len(parts) % 500 == 0:
            progress(len(parts), 0)
    parts += body.notes
    body.say()
    return settle(parts, found, 0, header=header)


def _styles(archive: Archive, styles: Styles, found: Findings) -> str:
    """Reads the named styles; leaves headers and footers out and gives the first header's words."""
    if "styles.xml" not in archive.names:
        return ""
    header = ""
    for element in body_children(archive.elements("styles.xml"), "document-styles"):
        styles.add(element)
        for part in element.iter():
            if name_of(part) in ("header", "footer", "header-first", "footer-first", "header-left", "footer-left"):
                for text in _paragraphs(part):
                    why = "page_number" if is_page_number(text) else f"running_{name_of(part)[:6]}"
                    found.leave(text, why)
                    header = header or (text if why == "running_header" else "")
    return header


def _paragraphs(element: Element) -> Iterator[str]:
    for one in every(element, "p"):
        if text := plain("".join(one.itertext())):
            yield text


class _Body:
    """Walks the document from block to block."""

    def __init__(self, found: Findings, styles: Styles) -> None:
        self._found, self._styles = found, styles
        self._counters: dict[str, Counter] = {}
        self._hidden: list[str] = []
        self._pictures = 0
        self.notes: list[Part] = []

    def block(self, element: Element, contents: bool = False) -> list[Part]:
        """The parts of one child of the text, a section, a cell or a frame."""
        name = name_of(element)
        if name in ("p", "h"):
            return self._paragraph(element, contents)
        if name == "list":
            return self._list(element, 0, "", contents)
        if name == "table":
            return [self._table(element)]
        if name == "tracked-changes":
            return self._changes(element)
        if name in ("table-of-content", "alphabetical-index", "illustration-index"):
            body = child(element, "index-body")
            return [] if body is None else [part for one in body for part in self.block(one, True)]
        if name in ("sequence-decls", "forms", "annotation", "table-of-content-source"):
            return []
        return [part for one in element for part in self.block(one, contents)]

    def _changes(self, element: Element) -> list[Part]:
        deleted = " ".join(text for one in every(element, "deletion") for text in _paragraphs(one))
        self._found.doubt("tracked_changes", deleted)
        self._found.leave(deleted, "deleted_text")
        return []

    def _table(self, element: Element) -> Part:
        return table([[self._cell(cell) for cell in _cells(row)] for row in _rows(element)])

    def _cell(self, cell: Element) -> list[Part]:
        return [] if name_of(cell) == "covered-table-cell" else [part for one in cell for part in self.block(one)]

    def _paragraph(self, element: Element, contents: bool) -> list[Part]:
        look = self._styles.look(value_of(element, "style-name"), Look())
        words = Words()
        self._walk(element, look, words)
        part = Part(words.text, size=words.size or look.size, bold=words.all_bold)
        part.role = "contents" if contents else look.role
        if name_of(element) == "h" and plain(part.text):
            level = value_of(element, "outline-level", "1")
            part.kind, part.level = Kind.HEADING, min(6, int(level)) if level.isdigit() else 1
            part.mark = self._mark("Outline", part.level - 1)[1]
        return [part, *words.after]

    def _mark(self, style: str, level: int) -> tuple[str, str]:
        counter = self._counters.setdefault(style, Counter(self._styles.lists.get(style, {})))
        return counter.next(level)

    def _list(self, element: Element, level: int, outer: str, contents: bool) -> list[Part]:
        style = value_of(element, "style-name") or outer
        if level == 0 and value_of(element, "continue-numbering") != "true" and not value_of(element, "continue-list"):
            self._counters.pop(style, None)
        parts: list[Part] = []
        for item in element:
            fresh = name_of(item) == "list-item"
            for one in item:
                if name_of(one) == "list":
                    parts += self._list(one, level + 1, style, contents)
                    continue
                made = self.block(one, contents)
                if fresh and made and plain(made[0].text):
                    self._item(made[0], style, level)
                    fresh = False
                parts += made
        return parts

    def _item(self, part: Part, style: str, level: int) -> None:
        """The sign or number that the file's list puts before the paragraph."""
        kind, mark = self._mark(style, level)
        if part.kind is Kind.HEADING:
            part.mark = part.mark or mark
            return
        if not kind and style in self._styles.lists:
            return
        part.kind, part.style, part.mark, part.level = Kind.ITEM, kind or "bullet", mark, level + 1
        taken = take_mark(plain(part.text))
        if part.style == "bullet" and taken and taken[0] == "bullet":
            part.text = taken[2]

    def _walk(self, element: Element, look: Look, words: Words) -> None:
        self._text(element.text, look, words)
        for one in element:
            name = name_of(one)
            if name in SPACES:
                words.add(SPACES[name])
            elif name == "span":
                self._walk(one, self._styles.look(value_of(one, "style-name"), look), words)
            elif name == "annotation":
                text = " ".join(_paragraphs(one))
                self._found.leave(text, "comment")
                self._found.doubt("comments", text)
            elif name == "note":
                self._note(one, words)
            elif name in ("text-box", "image"):
                self._pictures += name == "image"
                words.after += [part for inner in one for part in self.block(inner)] if name == "text-box" else []
            elif name not in ("annotation-end", "ruby-text", "desc", "title"):
                self._walk(one, look, words)
            self._text(one.tail, look, words)

    def _note(self, element: Element, words: Words) -> None:
        mark = f"[{len(self.notes) + 1}]"
        words.add(mark)
        body = child(element, "note-body")
        text = " ".join(_paragraphs(body)) if body is not None else ""
        self.notes.append(Part(text, Kind.ITEM, 1, "number", mark))

    def _text(self, text: str | None, look: Look, words: Words) -> None:
        if not text:
            return
        if look.hidden:
            self._hidden.append(text)
        else:
            words.add(text, look.bold, look.size)

    def say(self) -> None:
        """Tells what was left out on the way."""
        if hidden := plain(" ".join(self._hidden)):
            self._found.doubt("hidden_text", hidden)
            self._found.leave(hidden, "hidden_text")
        if self._pictures:
            self._found.doubt("pictures", str(self._pictures))


def _rows(element: Element) -> Iterator[Element]:
    for one in element:
        if name_of(one) == "table-row":
            yield one
        elif name_of(one) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(one)


def _cells(row: Element) -> Iterator[Element]:
    """The row's cells; one that is repeated stands as often, within reason."""
    for one in row:
        if name_of(one) in ("table-cell", "covered-table-cell"):
            times = value_of(one, "number-columns-repeated", "1")
            for _ in range(min(int(times), 50) if times.isdigit() else 1):
                yield one
