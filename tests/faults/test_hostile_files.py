"""Files that mean harm or are broken: D1 to D5, D7 and D10 of the list of faults."""

import io
import os
import struct
import time
import zipfile
from collections.abc import Iterator

import pikepdf
import pytest
from reportlab.platypus import Paragraph

from ewloe_desktop.domain.errors import Cancelled, FileRefused
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.pages import Pages, page_picture
from ewloe_desktop.intake.reading import read_bytes
from tests.faults.amounts import trials
from tests.faults.figures import kept
from tests.faults.files import Tried
from tests.intake.making import BODY, ODF, TITLE, TYPES, WORD, docx, odt, packed, paragraph, pdf, prose
from tests.intake.test_reading import endless_pdf

MEBI = 1024 * 1024
LAUGHS = "<!DOCTYPE x [" + '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


TRIED = Tried()


@pytest.fixture(scope="module", autouse=True)
def _counted() -> Iterator[None]:
    """Takes down what all files here came to, and that none of them cost this process much."""
    yield
    kept()("D1", made="to do harm, D1 to D10", **vars(TRIED))
    assert TRIED.harmless(), TRIED


def reason(name: str, data: bytes) -> str:
    """Why the file is refused."""
    why = TRIED.give(name, data)
    assert why, f"{name} was read"
    return why


def with_document(xml: str | bytes, **more: bytes | str) -> bytes:
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": xml, **more})


def word_xml(doctype: str, body: str, code: str = "UTF-8") -> str:
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return f'<?xml version="1.0" encoding="{code}"?>{doctype}{document}'


@pytest.mark.parametrize("doctype", [OUTSIDE, LAUGHS, "<!DOCTYPE x>"], ids=["outside", "laughs", "bare"])
def test_d1_d2_a_document_type_declaration_in_docx_is_refused(doctype: str) -> None:
    started = time.monotonic()
    assert reason("policy.docx", with_document(word_xml(doctype, paragraph("A &e; B")))) == "doctype"
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "part", ["word/styles.xml", "docProps/core.xml", "word/media/drawing.svg", "word/media/odd.bin"]
)
def test_d1_a_document_type_declaration_in_any_part_is_refused(part: str) -> None:
    data = with_document(word_xml("", paragraph("Beans")), **{part: f'<?xml version="1.0"?>{OUTSIDE}<x/>'})
    assert reason("policy.docx", data) == "doctype"


@pytest.mark.parametrize("code", ["utf-16", "utf-16-be"])
def test_d1_a_document_type_declaration_in_wide_letters_is_refused(code: str) -> None:
    xml = word_xml(OUTSIDE, paragraph("Beans"), "UTF-16").encode(code)
    assert reason("policy.docx", with_document(xml)) == "doctype"


def test_d1_d2_a_document_type_declaration_in_odt_is_refused() -> None:
    document = f'<office:document-content xmlns:office="{ODF}office:1.0">&i;</office:document-content>'
    xml = f'<?xml version="1.0"?>{LAUGHS}{document}'
    data = packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": xml})
    assert reason("policy.odt", data) == "doctype"


def test_d3_a_zip_bomb_is_refused() -> None:
    assert reason("bomb.docx", with_document(word_xml("", ""), **{"word/media/a.bin": b"\0" * (50 * MEBI)})) == "ratio"


def test_d3_a_document_that_unpacks_beyond_the_limit_is_refused() -> None:
    data = with_document(word_xml("", ""), **{"word/media/a.bin": os.urandom(2 * MEBI)})
    with pytest.raises(FileRefused) as refused:
        read_bytes("large.docx", data, limits=Limits(unpacked_bytes=MEBI))
    assert refused.value.reason == "too_large"
    assert Limits().unpacked_bytes == 200 * MEBI


@pytest.mark.skipif(os.name != "posix", reason="memory is measured on POSIX only")
def test_d3_two_million_paragraphs_cost_the_parent_nothing() -> None:
    data = with_document(word_xml("", "<w:p/>" * trials(500_000, 2_000_000)))
    assert reason("many.docx", data) == "ratio"
    varied = "".join(f"<w:p><w:r><w:t>{n * 7919 % 1_000_003}</w:t></w:r></w:p>" for n in range(600_000))
    data = with_document(word_xml("", varied))
    del varied
    assert reason("many.docx", data) == "too_large"
    assert TRIED.harmless(), TRIED


def test_d3_ten_thousand_entries_are_refused() -> None:
    more: dict[str, bytes | str] = {f"word/x{n}.xml": "<x/>" for n in range(10_000)}
    assert reason("entries.docx", with_document(word_xml("", ""), **more)) == "too_many_parts"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "word/../../x.xml", "C:/x.xml", "word\\x.xml"])
