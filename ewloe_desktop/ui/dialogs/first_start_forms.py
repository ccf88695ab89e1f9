"""The forms of the first start, one a step."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from ewloe_desktop import paths
from ewloe_desktop.settings import has_password, is_address
from ewloe_desktop.ui import parts
from ewloe_desktop.ui.forms import ChoiceField, DateField, Form, ListField, TextField
from ewloe_desktop.ui.name_field import NameField
from ewloe_desktop.ui.new_password import NewPassword
from ewloe_desktop.ui.picture_field import PictureField
from ewloe_desktop.ui.work import Work

translate = QCoreApplication.translate


def school_form() -> Form:
    """The school as it stands on sheets."""
    form = Form()
    form.add(
        NameField(
            "school_name",
            translate("FirstStartDialog", "Name of the school"),
            translate("FirstStartDialog", "As it stands at the head of your policies"),
        )
    )
    form.add(TextField("school_name_cy", translate("FirstStartDialog", "Name in Welsh"), optional=True))
    form.add(TextField("council", translate("FirstStartDialog", "Council"), optional=True))
    form.add(
        TextField(
            "data_protection_contact",
            translate("FirstStartDialog", "Data-protection contact"),
            translate("FirstStartDialog", "A name or an address that people can write to"),
            optional=True,
        )
    )
    form.add(
        PictureField(
            "crest",
            translate("FirstStartDialog", "Crest"),
            translate("FirstStartDialog", "A PNG or JPEG picture for the head of sheets"),
        )
    )
    form.add(cycle_field())
    return form


def cycle_field() -> ListField:
    """How often policies are reviewed."""
    years = (
        (12, translate("FirstStartDialog", "Every year")),
        (24, translate("FirstStartDialog", "Every two years")),
        (36, translate("FirstStartDialog", "Every three years")),
    )
    field = ListField("cycle_months", translate("FirstStartDialog", "Policies are reviewed"), years)
    field.box.setMaximumWidth(260)
    return field


def you_form(work: Work) -> Form:
    """The head teacher and their own password."""
    form = Form()
    form.add(
        NameField(
            "head_name",
            translate("FirstStartDialog", "Your name"),
            translate("FirstStartDialog", "As it stands on sheets, such as Mrs Marged Pugh"),
        )
    )
    form.add(DateField("head_since", translate("FirstStartDialog", "Head teacher since")))
    form.add(NewPassword(work))
    return form


class PlaceForm(Form):
    """One of the proposed folders, another folder, or a database."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.add_words(
            translate(
                "FirstStartDialog",
                "The register is one encrypted file. Closing the program after a change makes a copy.",
            ),
            "quiet",
        )
        self._asked = False
        self.choice: ChoiceField | None = None
        work.background(self._show_places, work.keeper.proposed_places)

    def chosen(self) -> str:
        """The place that was chosen."""
        value = self.choice.value() if self.choice is not None else ""
        typed = self.fields["place"].value() if value in ("file", "database") else ""
        return str(typed or value)

    def _show_places(self, places: "list[tuple[str, str]]") -> None:
        words = {
            "shared": translate(
                "FirstStartDialog", "For everybody who uses this PC (best when several people sign in to Windows here)"
            ),
            "own": translate("FirstStartDialog", "Only for your own account on this PC"),
        }
        choices = [(path, words.get(why, why), path) for path, why in places]
        choices.append(("file", translate("FirstStartDialog", "In another folder"), ""))
        choices.append(
            ("database", translate("FirstStartDialog", "In a database, because the school works from several PCs"), "")
        )
        self.choice = self.add(ChoiceField("where", translate("FirstStartDialog", "Keep the register"), choices))
        self.choice.set_value(choices[0][0])
        field = self.add(_PlaceField())
        self.choice.changed.connect(self._which)
        field.hide()

    def _which(self) -> None:
        field = self.fields["place"]
        value = self.choice.value() if self.choice is not None else ""
        field.setVisible(value in ("file", "database"))
        if isinstance(field, _PlaceField):
            field.be(value == "database")


class _PlaceField(TextField):
    """A folder chosen or typed, or a database address without a password."""

    def __init__(self) -> None:
        super().__init__("place", translate("FirstStartDialog", "Folder"), " ", most=1000)
        self._database = False
        self.column.removeWidget(self.line)
        self.choose = parts.button(translate("FirstStartDialog", "Choose…"), self._choose)
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.line, 1)
        across.addWidget(self.choose)
        self.column.addLayout(across)
        self.warning = parts.label("", "strong")
        self.column.addWidget(self.warning)
        self.warning.hide()
        self.line.textChanged.connect(self._look)

    def be(self, database: bool) -> None:
        """Asks for a database address instead of a folder, or the other way round."""
        self._database = database
        self.choose.setVisible(not database)
        self.label.setText(
            translate("FirstStartDialog", "Address of the database")
            if database
            else translate("FirstStartDialog", "Folder")
        )
        self.hint.setText(
            translate(
                "FirstStartDialog",
                "For example postgresql://server/school. The password stays in the database's own password file.",
            )
            if database
            else translate(
                "FirstStartDialog", "A folder on this PC. Folders that a cloud service copies are not safe for it."
            )
        )
        self.line.setAccessibleName(self.label.text())
        self._look()

    def _look(self) -> None:
        """Warns of a folder that a cloud service copies; it can be chosen all the same."""
        service = "" if self._database else paths.synced_by(self.line.text().strip())
        words = translate(
            "FirstStartDialog",
            "{service} copies this folder while the program writes in it, and can damage the register or hold it up."
            " Choose a folder that is not copied; the program makes copies of its own.",
        )
        self.warning.setText(words.format(service=service) if service else "")
        self.warning.setVisible(bool(service))

    def value(self) -> str:
        typed = super().value()
        if not typed or self._database:
            return typed
        folder = Path(typed)
        return str(folder if folder.suffix == ".register" else folder / "school.register")

    def check(self) -> str:
        typed = self.line.text().strip()
        if not typed:
            return "missing"
        if self._database and has_password(typed):
            return "password_in_address"
        if not self._database and paths.is_network(typed):
            return "network"
        if self._database:
            return "" if is_address(typed) else "no_address"
        return "wrong" if is_address(typed) else ""

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, translate("FirstStartDialog", "Where is the register kept?"), self.line.text()
        )
        if folder:
            self.line.setText(folder)
