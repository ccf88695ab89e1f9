"""The validator does find what is broken, and what a sheet says of itself is right."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Name

from ewloe_desktop.documents.approval_sheet import approval_sheet
from tests.documents import made


def _without(pdf: bytes, *keys: str) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for key in keys:
            del opened.Root[key]
        file = io.BytesIO()
        opened.save(file)
    return file.getvalue()


@pytest.mark.pdfa
@pytest.mark.parametrize("key", ["/StructTreeRoot", "/Metadata", "/OutputIntents", "/MarkInfo", "/Lang"])
def test_the_validator_misses_what_is_taken_away(key: str, verapdf: Callable[[bytes], list[str]]) -> None:
    assert verapdf(_without(approval_sheet(made.FACTS), key)) != []


def test_title_author_and_language_are_given_twice_and_alike() -> None:
    facts = replace(made.FACTS, title="Ŵyn & <Sons> {author}")
    with pikepdf.open(io.BytesIO(approval_sheet(facts))) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == str(pdf.docinfo.Title)
            assert "Ŵyn & <Sons> {author}" in xmp["dc:title"]
            assert xmp["dc:creator"] == [str(pdf.docinfo.Author)] == [made.SCHOOL.name]
            assert xmp.pdfa_status == "2A"


def test_every_font_is_embedded_and_none_is_a_stand_in() -> None:
    with pikepdf.open(io.BytesIO(made.finished())) as pdf:
        kept = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == Name.Font]
        assert kept
        for font in kept:
            assert "NotoSans" in str(font.BaseFont)
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font


def test_a_signed_sheet_stays_small() -> None:
    assert len(made.finished()) < 90_000
