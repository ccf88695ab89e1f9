"""What is typed in fields as plain values that can be kept, and put back just as it was; never a password."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from ewloe_desktop.ui.choices import CheckField, ChoiceField, ListField
from ewloe_desktop.ui.field import Field
from ewloe_desktop.ui.fields import LineField, PasswordField, WordsField
from ewloe_desktop.ui.people_picker import PeopleField


def typed_in(fields: Iterable[Field]) -> dict[str, object]:
    """Every field's content by its name."""
    return {field.name: _content(field) for field in fields if not isinstance(field, PasswordField)}


def put_back(fields: Iterable[Field], content: Mapping[str, object]) -> None:
    """Fills the fields that are named."""
    for field in fields:
        if field.name in content and not isinstance(field, PasswordField):
            _fill(field, content[field.name])


def _content(field: Field) -> object:
    if isinstance(field, LineField):
        return field.line.text()
    if isinstance(field, WordsField):
        return field.area.toPlainText()
    return _plain(field.value())


def _fill(field: Field, content: Any) -> None:
    if isinstance(field, LineField):
        field.line.setText(str(content))
    elif isinstance(field, WordsField):
        field.area.setPlainText(str(content))
    elif isinstance(field, ChoiceField):
        field.choose(lambda value: _plain(value) == content)
    elif isinstance(field, ListField | CheckField | PeopleField):
        field.set_value(content)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
