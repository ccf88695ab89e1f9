"""Word documents: styles, lists, tables, notes, tracked changes, and what does not belong to the text."""

import io

import docx as word
import mammoth
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.domain.text import Kind, PolicyText, Reading
from ewloe_desktop.intake.second_reader import doubt_missing
from tests.intake.making import TYPES, all_words, docx, left_out, of_kind, packed, paragraph, prose, read, shown


def saved(document: "word.document.Document") -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def written() -> "word.document.Document":
    """As somebody writes a policy who uses Word's styles."""
    document = word.Document()
    document.sections[0].header.paragraphs[0].text = "Ysgol Bryn Derw – Garden Policy"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 3"
    document.add_paragraph("Garden Policy", style="Title")
    document.add_paragraph("May 2023")
    document.add_heading("Aim", 1)
    document.add_paragraph(prose(1))
    document.add_heading("Tools", 2)
    for text, style in (("Spades", "List Bullet"), ("Small spades", "List Bullet 2"), ("Count them", "List Number")):
        document.add_paragraph(text, style=style)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("Who", "What", "The cook", "Beans"), strict=True
    ):
        cell.text = text
    document.add_paragraph(prose(2))
    return document


def test_styles_say_what_is_what() -> None:
    reading = read(saved(written()))
    assert (reading.text.title, reading.text.edition) == ("Garden Policy", "May 2023")
    assert shown(reading) == [
        ("heading", "Aim"),
        ("paragraph", prose(1)),
        ("heading", "Tools"),
        ("item", "Spades"),
        ("item", "Small spades"),
        ("item", "1. Count them"),
        ("table", "Who What The cook Beans"),
        ("paragraph", prose(2)),
    ]
    assert [block.level for block in reading.text.headings] == [1, 2]
    assert [b.style for b in reading.text.blocks if b.kind is Kind.ITEM] == ["bullet", "bullet", "number"]
    assert reading.text.blocks[6].rows == (("Who", "What"), ("The cook", "Beans"))


def test_headers_and_footers_are_left_out() -> None:
    reading = read(saved(written()))
    assert left_out(reading, "running_header") == ["Ysgol Bryn Derw – Garden Policy"]
    assert left_out(reading, "page_number") == ["Page 1 of 3"]


def test_no_word_is_lost_that_another_reader_finds() -> None:
    data = saved(written())
    theirs = mammoth.extract_raw_text(io.BytesIO(data)).value.split()
    ours = read(data)
    assert [said for said in all_words(ours) if said != "1."] == [
        said for said in theirs if said not in ("May", "2023")
    ]


def test_words_that_only_another_reader_finds_are_doubted() -> None:
    reading = Reading(PolicyText("Garden Policy", "", ()), (), (), 0)
    doubted = doubt_missing(saved(written()), 1000, reading).doubts
    assert doubted[0].what == "words_missing"
    assert not [d for d in read(saved(written())).doubts if d.what == "words_missing"]


def test_bold_lines_of_their_own_are_headings() -> None:
    body = (
        paragraph("Garden Policy", run='<w:b/><w:sz w:val="40"/>')
        + paragraph("Aim", run="<w:b/>")
        + paragraph(prose(1))
        + paragraph("Who may dig?", run='<w:u w:val="single"/>')
        + paragraph(prose(2))
        + paragraph("Nobody digs near the pipes.", run="<w:b/>")
    )
    reading = read(docx(body))
    assert reading.text.title == "Garden Policy"
    assert of_kind(reading, Kind.HEADING) == ["Aim", "Who may dig?"]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def numbered(text: str, level: int, number: int = 1, run: str = "") -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>', run)


def test_numbers_that_word_only_shows_are_written_down() -> None:
    body = (
        numbered("Aim", 0, run="<w:b/>")
        + numbered(prose(1), 1)
        + numbered(prose(2), 1)
        + numbered("a spade;", 2)
        + numbered("a rake.", 2)
        + numbered("Duties", 0, run="<w:b/>")
        + numbered(prose(3), 1)
        + numbered("Begin again", 0, 2)
    )
    reading = read(docx(paragraph("Garden Policy") + body, word__numbering=NUMBERING))
    assert [(b.kind.value, b.mark) for b in reading.text.blocks] == [
        ("heading", "1."),
        ("item", "1.1"),
        ("item", "1.2"),
        ("item", "(a)"),
        ("item", "(b)"),
        ("heading", "2."),
        ("item", "2.1"),
        ("item", "1."),
    ]
    assert reading.text.blocks[3].style == "letter"


