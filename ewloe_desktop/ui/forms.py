"""A form: fields one below the other, and the summary that says where the problems are and leads there."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.choices import CheckField, ChoiceField, ListField
from ewloe_desktop.ui.fields import (
    DateField,
    Field,
    NumberField,
    PasswordField,
    TextField,
    WordsField,
)

__all__ = [
    "CheckField",
    "ChoiceField",
    "DateField",
    "Field",
    "Form",
    "ListField",
    "NumberField",
    "PasswordField",
    "Summary",
    "TextField",
    "WordsField",
]
AnyField = TypeVar("AnyField", bound=Field)


class Summary(QFrame):
    """Says "There is a problem", takes the focus and leads to each field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("summary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 14, 18, 14)
        self._column.setSpacing(6)
        self.hide()

    def show_problems(self, problems: Sequence[tuple[str, QWidget | None]]) -> None:
        """Lists the problems, each as a link to its field, and takes the focus; an empty list hides it."""
        parts.clear(self._column)
        self.setVisible(bool(problems))
        if not problems:
            return
        title = self.tr("There is a problem")
        self._column.addWidget(parts.label(title, "h2"))
        for words, field in problems:
            self._column.addWidget(self._link(words, field) if field is not None else parts.label(words, "error"))
        told = " ".join(words for words, _field in problems)
        self.setAccessibleName(f"{title}. {told}")
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        parts.announce(self, self.accessibleName())

    def _link(self, words: str, field: QWidget) -> "ProblemLink":
        link = ProblemLink(words)
        link.pressed_now.connect(field.setFocus)
        return link


class ProblemLink(QLabel):
    """A link that wraps: Enter, Space and click lead to its field."""

    pressed_now = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        import html

        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(f'<a href="field">{html.escape(words)}</a>')
        self.setWordWrap(True)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.linkActivated.connect(lambda _link: self.pressed_now.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed_now.emit()
            return
        super().keyPressEvent(event)


class Form(QWidget):
    """Fields one below the other, with the summary of problems above them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, space: int = 18) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.summary = Summary()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(space)
        self.column.addWidget(self.summary)

    def add(self, field: AnyField) -> AnyField:
        """Puts a field below the others and gives it back."""
        self.fields[field.name] = field
        self.column.addWidget(field)
        field.changed.connect(self.changed)
        return field

    def add_words(self, words: str, role: str = "") -> QLabel:
        """Puts words between the fields."""
        made = parts.label(words, role)
        self.column.addWidget(made)
        return made

    def values(self) -> dict[str, Any]:
        """Every value by its field's name."""
        return {name: field.value() for name, field in self.fields.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fills the fields that are named."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)

    def check(self, more: Callable[[], Sequence[FieldProblem]] | None = None) -> bool:
        """Whether all can go on; otherwise shows each problem beside its field and in the summary."""
        problems = [
            FieldProblem(name, problem, _bounds(field))
            for name, field in self.fields.items()
            if field.isVisibleTo(self) and field.isEnabled() and (problem := field.check())
        ]
        if not problems and more is not None:
            problems = list(more())
        self.show_problems(problems)
        return not problems

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """Shows these problems and takes earlier ones away; a problem of no field here stands in the summary alone."""
        told = {p.field: wording.field_problem(p) for p in problems}
        for name, field in self.fields.items():
            field.set_error(told.get(name, ""))
        self.summary.show_problems([(words, self.fields.get(name)) for name, words in told.items()])

    def show_failure(self, failure: BaseException) -> None:
        """Shows an expected failure here: beside the fields it names, otherwise in the summary."""
        if isinstance(failure, FieldsRefused):
            self.show_problems(failure.problems)
            return
        self.show_problems(())
        said = wording.error(failure)
        self.summary.show_problems([(said.aloud, None)])

    def forget_passwords(self) -> None:
        """Empties every password."""
        for field in self.fields.values():
            if isinstance(field, PasswordField):
                field.forget()


def _bounds(field: Field) -> dict[str, Any]:
    return {"least": field.least, "most": field.greatest} if isinstance(field, NumberField) else {}
