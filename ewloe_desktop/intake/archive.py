"""A zipped document, examined before any of it is believed."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.limits import MEBI, Limits

CHUNK = 256 * 1024
DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
XML = (".xml", ".rels", ".svg", ".vml", ".rdf")
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, ValueError, OverflowError)


class Archive:
    """Parts of a zipped document; raises FileRefused for anything that a word processor would not write."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN:
            raise FileRefused("bad_zip") from None
        entries = self._zip.infolist()
        if len(entries) > limits.parts:
            raise FileRefused("too_many_parts", facts={"parts": len(entries), "most": limits.parts})
        self.names = frozenset(entry.filename for entry in entries)
        _check_names(entries)
        _check_sizes(entries, len(data), limits)
        for entry in entries:
            self._check_part(entry)

    def size(self, name: str) -> int:
        """A part's size unpacked, in bytes."""
        return self._zip.getinfo(name).file_size

    def read(self, name: str) -> bytes:
        """One part, whole."""
        with self.open(name) as part:
            try:
                return part.read()
            except BROKEN:
                raise FileRefused("bad_zip", facts={"part": name}) from None

    def open(self, name: str) -> IO[bytes]:
        """One part, to be read piece by piece."""
        try:
            return self._zip.open(name)
        except (KeyError, *BROKEN):
            raise FileRefused("damaged", facts={"part": name}) from None

    def elements(self, name: str) -> Iterator[tuple[str, Element]]:
        """The start and end of every element of a part, as they come; nothing outside the part is ever fetched."""
        with self.open(name) as part:
            try:
                yield from iterparse(part, events=("start", "end"), forbid_dtd=True)
            except DefusedXmlException:
                raise FileRefused("doctype", facts={"part": name}) from None
            except (ParseError, *BROKEN):
                raise FileRefused("damaged", facts={"part": name}) from None

    def tree(self, name: str) -> Element:
        """A small part's root element."""
        root: Element | None = None
        for _, element in self.elements(name):
            root = element if root is None else root
        if root is None:
            raise FileRefused("damaged", facts={"part": name})
        return root

    def _check_part(self, entry: zipfile.ZipInfo) -> None:
        """Unpacks the part once, in pieces: its size and checksum must be as declared, and no DOCTYPE in it."""
        xml, tail, size = entry.filename.lower().endswith(XML), b"", 0
        try:
            with self._zip.open(entry) as part:
                while piece := part.read(CHUNK):
                    xml = xml or (size == 0 and piece.lstrip()[:5] == b"<?xml")
                    size += len(piece)
                    if xml and _has_doctype(tail + piece):
                        raise FileRefused("doctype", facts={"part": entry.filename})
                    tail = piece[-32:]
        except BROKEN:
            raise FileRefused("bad_zip", facts={"part": entry.filename}) from None
        if size != entry.file_size:
            raise FileRefused("bad_zip", facts={"part": entry.filename})


def _has_doctype(piece: bytes) -> bool:
    return any(mark in piece for mark in DOCTYPES)


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if name.startswith("/") or "\\" in name or "\0" in name or re.search(r"(^|/)\.\.(/|$)|^[A-Za-z]:", name):
            raise FileRefused("bad_name", facts={"part": name})
        if name.casefold() in seen:
            raise FileRefused("bad_name", facts={"part": name})
        seen.add(name.casefold())
        if entry.flag_bits & 0x1:
            raise FileRefused("encrypted", facts={"part": name})


def _check_sizes(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_bytes:
        raise FileRefused("too_large", facts={"unpacked": total, "most": limits.unpacked_bytes})
    if total > limits.ratio * packed:
        raise FileRefused("ratio", facts={"ratio": total // max(packed, 1), "most": limits.ratio})
    for entry in entries:
        if entry.file_size > MEBI and entry.file_size > limits.ratio * max(entry.compress_size, 1):
            raise FileRefused("ratio", facts={"part": entry.filename, "most": limits.ratio})
