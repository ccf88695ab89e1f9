"""Takes out of a picture what a camera or a program wrote beside it: where and when, with what, and by whom."""

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"}
)
_APP_KEPT = frozenset({0xE0, 0xE2, 0xEE})  # JFIF, colour profile, Adobe's colour transform
_EXIF = b"Exif\0\0"


def bare(data: bytes) -> bytes:
    """The same picture without it, its pixels untouched and still the right way up; anything else as it is."""
    if data.startswith(_PNG):
        return _PNG + b"".join(_png(data))
    if data.startswith(b"\xff\xd8"):
        return b"\xff\xd8" + b"".join(_jpeg(data))
    return data


def _png(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 12 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        kind = data[at + 4 : at + 8]
        if kind in _PNG_KEPT:
            yield data[at : at + 12 + size]
        at += 12 + size
        if kind == b"IEND":
            return


def _jpeg(data: bytes) -> Iterator[bytes]:
    at, turned = 2, 1
    kept: list[bytes] = []
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        (size,) = struct.unpack_from(">H", data, at + 2)
        part = data[at : at + 2 + size]
        if mark == 0xDA:  # from here on only pixels, to the end
            break
        if mark == 0xE1 and part[4:10] == _EXIF:
            turned = _orientation(part[10:])
        if (mark not in range(0xE0, 0xF0) and mark != 0xFE) or mark in _APP_KEPT:
            kept.append(part)
        at += 2 + size
    if turned != 1:
        yield _only_orientation(turned)
    yield from kept
    end = data.rfind(b"\xff\xd9")
    yield data[at : end + 2] if end > at else data[at:]  # what hangs behind the end is no part of the picture


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:
        return 1
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    if first + 2 > len(tiff):
        return 1
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for entry in range(first + 2, min(first + 2 + 12 * count, len(tiff) - 11), 12):
        tag, kind = struct.unpack_from(f"{order}HH", tiff, entry)
        if (tag, kind) == (0x0112, 3):
            (turned,) = struct.unpack_from(f"{order}H", tiff, entry + 8)
            return turned if 1 <= turned <= 8 else 1
    return 1


def _only_orientation(turned: int) -> bytes:
    body = _EXIF + struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, turned, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
