"""The permission form: blank, for one person, or for many in one file whose memory does not grow with its pages."""

import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from ewloe_desktop.documents import flow, pdfa
from ewloe_desktop.documents.flow import Placed
from ewloe_desktop.documents.form_parts import FormPieces, name_of, sign_block, who_block
from ewloe_desktop.documents.long_file import LongFile
from ewloe_desktop.documents.page import A4
from ewloe_desktop.documents.photo_facts import FormFacts, Who
from ewloe_desktop.documents.photo_page import FOOT, RUNNING, SIDE, TOP, margins
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.withdrawal_slip import slip_block


def permission_form(facts: FormFacts, who: Who | None = None) -> bytes:
    """One form as PDF; without a person it is blank, with lines for ink."""
    out = io.BytesIO()
    permission_forms(facts, [who], out)
    return out.getvalue()


def permission_forms(facts: FormFacts, people: Iterable[Who | None], into: BinaryIO) -> None:
    """Writes a form for each person, one after another, numbered by itself: what all share is kept once."""
    title = said("photo_form", "title")
    about = pdfa.About(
        title, facts.made.school.name, said("photo_form", "foot", number=facts.wording_number), facts.made.at
    )
    file = LongFile(into, about, A4)
    form = _Form(facts, file)
    for who in people:
        form.write(who)
    file.close()


class _Form:
    """The part that is alike for everybody, drawn once; and the places of what is not."""

    def __init__(self, facts: FormFacts, file: LongFile) -> None:
        self._facts, self._file = facts, file
        self._pieces = FormPieces(facts)
        room = A4[1] - TOP - FOOT
        told = flow.paginate(self._pieces.told, room, room - RUNNING)
        answers = flow.paginate(self._pieces.answers, room - RUNNING, room - RUNNING)
        self._pages = [*told, *answers]
        self._alike = [self._draw(number, page) for number, page in enumerate(self._pages)]

    def _draw(self, number: int, page: Sequence[Placed]) -> tuple[int, int]:
        """Draws what is alike on a page; gives its stream and how many marks it has."""
        paper = self._file.paper
        paper.begin(number)
        flow.draw(paper, page, SIDE, self._top(number))
        code, marks = paper.take()
        return self._file.stream(code), marks

    def _top(self, number: int) -> float:
        return A4[1] - TOP - (RUNNING if number else 0)

    def write(self, who: Who | None) -> None:
        """One person's form."""
        blocks = (who_block(who), sign_block(who), slip_block(name_of(who)))
        head = " · ".join(part for part in (said("photo_form", "title"), name_of(who)) if part)
        around = margins(self._facts.made, head, said("photo_form", "foot", number=self._facts.wording_number))
        paper, pages = self._file.paper, []
        for number, (alike, marks) in enumerate(self._alike):
            paper.begin(number, marks)
            around.draw(paper, number, len(self._pages))
            for block, place in zip(blocks, self._pieces.places, strict=True):
                page, top = place.placed[0]
                if page == number:
                    place.element.kids.clear()
                    block.onto(paper, SIDE, top, place.element)
            pages.append([self._file.stream(paper.take()[0]), alike])
        self._file.section(self._pieces.root, pages)
