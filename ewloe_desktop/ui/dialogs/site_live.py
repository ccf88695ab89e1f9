"""A site's turns that need a day and a line: it goes live, is suspended, is live again, has another address."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.ui import site_words
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import DateField, TextField, WordsField
from ewloe_desktop.ui.site_view import notice
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.sites import SiteFacts

translate = QCoreApplication.translate


class _TurnDialog(FormDialog):
    """One site and one day."""

    def __init__(
        self, parent: QWidget | None, work: Work, site: "SiteFacts", title: str, act: str, role: str = "primary"
    ) -> None:
        super().__init__(parent, work, title, act, role=role, width=680)
        self.site, self.seen = site, site.row.seen
        self.form.add_words(site.row.name, "strong")

    def add_day(self, words: str) -> None:
        """Asks for the day, today at first."""
        self.form.add(DateField("on", words)).set_value(self.work.today())


class GoLiveDialog(_TurnDialog):
    """Where it is and since when; pictures on it become a use of their own."""

    help_topic = "site_live"

    def __init__(self, parent: QWidget | None, work: Work, site: "SiteFacts") -> None:
        title, act = (
            translate("GoLiveDialog", "The site goes live"),
            translate("GoLiveDialog", "Record that it is live"),
        )
        super().__init__(parent, work, site, title, act)
        told = self.tr(
            "From now on it stands among the uses of pictures: nobody is pictured on it before they have been asked."
        )
        self.form.add_words(told)
        if site.conditions:
            words = self.tr("It was approved on conditions")
            self.form.column.addWidget(notice("warning", words, site.conditions))
        self.add_day(self.tr("Live since"))
        hint = self.tr("As people type it, for example www.example.org/garden")
        self.form.add(TextField("address", self.tr("Its address"), hint)).set_value(site.row.address)

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Records it."""
        from ewloe_desktop.services.site_running import go_live

        return go_live, (self.site.row.id, self.seen, values["on"], values["address"])


class SuspendDialog(_TurnDialog):
    """Nothing is added to it until it is live again."""

    help_topic = "site_live"

    def __init__(self, parent: QWidget | None, work: Work, site: "SiteFacts") -> None:
        title, act = translate("SuspendDialog", "Suspend the site"), translate("SuspendDialog", "Suspend it now")
        super().__init__(parent, work, site, title, act, "danger")
        told = self.tr(
            "Nothing more is put on it until somebody records that it is live again. What stands on it stays, and the "
            "people who run it still look after it."
        )
        self.form.add_words(told)
        self.add_day(self.tr("Suspended since"))
        self.form.add(WordsField("reason", self.tr("Why?"), lines=3))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Suspends it."""
        from ewloe_desktop.services.site_running import suspend_site

        return suspend_site, (self.site.row.id, self.seen, values["on"], values["reason"])


class ResumeDialog(_TurnDialog):
    """What was wrong is put right."""

    help_topic = "site_live"

    def __init__(self, parent: QWidget | None, work: Work, site: "SiteFacts") -> None:
        title, act = translate("ResumeDialog", "The site is live again"), translate("ResumeDialog", "Record that it is")
        super().__init__(parent, work, site, title, act)
        last = next((turn for turn in reversed(site.turns) if turn.what == "suspended"), None)
        if last is not None and last.reason:
            self.form.column.addWidget(notice("info", self.tr("Why it was suspended"), last.reason))
        self.add_day(self.tr("Live again since"))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Records it."""
        from ewloe_desktop.services.site_running import resume_site

        return resume_site, (self.site.row.id, self.seen, values["on"])


class AddressDialog(_TurnDialog):
    """The same site at another address."""

    help_topic = "site_live"

    def __init__(self, parent: QWidget | None, work: Work, site: "SiteFacts") -> None:
        title, act = translate("AddressDialog", "Change its address"), translate("AddressDialog", "Keep this address")
        super().__init__(parent, work, site, title, act)
        self.form.add_words(site_words.host_line(site.host), "quiet")
        told = self.tr("Moving to another company is a new request: its terms and its minimum age are not the same.")
        self.form.add_words(told)
        self.form.add(TextField("address", self.tr("Its address"))).set_value(site.row.address)
        self.add_day(self.tr("Since"))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Keeps it."""
        from ewloe_desktop.services.site_running import change_address

        return change_address, (self.site.row.id, self.seen, values["address"], values["on"])
