"""The way to a dialog's help: F1, and a link in the same place in every dialog that has help of its own."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QPushButton

from ewloe_desktop.ui import parts


def show_help(dialog: QDialog, topic: str) -> None:
    """Explains a dialog in front of it."""
    if topic:
        from ewloe_desktop.ui.dialogs.help import HelpDialog

        HelpDialog.show_topic(dialog, topic)


def help_link(dialog: QDialog, topic: str) -> tuple[QPushButton, ...]:
    """The link beside the title, none where there is no help."""
    if not topic:
        return ()
    link = parts.button(QCoreApplication.translate("Dialog", "Help (F1)"), partial(show_help, dialog, topic), "link")
    link.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has F1; Tab begins with what is asked
    return (link,)