def test_d3_names_that_lead_out_are_refused(name: str) -> None:
    data = with_document(word_xml("", paragraph("Beans")), **{"word/zzzz.xml": "<x/>"})
    assert reason("names.docx", renamed(data, b"word/zzzz.xml", name.encode())) == "bad_name"


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The zip with one name written over, as no library would write it."""
    padded = new.ljust(len(old), b"/")[: len(old)] if len(new) < len(old) else new
    if len(padded) == len(old):
        return data.replace(old, padded)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            target.writestr(new.decode() if entry.filename.encode() == old else entry.filename, source.read(entry))
    return out.getvalue()


def test_d3_the_same_name_twice_is_refused() -> None:
    data = with_document(word_xml("", paragraph("Beans")), **{"word/documenT.xml": word_xml("", paragraph("Peas"))})
    assert reason("twice.docx", data) == "bad_name"


@pytest.mark.parametrize("claimed", [10, 10**6])
def test_d3_sizes_that_lie_are_refused(claimed: int) -> None:
    data = bytearray(docx(paragraph("Garden Policy") + paragraph(prose(1))))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, claimed)
    assert reason("lies.docx", bytes(data)) in ("bad_zip", "ratio")


def test_d3_a_zip_inside_the_document_is_not_opened() -> None:
    inner = packed({"a.bin": b"\0" * (30 * MEBI)})
    data = with_document(word_xml("", paragraph("Garden Policy") + paragraph("Beans.")), **{"word/inner.zip": inner})
    assert read_bytes("nested.docx", data).text.title == "Garden Policy"


def test_d4_ten_thousand_pages_can_be_stopped_and_show_their_first_page_at_once() -> None:
    data = endless_pdf(10_000)
    started = time.monotonic()
    with Pages("long.pdf", data) as pages:
        assert pages.picture(1, 600)
        assert time.monotonic() - started < trials(10, 2)  # a busy machine is slow, not wrong
        assert pages.count() == 10_000
    seen: list[float] = []
    with pytest.raises(Cancelled):
        read_bytes("long.pdf", data, progress=lambda *_: seen.append(time.monotonic()), cancelled=lambda: bool(seen))
    assert time.monotonic() - seen[0] < trials(5, 1)


def test_d5_a_locked_pdf_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(small_pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert reason("locked.pdf", out.getvalue()) == "encrypted"


def test_d5_a_truncated_pdf_is_refused() -> None:
    assert reason("half.pdf", small_pdf()[:300]) in ("damaged", "no_text")


def test_d5_a_page_of_enormous_size_gives_a_bounded_picture() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(small_pdf())) as document:
        document.pages[0].MediaBox = [0, 0, 20_000, 20_000]
        document.save(out)
    picture = page_picture(out.getvalue(), 1, 100_000)
    assert max(struct.unpack(">II", picture[16:24])) <= 10_000


def test_d5_scripts_actions_and_attachments_are_never_run() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(small_pdf())) as document:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
        document.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="while(true){}"))
        document.attachments["x.exe"] = b"MZ"
        form = document.make_stream(
            b"<xdp:xdp xmlns:xdp='http" + b"://ns.adobe.com/xdp/'><script>x()</script></xdp:xdp>"
        )
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=form)
        document.save(out)
    assert read_bytes("actions.pdf", out.getvalue()).text.title == "Garden Policy"


def test_d5_a_loop_in_the_cross_reference_table_ends() -> None:
    data = small_pdf()
    at = data.rindex(b"startxref")
    loop = b"trailer<</Size 9/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (at, at)
    started = time.monotonic()
    assert TRIED.give("loop.pdf", data[:at] + loop) in ("", "damaged", "no_text", "crashed")
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"First\nse\0cond\n", "not_text"),
        (b"x" * (10 * MEBI), "too_long_line"),
        ("Tŷ’r ysgol\n".encode() + b"\xc3\x28\n", "not_text"),
        (b"\x81\x8d plain\n", "not_text"),
    ],
    ids=["zero", "long", "half", "controls"],
)
def test_d7_text_that_is_none_is_refused(data: bytes, why: str) -> None:
    assert reason("policy.txt", data) == why


def test_d7_no_replacement_letter_is_ever_stored() -> None:
    for code in ("utf-8", "utf-16", "latin-1"):
        reading = read_bytes("policy.txt", "Polisi Iard\n\nMôr a chaffé yn y gegin.\n".encode(code))
        assert "�" not in "".join(block.text for block in reading.text.blocks)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("policy.docx", b"MZ\x90\x00" + b"\x00\x03" * 600, "unknown"),
        ("policy.pdf", b"\x7fELF\x02\x01\x01" + b"\0" * 500, "unknown"),
        ("policy.doc", OLE + "WordDocument".encode("utf-16-le") + b"\0" * 100, "old_doc"),
        ("policy.docx", OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100, "encrypted"),
        ("policy.docx", OLE + "Workbook".encode("utf-16-le") + b"\0" * 100, "unknown"),
        ("policy.rtf", b"{\\rtf1 beans}", "unknown"),
        ("policy.txt", b"<!DOCTYPE html><html>beans</html>", "unknown"),
        ("policy.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "unknown"),
        ("policy.docx", packed({"beans.txt": "beans"}), "unknown"),
        ("policy.docx", b"PK\x03\x04" + b"\0" * 60, "bad_zip"),
    ],
)
def test_d10_what_a_file_is_shows_in_its_content(name: str, data: bytes, why: str) -> None:
    assert reason(name, data) == why


def test_d10_a_document_with_macros_is_refused() -> None:
    types = TYPES.replace("wordprocessingml.document.main", "ms-word.document.macroEnabled.main")
    assert reason("policy.docx", packed({"[Content_Types].xml": types, "word/document.xml": "<x/>"})) == "macro"
    assert reason("policy.docx", with_document(word_xml("", ""), **{"word/vbaProject.bin": b"x"})) == "macro"


def test_d10_a_right_content_under_a_wrong_name_is_read() -> None:
    assert (
        read_bytes("policy.exe", docx(paragraph("Garden Policy") + paragraph("Beans."))).text.title == "Garden Policy"
    )
    assert read_bytes("policy.docx", small_pdf()).text.title == "Garden Policy"
    assert (
        read_bytes("x.pdf", odt("<text:p>Garden Policy</text:p><text:p>Beans.</text:p>")).text.title == "Garden Policy"
    )


def small_pdf() -> bytes:
    return pdf([Paragraph("Garden Policy", TITLE), Paragraph(prose(1), BODY)])
