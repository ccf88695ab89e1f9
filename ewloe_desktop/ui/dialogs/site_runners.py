"""Who runs a site: its administrators and its moderators, two of each at the least."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import DateField
from ewloe_desktop.ui.people_picker import PeopleField
from ewloe_desktop.ui.site_view import notice
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.picking import Name, Pickable
    from ewloe_desktop.services.sites import SiteFacts

translate = QCoreApplication.translate


class RunnersDialog(FormDialog):
    """Everybody who runs it from a day on; whoever is taken out stops on that day."""

    help_topic = "site_runners"

    def __init__(self, parent: QWidget | None, work: Work, site: "SiteFacts") -> None:
        title = translate("RunnersDialog", "Change who runs it")
        super().__init__(parent, work, title, translate("RunnersDialog", "Keep who runs it"), width=720)
        self.site, self.seen = site, site.row.seen
        self.kept_at = f"site-runners/{site.row.id}"
        self.form.add_words(site.row.name, "strong")
        self.gone = [one for one in site.runners if one.until is None and not one.in_post]
        if self.gone:
            names = ", ".join(dict.fromkeys(one.name for one in self.gone))
            told = self.tr("No longer at the school, and taken out here: {names}").format(names=names)
            self.form.column.addWidget(notice("warning", told))
        why = self.tr("At least two, so that nobody's absence leaves the site alone")
        both = self.tr("At least two; the same people may do both")
        self.people = {
            "administrator": self.form.add(PeopleField("administrators", self.tr("Administrators"), why)),
            "moderator": self.form.add(PeopleField("moderators", self.tr("Moderators"), both)),
        }
        self.form.add(DateField("on", self.tr("From which day?"))).set_value(work.today())

    def ask(self, done: Callable[[Any], None] | None = None) -> FormDialog:
        """Opens once it is known who can be named."""
        from ewloe_desktop.services.picking import names_to_pick

        open_now = super().ask

        def known(names: "Pickable") -> None:
            self.offer(names.people)
            open_now(done)

        self.work.read(known, names_to_pick)
        return self

    def offer(self, people: "Sequence[Name]") -> None:
        """Everybody who has not left; those who run it now are named already."""
        here = [one for one in people if not one.left]
        ids = {one.person_id for one in here}
        for role, field in self.people.items():
            named = (one for one in self.site.runners if one.role == role and one.until is None)
            field.offer(here)
            field.set_value([one.person_id for one in named if one.person_id in ids])

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Keeps them."""
        from ewloe_desktop.services.site_running import change_runners

        people = (values["administrators"], values["moderators"])
        return change_runners, (self.site.row.id, self.seen, *people, values["on"])
