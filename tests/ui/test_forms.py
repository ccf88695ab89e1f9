"""Fields say what is wrong beside them, and the summary leads to each."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.ui.forms import (
    CheckField,
    ChoiceField,
    DateField,
    Form,
    NumberField,
    PasswordField,
    ProblemLink,
    TextField,
    WordsField,
)


def shown(qtbot: QtBot, *fields: object) -> Form:
    """A form with these fields on the screen."""
    form = Form()
    qtbot.addWidget(form)
    for field in fields:
        form.add(field)  # type: ignore[type-var]
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


def test_what_is_missing_is_said_beside_each_field_and_in_the_summary(qtbot: QtBot) -> None:
    form = shown(qtbot, TextField("name", "Name"), DateField("day", "Day"), TextField("note", "Note", optional=True))
    assert not form.check()
    links = [link.accessibleName() for link in form.summary.findChildren(ProblemLink)]
    assert links == [form.fields["name"].error.text(), form.fields["day"].error.text()]
    assert form.fields["note"].error.text() == ""
    assert form.fields["name"].error.text() in form.fields["name"].inner.accessibleDescription()
    assert form.summary.accessibleName().startswith("There is a problem")
    assert form.summary.hasFocus()


def test_a_problem_leads_to_its_field(qtbot: QtBot) -> None:
    form = shown(qtbot, TextField("name", "Name"), DateField("day", "Day"))
    form.check()
    link = form.summary.findChildren(ProblemLink)[1]
    qtbot.keyClick(link, Qt.Key.Key_Return)
    assert form.fields["day"].inner.hasFocus()


def test_putting_it_right_takes_the_problems_away(qtbot: QtBot) -> None:
    form = shown(qtbot, TextField("name", "Name"))
    form.check()
    form.fields["name"].set_value("Mrs Marged Pugh")
    assert form.check()
    assert not form.summary.isVisible()
    assert form.fields["name"].error.text() == ""


def test_a_day_is_worded_back_while_it_is_typed(qtbot: QtBot) -> None:
    field = DateField("day", "Day")
    form = shown(qtbot, field)
    field.line.setText("27 3 2026")
    assert field.value() == date(2026, 3, 27)
    assert any(label.text() == "27 March 2026" for label in form.findChildren(type(field.label)))
    field.line.setText("30 2 2026")
    assert field.check() == "not_a_date"


def test_a_number_is_held_between_its_bounds(qtbot: QtBot) -> None:
    field = NumberField("present", "Present", least=1, most=30)
    form = shown(qtbot, field)
    for typed, right in (("9", True), ("0", False), ("31", False), ("nine", False), ("²", False), ("", False)):
        field.line.setText(typed)
        assert form.check() is right, typed


def test_a_password_can_be_shown_and_is_forgotten_whole(qtbot: QtBot) -> None:
    field = PasswordField("password", "Password")
    form = shown(qtbot, field)
    field.set_value("  four plain words ")
    assert field.value() == "  four plain words "
    assert field.line.echoMode() is QLineEdit.EchoMode.Password
    field.show_button.click()
    assert field.line.echoMode() is QLineEdit.EchoMode.Normal
    form.forget_passwords()
    assert field.value() == ""
    assert field.line.echoMode() is QLineEdit.EchoMode.Password
    field.line.undo()
    assert field.value() == ""


def test_a_choice_must_be_made_and_a_promise_ticked(qtbot: QtBot) -> None:
    choice = ChoiceField("who", "Who", (("a", "The head"), ("b", "The chair", "who was there")))
    tick = CheckField("read", "I have read it", must=True)
    form = shown(qtbot, choice, tick)
    assert not form.check()
    choice.set_value("b")
    tick.set_value(True)
    assert form.check()
    assert form.values() == {"who": "b", "read": True}


def test_a_refusal_of_the_register_stands_beside_the_field_it_names(qtbot: QtBot) -> None:
    form = shown(qtbot, TextField("name", "Name"), WordsField("reason", "Reason"))
    form.set_values({"name": "Kept", "reason": "Kept too"})
    form.show_failure(FieldsRefused((FieldProblem("reason", "missing"),)))
    assert form.fields["reason"].error.text()
    assert form.values() == {"name": "Kept", "reason": "Kept too"}
    form.show_failure(RuleBroken("may_not", ("clerk",), {"action": "correct"}))
    assert form.fields["reason"].error.text() == ""
    assert "Clerk" in form.summary.accessibleName()


def test_only_fields_that_are_seen_are_asked_for(qtbot: QtBot) -> None:
    form = shown(qtbot, TextField("name", "Name"), TextField("committee", "Committee"))
    form.fields["name"].set_value("x")
    form.fields["committee"].hide()
    assert form.check()


def test_every_field_has_a_name_for_a_screen_reader(qtbot: QtBot) -> None:
    fields = (TextField("a", "Name", "As on sheets"), DateField("b", "Day"), PasswordField("c", "Password"))
    form = shown(qtbot, *fields)
    assert len(form.fields) == len(fields)
    assert [f.inner.accessibleName() for f in fields] == ["Name", "Day", "Password"]
    assert fields[0].inner.accessibleDescription() == "As on sheets"
