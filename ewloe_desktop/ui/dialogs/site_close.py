"""Closing a site: what becomes of what stands on it, of its accounts and of those who follow it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.sites import Accounts, Content, Followers
from ewloe_desktop.ui import site_words, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import ChoiceField, DateField, WordsField
from ewloe_desktop.ui.site_view import notice
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.sites import SiteFacts

translate = QCoreApplication.translate


class CloseDialog(FormDialog):
    """A closed site stays closed; a new one is a new request."""

    help_topic = "site_close"

    def __init__(self, parent: QWidget | None, work: Work, site: "SiteFacts") -> None:
        title = translate("CloseDialog", "Close the site")
        super().__init__(parent, work, title, translate("CloseDialog", "Close it for good"), role="danger", width=760)
        self.site, self.seen = site, site.row.seen
        self.kept_at = f"site-close/{site.row.id}"
        form = self.form
        form.add_words(site.row.name, "strong")
        form.add_words(self.tr("A closed site is not opened again: whoever wants one then asks for a new one."))
        if site.placements:
            form.column.addWidget(notice("warning", *self._pictures()))
        form.add(DateField("on", self.tr("Closed on"))).set_value(work.today())
        hint = self.tr("And where to find what was kept")
        form.add(WordsField("reason", self.tr("Why?"), hint, lines=2))
        asked = {
            "content": self.tr("What becomes of what stands on it?"),
            "accounts": self.tr("What becomes of its accounts?"),
            "followers": self.tr("What becomes of those who follow it?"),
        }
        for name, words in asked.items():
            form.add(ChoiceField(name, words, site_words.choices(name)))

    def _pictures(self) -> tuple[str, str]:
        count = wording.count(self.site.placements, self.tr("picture stands"), self.tr("pictures stand"))
        first = self.tr("{count} on it").format(count=count)
        return first, self.tr("When it is taken down, each becomes something to take down under Photo permissions.")

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Closes it."""
        from ewloe_desktop.services.site_running import CloseAnswer, close_site

        left = Content(values["content"]), Accounts(values["accounts"]), Followers(values["followers"])
        answer = CloseAnswer(values["on"], values["reason"], *left)
        return close_site, (self.site.row.id, self.seen, answer)
