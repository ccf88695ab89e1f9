"""Plain text as it comes out of PDFs and word processors."""

import textwrap

import pytest

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.domain.text import Kind
from ewloe_desktop.intake.limits import Limits
from tests.intake.making import all_words, docx, left_out, of_kind, paragraph, prose, read, shown

HEADER = "Playground Policy – May 2023"
TAKEN_FROM_PDF = f"""

{HEADER}

Policy agreed by the Head Teacher: Date:.......

Policy agreed by the Governing Body: (Chair) Date:

The date for the next review is


{HEADER}

Introduction

{prose(1)} Children may run wherever they can be seen, and they keep away from the



{HEADER}

kitchen door while food is being brought. {prose(2)} The games we know are:

- ♣ Tag
- ♣ Hide and seek, and
- ♣ Hopscotch.

{prose(3)}

Who looks after the playground?

{prose(4)} The adult on duty wears a



{HEADER}

yellow coat. {prose(5)}

Using the field in winter

{prose(6)}
"""


def test_a_text_taken_from_a_pdf_gives_title_and_edition() -> None:
    text = read(TAKEN_FROM_PDF.encode()).text
    assert (text.title, text.edition) == ("Playground Policy", "May 2023")


def test_a_text_taken_from_a_pdf_gives_its_headings_and_its_list() -> None:
    reading = read(TAKEN_FROM_PDF.encode())
    assert of_kind(reading, Kind.HEADING) == [
        "Introduction",
        "Who looks after the playground?",
        "Using the field in winter",
    ]
    assert of_kind(reading, Kind.ITEM) == ["Tag", "Hide and seek, and", "Hopscotch."]
    assert {block.style for block in reading.text.blocks if block.kind is Kind.ITEM} == {"bullet"}


def test_sentences_cut_by_the_end_of_a_page_are_whole_again() -> None:
    paragraphs = of_kind(read(TAKEN_FROM_PDF.encode()), Kind.PARAGRAPH)
    assert any("they keep away from the kitchen door while food" in text for text in paragraphs)
    assert any("wears a yellow coat." in text for text in paragraphs)


def test_headers_bullets_and_empty_approval_lines_are_left_out_and_told() -> None:
    reading = read(TAKEN_FROM_PDF.encode())
    assert left_out(reading, "running_header") == [HEADER] * 3
    assert left_out(reading, "blank_approval_line") == [
        "Policy agreed by the Head Teacher: Date:.......",
        "Policy agreed by the Governing Body: (Chair) Date:",
        "The date for the next review is",
    ]
    kept = " ".join(all_words(reading))
    assert "♣" not in kept
    assert kept.count("Playground Policy") == 1


def test_every_other_word_is_there_once_and_in_order() -> None:
    reading = read(TAKEN_FROM_PDF.encode())
    body = TAKEN_FROM_PDF.split(HEADER, 2)[2].replace(HEADER, "").replace("- ♣", "")
    assert all_words(reading) == ["Playground", "Policy", *body.split()]


def test_a_text_without_empty_lines_is_read_the_same() -> None:
    tight = "\n".join(line for line in TAKEN_FROM_PDF.splitlines() if line)
    assert read(tight.encode()).text == read(TAKEN_FROM_PDF.encode()).text


@pytest.mark.parametrize("width", [60, 80, 110])
def test_a_text_wrapped_anew_is_read_the_same(width: int) -> None:
    wrapped = "\n".join(textwrap.fill(line, width) for line in TAKEN_FROM_PDF.splitlines())
    assert read(wrapped.encode()).text == read(TAKEN_FROM_PDF.encode()).text


def test_a_text_pasted_into_word_with_its_page_headers_is_read_the_same() -> None:
    pasted = "".join(paragraph(line) for line in TAKEN_FROM_PDF.splitlines())
    assert read(docx(pasted)).text == read(TAKEN_FROM_PDF.encode()).text


