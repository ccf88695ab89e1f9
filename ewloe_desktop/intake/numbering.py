"""Counts the numbers a word processor shows before its paragraphs but does not write into them."""

from dataclasses import dataclass, field

ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is shown: form is bullet, decimal, zero, lower, upper, roman, ROMAN or none."""

    form: str = "none"
    pattern: str = ""  # "%1.%2)": each %n is the number of level n
    start: int = 1


@dataclass(slots=True)
class Counter:
    """The numbers of one list, level by level."""

    levels: dict[int, Level]
    now: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, start: int | None = None) -> tuple[str, str]:
        """(style, mark) of the next paragraph at this level, as shown; ("", "") when none is shown."""
        shown = self.levels.get(level, Level())
        first = shown.start if start is None else start
        self.now[level] = first if start is not None else self.now.get(level, first - 1) + 1
        for deeper in [one for one in self.now if one > level]:
            del self.now[deeper]
        if shown.form == "bullet":
            return "bullet", ""
        mark = shown.pattern
        for one in range(level + 1):
            here = self.levels.get(one, Level())
            mark = mark.replace(f"%{one + 1}", written(self.now.get(one, here.start), here.form))
        if shown.form == "none" or not mark.strip():
            return "", ""
        return ("letter" if shown.form in ("lower", "upper") else "number"), mark.strip()


def written(number: int, form: str) -> str:
    """The number in the given form."""
    if form in ("lower", "upper"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upper" else letter
    if form in ("roman", "ROMAN"):
        return _roman(number).upper() if form == "ROMAN" else _roman(number)
    if form == "none":
        return ""
    return f"{number:02d}" if form == "zero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text
