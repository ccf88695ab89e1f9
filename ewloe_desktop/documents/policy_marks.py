"""The numbers and letters of a policy as lists that a word processor counts on by itself."""

import re
from dataclasses import dataclass, field

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ewloe_desktop.domain.text import Block, Kind

DEPTH = 9  # levels a list of a word processor has
MOST = 32_767  # the highest number a list of Word begins with
STEP = 567  # a centimetre, in twentieths of a point
SIGNS = ("•", "–", "▪")
_COUNTED = re.compile(r"(?P<before>.*?)(?P<count>\d+|[ivxl]+|[IVXL]+|[A-Za-z])(?P<after>[^\w%]*)")
_ROMAN = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))


@dataclass(slots=True)
class Lists:
    """Gives every marked block the list whose next number is its mark; each list is written down once."""

    root: BaseOxmlElement
    _going: dict[tuple[str, int, str, str, str], tuple[int, int]] = field(default_factory=dict)
    _bullets: int = 0
    _count: int = 0
    _made: list[tuple[BaseOxmlElement, BaseOxmlElement]] = field(default_factory=list)

    def number_of(self, block: Block) -> int:
        """The list of a heading or an item; 0 when nothing stands before its words."""
        level = level_of(block)
        if block.style == "bullet" and not block.mark:
            self._bullets = self._bullets or self._list([("bullet", SIGNS[n % 3], 1) for n in range(DEPTH)])
            return self._bullets
        if not block.mark:
            return 0
        for form, before, count, after in _ways(block.mark):
            key = (block.kind.value, level, form, before, after)
            if key in self._going and self._going[key][1] == count:
                self._going[key] = (self._going[key][0], count + 1)
                return self._going[key][0]
        form, before, count, after = _best(block.mark)
        if not form:
            return self._list(_levels(level, "decimal", block.mark, 1), block.kind is Kind.HEADING)
        pattern = f"{before}%{level + 1}{after}"
        made = self._list(_levels(level, form, pattern, count), block.kind is Kind.HEADING)
        self._going[(block.kind.value, level, form, before, after)] = (made, count + 1)
        return made

    def write(self) -> None:
        """Puts the lists in the file: first how each looks, then each by its number."""
        for one in list(self.root):
            self.root.remove(one)
        for looks, _ in self._made:
            self.root.append(looks)
        for _, number in self._made:
            self.root.append(number)

    def _list(self, levels: list[tuple[str, str, int]], heading: bool = False) -> int:
        self._count += 1
        looks = _element("w:abstractNum", abstractNumId=self._count)
        looks.append(_element("w:multiLevelType", val="multilevel"))
        for place, (form, pattern, start) in enumerate(levels):
            looks.append(_level(place, form, pattern, start, heading))
        number = _element("w:num", numId=self._count)
        number.append(_element("w:abstractNumId", val=self._count))
        self._made.append((looks, number))
        return self._count


def level_of(block: Block) -> int:
    """A block's level as a list counts it, from 0."""
    return min(max(block.level, 1), DEPTH) - 1


def _levels(level: int, form: str, pattern: str, start: int) -> list[tuple[str, str, int]]:
    usual = [("decimal", f"%{n + 1}.", 1) for n in range(DEPTH)]
    return [*usual[:level], (form, pattern, start), *usual[level + 1 :]]


def _level(place: int, form: str, pattern: str, start: int, heading: bool) -> BaseOxmlElement:
    level = _element("w:lvl", ilvl=place)
    level.append(_element("w:start", val=start))
    level.append(_element("w:numFmt", val=form))
    level.append(_element("w:suff", val="space" if heading else "tab"))
    level.append(_element("w:lvlText", val=pattern))
    level.append(_element("w:lvlJc", val="left"))
    looks = _element("w:pPr")
    indent = (0, 0) if heading else (STEP * (place + 1), STEP)
    looks.append(_element("w:ind", left=indent[0], hanging=indent[1]))
    level.append(looks)
    return level


def _ways(mark: str) -> list[tuple[str, str, int, str]]:
    """The ways a mark can be counted: (form, before, count, after)."""
    match = _COUNTED.fullmatch(mark)
    if match is None or "%" in mark:
        return []
    before, written, after = match["before"], match["count"], match["after"]
    if written.isdigit():
        plain = written.isascii() and str(int(written)) == written and int(written) < MOST
        return [("decimal", before, int(written), after)] if plain else []
    ways = []
    small = written.lower()
    if _roman(_value(small)) == small:
        ways.append(("lowerRoman" if written.islower() else "upperRoman", before, _value(small), after))
    if len(written) == 1:
        ways.append(("lowerLetter" if written.islower() else "upperLetter", before, ord(small) - 96, after))
    return ways


def _best(mark: str) -> tuple[str, str, int, str]:
    """How a list begins whose first mark this is: at one where it can; form "" when it is not counted at all."""
    ways = _ways(mark)
    return next((way for way in ways if way[2] == 1), ways[-1] if ways else ("", "", 0, ""))


def _value(written: str) -> int:
    worth = {"i": 1, "v": 5, "x": 10, "l": 50}
    figures = [worth.get(letter, 0) for letter in written]
    return sum(-a if a < b else a for a, b in zip(figures, [*figures[1:], 0], strict=True))


def _roman(number: int) -> str:
    text = ""
    for letters, value in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _element(name: str, **attributes: object) -> BaseOxmlElement:
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made
