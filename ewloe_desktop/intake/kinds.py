"""What a file is, told from its content and never from its name."""

import codecs

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.archive import Archive
from ewloe_desktop.intake.limits import Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
STRANGERS = (  # first bytes, and what to call it
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"RIFF", "picture"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"%!PS", "postscript"),
)


def sniff(data: bytes, limits: Limits) -> str:
    """One of "pdf", "docx", "odt" or "txt"; raises FileRefused for everything else."""
    if not data.strip(b"\0 \t\r\n\f"):
        raise FileRefused("empty")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(OLE):
        raise _ole(data)
    if data.startswith(b"PK"):
        return _zipped(data, limits)
    for start, found in STRANGERS:
        if data.startswith(start) and not (found in ("program", "picture") and _reads_as_text(data)):
            raise FileRefused("unknown", facts={"found": found})
    if data[:1024].lstrip(codecs.BOM_UTF8 + b" \r\n\t").lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise FileRefused("unknown", facts={"found": "web_page"})
    return "txt"


def _reads_as_text(data: bytes) -> bool:
    """Two letters alone prove nothing: "BM" and "MZ" may begin a sentence."""
    return len(data) > 2 and not any(byte < 9 for byte in data[:4096])


def _ole(data: bytes) -> FileRefused:
    """Word before 2007, or a locked file in the same wrapping."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return FileRefused("encrypted")
    if "WordDocument".encode("utf-16-le") in data:
        return FileRefused("old_doc")
    return FileRefused("unknown", facts={"found": "old_office"})


def _zipped(data: bytes, limits: Limits) -> str:
    archive = Archive(data, limits)
    if "[Content_Types].xml" in archive.names:
        return _office(archive)
    if "mimetype" in archive.names and archive.read("mimetype").strip() == OPEN_TEXT:
        if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise FileRefused("encrypted")
        return "odt"
    raise FileRefused("unknown", facts={"found": "archive"})


def _office(archive: Archive) -> str:
    types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    if "macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        raise FileRefused("macro")
    if f"{WORD}document.main+xml" in types or f"{WORD}template.main+xml" in types:
        return "docx"
    if "spreadsheetml" in types:
        raise FileRefused("unknown", facts={"found": "spreadsheet"})
    if "presentationml" in types:
        raise FileRefused("unknown", facts={"found": "slides"})
    raise FileRefused("unknown", facts={"found": "archive"})
