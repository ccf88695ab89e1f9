"""PDFs made without tags, with what real policies have: cover, contents, headers, tables, columns."""

import io

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.domain.text import Kind
from tests.intake.making import (
    BODY,
    DEEP,
    HEAD,
    LARGE,
    TITLE,
    all_words,
    gap,
    grid,
    header_and_footer,
    item,
    left_out,
    new_page,
    of_kind,
    pdf,
    prose,
    read,
    shown,
)


def text(number: int) -> Paragraph:
    return Paragraph(prose(number), BODY)


def head(words: str) -> Paragraph:
    return Paragraph(words, HEAD)


LISTED = (("Aim", 3), ("Duties", 4), ("Wet weather", 5))


def long_policy() -> bytes:
    """Cover, contents, text with items over several pages, each with a header and a footer."""
    return pdf(long_story(), header_and_footer)


def long_story() -> list[Flowable]:
    return [
        Paragraph("Playground Policy", TITLE),
        Paragraph("May 2023", BODY),
        Paragraph("Policy agreed by the Head Teacher: Date:.......", BODY),
        Paragraph("The date for the next review is", BODY),
        new_page(),
        head("Contents"),
        *(Paragraph(f"{name} {'.' * 60} {page}", BODY) for name, page in LISTED),
        new_page(),
        head("Aim"),
        *(text(n) for n in range(1, 9)),
        head("Who does what?"),
        item("The adult on duty stands where the whole of the yard can be seen, also on days when the sun is low, and"
             " wears the yellow coat."),
        item("Older children help younger ones."),
        item("They ask before they touch.", DEEP),
        text(9),
        head("2.1 Wet weather"),
        *(text(n) for n in range(10, 18)),
    ]  # fmt: skip


def test_title_edition_and_headings_are_found() -> None:
    reading = read(long_policy())
    assert (reading.text.title, reading.text.edition) == ("Playground Policy", "May 2023")
    assert of_kind(reading, Kind.HEADING) == ["Aim", "Who does what?", "2.1 Wet weather"]
    assert reading.text.headings[-1].mark == "2.1"


def test_headers_footers_page_numbers_and_contents_are_left_out() -> None:
    reading = read(long_policy())
    assert len(left_out(reading, "running_header")) == reading.pages
    assert len(left_out(reading, "running_footer")) == reading.pages
    assert left_out(reading, "page_number") == [f"Page {n} of 9" for n in range(1, reading.pages + 1)]
    assert [line.split()[0] for line in left_out(reading, "contents")] == ["Aim", "Duties", "Wet", "Contents"]
    assert len(left_out(reading, "blank_approval_line")) == 2
    kept = " ".join(all_words(reading))
    assert "governors in June" not in kept
    assert "Page" not in kept


def test_every_paragraph_is_whole_across_lines_and_pages() -> None:
    reading = read(long_policy())
    assert reading.pages > 3
    assert [text for text in of_kind(reading, Kind.PARAGRAPH) if "week" in text] == [prose(n) for n in range(1, 18)]


def test_list_items_keep_their_level_and_lose_their_sign() -> None:
    items = [block for block in read(long_policy()).text.blocks if block.kind is Kind.ITEM]
    assert [block.level for block in items] == [1, 1, 2]
    assert items[0].text.endswith("and wears the yellow coat.")
    assert items[2].text == "They ask before they touch."


def test_each_block_knows_its_page() -> None:
    reading = read(long_policy())
    assert list(reading.block_pages) == sorted(reading.block_pages)
    assert reading.block_pages[0] == 3


def test_chapter_numbers_at_the_top_of_pages_are_no_running_headers() -> None:
    story = [part for n in (1, 2, 3, 4) for part in (Paragraph(f"Part {7 * n}", HEAD), text(n), new_page())]
    reading = read(pdf([Paragraph("Garden Policy", TITLE), *story]))
    assert of_kind(reading, Kind.HEADING) == ["Part 7", "Part 14", "Part 21", "Part 28"]


