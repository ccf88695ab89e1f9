"""Pieces flow down the pages whole, in order, and inside the room."""

from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.documents.block import Block
from ewloe_desktop.documents.flow import Cell, Piece, Placed, Row, Text, Whole, paginate
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.tagging import Element

ROOM = 200.0
_numbers = st.integers(1, 60)


def _text(count: int, keep: bool = False) -> Text:
    return Text([[Run(str(number))] for number in range(count)], 10, Element("P"), before=6, keep=keep)


def _block(height: float, keep: bool = False) -> Whole:
    block = Block(100)
    block.space(height)
    return Whole(block, Element("Sect"), before=4, keep=keep)


def _row(count: int, header: Row | None = None) -> Row:
    cell = Cell([[Run(str(number))] for number in range(count)], Element("TD"), 0, 50)
    return Row([cell], 10, header=header)


_pieces = st.lists(
    st.one_of(
        st.builds(_text, _numbers),
        st.builds(_text, st.integers(1, 3), st.just(True)),
        st.builds(_block, st.floats(5, 150)),
        st.builds(_row, _numbers),
    ),
    max_size=14,
)


@given(_pieces)
def test_every_line_is_placed_once_in_order_and_inside_the_room(pieces: list[Piece]) -> None:
    pages = paginate(pieces, ROOM, ROOM)
    for page in pages:
        end = 0.0
        for placed in page:
            assert placed.down >= end - 0.01
            end = placed.down + placed.piece.height
            assert end <= ROOM + 0.02
    assert _lines(placed for page in pages for placed in page) == _lines(Placed(0, piece) for piece in pieces)


def _lines(all_placed: object) -> list[str]:
    told: list[str] = []
    for placed in all_placed:  # type: ignore[attr-defined]
        piece = placed.piece
        if isinstance(piece, Text):
            told += [line[0].text for line in piece.lines]
        elif isinstance(piece, Row):
            told += [line[0].text for line in piece.cells[0].lines]
        else:
            told.append(f"block {piece.height:.1f}")
    return told


def test_a_heading_goes_over_with_what_it_heads() -> None:
    pages = paginate([_block(170), _text(1, keep=True), _text(5)], ROOM, ROOM)
    assert [len(page) for page in pages] == [1, 2]


def test_blocks_that_belong_together_go_over_together() -> None:
    pages = paginate([_block(90), _block(60, keep=True), _block(50, keep=True), _block(40)], ROOM, ROOM)
    assert [len(page) for page in pages] == [1, 3]


def test_no_line_of_a_paragraph_stands_alone() -> None:
    for above in range(0, 190, 3):
        pages = paginate([_block(above), _text(9)], ROOM, ROOM)
        counts = [len(placed.piece.lines) for page in pages for placed in page if isinstance(placed.piece, Text)]
        assert min(counts) >= 2


def test_a_tables_heading_row_stands_again_on_the_next_page() -> None:
    header = _row(1)
    header.keep = True
    pages = paginate([header, *(_row(2, header) for _ in range(12))], ROOM, ROOM)
    assert len(pages) > 1
    assert all(page[0].again for page in pages[1:])
