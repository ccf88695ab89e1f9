"""What a .docx file's styles and lists say about its paragraphs."""

import re
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from ewloe_desktop.intake.archive import Archive
from ewloe_desktop.intake.markup import child, every, name_of, value_of
from ewloe_desktop.intake.numbering import Counter, Level

FORMS = {
    "bullet": "bullet",
    "none": "none",
    "decimalZero": "zero",
    "lowerLetter": "lower",
    "upperLetter": "upper",
    "lowerRoman": "roman",
    "upperRoman": "ROMAN",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph or run is shown, as far as it matters here; -1 and "" are "not said"."""

    heading: int = 0
    role: str = ""
    bold: bool = False
    size: float = 0.0
    hidden: bool = False
    list_id: str = ""
    list_level: int = 0


@dataclass(slots=True)
class Styles:
    """The styles of one document."""

    raw: dict[str, Element] = field(default_factory=dict)
    start: Look = Look()
    paragraph: str = ""  # the style of paragraphs that name none
    known: dict[str, Look] = field(default_factory=dict)

    def look(self, style: str, depth: int = 0) -> Look:
        """The look a style gives, with what it takes over from the one it is based on."""
        if style in self.known:
            return self.known[style]
        element = self.raw.get(style)
        if element is None or depth > 20:
            return self.start
        base = value_of(child(element, "basedOn"))
        look = self.look(base, depth + 1) if base else self.start
        look = refined(look, child(element, "pPr"), child(element, "rPr"))
        self.known[style] = _named(look, value_of(child(element, "name")).casefold())
        return self.known[style]


def _named(look: Look, name: str) -> Look:
    if match := re.fullmatch(r"heading (\d)", name):
        return replace(look, heading=look.heading or int(match.group(1)))
    if name in ("title", "subtitle"):
        return replace(look, role=name)
    if match := re.fullmatch(r"list (bullet|number|letter)(?: \d)?", name):
        return replace(look, role=match.group(1))
    if re.fullmatch(r"toc \d|toc heading", name):
        return replace(look, role="contents")
    return look


def refined(look: Look, paragraph: Element | None, run: Element | None) -> Look:
    """The look with what a paragraph's and a run's own properties change."""
    if paragraph is not None:
        outline = value_of(child(paragraph, "outlineLvl"))
        if outline.isdigit():
            look = replace(look, heading=int(outline) + 1 if int(outline) < 6 else 0)
        numbers = child(paragraph, "numPr")
        if numbers is not None:
            level = value_of(child(numbers, "ilvl"))
            look = replace(look, list_id=value_of(child(numbers, "numId")) or look.list_id)
            look = replace(look, list_level=int(level) if level.isdigit() else look.list_level)
    if run is not None:
        size = value_of(child(run, "sz"))
        look = replace(look, size=int(size) / 2 if size.isdigit() else look.size)
        look = replace(look, bold=_switch(run, "b", look.bold), hidden=_switch(run, "vanish", look.hidden))
    return look


def _switch(run: Element, name: str, before: bool) -> bool:
    element = child(run, name)
    return before if element is None else value_of(element, default="1") not in ("0", "false", "off")


def read_styles(archive: Archive) -> Styles:
    """The document's styles; empty when it has none."""
    styles = Styles()
    if "word/styles.xml" not in archive.names:
        return styles
    root = archive.tree("word/styles.xml")
    styles.start = refined(Look(), None, child(root, "docDefaults", "rPrDefault", "rPr"))
    for element in root:
        if name_of(element) == "style":
            key = value_of(element, "styleId")
            styles.raw[key] = element
            if value_of(element, "type") == "paragraph" and value_of(element, "default") in ("1", "true"):
                styles.paragraph = key
    return styles


@dataclass(slots=True)
class Lists:
    """The numbered and bulleted lists of one document."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    number: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = field(default_factory=dict)
    counters: dict[str, Counter] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, list_id: str, level: int) -> tuple[str, str]:
        """(style, mark) of the next paragraph of a list."""
        if list_id not in self.number:
            return "", ""
        key, starts, levels = self.number[list_id]
        own = list_id if levels else key
        counter = self.counters.setdefault(own, Counter(levels or self.abstract.get(key, {})))
        first = (list_id, level) not in self.begun
        self.begun.add((list_id, level))
        return counter.next(level, starts.get(level) if first else None)


def read_lists(archive: Archive) -> Lists:
    """The document's lists; empty when it has none."""
    lists = Lists()
    if "word/numbering.xml" not in archive.names:
        return lists
    root = archive.tree("word/numbering.xml")
    for element in root:
        if name_of(element) == "abstractNum":
            lists.abstract[value_of(element, "abstractNumId")] = _levels(element)
        elif name_of(element) == "num":
            key = value_of(child(element, "abstractNumId"))
            starts: dict[int, int] = {}
            levels: dict[int, Level] = {}
            for override in every(element, "lvlOverride"):
                level, start = value_of(override, "ilvl"), value_of(child(override, "startOverride"))
                if level.isdigit() and start.isdigit():
                    starts[int(level)] = int(start)
                levels |= _levels(override)
            merged = {**lists.abstract.get(key, {}), **levels} if levels else {}
            lists.number[value_of(element, "numId")] = (key, starts, merged)
    return lists


def _levels(element: Element) -> dict[int, Level]:
    levels = {}
    for one in every(element, "lvl"):
        number, start = value_of(one, "ilvl"), value_of(child(one, "start"))
        form = value_of(child(one, "numFmt"), default="decimal")
        levels[int(number) if number.isdigit() else 0] = Level(
            FORMS.get(form, "decimal"), value_of(child(one, "lvlText")), int(start) if start.isdigit() else 1
        )
    return levels
