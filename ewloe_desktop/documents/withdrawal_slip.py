"""The slip to withdraw permission with: by itself, and at the foot of the permission form."""

from collections.abc import Sequence

from ewloe_desktop.documents import fonts
from ewloe_desktop.documents.block import Block
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.ink import ink_sentence
from ewloe_desktop.documents.page import MM
from ewloe_desktop.documents.photo_boxes import tick, ticks
from ewloe_desktop.documents.photo_facts import Made, Use
from ewloe_desktop.documents.photo_page import WIDTH, Sheet, both
from ewloe_desktop.documents.photo_words import said

_SECTION = "photo_slip"


def withdrawal_slip(made: Made, name: str, uses: Sequence[Use]) -> bytes:
    """One page for one person (for anybody, when `name` is ""), with every use to tick."""
    sheet = Sheet(made, _SECTION, [Run(name, bold=True)] if name else "")
    block = Block(sheet.width)
    _what(block)
    tick(block, [Run(said(_SECTION, "all_uses"), bold=True)])
    block.space(1.5 * MM)
    block.words(said(_SECTION, "only_these"), 10)
    ticks(block, [use.name for use in uses])
    ink_sentence(block, (said(_SECTION, "this_picture"), 400.0))
    block.space(5 * MM)
    block.words(said(_SECTION, "known_places"), 10)
    for _ in range(3):
        ink_sentence(block, (400.0,))
    block.space(5 * MM)
    block.words(said(_SECTION, "after"), 10)
    block.space(2 * MM)
    block.words(said(_SECTION, "hand_in"), 10)
    _signed(block, name)
    sheet.block(block)
    return sheet.finish(f"{said(_SECTION, 'title')}: {name}" if name else said(_SECTION, "title"))


def slip_block(name: str) -> Block:
    """The slip as it stands at the foot of a form; as high for every name."""
    block = Block(WIDTH)
    block.words(both(_SECTION, "title"), 11, tag="H2")
    _what(block, 9)
    tick(block, [Run(said(_SECTION, "all_uses"))], 9)
    ink_sentence(block, (said(_SECTION, "only_these"), 400.0))
    _signed(block, name)
    block.space(1 * MM)
    block.words([Run(said(_SECTION, "hand_in"), grey=0.2)], 8)
    return block


def _what(block: Block, size: float = 11) -> None:
    block.words(said(_SECTION, "what"), size)
    block.space(1.5 * MM)


def _signed(block: Block, name: str) -> None:
    form = "photo_form"
    if name:
        block.space(4 * MM)
        said_name = f"{said(form, 'name')}: "
        cut = fonts.cut(name, 10, block.width - 20 * MM, bold=True)
        block.words([Run(said_name), *cut], 10)
        block.height -= 1.5 * MM
    else:
        ink_sentence(block, (said(form, "name"), 120.0))
    ink_sentence(block, (said("sheet", "signature"), 80.0, said("sheet", "date"), 40.0))
    ink_sentence(block, (said(_SECTION, "received"), 45.0, said(_SECTION, "by"), 70.0))
