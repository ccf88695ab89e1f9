"""May we use this picture? The question at the left, the one answer at the right as soon as it can be given."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ewloe_desktop.domain.errors import Expected
from ewloe_desktop.ui import dialog, parts, photo_papers
from ewloe_desktop.ui.asking import busy_bar
from ewloe_desktop.ui.check_answer import AnswerPane
from ewloe_desktop.ui.check_form import CheckForm
from ewloe_desktop.ui.notices import Notices
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.picking import Pickable
    from ewloe_desktop.services.picture_checks import CheckedPicture, Question

_PAUSE = 120


class PictureCheckDialog(dialog.Dialog):
    """Answers while it is asked; nothing is kept unless the person says so."""

    help_topic = "photo_check"
    idle_seconds = dialog.IDLE_READING

    def __init__(self, parent: QWidget | None, work: Work, notices: Notices) -> None:
        title = QCoreApplication.translate("PictureCheckDialog", "May we use this picture?")
        super().__init__(parent, title, width=1080, height=690)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("picture_check")
        self.work, self.notices = work, notices
        self.checked: CheckedPicture | None = None
        self._busy = False
        self.form = CheckForm()
        self.answer = AnswerPane()
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._ask)
        self.form.changed.connect(self._changed)
        self._changed()

    @classmethod
    def ask(cls, parent: QWidget, work: Work, notices: Notices) -> "PictureCheckDialog":
        """Opens with the focus where the first name is typed."""
        from ewloe_desktop.services.picking import names_to_pick

        asked = cls(parent, work, notices)
        work.read(asked.offer, names_to_pick, failed=asked.failed)
        asked.open()
        asked.form.people.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return asked

    def offer(self, pickable: "Pickable") -> None:
        """Who and what can be chosen."""
        self.form.offer(pickable)

    def _lay_out(self) -> None:
        left = parts.Column()
        left.column.addWidget(self.form)
        left.column.setContentsMargins(0, 0, 14, 8)
        across = QHBoxLayout()
        across.setSpacing(18)
        across.addWidget(left, 11)
        across.addWidget(self.answer, 10)
        self.body.addLayout(across, 1)
        self.keep = parts.button(self.tr("Keep this check"), self.keep_check, "primary")
        self.print = parts.button(self.tr("Print…"), self.print_check, icon="print")
        self.close_button = parts.button(self.tr("Close"), self.reject)
        self.again = parts.button(self.tr("Check another picture"), self.start_again)
        self.add_buttons(self.keep, self.print, self.again, None, self.close_button)
        self.bar = busy_bar()
        self.buttons.insertWidget(3, self.bar)
        QShortcut(QKeySequence.StandardKey.Print, self).activated.connect(self.print_check)

    # ---- asking

    def _changed(self) -> None:
        self.checked = None
        wanting = self.form.wanting()
        self._say_buttons()
        if wanting:
            self._soon.stop()
            self.answer.show_wanting(wanting)
        else:
            self._soon.start()

    def _ask(self) -> None:
        from ewloe_desktop.services.picture_checks import check_picture

        question = self.form.question()
        if question is not None:
            self.work.read(self._answered, check_picture, question, failed=self.failed)

    def _answered(self, checked: "CheckedPicture") -> None:
        if checked.question == self.form.question():  # nothing was changed meanwhile
            self.form.show_problems(())
            self.checked = checked
            self.answer.show_answer(checked)
            self._say_buttons()

    # ---- keeping and printing

    def keep_check(self) -> None:
        """Keeps "checked before publishing" as it is answered now."""
        from ewloe_desktop.services.picture_checks import save_check

        question = self._answered_question()
        if question is not None and not self._busy:
            self._set_busy(True)
            self.work.write(self._kept, save_check, question, failed=self.failed)

    def _kept(self, checked: "CheckedPicture") -> None:
        self._set_busy(False)
        self._answered(checked)
        self.notices.tell(self.tr("The check is kept. It stands in the record as act {act}.").format(act=checked.act))
        self.again.setFocus()

    def print_check(self) -> None:
        """The answer on one sheet; with its code when it is kept."""
        from ewloe_desktop.services.picture_sheets import picture_check_sheet

        if self.checked is not None:
            asked = str(self.checked.act) if self.checked.act else self.checked.question
            photo_papers.show_sheet(self, self.work, self.notices, picture_check_sheet, asked)

    def start_again(self) -> None:
        """Another picture for the same use and day."""
        self.form.start_again()
        self._changed()
        self.form.people.line.setFocus()

    def failed(self, failure: BaseException) -> None:
        """Says what is wrong beside its field; what was typed stays."""
        self._set_busy(False)
        if isinstance(failure, Expected):
            self.form.show_failure(failure)
        else:
            self.work.unhandled.emit(failure)

    def reject(self) -> None:
        """Not while it is being kept."""
        if not self._busy:
            super().reject()

    def _answered_question(self) -> "Question | None":
        return self.form.question() if self.checked is not None and not self.checked.act else None

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.bar.setVisible(busy)
        self._say_buttons()

    def _say_buttons(self) -> None:
        answered = self.checked is not None
        self.print.setEnabled(answered)
        self.again.setEnabled(answered)
        self.keep.setEnabled(self.checked is not None and not self.checked.act and not self._busy)
