"""Withdrawing permission: one step, in force at once, with what has to come down as its consequence."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.ui import parts, photo_words, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import ChoiceField, DateField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.photos import PersonPermissions
    from ewloe_desktop.services.placements import PlacementFacts
    from ewloe_desktop.ui.pages.photos import PhotosPage

translate = QCoreApplication.translate
ALL, SOME = "all", "some"


def ask_withdrawal(page: "PhotosPage", person: "PersonPermissions") -> None:
    """Asks what is withdrawn, once it is known where pictures of the person are used."""
    from ewloe_desktop.services.placements import show_placements

    def open_now(places: "Sequence[PlacementFacts]") -> None:
        WithdrawDialog(page, page.work, person, [p for p in places if p.ended_on is None]).ask(
            lambda _facts: page.notices.tell(told)
        )

    told = translate("WithdrawDialog", "Withdrawn. It counts from now on.")
    query: Callable[..., Any] = _places_of
    page.work.read(open_now, query, show_placements, person.person_id)


def _places_of(session: Any, actor: Any, show: Callable[..., Any], person_id: str) -> Any:
    """Where pictures of a person are used now."""
    return show(session, actor, person_id=person_id, ended=False)


class WithdrawDialog(FormDialog):
    """Everything, or some uses; what has to come down stands below while it is chosen."""

    help_topic = "photo_withdraw"

    def __init__(
        self, parent: QWidget | None, work: Work, person: "PersonPermissions", places: "Sequence[PlacementFacts]"
    ) -> None:
        words = translate("WithdrawDialog", "Withdraw permission: {name}").format(name=person.name)
        act = translate("WithdrawDialog", "Withdraw now")
        super().__init__(parent, work, words, act, role="danger", width=760)
        self._person, self._places = person, places
        self.form.column.setSpacing(12)
        self.form.add_words(
            self.tr("It counts at once: no new picture is used that way. The earlier yes stays in the history.")
        )
        self.what = self.form.add(ChoiceField("what", self.tr("What is withdrawn?"), self._choices()))
        self.uses: dict[str, QCheckBox] = {}
        listed = QVBoxLayout()
        listed.setContentsMargins(30, 0, 0, 0)
        listed.setSpacing(0)
        self.form.column.addLayout(listed)
        for use, state in zip(person.uses, person.states, strict=True):
            box = QCheckBox(f"{use.name} ({photo_words.stands(state)})")
            listed.addWidget(box)
            self.uses[use.id] = box
            box.toggled.connect(lambda _on: self._changed())
        self.said = self.form.add(DateField("given_on", self.tr("Said on")))
        self.said.set_value(work.today())
        self.of_window = (0.0, 0.85)
        self.consequence = QVBoxLayout()
        self.consequence.setSpacing(6)
        self.form.column.addLayout(self.consequence)
        self.what.changed.connect(self._changed)
        self._changed()

    def _choices(self) -> list[tuple[Any, ...]]:
        """Everything, some uses where a yes stands, or one picture or event that was permitted by itself."""
        every = self.tr("No picture of this person is used any more, for any use.")
        choices: list[tuple[Any, ...]] = [(ALL, self.tr("Everything"), every)]
        if any(state.permitted for state in self._person.states):
            choices.append((SOME, self.tr("Only these uses")))
        ids = {use.name: use.id for use in self._person.uses}
        for only, use, state in self._person.singles:
            if state.permitted and use in ids:
                words = self.tr("Only the picture or event “{only}” ({use})").format(only=only, use=use)
                choices.append(((ids[use], only), words))
        return choices

    @property
    def single(self) -> tuple[str, str] | None:
        """The use and the picture or event, when one alone is withdrawn."""
        value = self.what.value()
        return value if isinstance(value, tuple) else None

    def problems(self) -> Sequence[FieldProblem]:
        """At least one use."""
        return () if self.chosen else (FieldProblem("uses", "missing"),)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The uses that are withdrawn."""
        if self.what.value() == ALL:
            return tuple(self.uses)
        if self.single is not None:
            return (self.single[0],)
        return tuple(id_ for id_, field in self.uses.items() if field.isChecked())

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Withdraws it."""
        from ewloe_desktop.services.photo_recording import withdraw

        only = self.single[1] if self.single is not None else ""
        return withdraw, (self._person.person_id, self.chosen, only, values["given_on"])

    def _changed(self) -> None:
        some = self.what.value() == SOME
        states = {use.id: state for use, state in zip(self._person.uses, self._person.states, strict=True)}
        for id_, field in self.uses.items():
            field.setVisible(some and states[id_].permitted)
        parts.clear(self.consequence)
        chosen = self.chosen
        only = self.single[1] if self.single is not None else ""
        places = [place for place in self._places if place.use_id in chosen and only in ("", place.what)]
        if not chosen:
            return
        self.consequence.addWidget(parts.rule())
        if not places:
            words = self.tr("Nothing has to come down: no place is on record where a picture of them is used.")
            self.consequence.addWidget(parts.label(words, "quiet"))
            return
        count = wording.count(len(places), self.tr("place"), self.tr("places"))
        self.consequence.addWidget(parts.label(self.tr("This has to come down ({places})").format(places=count), "h2"))
        for place in places:
            self._show_place(place)

    def _show_place(self, place: "PlacementFacts") -> None:
        told = self.tr("{what} — {use}: {place}").format(what=place.what, use=place.use, place=place.place)
        self.consequence.addWidget(parts.label(told, "strong"))
        owner = self.tr("Looked after by {name}.").format(name=place.owner)
        self.consequence.addWidget(parts.label(f"{owner} {photo_words.medium(place.medium)}", "small"))
