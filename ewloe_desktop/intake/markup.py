"""What reading .docx and .odt has in common: elements by their plain names, and words gathered with their look."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ewloe_desktop.domain.text import Kind
from ewloe_desktop.intake.parts import Part


def name_of(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def value_of(element: Element | None, attribute: str = "val", default: str = "") -> str:
    """An attribute by its plain name."""
    if element is not None:
        for key, value in element.attrib.items():
            if key.rsplit("}", 1)[-1] == attribute:
                return value
    return default


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of that name, and its first child of the next name, and so on."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if name_of(one) == name), None)
    return element


def every(element: Element, name: str) -> Iterator[Element]:
    """All elements of that name anywhere within."""
    return (one for one in element.iter() if name_of(one) == name)


def body_children(events: Iterator[tuple[str, Element]], body: str) -> Iterator[Element]:
    """The children of the element called `body`, one after another, each forgotten when the next is asked for."""
    path: list[Element] = []
    at = -1
    for event, element in events:
        if event == "start":
            path.append(element)
            if at < 0 and name_of(element) == body:
                at = len(path)
            continue
        path.pop()
        if len(path) == at and path and name_of(path[-1]) == body:
            yield element
            path[-1].remove(element)


@dataclass(slots=True)
class Words:
    """The words of one paragraph as they are gathered."""

    pieces: list[str] = field(default_factory=list)
    bold: int = 0  # letters
    plain: int = 0
    size: float = 0.0
    after: list[Part] = field(default_factory=list)  # what stands in frames anchored here

    def add(self, text: str, bold: bool = False, size: float = 0.0) -> None:
        """Puts words on at the end."""
        letters = sum(char.isalnum() for char in text)
        self.bold += letters if bold else 0
        self.plain += 0 if bold else letters
        self.size = max(self.size, size) if letters else self.size
        self.pieces.append(text)

    @property
    def text(self) -> str:
        """All of them."""
        return "".join(self.pieces)

    @property
    def all_bold(self) -> bool:
        """Whether every letter is bold."""
        return self.bold > 0 and self.plain == 0


def table(rows: list[list[list[Part]]]) -> Part:
    """A table of cells of parts."""
    inner = [part for row in rows for cell in row for part in cell]
    for part in inner:
        part.boxed = True
    width = max((len(row) for row in rows), default=0)
    cells = tuple(tuple(" ".join(_shown(part) for part in cell) for cell in row) for row in rows)
    return Part(kind=Kind.TABLE, rows=tuple(row + ("",) * (width - len(row)) for row in cells), inner=inner)


def _shown(part: Part) -> str:
    if part.kind is Kind.TABLE:
        return " ".join(cell for row in part.rows for cell in row if cell)
    return f"{part.mark} {part.text}".strip()
