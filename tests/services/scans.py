"""Small real scans: forms as a scanner gives them."""

import io

from PIL import Image


def scan(pages: int = 1) -> bytes:
    """A PDF of so many empty pages."""
    out = io.BytesIO()
    first, *more = (Image.new("1", (16, 24), 1) for _ in range(pages))
    first.save(out, "PDF", save_all=True, append_images=more)
    return out.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture of one colour, with a place and a camera in it where the kind holds them."""
    out = io.BytesIO()
    camera = Image.Exif()
    camera[271] = "Sampl Camera"
    camera.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", size, "grey").save(out, kind, exif=camera)
    return out.getvalue()


SCAN = scan()
