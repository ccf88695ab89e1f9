"""A PDF written section by section, archival and tagged like every sheet; its memory does not grow with its pages."""

import hashlib
import io
import struct
import zlib
from array import array
from collections.abc import Sequence
from datetime import UTC
from decimal import Decimal
from typing import BinaryIO

import pikepdf

from ewloe_desktop.documents import pdfa
from ewloe_desktop.documents.page import Paper
from ewloe_desktop.documents.tagging import Element, Mark, attribute_text

_CATALOG, _PAGES, _TREE, _ROOT, _PARENTS, _RESOURCES = range(1, 7)
_MOST = 500  # objects packed together
_ENTRY = struct.Struct(">BBIH")
Body = tuple[int, bytes]


class Leaf(Paper):
    """Paper whose pages are taken away as soon as they are drawn."""

    def begin(self, page: int, marks: int = 0) -> None:
        """Draws on a page of the section from here on; `marks` of it are given to what another stream draws."""
        self.page, self._marks, self._tagged = page, marks, True

    def take(self) -> tuple[bytes, int]:
        """What was drawn since `begin`, and how many marks the page has now."""
        code = self.canvas._code
        taken = "\n".join(code).encode("latin-1")
        code.clear()
        return taken, self._marks


class LongFile:
    """The file under way: draw with `paper`, hand over each section's pages and elements, then close."""

    def __init__(self, into: BinaryIO, about: pdfa.About, size: tuple[float, float]) -> None:
        self.paper = Leaf(size)
        self._into, self._about, self._size = into, about, size
        self._digest = hashlib.sha256()
        self._at = 0
        self._kinds, self._places, self._within = array("B", [0]), array("Q", [0]), array("I", [65535])
        for _ in range(_RESOURCES):
            self._number()
        self._pages, self._nums, self._sections = array("Q"), array("Q"), array("Q")
        self._bodies: list[Body] = []
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def stream(self, operators: bytes) -> int:
        """A page's operators, to be shown on one page or on many; gives its number."""
        number = self._number()
        self._stream(number, b"", zlib.compress(b"1 0 0 1 0 0 cm\n" + operators + b"\n"))
        return number

    def section(self, root: Element, pages: Sequence[Sequence[int]]) -> None:
        """Adds pages, each of some streams, and the elements that their marks belong to, pages counted from 0."""
        first = len(self._pages)
        numbers = [self._number() for _ in pages]
        marks: list[dict[int, int]] = [{} for _ in pages]
        self._sections.append(self._element(root, _ROOT, numbers, marks))
        width, height = self._size
        for place, (number, streams) in enumerate(zip(numbers, pages, strict=True)):
            contents = " ".join(f"{stream} 0 R" for stream in streams)
            said = f"<</Type/Page/Parent {_PAGES} 0 R/MediaBox[0 0 {width:.2f} {height:.2f}]"
            said += f"/Resources {_RESOURCES} 0 R/Contents[{contents}]/StructParents {first + place}>>"
            self._body(number, said.encode())
            self._pages.append(number)
            parents = self._number()
            found = marks[place]
            self._body(parents, b"[%s]" % b" ".join(b"%d 0 R" % found[n] for n in range(len(found))))
            self._nums.append(parents)
        self._flush()

    def close(self) -> None:
        """Writes what the pages share, and the end of the file."""
        self._shared()
        nums = b" ".join(b"%d %d 0 R" % pair for pair in enumerate(self._nums))
        self._body(_PARENTS, b"<</Nums[%s]>>" % nums)
        self._body(_PAGES, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self._pages), _references(self._pages)))
        tree = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>"
        self._body(_TREE, tree % (_ROOT, _PARENTS, len(self._pages)))
        kids = _references(self._sections)
        self._body(_ROOT, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (_TREE, kids))
        information = self._describe()
        self._flush()
        self._end(information)

    def _element(self, element: Element, parent: int, pages: Sequence[int], marks: list[dict[int, int]]) -> int:
        number = self._number()
        home = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        kids = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(f"{self._element(kid, number, pages, marks)} 0 R")
                continue
            assert isinstance(kid, Mark)  # fields and links stand in short files
            marks[kid.page][kid.number] = number
            away = kid.page != home
            kids.append(f"<</Type/MCR/Pg {pages[kid.page]} 0 R/MCID {kid.number}>>" if away else str(kid.number))
        said = f"<</Type/StructElem/S/{element.tag}/P {parent} 0 R"
        said += f"/Pg {pages[home]} 0 R" if home is not None else ""
        said += f"/Alt{_text(element.alt)}" if element.alt else ""
        said += f"/Lang{_text(element.language)}" if element.language else ""
        said += f"/A{attribute_text(element.attributes)}" if element.attributes else ""
        self._body(number, f"{said}/K[{' '.join(kids)}]>>".encode())
        return number

    def _shared(self) -> None:
        """Fonts and pictures, taken from one page on which reportlab has gathered them all."""
        with pikepdf.open(io.BytesIO(self.paper.close())) as carrier:
            copied: dict[tuple[int, int], int] = {}
            resources = carrier.pages[0].obj["/Resources"]
            self._body(_RESOURCES, self._plain(resources, copied))

    def _copy(self, value: pikepdf.Object, copied: dict[tuple[int, int], int]) -> bytes:
        if not isinstance(value, pikepdf.Object) or not value.is_indirect:
            return self._plain(value, copied)
        if value.objgen not in copied:
            number = copied[value.objgen] = self._number()
            if isinstance(value, pikepdf.Stream):
                entries = [(key, v) for key, v in value.stream_dict.items() if key != "/Length"]
                said = b"".join(key.encode() + b" " + self._copy(v, copied) for key, v in entries)
                self._stream(number, said, value.read_raw_bytes(), packed=False)
            else:
                self._body(number, self._plain(value, copied))
        return b"%d 0 R" % copied[value.objgen]

    def _plain(self, value: object, copied: dict[tuple[int, int], int]) -> bytes:
        if isinstance(value, pikepdf.Dictionary):
            return b"<<%s>>" % b" ".join(key.encode() + b" " + self._copy(v, copied) for key, v in value.items())
        if isinstance(value, pikepdf.Array):
            return b"[%s]" % b" ".join(self._copy(v, copied) for v in value)
        if isinstance(value, pikepdf.Object):
            return value.unparse()
        if isinstance(value, bool):
            return b"true" if value else b"false"
        return f"{value:f}".encode() if isinstance(value, Decimal) else str(value).encode()

    def _describe(self) -> int:
        about = self._about
        at = about.made_at.astimezone(UTC).replace(microsecond=0)
        when = _text(f"D:{at:%Y%m%d%H%M%S}Z")
        metadata, profile, information = self._number(), self._number(), self._number()
        xmp = pdfa.xmp(about, f"{at:%Y-%m-%dT%H:%M:%SZ}")
        self._stream(metadata, b"/Type/Metadata/Subtype/XML", xmp, packed=False)
        self._stream(profile, b"/N 3", zlib.compress(pdfa.profile()))
        facts = {"Title": about.title, "Author": about.author, "Subject": about.subject}
        facts |= {"Creator": pdfa.PRODUCER, "Producer": pdfa.PRODUCER}
        said = "".join(f"/{key}{_text(value)}" for key, value in facts.items())
        self._body(information, f"<<{said}/CreationDate{when}/ModDate{when}>>".encode())
        intent = f"<</Type/OutputIntent/S/GTS_PDFA1/DestOutputProfile {profile} 0 R"
        intent += "/OutputConditionIdentifier(sRGB)/Info(sRGB)>>"
        catalog = f"<</Type/Catalog/Pages {_PAGES} 0 R/StructTreeRoot {_TREE} 0 R/MarkInfo<</Marked true>>/Lang(en-GB)"
        catalog += f"/ViewerPreferences<</DisplayDocTitle true>>/Metadata {metadata} 0 R/OutputIntents[{intent}]>>"
        self._body(_CATALOG, catalog.encode())
        return information

    def _number(self) -> int:
        self._kinds.append(0)
        self._places.append(0)
        self._within.append(0)
        return len(self._kinds) - 1

    def _body(self, number: int, said: bytes) -> None:
        self._bodies.append((number, said))

    def _flush(self) -> None:
        """Packs what is waiting."""
        for start in range(0, len(self._bodies), _MOST):
            some, here = self._bodies[start : start + _MOST], self._number()
            head, body = [], bytearray()
            for place, (number, said) in enumerate(some):
                head.append(b"%d %d" % (number, len(body)))
                body += said + b"\n"
                self._kinds[number], self._places[number], self._within[number] = 2, here, place
            index = b" ".join(head) + b"\n"
            said = b"/Type/ObjStm/N %d/First %d" % (len(some), len(index))
            self._stream(here, said, zlib.compress(index + bytes(body)))
        self._bodies.clear()

    def _stream(self, number: int, said: bytes, data: bytes, *, packed: bool = True) -> None:
        self._kinds[number], self._places[number] = 1, self._at
        said += b"/Filter/FlateDecode" if packed else b""
        head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, said, len(data))
        self._write(head + data + b"\nendstream\nendobj\n")

    def _end(self, information: int) -> None:
        here, at = self._number(), self._at
        self._kinds[here], self._places[here] = 1, at
        table = self._table()
        name = self._digest.hexdigest()[:32]
        said = f"/Type/XRef/W[1 5 2]/Size {len(self._kinds)}/Root {_CATALOG} 0 R/Info {information} 0 R"
        self._stream(here, f"{said}/ID[<{name}><{name}>]".encode(), table)
        self._write(b"startxref\n%d\n%%%%EOF\n" % at)

    def _table(self) -> bytes:
        """Where every object stands, packed a piece at a time."""
        packer, packed = zlib.compressobj(), []
        for start in range(0, len(self._kinds), _MOST):
            some = slice(start, start + _MOST)
            rows = zip(self._kinds[some], self._places[some], self._within[some], strict=True)
            packed.append(packer.compress(b"".join(_ENTRY.pack(k, p >> 32, p & 0xFFFFFFFF, w) for k, p, w in rows)))
        return b"".join([*packed, packer.flush()])

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._at += len(data)
        self._into.write(data)


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _text(words: str) -> str:
    """A text string of a PDF."""
    return f"<FEFF{words.encode('utf-16-be').hex()}>"
