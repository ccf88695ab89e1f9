"""Room for a pen on the sheets about official sites: lines, boxes to tick, days, and every question with its room."""

from collections.abc import Callable, Sequence

from ewloe_desktop.documents import fonts
from ewloe_desktop.documents.block import Block
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.ink import ink_sentence
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.photo_boxes import SIDE, tick
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.site_words import FORM
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.site_answers import CHILDREN, Audience
from ewloe_desktop.domain.site_form import Ask, Question

_LINE = 7.5 * MM
_SIZE = 10.0
_HINT = 8.5
_GAP = 1.6 * MM
_LINES = {Ask.LINE: 1, Ask.HOST: 1, Ask.PERSON: 1, Ask.TEXT: 3}
_BESIDE = {Ask.DAY: 3.4 * MM, Ask.PERSON: 3.4 * MM, Ask.HOST: 3.4 * MM, Ask.YES_NO: 0.0, Ask.CHOICE: 0.0}
_ANSWER = 82 * MM  # of the room beside a question
_LONG = frozenset({"aims", "content", "security"})  # asked for a few sentences
_SPARE = 1  # lines for people beyond the fewest there must be
_WHOLE = 400.0  # longer than any line


def question_block(question: Question, condition: str, width: float) -> Block:
    """A question with room for its answer; `condition` says when it is asked at all, "" for always."""
    room = _ROOM.get(question.ask, _lines)
    if question.ask not in _BESIDE:
        block = _asked(question, condition, width)
        room(block, question)
        block.space(1.5 * MM)
        return block
    block, left, right = Block(width), _asked(question, condition, width - _ANSWER - 4 * MM), Block(_ANSWER)
    down = _BESIDE[question.ask]
    room(right, question)
    block.draw(lambda paper, x, top, parent: left.onto(paper, x, top - down, parent))
    block.draw(lambda paper, x, top, parent: right.onto(paper, x + width - _ANSWER, top, parent))
    block.height = max(left.height + down, right.height)
    return block


def _asked(question: Question, condition: str, width: float) -> Block:
    block = Block(width)
    block.words(_label(question), _SIZE)
    if hint := " ".join(note for note in (condition, question.hint) if note):
        block.words([Run(hint, grey=0.2)], _HINT)
    return block


def _label(question: Question) -> list[Run]:
    label = [Run(question.label, bold=True)]
    if question.label_cy:
        label.append(Run(f" · {question.label_cy}", language="cy"))
    return label if question.required else [*label, Run(f" ({words(FORM)['optional']})")]


def _lines(block: Block, question: Question) -> None:
    for _ in range(4 if question.id in _LONG else _LINES[question.ask]):
        ink_sentence(block, (_WHOLE,))


def _people(block: Block, question: Question) -> None:
    """Numbered lines in two columns."""
    most = max(question.least, 1) + _SPARE
    most += most % 2
    half = block.width / 2
    for number in range(1, most + 1, 2):
        down = block.height
        for column in (0, 1):
            block.height = down
            x = column * half
            end = (half - 6 * MM) / MM
            ink_sentence(block, (f"{number + column}.", end - 5), x)


def _day(block: Block, _question: Question) -> None:
    told = words(FORM)
    ink_sentence(block, (told["day"], 10.0, told["month"], 26.0, told["year"], 14.0))


def _yes_no(block: Block, _question: Question) -> None:
    told = words(FORM)
    _ticked(block, [told["yes"], told["no"]], 26 * MM)


def _choice(block: Block, question: Question) -> None:
    told = [option for _, option in question.options]
    widest = max(fonts.width(fonts.shown(option), _SIZE) for option in told) + SIDE + 10 * MM
    if widest * len(told) <= block.width:
        _ticked(block, told, widest)
        return
    for option in told:
        tick(block, [Run(option)], _SIZE)


def _ticked(block: Block, told: Sequence[str], apart: float) -> None:
    """Boxes beside each other, each with its words."""
    down = block.height
    for number, option in enumerate(told):
        block.height = down
        tick(block, [Run(option)], _SIZE, number * apart)


def _groups(block: Block, _question: Question) -> None:
    """A box for each group; ages for children, names for those that need them."""
    told = words(FORM)
    for group in Audience:
        name, details = told[f"group_{group.value}"], told.get(f"ask_{group.value}", "")
        parts: list[str | float] = [name]
        if group in CHILDREN:
            parts = [f"{name}, {told['aged_from']}", 12.0, told["aged_to"], 12.0, told["years"]]
        if details:
            parts = [*parts[:-1], f"{parts[-1]}, {details}", _WHOLE]
        box(block, 0.0, _LINE)
        ink_sentence(block, parts, SIDE + _GAP)


_ROOM: dict[Ask, Callable[[Block, Question], None]] = {
    Ask.PEOPLE: _people,
    Ask.DAY: _day,
    Ask.YES_NO: _yes_no,
    Ask.CHOICE: _choice,
    Ask.GROUPS: _groups,
}


def box(block: Block, x: float, down: float = 0.0) -> None:
    """A box to tick that stands on a line `down` points below the present height."""
    block.draw(lambda paper, left, top, _parent: _drawn(paper, left + x, top - down))


def _drawn(paper: Paper, x: float, y: float) -> None:
    with paper.decoration():
        paper.box(x, y - 0.6 * MM, SIDE, SIDE, 0.9)


def condition_words(question: Question, asked: Sequence[Question]) -> str:
    """When a question is asked, in words; "" for always."""
    name, _, value = question.when.partition("=")
    on = next((other for other in asked if other.id == name), None)
    if on is None:
        return ""
    answer = dict(on.options).get(value, words(FORM).get(value, value))
    return said(FORM, "only_if", question=on.label, answer=answer)


def boxed_note(block: Block, title: Sequence[Run], note: str, pad: float) -> None:
    """A framed note that stands out in black and white."""
    start = block.height
    block.space(2 * MM)
    block.words(title, 12, x=pad)
    block.words(note, 9.5, x=pad, room=block.width - 2 * pad)
    block.space(2.5 * MM)
    height = block.height - start
    block.draw(lambda paper, left, top, _parent: framed(paper, left, top, block.width, height, 1.4), start)


def framed(paper: Paper, left: float, top: float, width: float, height: float, weight: float) -> None:
    """A frame as decoration, its top left at left, top."""
    with paper.decoration():
        paper.box(left, top - height, width, height, weight)
