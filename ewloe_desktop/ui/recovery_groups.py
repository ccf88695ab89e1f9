"""The recovery sheet's groups: shown to be printed, and two of them typed back to be sure that the paper is there."""

import secrets
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.ui.forms import Form, TextField
from ewloe_desktop.ui.secret_sheet import SecretSheet

translate = QCoreApplication.translate


def two_of(count: int) -> tuple[int, int]:
    """Two different groups, by chance, in order."""
    first = secrets.randbelow(count)
    second = (first + 1 + secrets.randbelow(count - 1)) % count
    return min(first, second), max(first, second)


def differing(values: Mapping[str, object], asked: Sequence[int], groups: Sequence[str]) -> list[FieldProblem]:
    """What was typed back wrongly; capital and small letters and spaces count the same."""
    return [
        FieldProblem(f"group_{number}", "groups_differ")
        for number in asked
        if "".join(str(values[f"group_{number}"]).split()).casefold() != groups[number].casefold()
    ]


def recovery_form(sheet: SecretSheet, asked: tuple[int, ...]) -> Form:
    """The recovery sheet, and two of its groups typed back."""
    form = Form(space=14)
    form.add_words(
        translate(
            "FirstStartDialog",
            "If every password is lost, only this sheet opens the register, for reading. It cannot sign for anybody. "
            "Print it twice and keep the two in different safe places.",
        )
    )
    form.column.addWidget(sheet)
    form.add_words(
        translate("FirstStartDialog", "Type two groups from the paper, so that we know it can be read:"), "strong"
    )
    across = QHBoxLayout()
    across.setSpacing(24)
    for number in asked:
        field = TextField(
            f"group_{number}",
            translate("FirstStartDialog", "Group {number}").format(number=number + 1),
            most=12,
            width=160,
        )
        form.add(field)
        form.column.removeWidget(field)
        across.addWidget(field)
    across.addStretch(1)
    form.column.addLayout(across)
    return form
