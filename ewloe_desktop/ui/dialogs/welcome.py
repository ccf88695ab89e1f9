"""What stands in the window when there is no register yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts


class Welcome(QWidget):
    """Says what the program is for, what to have ready, and offers to begin."""

    begin_asked = Signal()
    join_asked = Signal()  # the school has a register on a server already
    help_asked = Signal()
    restore_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("door")
        self.setAccessibleName(self.tr("Welcome"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 14)
        across = QHBoxLayout()
        card = parts.CardFrame(space=14)
        card.setFixedWidth(620)
        card.column.setContentsMargins(36, 32, 36, 32)
        card.column.addWidget(parts.label(self.tr("Welcome to Ewloe Desktop"), "h1"))
        card.column.addWidget(
            parts.label(
                self.tr(
                    "It keeps the approvals of your school's policies, who may be pictured, and the school's official "
                    "sites in one register on this PC, and prints the formal sheets. There is no register here yet."
                )
            )
        )
        card.column.addWidget(parts.label(self.tr("Setting it up takes about ten minutes. Have ready:"), "strong"))
        for words in (
            self.tr("the head teacher, who chooses their own password"),
            self.tr("a printer, or a USB stick for the recovery sheet"),
            self.tr("the school's crest as a picture, if it is to stand on sheets"),
        ):
            card.column.addLayout(tick(words))
        card.column.addSpacing(8)
        self.begin = parts.button(self.tr("Set up the school's register"), self.begin_asked.emit, "primary")
        self.restore = parts.button(self.tr("Put a copy back…"), self.restore_asked.emit)
        self.join = parts.button(self.tr("Use the register on the school's server…"), self.join_asked.emit, "link")
        card.column.addLayout(parts.row(self.begin, self.restore))
        card.column.addLayout(parts.row(self.join))
        across.addStretch(1)
        across.addWidget(card)
        across.addStretch(1)
        column.addStretch(1)
        column.addLayout(across)
        column.addStretch(2)
        column.addLayout(parts.row(None, parts.button(self.tr("Help (F1)"), self.help_asked.emit, "link")))


def tick(words: str, icon: str = "check") -> QHBoxLayout:
    """A line with an icon before it."""
    picture = parts.picture(icon, "accent_text")
    across = QHBoxLayout()
    across.setSpacing(10)
    across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(parts.label(words), 1)
    return across
