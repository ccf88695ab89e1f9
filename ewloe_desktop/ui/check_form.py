"""The question about a picture: who is in it, what for, which picture, when, and two plain questions."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from ewloe_desktop.ui.field import Field
from ewloe_desktop.ui.fields import CheckField, ChoiceField, DateField, ListField, TextField
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.people_picker import PeopleField

if TYPE_CHECKING:
    from ewloe_desktop.services.picking import Pickable
    from ewloe_desktop.services.picture_checks import Question


class CheckForm(Form):
    """Nothing is answered beforehand but the day; Enter goes to the next question."""

    def __init__(self) -> None:
        super().__init__(space=14)
        hint = self.tr("Staff, governors and contractors who can be recognised; part of a name is enough")
        self.people = self.add(PeopleField("people", self.tr("Who is in the picture?"), hint, optional=True))
        self.people.label.setText(self.people.words)
        self.nobody = self.add(CheckField("nobody", self.tr("Nobody on the staff can be recognised in it")))
        self.use = ListField("use", self.tr("What is it for?"), ((None, self.tr("Choose the use")),))
        self.on = DateField("on", self.tr("When is it to be used?"), " ")
        self.on.hint.hide()
        self._beside(self.use, self.on)
        choices = ((True, self.tr("Yes")), (False, self.tr("No")))
        self.children_field = ChoiceField("children", self.tr("Can children be recognised?"), choices, across=True)
        self.setting_field = ChoiceField("setting", self.tr("Can the setting be recognised?"), choices, across=True)
        self._beside(self.children_field, self.setting_field)
        hint = self.tr("Needed to keep the check, and for a yes that was given to one picture alone")
        self.what = self.add(TextField("what", self.tr("Which picture or event?"), hint))
        self.column.addStretch(1)
        self.people.all_named.connect(self.use.setFocus)

    def _beside(self, left: Field, right: Field) -> None:
        across = QHBoxLayout()
        across.setSpacing(20)
        for field in (left, right):
            self.add(field)
            self.column.removeWidget(field)
            across.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(across)

    def offer(self, pickable: "Pickable") -> None:
        """Who and what can be chosen."""
        self.people.offer(pickable.people)
        chosen = self.use.value()
        uses = [(use.id, use.name) for use in pickable.uses]
        self.use.set_choices([(None, self.tr("Choose the use")), *uses])
        self.use.set_value(chosen)
        if not self.on.line.text():
            self.on.set_value(pickable.today)

    def wanting(self) -> list[str]:
        """What is still to be answered, in the order of the questions."""
        asked = (
            (bool(self.people.value()) or self.nobody.value(), self.tr("who is in it")),
            (self.use.value() is not None, self.tr("what it is for")),
            (self.on.value() is not None, self.tr("when it is to be used")),
            (self.children_field.value() is not None, self.tr("whether children can be recognised")),
            (self.setting_field.value() is not None, self.tr("whether the setting can be recognised")),
        )
        return [words for answered, words in asked if not answered]

    def question(self) -> "Question | None":
        """The question, once everything it needs is answered."""
        from ewloe_desktop.services.picture_checks import Question

        if self.wanting():
            return None
        return Question(
            self.people.value(),
            self.use.value(),
            self.what.value(),
            self.on.value(),
            self.children_field.value(),
            self.setting_field.value(),
        )

    def start_again(self) -> None:
        """Another picture: the use and the day stay, nothing else does."""
        self.people.set_value(())
        self.set_values({"what": "", "nobody": False})
        for field in (self.children_field, self.setting_field):
            field.group.setExclusive(False)
            for button in field.buttons():
                button.setChecked(False)
            field.group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads on; it never keeps anything by itself."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            return
        super().keyPressEvent(event)
