"""The yearly confirmation of a site: its points on one screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.ui import parts, site_words, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import ChoiceField, DateField, TextField, WordsField
from ewloe_desktop.ui.people_picker import PeopleField
from ewloe_desktop.ui.site_view import Lines
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.picking import Pickable
    from ewloe_desktop.services.sites import SiteFacts

translate = QCoreApplication.translate


class CheckDialog(FormDialog):
    """Each point is answered yes, no or not applicable; a no says what is to be put right."""

    help_topic = "site_check"

    def __init__(self, parent: QWidget | None, work: Work, site: "SiteFacts") -> None:
        title = translate("CheckDialog", "Confirm a site: {name}").format(name=site.row.name)
        super().__init__(parent, work, title, translate("CheckDialog", "Keep this confirmation"), width=860)
        self.of_window = (0.0, 0.92)
        self.site, self.seen = site, site.row.seen
        self.kept_at = f"site-check/{site.row.id}"
        self._show_known()
        self.form.column.setSpacing(12)
        self.points = [
            (words, self._choice(number, words), self._remark(number))
            for number, (_id, words) in enumerate(site.form.checks)
        ]
        hint = self.tr("Anything else worth knowing next year")
        self.form.add(WordsField("remark", self.tr("Remark"), hint, optional=True, lines=2))
        self.who = self.form.add(PeopleField("person", self.tr("Who looked at the site?"), most=1))
        self.form.add(DateField("on", self.tr("On which day?"))).set_value(work.today())

    def ask(self, done: Callable[[Any], None] | None = None) -> FormDialog:
        """Opens once it is known who can have looked."""
        from ewloe_desktop.services.picking import names_to_pick

        open_now = super().ask

        def known(names: "Pickable") -> None:
            self._offer(names)
            open_now(done)

        self.work.read(known, names_to_pick)
        return self

    def _show_known(self) -> None:
        lines, site = Lines(), self.site
        lines.add(self.tr("Address"), (site.row.address or self.tr("Not known yet"),), copies=bool(site.row.address))
        lines.add(self.tr("Where it is kept"), (site_words.host_line(site.host),))
        lines.add(self.tr("What it is for"), (site.purpose,))
        lines.add(self.tr("Administrators"), (", ".join(site.row.administrators) or self.tr("Nobody"),))
        lines.add(self.tr("Moderators"), (", ".join(site.row.moderators) or self.tr("Nobody"),))
        last = wording.day(site.row.last_check) if site.row.last_check else self.tr("Never")
        lines.add(self.tr("Last confirmed"), (last,))
        card = parts.CardFrame()
        card.column.addWidget(lines)
        self.form.column.addWidget(card)

    def _choice(self, number: int, words: str) -> ChoiceField:
        said = [(answer, site_words.said(answer)) for answer in ("yes", "no", "not_applicable")]
        return self.form.add(ChoiceField(f"point_{number}", words, said, across=True))

    def _remark(self, number: int) -> TextField:
        field = self.form.add(TextField(f"remark_{number}", self.tr("What has to be put right, and who does it?")))
        field.hide()
        choice = self.form.fields[f"point_{number}"]
        choice.changed.connect(lambda: field.setVisible(choice.value() == "no"))
        return field

    def _offer(self, known: "Pickable") -> None:
        self.who.offer([one for one in known.people if not one.left])
        me = getattr(self.parent(), "around", None)
        if me is not None and not self.who.value():
            self.who.pick(me.person.person_id)

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Keeps the confirmation."""
        from ewloe_desktop.services.site_running import CheckAnswer, confirm_site
        from ewloe_desktop.services.sites import Point

        points = tuple(
            Point(words, choice.value(), remark.value() if choice.value() == "no" else "")
            for words, choice, remark in self.points
        )
        person = values["person"][0] if values["person"] else ""
        answer = CheckAnswer(values["on"], person, points, values["remark"])
        return confirm_site, (self.site.row.id, self.seen, answer)
