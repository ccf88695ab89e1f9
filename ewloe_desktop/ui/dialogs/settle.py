"""Settling a text, reviewing it without a change, retiring a policy, putting a draft away: one form each."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.policies import RevisionPage
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import WordsField
from ewloe_desktop.ui.work import Work

translate = QCoreApplication.translate


class SettleDialog(FormDialog):
    """Freezes the words and puts them before the head teacher, with what changed."""

    help_topic = "settling"

    def __init__(self, parent: QWidget | None, work: Work, page: RevisionPage) -> None:
        title = translate("SettleDialog", "Settle the text")
        super().__init__(parent, work, title, translate("SettleDialog", "Settle the text"))
        self._revision = page.revision
        self.seen = page.revision.seen
        self.form.add_words(f"{page.policy.title} — {page.revision.label}", "strong")
        self.form.add_words(self.tr("The words are frozen now and wait for the head teacher's signature."))
        first = page.compared_with is None
        hint = self.tr("Printed on the approval sheet. For example: the law brought up to date; yearly review.")
        self.summary_field = self.form.add(
            WordsField("change_summary", self.tr("What changed?"), hint, optional=first, lines=5)
        )
        self.summary_field.set_value(page.revision.change_summary)
        self._compared_with = page.compared_with or ""
        self.fill_in = parts.button(self.tr("Put in the list of changes"), self._fill_in, "link")
        self.fill_in.setVisible(not first)
        self.form.column.addWidget(self.fill_in, 0, Qt.AlignmentFlag.AlignLeft)
        self.kept_at = f"settle/{page.revision.id}"

    def _fill_in(self) -> None:
        """What the program found changed, after what was typed; every word of it can be changed."""
        from ewloe_desktop.services.policies import Compared, compare_in_words

        def told(compared: Compared) -> None:
            typed = str(self.summary_field.value()).strip()
            new = [sentence for sentence in compared.sentences if sentence not in typed]
            self.summary_field.set_value("\n".join(filter(None, (typed, *new))))
            self.summary_field.setFocus(Qt.FocusReason.OtherFocusReason)

        self.work.read(told, compare_in_words, self._compared_with, self._revision.id, failed=self.failed)

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Settles."""
        from ewloe_desktop.services.drafting import settle_revision

        return settle_revision, (self._revision.id, self.seen, values["change_summary"])


class NoChangeDialog(FormDialog):
    """The commonest yearly task: the same words before the head teacher again."""

    help_topic = "reviews"

    def __init__(self, parent: QWidget | None, work: Work, page: RevisionPage) -> None:
        title = translate("SettleDialog", "Reviewed, no change")
        super().__init__(parent, work, title, translate("SettleDialog", "Put it before the head teacher"), width=580)
        self._policy = page.policy
        self.seen = page.policy.seen
        self.form.add_words(page.policy.title, "strong")
        due = page.policy.review.due
        if due is not None:
            self.form.add_words(self.tr("The review is due on {day}.").format(day=wording.day(due)))
        self.form.add_words(
            self.tr(
                "The words stay exactly as they are. The head teacher signs, the governing body decides, and the next "
                "review is counted from that meeting."
            )
        )

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Starts the review."""
        from ewloe_desktop.services.drafting import start_no_change

        return start_no_change, (self._policy.id, self.seen)


class RetireDialog(FormDialog):
    """Proposes to retire a policy; it stays in force until both have approved that."""

    help_topic = "retiring"

    def __init__(self, parent: QWidget | None, work: Work, page: RevisionPage) -> None:
        title = translate("SettleDialog", "Retire a policy")
        super().__init__(parent, work, title, translate("SettleDialog", "Propose to retire it"), width=580)
        self._policy = page.policy
        self.seen = page.policy.seen
        self.form.add_words(page.policy.title, "strong")
        self.form.add_words(
            self.tr(
                "The policy stays in force until the head teacher has signed and the governing body has decided. "
                "Nothing is deleted: it can always be read and printed."
            )
        )
        self.form.add(WordsField("reason", self.tr("Why is it retired?"), lines=4))
        self.kept_at = f"retire/{page.policy.id}"

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Proposes."""
        from ewloe_desktop.services.drafting import start_retirement

        return start_retirement, (self._policy.id, self.seen, values["reason"])


class DiscardDialog(FormDialog):
    """Puts a draft away; it stays in the history."""

    def __init__(self, parent: QWidget | None, work: Work, page: RevisionPage) -> None:
        title = translate("SettleDialog", "Put the draft away")
        super().__init__(parent, work, title, translate("SettleDialog", "Put it away"), width=560)
        self._revision = page.revision
        self.seen = page.revision.seen
        self.form.add_words(f"{page.policy.title} — {page.revision.label}", "strong")
        self.form.add_words(
            self.tr("Nobody is asked to sign it any more. The draft and its file stay in the policy's history.")
        )

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Puts it away."""
        from ewloe_desktop.services.drafting import discard_draft

        return discard_draft, (self._revision.id, self.seen)
