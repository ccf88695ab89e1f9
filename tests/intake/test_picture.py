"""A small reference picture holds nothing but what is seen, and no picture can fill the memory."""

import io
import struct
import zlib

import pytest
from PIL import Image

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.picture import small_picture


def taken(size: tuple[int, int] = (1600, 1200), kind: str = "JPEG", turned: int = 1) -> bytes:
    """A picture with all that a camera writes beside it."""
    picture = Image.radial_gradient("L").resize(size).convert("RGB")
    exif = picture.getexif()
    exif[0x010F], exif[0x0112] = "Sample Camera", turned
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, kind, exif=exif, **({"comment": b"taken at home"} if kind == "JPEG" else {}))
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        small_picture(data, "picture.jpg")
    return caught.value.reason


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is enormous."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_is_a_small_jpeg_without_anything_the_camera_wrote(kind: str) -> None:
    small = small_picture(taken(kind=kind))
    with Image.open(io.BytesIO(small)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (640, 480))
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Sample" not in small and b"home" not in small


def test_a_picture_held_sideways_is_turned_upright() -> None:
    with Image.open(io.BytesIO(small_picture(taken(turned=6)))) as picture:
        assert picture.size == (480, 640)


def test_a_small_picture_is_not_made_larger() -> None:
    with Image.open(io.BytesIO(small_picture(taken((80, 60))))) as picture:
        assert picture.size == (80, 60)


def test_a_clear_ground_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(small_picture(out.getvalue()))) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("reason", "data"),
    [
        ("empty", b""),
        ("not_picture", b"GIF89a" + bytes(40)),
        ("not_picture", b"%!PS-Adobe-3.0 EPSF-3.0"),
        ("not_picture", b"words"),
        ("not_picture", taken()[:3000]),
        ("too_large", bomb(50_000, 50_000)),
        ("not_picture", bomb(9_000, 9_000)),
    ],
)
def test_bombs_and_what_is_no_picture_are_refused(reason: str, data: bytes) -> None:
    assert refused(data) == reason