def test_lines_wrapped_at_a_width_become_paragraphs_again() -> None:
    wrapped = (
        "Lost Things Policy\n\n"
        "Coats and bags that nobody has asked for by the end of the week are put\n"
        "into the chest beside the hall, and the office keeps what is worth more\n"
        "than a few pounds.\n\n"
        "1. Clothing stays in the chest until the end of the term and is washed\n"
        "   before it is given away.\n"
        "2. Food is thrown away.\n"
    )
    reading = read(wrapped.encode())
    assert shown(reading) == [
        (
            "paragraph",
            "Coats and bags that nobody has asked for by the end of the week are put into the chest beside the hall, "
            "and the office keeps what is worth more than a few pounds.",
        ),
        ("item", "1. Clothing stays in the chest until the end of the term and is washed before it is given away."),
        ("item", "2. Food is thrown away."),
    ]
    assert [block.mark for block in reading.text.blocks] == ["", "1.", "2."]


def test_page_numbers_and_form_feeds_do_not_stay_in_the_text() -> None:
    paged = "".join(f"Lunch Policy\n\n{prose(n)}\n\nPage {n} of 3\n\f" for n in (1, 2, 3))
    reading = read(paged.encode())
    assert reading.text.title == "Lunch Policy"
    assert left_out(reading, "page_number") == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert of_kind(reading, Kind.PARAGRAPH) == [prose(1), prose(2), prose(3)]


def test_a_heading_that_comes_back_is_not_a_running_header() -> None:
    text = "Garden Policy\n\n" + "\n\n".join(f"Duties\n\n{prose(n)}" for n in (1, 2, 3))
    assert of_kind(read(text.encode()), Kind.HEADING) == ["Duties"] * 3


def test_filled_in_approval_lines_are_kept() -> None:
    text = f"Garden Policy\n\nApproved by the governing body: 4 May 2023\n\nAim\n\n{prose(1)}\n"
    reading = read(text.encode())
    assert "Approved by the governing body: 4 May 2023" in of_kind(reading, Kind.PARAGRAPH)
    assert not left_out(reading, "blank_approval_line")


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(code: str) -> None:
    reading = read(f"Polisi Iard\n\nMae’r plant yn chwarae dan gysgod coed ŵy a thŷ’r ysgol. {prose(1)}\n".encode(code))
    assert reading.text.title == "Polisi Iard"
    assert "thŷ’r" in all_words(reading)
    assert not reading.doubts


def test_windows_letters_keep_their_welsh_and_are_doubted() -> None:
    data = "Polisi Iard\n\nT\xfe bach a g\xf0yr: m\xf4r, caff\xe9.\n".encode("latin-1")
    reading = read(data)
    assert of_kind(reading, Kind.PARAGRAPH) == ["Tŷ bach a gŵyr: môr, caffé."]
    assert [doubt.what for doubt in reading.doubts] == ["letters_guessed"]


def test_damaged_utf_8_is_refused_with_the_line() -> None:
    with pytest.raises(FileRefused) as refused:
        read("Polisi\n\nTŷ’r ysgol\n".encode() + b"\xff\xfe broken\n")
    assert (refused.value.reason, refused.value.facts["line"]) == ("not_text", 4)


def test_zero_bytes_are_refused_with_the_line() -> None:
    with pytest.raises(FileRefused) as refused:
        read(b"First line of a text\nsecond \x00 line\n")
    assert (refused.value.reason, refused.value.facts["line"]) == ("not_text", 2)


def test_mixed_line_endings_are_one_kind() -> None:
    mixed = "Garden Policy\r\n\r\nAim\r\rEverything in the garden is looked after by somebody.\n\n"
    mixed += "Tools\r\n\r\nThey hang in the shed when nobody uses them.\n"
    assert of_kind(read(mixed.encode()), Kind.HEADING) == ["Aim", "Tools"]


def test_one_endless_line_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        read(b"word " * (Limits().line // 4))
    assert (refused.value.reason, refused.value.facts["line"]) == ("too_long_line", 1)


def test_an_address_is_not_a_row_of_headings() -> None:
    text = f"Garden Policy\n\nAim\n\n{prose(1)}\n\nThe Shed\n\nHigh Street\n\nSampleton\n"
    assert of_kind(read(text.encode()), Kind.HEADING) == ["Aim"]
