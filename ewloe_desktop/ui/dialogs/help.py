"""The help for one dialog, in front of it: what is being done stays as it is behind."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from ewloe_desktop.ui import dialog, parts
from ewloe_desktop.ui.helping import help_text

translate = QCoreApplication.translate


class HelpDialog(dialog.Dialog):
    """One topic; F1 and Esc lead back."""

    def __init__(self, parent: QWidget, topic: str) -> None:
        super().__init__(parent, translate("HelpDialog", "Help"), width=640, height=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QTextBrowser()
        self.text.setObjectName("boxed")
        self.text.setAccessibleName(translate("HelpDialog", "Help text"))
        self.text.setOpenLinks(False)
        self.text.setMarkdown(help_text(topic))
        self.body.addWidget(self.text, 1)
        self.add_buttons(parts.button(translate("HelpDialog", "Close help"), self.reject))

    @classmethod
    def show_topic(cls, parent: QWidget, topic: str) -> "HelpDialog":
        """Opens it at the beginning of the text."""
        made = cls(parent, topic)
        made.open()
        made.text.setFocus(Qt.FocusReason.OtherFocusReason)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 again leads back."""
        if event.key() == Qt.Key.Key_F1:
            self.reject()
            return
        super().keyPressEvent(event)
