"""Recording where a picture is used, so that it can be found again when it has to come down."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import DateField, ListField, TextField
from ewloe_desktop.ui.people_picker import PeopleField
from ewloe_desktop.ui.small_picture import SmallPictureField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.picking import Pickable

translate = QCoreApplication.translate


class PlacementDialog(FormDialog):
    """The use, the picture, the place, since when, who is in it, and who looks after the place."""

    help_topic = "photo_places"

    def __init__(self, parent: QWidget | None, work: Work, owner_id: str) -> None:
        title = translate("PlacementDialog", "A picture is used")
        super().__init__(parent, work, title, translate("PlacementDialog", "Record this place"), width=720)
        self._owner = owner_id
        form = self.form
        form.column.setSpacing(12)
        self.use = form.add(ListField("use_id", self.tr("What is it used for?"), ((None, self.tr("Choose the use")),)))
        hint = self.tr("In the words that were asked about, such as Harvest fair 2026, picture 14")
        form.add(TextField("what", self.tr("Which picture or event?"), hint))
        hint = self.tr("A page's address, an issue, a board: so that somebody else finds it")
        form.add(TextField("place", self.tr("Where is it?"), hint))
        form.add(DateField("used_on", self.tr("Since when?"))).set_value(work.today())
        self.people = form.add(PeopleField("people", self.tr("Who is in it?")))
        hint = self.tr("Who takes it down when it has to come down")
        self.owner = form.add(PeopleField("owner", self.tr("Who looks after that place?"), hint, most=1))
        self.picture = form.add(SmallPictureField("picture", self.tr("A small picture for finding it again"), work))
        self._offered = False

    def ask(self, done: Callable[[Any], None] | None = None) -> "PlacementDialog":
        """Opens it and asks who and what can be chosen."""
        from ewloe_desktop.services.picking import names_to_pick

        super().ask(done)
        self.work.read(self.offer, names_to_pick, failed=self.failed)
        return self

    def offer(self, pickable: "Pickable") -> None:
        """Who and what can be chosen; the place is looked after by whoever records it unless somebody else is named."""
        self.use.set_choices([(None, self.tr("Choose the use")), *((use.id, use.name) for use in pickable.uses)])
        self.people.offer(pickable.people)
        self.owner.offer(pickable.people)
        if not self._offered:
            self._offered = True
            self.owner.set_value((self._owner,))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Records it."""
        from ewloe_desktop.services.placements import PlacementAnswer, add_placement

        answer = PlacementAnswer(
            use_id=values["use_id"],
            what=values["what"],
            place=values["place"],
            used_on=values["used_on"],
            person_ids=values["people"],
            owner_id=values["owner"][0],
            picture=values["picture"],
        )
        return add_placement, (answer,)