def test_a_ruled_table_keeps_its_cells() -> None:
    rows = [["Who", "What"], ["The cook", prose(1, 2)], ["", "also on Fridays"], ["The clerk", "Letters"]]
    reading = read(pdf([Paragraph("Garden Policy", TITLE), text(2), grid(rows), gap(), text(3)]))
    tables = [block for block in reading.text.blocks if block.kind is Kind.TABLE]
    assert [block.kind for block in reading.text.blocks] == [Kind.PARAGRAPH, Kind.TABLE, Kind.PARAGRAPH]
    assert tables[0].rows == tuple(tuple(row) for row in rows)


def test_a_table_that_goes_on_over_the_page_is_one_table() -> None:
    rows = [["Who", "What"], *([f"Child {n}", prose(n, 2)] for n in range(1, 26))]
    reading = read(pdf([Paragraph("Garden Policy", TITLE), text(2), grid(rows), gap(), text(3)], header_and_footer))
    tables = [block for block in reading.text.blocks if block.kind is Kind.TABLE]
    assert len(tables) == 1
    assert tables[0].rows == tuple(tuple(row) for row in rows)


def test_columns_are_read_one_after_the_other() -> None:
    story = [text(n) for n in range(1, 14)]
    reading = read(pdf([Paragraph("Garden Policy", LARGE), *story], columns=2))
    assert of_kind(reading, Kind.PARAGRAPH) == [prose(n) for n in range(1, 14)]


def test_paragraphs_without_room_between_them_are_told_apart_by_their_last_lines() -> None:
    tight = BODY.clone("tight", spaceAfter=0)
    reading = read(pdf([Paragraph("Garden Policy", TITLE), *(Paragraph(prose(n), tight) for n in range(2, 7))]))
    assert of_kind(reading, Kind.PARAGRAPH) == [prose(n) for n in range(2, 7)]


def test_one_page_alone_has_no_running_header() -> None:
    reading = read(pdf([Paragraph("Garden Policy", TITLE), head("Aim"), text(1)]))
    assert shown(reading) == [("heading", "Aim"), ("paragraph", prose(1))]
    assert not reading.left_out


def test_words_that_nobody_can_name_are_doubted_not_guessed() -> None:
    data = pdf([Paragraph("Garden Policy", TITLE), text(1)])
    assert not read(data).doubts


def test_a_locked_pdf_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        read(locked("owner", "user"))
    assert refused.value.reason == "encrypted"


def test_a_pdf_that_is_only_kept_from_printing_is_read() -> None:
    assert read(locked("owner", "")).text.title == "Garden Policy"


def locked(owner: str, user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf([Paragraph("Garden Policy", TITLE), text(1)]))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


def test_a_scanned_picture_is_refused() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.rect(100, 100, 300, 500, fill=1)
    canvas.save()
    with pytest.raises(FileRefused) as refused:
        read(out.getvalue())
    assert (refused.value.reason, refused.value.facts["pages"]) == ("no_text", 1)


def test_a_picture_page_among_others_is_doubted() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf([Paragraph("Garden Policy", TITLE), text(1)]))) as document:
        drawn = io.BytesIO()
        canvas = Canvas(drawn, pagesize=A4)
        canvas.rect(100, 100, 300, 500, fill=1)
        canvas.save()
        with pikepdf.open(drawn) as picture:
            document.pages.extend(picture.pages)
            document.save(out)
    assert [(doubt.what, doubt.page) for doubt in read(out.getvalue()).doubts] == [("page_without_words", 2)]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_pdf_is_refused_or_read_but_never_worse(share: float) -> None:
    data = pdf([Paragraph("Garden Policy", TITLE), *(text(n) for n in range(12))])
    try:
        reading = read(data[: int(len(data) * share)])
    except FileRefused as refused:
        assert refused.reason in ("damaged", "no_text")
    else:
        assert set(all_words(reading)) <= set(" ".join(prose(n) for n in range(12)).split()) | {"Garden", "Policy"}


def test_a_turned_page_is_read_as_it_is_seen() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf([Paragraph("Garden Policy", TITLE), head("Aim"), text(1)]))) as document:
        document.pages[0].rotate(180, relative=False)
        document.save(out)
    assert prose(1).split()[0] in all_words(read(out.getvalue()))
