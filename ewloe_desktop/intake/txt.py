"""Reads plain text, often taken from a PDF: page headers in the middle of sentences, signs for bullets."""

import codecs
import re
from collections import Counter
from collections.abc import Callable

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.domain.text import Reading
from ewloe_desktop.intake.front import is_blank_approval
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.parts import Part, ends, join, plain, starts_low, take_mark
from ewloe_desktop.intake.running import is_page_number, running_lines
from ewloe_desktop.intake.shape import Findings, settle

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WELSH = str.maketrans("ðþÐÞ", "ŵŷŴŶ")  # the same bytes in the Welsh character set
WRAPPED = 200  # no paragraph of a text with shorter lines stands on one line


def read_txt(data: bytes, limits: Limits, progress: Callable[[int, int], object]) -> Reading:
    """What a text file says; raises FileRefused with the line that cannot be read."""
    found = Findings()
    lines = _lines(decode(data, found), limits)
    progress(1, 2)
    chunks, title = _chunks(lines, found)
    reading = settle(_parts(chunks), found, 0, named=title)
    progress(2, 2)
    return reading


def decode(data: bytes, found: Findings) -> str:
    """The letters, never with a replacement in them; raises FileRefused with the line."""
    for mark, code in BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], code)
    if b"\0" in data:
        wide = _wide(data)
        if wide is None:
            raise FileRefused("not_text", facts={"line": data[: data.index(b"\0")].count(b"\n") + 1})
        return _strictly(data, wide)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _one_byte(data, error.start, found)


def _strictly(data: bytes, code: str) -> str:
    try:
        text = data.decode(code)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(code, "ignore").count("\n") + 1
        raise FileRefused("not_text", facts={"line": line}) from None
    if "\0" in text:
        raise FileRefused("not_text", facts={"line": text[: text.index("\0")].count("\n") + 1})
    return text


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark shows in zeros at every other place."""
    sample = data[: 4096 - len(data[:4096]) % 2]
    low, high = sample[1::2].count(0), sample[0::2].count(0)
    half = max(1, len(sample) // 2)
    if len(data) % 2 == 0 and low > 0.6 * half and not high:
        return "utf-16-le"
    if len(data) % 2 == 0 and high > 0.6 * half and not low:
        return "utf-16-be"
    return None


def _one_byte(data: bytes, at: int, found: Findings) -> str:
    """Windows letters, with the Welsh ones; refused when the file is mostly UTF-8 and only damaged."""
    if re.search(rb"[\xc3-\xc5][\x80-\xbf]|\xe2\x80[\x80-\xbf]", data):
        raise FileRefused("not_text", facts={"line": data[:at].count(b"\n") + 1})
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise FileRefused("not_text", facts={"line": data[: error.start].count(b"\n") + 1}) from None
    welsh = text.translate(WELSH)
    words = [word for word in welsh.split() if not word.isascii()]
    found.doubt("letters_guessed", ", ".join(dict.fromkeys(words[:20])))
    return welsh


def _lines(text: str, limits: Limits) -> list[str]:
    """Lines, a form feed at the start of one that begins a page; raises FileRefused."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    text = re.sub(r"\n?\f\n?", "\n\f", text)
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > limits.line:
            raise FileRefused("too_long_line", facts={"line": number, "most": limits.line})
        if sum(char < " " and char not in "\t\f" for char in line) > 0:
            raise FileRefused("not_text", facts={"line": number})
    if len(lines) > 4 * limits.blocks:
        raise FileRefused("too_large", facts={"lines": len(lines), "most": 4 * limits.blocks})
    return lines


def _chunks(lines: list[str], found: Findings) -> tuple[list[tuple[bool, list[str]]], str]:
    """Lines that stand together, each with whether a page begins there; and the running title, if there is one."""
    running = running_lines(lines)
    chunks: list[tuple[bool, list[str]]] = []
    fresh, now, title = False, list[str](), ""
    for line in [*lines, ""]:
        text = plain(line)
        breaks = line.startswith("\f")
        gone = text in running or ((bool(running) or breaks or fresh) and is_page_number(text))
        if (not text or gone or breaks) and now:
            chunks.append((fresh, now))
            fresh, now = False, []
        if gone:
            title = _leave(text, title, running, found)
        elif text:
            now.append(line.strip("\f").rstrip())
        fresh = fresh or gone or breaks
    return chunks, title


def _leave(text: str, title: str, running: set[str], found: Findings) -> str:
    """Leaves one running line out; the first of the lines that repeat is kept as the title."""
    if is_page_number(text):
        found.leave(text, "page_number")
    elif title or not any(char.isalpha() for char in text):
        found.leave(text, "running_header")
    else:
        return text
    return title


def _parts(chunks: list[tuple[bool, list[str]]]) -> list[Part]:
    lengths = Counter(len(line) for _, chunk in chunks for line in chunk)
    longest = max(lengths, default=0)
    width = _usual_width(lengths) if longest <= WRAPPED else 0
    parts: list[Part] = []
    for fresh, chunk in chunks:
        pieces = _unwrapped(chunk, width)
        pieces[0].breaks = fresh
        parts += pieces
    return parts


def _usual_width(lengths: Counter[int]) -> int:
    """The width the lines were wrapped at: nine of ten are not longer."""
    total, seen = sum(lengths.values()), 0
    for length in sorted(lengths):
        seen += lengths[length]
        if seen >= 0.9 * total:
            return length
    return 0


def _unwrapped(chunk: list[str], width: int) -> list[Part]:
    """Paragraphs of lines that stand together; `width` 0: every line is one."""
    parts: list[Part] = []
    last = ""
    for line in chunk:
        text, indent = plain(line), len(line) - len(line.lstrip())
        marked = take_mark(text, small_o=True) is not None
        blank = is_blank_approval(text, True) or (last and is_blank_approval(plain(last), True))
        if parts and width and not marked and not blank and _runs_on(last, text, width):
            parts[-1].text = join(parts[-1].text, text)
            parts[-1].lines += 1
        else:
            parts.append(Part(text, indent=indent, role="listed" if marked and _listed(chunk) else ""))
        parts[-1].ran_on = len(line) >= 0.8 * width if width else not ends(text)
        last = line
    return parts


def _listed(chunk: list[str]) -> bool:
    """Whether more lines than this one begin with a list sign, so that "o" is one."""
    return sum(take_mark(plain(line), small_o=True) is not None for line in chunk) > 1


def _runs_on(last: str, text: str, width: int) -> bool:
    """Whether a line goes on in the next one: its first word would not have fitted, or it cannot begin anything."""
    room = width - len(last.rstrip())
    return starts_low(text) or len(text.split(" ", 1)[0]) + 1 > room - 0.08 * width
