"""The welcome and the first start, step by step, with the answers of the made-up school."""

from datetime import date
from pathlib import Path

from ewloe_desktop.app.pictures.studio import Script, Studio
from ewloe_desktop.ui.dialogs.first_start import FirstStartDialog
from ewloe_desktop.ui.forms import Form

_SCHOOL = {
    "school_name": "Ysgol Bryn Derw",
    "school_name_cy": "Ysgol Bryn Derw",
    "council": "Sample council",
    "data_protection_contact": "Data protection officer, Sample council",
}


def first_start(studio: Studio, register: Path) -> Script:
    """Each step as it is filled in, through the making of the register to its end."""
    window = studio.window
    studio.take("welcome")
    yield from studio.opened(lambda: FirstStartDialog(window, window.work, window.notices).open())
    starting = studio.front()
    assert isinstance(starting, FirstStartDialog)
    starting.school.set_values(_SCHOOL)
    starting.you.set_values({"head_name": "Mrs Marged Pugh", "head_since": date(2023, 9, 1)})
    yield
    studio.take("first-start-1")
    starting.go_on()
    starting.you.set_values({"password": studio.window.work.keeper.suggest_password()})
    yield
    studio.take("first-start-2")
    starting.go_on()
    yield
    studio.take("first-start-3")
    yield from _make(studio, starting, register)


def _make(studio: Studio, starting: FirstStartDialog, register: Path) -> Script:
    assert starting.place.choice is not None
    starting.place.choice.set_value("file")
    starting.place.fields["place"].set_value(str(register.parent))
    starting.go_on()
    yield
    studio.take("first-start-4")
    assert starting.started is not None
    groups = dict(enumerate(starting.started.recovery_groups))
    _form(starting).set_values({f"group_{number}": group for number, group in groups.items()})
    starting.go_on()
    yield
    studio.take("first-start-5")
    _form(starting).set_values({"kept": True})
    starting.go_on()
    yield
    studio.take("first-start-6")
    starting.accept()
    yield


def _form(starting: FirstStartDialog) -> Form:
    """The form of the step in sight."""
    shown = starting.pages.currentWidget()
    form = shown.findChild(Form) if shown is not None else None
    assert isinstance(form, Form)
    return form
