"""Reads .docx files. Runs in the child only."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.domain.text import FORM, Kind, Reading
from ewloe_desktop.intake.archive import Archive
from ewloe_desktop.intake.docx_styles import Lists, Look, Styles, read_lists, read_styles, refined
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.markup import Words, body_children, child, every, name_of, table, value_of
from ewloe_desktop.intake.parts import PRIVATE, Part, folded, plain, take_mark
from ewloe_desktop.intake.running import is_page_number
from ewloe_desktop.intake.second_reader import doubt_missing
from ewloe_desktop.intake.shape import Findings, as_written, settle

MAIN, CORE = "word/document.xml", "docProps/core.xml"
LISTED = ("bullet", "number", "letter")
SILENT = {"pPr", "rPr", "tblPr", "tcPr", "trPr", "sdtPr", "sdtEndPr", "sectPr", "rt", "instrText", "binData", "fldData"}
SPACES = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
GONE = {"del", "moveFrom"}


def read_docx(data: bytes, limits: Limits, progress: Callable[[int, int], object]) -> Reading:
    """What a .docx file says; raises FileRefused."""
    archive = Archive(data, limits)
    if MAIN not in archive.names:
        raise FileRefused("damaged", facts={"part": MAIN})
    found = Findings()
    own = is_own(archive)
    body = _Body(found, read_styles(archive), read_lists(archive), own)
    parts: list[Part] = []
    for element in body_children(archive.elements(MAIN), "body"):
        parts += body.block(element)
        if len(parts) > limits.blocks:
            raise FileRefused("too_large", facts={"blocks": len(parts), "most": limits.blocks})
        if len(parts) % 500 == 0:
            progress(len(parts), 0)
    parts += body.notes(archive)
    header = _running(archive, body, found)
    _comments(archive, found)
    body.say()
    reading = as_written(parts, found) if own else settle(parts, found, 0, header=header)
    return doubt_missing(data, archive.size(MAIN), reading)


def is_own(archive: Archive) -> bool:
    """Whether the app wrote this file: then its styles say what is what, and nothing is guessed."""
    if CORE not in archive.names:
        return False
    return any(FORM in (one.text or "") for one in every(archive.tree(CORE), "keywords"))


class _Body:
    """Walks the document from block to block."""

    def __init__(self, found: Findings, styles: Styles, lists: Lists, own: bool) -> None:
        self._found, self._styles, self._lists, self._own = found, styles, lists, own
        self._fields: list[str] = []  # codes of the fields that are open
        self._deleted: list[str] = []
        self._hidden: list[str] = []
        self._inserted = self._pictures = 0
        self._notes: list[tuple[str, str]] = []  # kind and id in the order they are called

    def block(self, element: Element) -> list[Part]:
        """The parts of one child of the body, a cell or a frame."""
        name = name_of(element)
        if name == "p":
            return self._paragraph(element)
        if name == "tbl":
            return [table([self._row(row) for row in _own(element)])]
        if name in GONE:
            self._deleted += [one.text or "" for one in every(element, "delText")]
            return []
        if name in SILENT:
            return []
        if name == "altChunk":
            self._found.doubt("embedded", value_of(element, "id"))
            return []
        parts = [part for one in element for part in self.block(one)]
        if name == "sdt" and "Table of Contents" in {value_of(one) for one in every(element, "docPartGallery")}:
            for part in parts:
                part.role = "contents"
        return parts

    def _row(self, row: Element) -> list[list[Part]]:
        cells: list[list[Part]] = []
        for cell in _own(row):
            properties = child(cell, "tcPr")
            span = value_of(child(properties, "gridSpan"), default="1")
            cells.append([part for one in cell for part in self.block(one)])
            cells += [[] for _ in range(min(int(span), 50) - 1 if span.isdigit() else 0)]
        return cells

    def _paragraph(self, element: Element) -> list[Part]:
        properties = child(element, "pPr")
        style = value_of(child(properties, "pStyle")) or self._styles.paragraph
        look = refined(self._styles.look(style), properties, None)
        contents = self._in_contents()
        words = Words()
        self._walk(element, look, words)
        role = "contents" if contents or self._in_contents() else look.role
        part = Part(words.text, size=words.size or look.size, bold=words.all_bold, role=role)
        said = self._own or bool(plain(part.text))
        if look.heading and said:
            part.kind, part.level = Kind.HEADING, look.heading
        if said and look.list_id not in ("", "0"):
            self._number(part, look)
        if self._own and look.role in LISTED and part.kind in (None, Kind.ITEM):
            part.kind, part.style, part.level = Kind.ITEM, look.role, look.list_level + 1
        return [part, *words.after]

    def _number(self, part: Part, look: Look) -> None:
        """The sign or number that the file's list puts before the paragraph."""
        part.style, part.mark = self._lists.next(look.list_id, look.list_level)
        if not part.style:
            return
        part.level = part.level or look.list_level + 1
        if part.kind is None:
            part.kind = Kind.ITEM
            taken = take_mark(plain(part.text))
            if taken and taken[0] == "bullet" and not self._own:
                part.text = taken[2]

    def _walk(self, element: Element, look: Look, words: Words) -> None:
        for one in element:
            name = name_of(one)
            if name in SILENT:
                self._code(one, name)
            elif name in ("t", "delText"):
                self._text(one.text or "", look, words, name)
            elif name in SPACES:
                words.add(SPACES[name])
            elif name in GONE:
                self._deleted += [text.text or "" for text in one.iter() if name_of(text) in ("delText", "t")]
            elif name == "r":
                self._walk(one, self._run_look(look, child(one, "rPr")), words)
            else:
                self._other(one, name, look, words)

    def _run_look(self, look: Look, properties: Element | None) -> Look:
        """The look of a run; a line under words that are no link sets them off as bold does."""
        style = value_of(child(properties, "rStyle"))
        if self._styles.look(style).bold if style else value_of(child(properties, "u")) not in ("", "none"):
            look = replace(look, bold=True)
        return refined(look, None, properties)

    def _other(self, one: Element, name: str, look: Look, words: Words) -> None:
        """The less usual things in a paragraph."""
        if name == "sym":
            code = int(value_of(one, "char", "0") or "0", 16)
            words.add(PRIVATE.get(code | 0xF000 if code < 0x100 else code, ""), look.bold)
        elif name == "fldChar":
            self._field(value_of(one, "fldCharType"))
        elif name in ("footnoteReference", "endnoteReference"):
            self._notes.append((name.removesuffix("Reference"), value_of(one, "id")))
            words.add(f"[{len(self._notes)}]", look.bold)
        elif name == "AlternateContent":
            choice = child(one, "Choice")
            self._walk(choice if choice is not None else one, look, words)
        elif name == "txbxContent":
            words.after += [part for inner in one for part in self.block(inner)]
        elif name == "pic":
            self._pictures += 1
        elif name == "docPr":
            self._found.leave(value_of(one, "descr"), "picture")
        else:
            self._inserted += name in ("ins", "moveTo")
            self._walk(one, look, words)

    def _text(self, text: str, look: Look, words: Words, name: str) -> None:
        if name == "delText":
            self._deleted.append(text)
        elif look.hidden:
            self._hidden.append(text)
        else:
            words.add(text, look.bold, look.size)

    def _code(self, one: Element, name: str) -> None:
        if name == "instrText" and self._fields:
            self._fields[-1] += one.text or ""

    def _field(self, what: str) -> None:
        if what == "begin":
            self._fields.append("")
        elif what == "end" and self._fields:
            self._fields.pop()

    def _in_contents(self) -> bool:
        return any(code.strip().upper().startswith("TOC") for code in self._fields)

    def notes(self, archive: Archive) -> list[Part]:
        """The foot and end notes, numbered as they are called."""
        parts: list[Part] = []
        known: dict[tuple[str, str], Element] = {}
        for kind in {kind for kind, _ in self._notes}:
            if f"word/{kind}s.xml" in archive.names:
                root = archive.tree(f"word/{kind}s.xml")
                known |= {(kind, value_of(one, "id")): one for one in every(root, kind)}
        for number, key in enumerate(list(self._notes), 1):
            if key in known:
                inner = [part for one in known[key] for part in self.block(one)]
                text = " ".join(part.text for part in inner)
                parts.append(Part(text, Kind.ITEM, 1, "number", f"[{number}]"))
        return parts

    def words_of(self, root: Element) -> Iterator[str]:
        """The paragraphs of another part of the file as plain words."""
        for one in every(root, "p"):
            words = Words()
            self._walk(one, Look(), words)
            if text := plain(words.text):
                yield text

    def say(self) -> None:
        """Tells what was left out on the way."""
        deleted, hidden = plain("".join(self._deleted)), plain("".join(self._hidden))
        if deleted or self._inserted:
            self._found.doubt("tracked_changes", deleted)
            self._found.leave(deleted, "deleted_text")
        if hidden:
            self._found.doubt("hidden_text", hidden)
            self._found.leave(hidden, "hidden_text")
        if self._pictures:
            self._found.doubt("pictures", str(self._pictures))


def _own(element: Element) -> Iterator[Element]:
    """A table's own rows or a row's own cells, not those of tables within it."""
    for one in element:
        if name_of(one) in ("tr", "tc"):
            yield one
        elif name_of(one) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _own(one)


def _running(archive: Archive, body: _Body, found: Findings) -> str:
    """Leaves headers and footers out and gives the first header's words."""
    header = ""
    for name in sorted(archive.names):
        if match := re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            for text in body.words_of(archive.tree(name)):
                numbered = is_page_number(text) or folded(text) in ("page", "tudalen")
                why = "page_number" if numbered else f"running_{match.group(1)}"
                found.leave(text, why)
                header = header or (text if why == "running_header" else "")
    return header


def _comments(archive: Archive, found: Findings) -> None:
    if "word/comments.xml" in archive.names:
        for comment in every(archive.tree("word/comments.xml"), "comment"):
            text = "".join(one.text or "" for one in every(comment, "t"))
            found.leave(text, "comment")
            found.doubt("comments", text)
