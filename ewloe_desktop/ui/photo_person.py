"""One person: how each use stands, single pictures and events, and everything ever answered."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ewloe_desktop.domain.photos import Answer, Standing, State
from ewloe_desktop.ui import parts, photo_words, wording

if TYPE_CHECKING:
    from ewloe_desktop.services.photos import HistoryLine, PersonPermissions

_WIDE = 52  # line heights of the window from which what a use is stands in a column of its own


class PhotoPerson(QWidget):
    """Shows one person's permissions; `scan_wanted` names an answer of the history with its scan."""

    scan_wanted = Signal(object)
    places_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person: PersonPermissions | None = None
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        self._left, self._stands = _card()
        self._right, self._history = _card()
        across.addWidget(self._left, 11)
        across.addWidget(self._right, 9)

    def show_person(self, person: "PersonPermissions", places: bool) -> None:
        """Shows a person; `places` says whether the list of places can be opened."""
        self.person = person
        parts.clear(self._stands)
        parts.clear(self._history)
        self._show_uses(person)
        if person.singles:
            self._show_singles(person)
        self._show_places(person, places)
        self._stands.addStretch(1)
        self._show_history(person)
        self._history.addStretch(1)

    def _show_uses(self, person: "PersonPermissions") -> None:
        self._stands.addWidget(parts.label(self.tr("How each use stands today"), "h2"))
        lines = [(use.name, state, self._about(use)) for use, state in zip(person.uses, person.states, strict=True)]
        self._stands.addLayout(_lines(lines, wide=self._wide))

    @property
    def _wide(self) -> bool:
        """Whether there is room for a third column beside how a use stands."""
        return self.window().width() >= _WIDE * self.fontMetrics().height()

    def _about(self, use: object) -> str:
        published = getattr(use, "published", False)
        seen = self.tr("Seen outside the school") if published else self.tr("Inside the school")
        return f"{seen}\n{photo_words.basis(str(getattr(use, 'basis', '')))}"

    def _show_singles(self, person: "PersonPermissions") -> None:
        self._title(self.tr("Single pictures and events"))
        self._stands.addLayout(_lines([(only, state, use) for only, use, state in person.singles], wide=self._wide))

    def _show_places(self, person: "PersonPermissions", places: bool) -> None:
        self._title(self.tr("Where pictures are used"))
        count = wording.count(person.open_placements, self.tr("place"), self.tr("places"))
        words = self.tr("{places} on record.").format(places=count)
        if not person.open_placements:
            words = self.tr("No place is on record where a picture of this person is used.")
        self._stands.addWidget(parts.label(words, "quiet"))
        if places and person.open_placements:
            button = parts.button(self.tr("See the places…"), self.places_wanted.emit, "link")
            self._stands.addWidget(button)

    def _title(self, words: str) -> None:
        self._stands.addSpacing(6)
        self._stands.addWidget(parts.rule())
        self._stands.addWidget(parts.label(words, "h2"))

    def _show_history(self, person: "PersonPermissions") -> None:
        self._history.addWidget(parts.label(self.tr("Everything ever answered"), "h2"))
        if not person.history:
            self._history.addWidget(parts.label(self.tr("Nothing has been answered yet."), "quiet"))
        for number, lines in enumerate(by_act(person.history)):
            if number:
                self._history.addWidget(parts.rule())
            self._entry(lines, "evidence" in person.can)

    def _entry(self, lines: "Sequence[HistoryLine]", may_open: bool) -> None:
        first, whole = lines[0], self._history
        whole.addWidget(parts.label(wording.day(first.given_on), "strong"))
        order = [use.name for use in self.person.uses] if self.person else []
        said = [
            self.tr("{answer}: {about}").format(answer=answer, about=", ".join(about))
            for answer, about in answers(lines, order).items()
        ]
        whole.addWidget(parts.label("\n".join(said)))
        told = self.tr("{how}. Told in wording {number}.").format(how=photo_words.how(first), number=first.wording)
        kept = self.tr("Paper kept at: {place}.").format(place=first.kept_at) if first.kept_at else ""
        by = self.tr("Recorded by {name}, {when}, act {act:,}.").format(
            name=first.recorded_by, when=wording.moment(first.recorded_at), act=first.act
        )
        whole.addWidget(parts.label("\n".join(part for part in (told, kept, by) if part), "small"))
        if first.evidence_id and may_open:
            scan = parts.button(self.tr("Open the scan"), lambda: self.scan_wanted.emit(first), "link", icon="eye")
            day = wording.day(first.given_on)
            scan.setAccessibleName(self.tr("Open the scan of {day}").format(day=day))
            whole.addWidget(scan)


def by_act(history: "Sequence[HistoryLine]") -> "Iterator[list[HistoryLine]]":
    """The lines that were recorded together."""
    return (list(lines) for _act, lines in groupby(history, key=lambda line: line.act))


def answers(lines: "Sequence[HistoryLine]", order: Sequence[str] = ()) -> Mapping[str, list[str]]:
    """What was answered, each answer with the uses it is about, in the order of the uses."""
    words = {
        Answer.YES: photo_words.standing(Standing.YES),
        Answer.NO: photo_words.standing(Standing.NO),
        Answer.WITHDRAWN: photo_words.standing(Standing.WITHDRAWN),
        Answer.ASKED: photo_words.asked(),
    }
    rank, place = list(words), {name: number for number, name in enumerate(order)}
    found: dict[str, list[str]] = {}
    for line in sorted(lines, key=lambda one: (rank.index(one.answer), one.only, place.get(one.use, len(place)))):
        about = f"{line.only} ({line.use})" if line.only else line.use
        told = ", ".join(part for part in (words[line.answer], photo_words.name_told(line.name_shown)) if part)
        found.setdefault(told, []).append(about)
    return found


def _lines(lines: Sequence[tuple[str, State, str]], *, wide: bool) -> QGridLayout:
    """A letter on its tone, what it is about, and how it stands."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for number, (about, state, under) in enumerate(lines):
        letter = parts.badge(photo_words.sign(state.standing), photo_words.TONES[state.standing])
        letter.setMinimumWidth(34)
        letter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        letter.setAccessibleName(photo_words.standing(state.standing))
        grid.addWidget(letter, number, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(parts.label(about, "strong"))
        words.addWidget(parts.label(photo_words.stands(state)))
        if wide:
            quiet = parts.label(under, "small", wrap=False)
            quiet.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(quiet, number, 2, Qt.AlignmentFlag.AlignTop)
        else:
            words.addWidget(parts.label(under, "small"))
        grid.addLayout(words, number, 1)
    return grid


def _card() -> tuple[parts.CardFrame, QVBoxLayout]:
    card = parts.CardFrame(space=0)
    card.column.setContentsMargins(0, 0, 0, 0)
    scroll = parts.Column(card, space=10)
    scroll.column.setContentsMargins(22, 18, 18, 16)
    card.column.addWidget(scroll)
    return card, scroll.column