def test_tracked_changes_are_read_as_accepted_and_doubted() -> None:
    body = paragraph("Garden Policy") + (
        '<w:p><w:r><w:t xml:space="preserve">Beans are watered </w:t></w:r>'
        '<w:ins w:id="1" w:author="x"><w:r><w:t>every morning</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>once a week</w:delText></w:r></w:del>'
        "<w:r><w:t>.</w:t></w:r></w:p>"
    )
    reading = read(docx(body))
    assert of_kind(reading, Kind.PARAGRAPH) == ["Beans are watered every morning."]
    assert left_out(reading, "deleted_text") == ["once a week"]
    assert [doubt.what for doubt in reading.doubts] == ["tracked_changes"]


def test_hidden_words_comments_and_pictures_are_named() -> None:
    body = paragraph("Garden Policy") + paragraph("Beans.") + paragraph("Nobody sees this", run="<w:vanish/>")
    comments = '<w:comment w:id="0"><w:p><w:r><w:t>Is that so?</w:t></w:r></w:p></w:comment>'
    reading = read(docx(body, word__comments=comments))
    assert of_kind(reading, Kind.PARAGRAPH) == ["Beans."]
    assert left_out(reading, "hidden_text") == ["Nobody sees this"]
    assert left_out(reading, "comment") == ["Is that so?"]
    assert {doubt.what for doubt in reading.doubts} == {"hidden_text", "comments"}


def test_words_in_content_controls_boxes_links_and_notes_are_kept() -> None:
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict>"
    body = (
        paragraph("Garden Policy")
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>"
        + f"<w:p><w:hyperlink><w:r><w:t>Linked.</w:t></w:r></w:hyperlink><w:r>{box}</w:r></w:p>"
        + '<w:p><w:r><w:t>Noted.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    notes = '<w:footnote w:id="2"><w:p><w:r><w:t>Said below.</w:t></w:r></w:p></w:footnote>'
    reading = read(docx(body, word__footnotes=notes))
    assert [words for _, words in shown(reading)] == [
        "In a control.",
        "Linked.",
        "In a box.",
        "Noted.[1]",
        "[1] Said below.",
    ]


def test_a_table_of_contents_is_left_out() -> None:
    code = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    listed = f"<w:p>{code}<w:r><w:t>Aim</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>2</w:t></w:r></w:p>" + paragraph(
        "Tools 3"
    )
    body = paragraph("Garden Policy") + paragraph("Contents") + listed + end + paragraph(prose(1))
    reading = read(docx(body))
    assert shown(reading) == [("paragraph", prose(1))]
    assert left_out(reading, "contents") == ["Aim 2", "Tools 3", "Contents"]


def test_a_frame_around_the_cover_is_no_table() -> None:
    document = word.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Garden Policy"
    table.cell(1, 0).text = "Adopted on: 4 May 2023"
    document.add_heading("Aim", 1)
    document.add_paragraph(prose(1))
    reading = read(saved(document))
    assert reading.text.title == "Garden Policy"
    assert shown(reading)[0] == ("paragraph", "Adopted on: 4 May 2023")


def test_merged_cells_keep_their_columns() -> None:
    document = word.Document()
    document.add_paragraph("Garden Policy", style="Title")
    document.add_paragraph(prose(1))
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Both"
    table.cell(0, 2).text = "Third"
    for i, text in enumerate(("a", "b", "c")):
        table.cell(1, i).text = text
    assert read(saved(document)).text.blocks[-1].rows == (("Both", "", "Third"), ("a", "b", "c"))


def test_symbols_that_word_keeps_in_private_letters_are_read() -> None:
    sign = '<w:sym w:font="Wingdings" w:char="F0FC"/>'
    beans = f'<w:p><w:r>{sign}</w:r><w:r><w:t xml:space="preserve"> Beans</w:t></w:r></w:p>'
    reading = read(docx(paragraph("Garden Policy") + beans + paragraph("\uf0b7 Peas")))
    assert shown(reading) == [("item", "Beans"), ("item", "Peas")]


def test_a_document_without_its_main_part_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        read(packed({"[Content_Types].xml": TYPES, "word/styles.xml": "<x/>"}))
    assert refused.value.reason == "damaged"


def test_broken_markup_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        read(docx("<w:p><w:r><w:t>half"))
    assert refused.value.reason == "damaged"


def test_page_fields_in_a_footer_are_page_numbers() -> None:
    document = word.Document()
    document.add_paragraph("Garden Policy", style="Title")
    document.add_paragraph(prose(1))
    run = document.sections[0].footer.paragraphs[0].add_run("Page ")
    for kind in ("begin", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
    assert left_out(read(saved(document)), "page_number") == ["Page"]
