"""OpenDocument texts."""

import pytest

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.domain.text import Kind
from tests.intake.making import left_out, odt, of_kind, prose, read, shown

STYLES = (
    '<style:style style:name="P1" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    '<text:list-level-style-bullet text:level="2" text:bullet-char="◦"/></text:list-style>'
    '<text:list-style style:name="L2">'
    '<text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")"/>'
    "</text:list-style>"
)
TITLE = '<text:p text:style-name="Title">Garden Policy</text:p>'


def items(style: str, *texts: str) -> str:
    inner = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)
    return f'<text:list text:style-name="{style}">{inner}</text:list>'


def test_headings_lists_and_tables_are_read() -> None:
    nested = (
        '<text:list text:style-name="L1"><text:list-item><text:p>Spades</text:p><text:list><text:list-item>'
        "<text:p>Small spades</text:p></text:list-item></text:list></text:list-item></text:list>"
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = "<table:table-row>{}</table:table-row>"
    table = "<table:table>" + "".join(
        row.format("".join(cell.format(text) for text in texts)) for texts in (("Who", "What"), ("The cook", "Beans"))
    )
    body = (
        f'{TITLE}<text:p>May 2023</text:p><text:h text:outline-level="1">Aim</text:h><text:p>{prose(1)}</text:p>'
        f'<text:h text:outline-level="2">Tools</text:h>{nested}{items("L2", "Count them", "Clean them")}'
        f"{table}</table:table>"
    )
    reading = read(odt(body, STYLES))
    assert (reading.text.title, reading.text.edition) == ("Garden Policy", "May 2023")
    assert shown(reading) == [
        ("heading", "Aim"),
        ("paragraph", prose(1)),
        ("heading", "Tools"),
        ("item", "Spades"),
        ("item", "Small spades"),
        ("item", "a) Count them"),
        ("item", "b) Clean them"),
        ("table", "Who What The cook Beans"),
    ]
    assert [b.level for b in reading.text.blocks] == [1, 0, 2, 1, 2, 1, 1, 0]
    assert [b.style for b in reading.text.blocks if b.kind is Kind.ITEM] == ["bullet", "bullet", "letter", "letter"]


def test_spaces_tabs_breaks_and_spans_make_words() -> None:
    body = (
        TITLE
        + '<text:p>one<text:s text:c="3"/>two<text:tab/>three<text:line-break/>four<text:span>five</text:span></text:p>'
    )
    assert of_kind(read(odt(body)), Kind.PARAGRAPH) == ["one two three fourfive"]


def test_bold_lines_of_their_own_are_headings() -> None:
    body = TITLE + f'<text:p text:style-name="P1">Aim</text:p><text:p>{prose(1)}</text:p>'
    assert of_kind(read(odt(body, STYLES)), Kind.HEADING) == ["Aim"]


def test_what_does_not_belong_to_the_text_is_left_out_and_named() -> None:
    header = "<style:header><text:p>Ysgol Bryn Derw</text:p></style:header>"
    named = f"<office:master-styles><style:master-page>{header}</style:master-page></office:master-styles>"
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>once a week</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    body = (
        f"{changes}{TITLE}<text:table-of-content><text:index-body><text:p>Aim 2</text:p></text:index-body>"
        "</text:table-of-content>"
        "<text:p>Beans<office:annotation><dc:creator>x</dc:creator><text:p>Is that so?</text:p></office:annotation>"
        " grow."
        '<text:span text:style-name="T1">Nobody sees this</text:span></text:p>'
        "<text:p>Noted<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Said below.</text:p>"
        "</text:note-body></text:note>.</text:p>"
    )
    reading = read(odt(body, STYLES, named))
    assert [words for _, words in shown(reading)] == ["Beans grow.", "Noted[1].", "[1] Said below."]
    assert left_out(reading, "deleted_text") == ["once a week"]
    assert left_out(reading, "contents") == ["Aim 2"]
    assert left_out(reading, "comment") == ["Is that so?"]
    assert left_out(reading, "hidden_text") == ["Nobody sees this"]
    assert left_out(reading, "running_header") == ["Ysgol Bryn Derw"]
    assert {doubt.what for doubt in reading.doubts} == {"tracked_changes", "comments", "hidden_text"}


def test_a_locked_document_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        read(odt(TITLE, manifest="<encryption-data/>"))
    assert refused.value.reason == "encrypted"
