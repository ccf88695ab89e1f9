"""Somebody else may have signed in somebody's name: reporting it, ending the way to sign, answering each signature."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ewloe_desktop.ui import dialog, parts, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import ChoiceField, NumberField, PasswordField, WordsField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.doubts import DoubtedFacts, DoubtFacts
    from ewloe_desktop.services.key_helpers import HelpersFacts
    from ewloe_desktop.services.people import PersonFacts
    from ewloe_desktop.services.school import SinceLastVisit

translate = QCoreApplication.translate


def act_line(kind: str, facts: Any, at: Any) -> str:
    """An act with its moment, in one line."""
    return f"{wording.moment(at)}: {wording.act(kind, facts)}"


class NotMeDialog(FormDialog):
    """What to do about a signature that was not one's own: the earliest one, and one of three ways on."""

    help_topic = "not_me"
    idle_seconds = dialog.IDLE_CEREMONY
    password_wanted = Signal()
    ended = Signal(int)  # how many signatures are looked at again

    def __init__(
        self,
        parent: QWidget | None,
        work: Work,
        lines: "Sequence[SinceLastVisit]",
        person: "PersonFacts",
        told: str = "",
    ) -> None:
        super().__init__(
            parent, work, translate("NotMeDialog", "Not you?"), translate("NotMeDialog", "Go on"), width=720
        )
        self._person, self._acts = person, [line.act for line in lines]
        others = told or self.tr("the head teacher and the chair")
        self.kept_at = f"not_me/{person.row.id}"
        acts = [(line.act, wording.moment(line.at), wording.act(line.kind, line.facts)) for line in lines]
        self.form.add(ChoiceField("from_act", self.tr("Which is the earliest that you did not sign?"), acts))
        ways = (
            (
                "report",
                self.tr("I am not sure: tell {others}").format(others=others),
                self.tr("They see it on their first page. Nothing else changes."),
            ),
            (
                "revoke",
                self.tr("Somebody knows my password: end my way to sign now"),
                self.tr(
                    "Nobody can sign as you any more, you included, until you have a new password that somebody "
                    "confirms. Everything signed from that point on is listed to be approved again."
                ),
            ),
        )
        self.way = self.form.add(ChoiceField("way", self.tr("What shall be done?"), ways))
        self.form.add(WordsField("known", self.tr("What do you know about it?"), lines=2))
        self.password = self.form.add(PasswordField("password", self.tr("Your own password")))
        self.password.hide()
        self.way.changed.connect(self._fit)
        change = parts.button(self.tr("Only change my password…"), self._change, "link")
        self.body.addLayout(parts.row(change, None))

    def _fit(self) -> None:
        self.password.setVisible(self.way.value() == "revoke")

    def _change(self) -> None:
        self.reject()
        self.password_wanted.emit()

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Reports it, or ends the key."""
        from ewloe_desktop.services.doubts import RevokeAnswer, report_doubt, revoke_key

        if values["way"] == "report" or self._person.key is None:
            return report_doubt, (values["from_act"], values["known"])
        answer = RevokeAnswer(values["from_act"], values["known"], values["password"])
        return revoke_key, (self._person.key.id, self._person.key.seen, answer)

    def sent(self, result: Any) -> None:
        """After the key has ended, nobody stays signed in with it."""
        ended, from_act = self.way.value() == "revoke", self.form.fields["from_act"].value()
        super().sent(result)
        if ended:
            self.ended.emit(sum(act >= from_act for act in self._acts))


def ended_page(parent: QWidget, helpers: "HelpersFacts", count: int) -> dialog.Message:
    """What it means for whoever has just ended their own way to sign, and who gives them another."""
    things = wording.count(count, translate("EndedPage", "signature"), translate("EndedPage", "signatures"))
    words = (
        translate(
            "EndedPage",
            "You can sign nothing from now on, and nobody else can sign as you. When you close this, you are signed "
            "out, and your name is no longer among those who can sign in.",
        ),
        translate("EndedPage", "A new password is given under People by: {names}. You choose it yourself there."),
        translate("EndedPage", "It counts once it is confirmed, with the card that you sign in ink, by: {names}."),
        translate("EndedPage", "{things} made from that point on will be looked at again by: {names}."),
    )
    names = ("", helpers.give, helpers.confirm, helpers.told)
    told = [text.format(names=who, things=things) for text, who in zip(words, names, strict=True)]
    close = ("", translate("EndedPage", "Close and sign out"), "primary")
    return dialog.Message(parent, translate("EndedPage", "Your way to sign is ended"), told, [close])


class TakeBackDialog(FormDialog):
    """One's own report taken back: it was oneself after all."""

    help_topic = "not_me"

    def __init__(self, parent: QWidget | None, work: Work, doubt: "DoubtFacts") -> None:
        super().__init__(
            parent,
            work,
            translate("TakeBackDialog", "It was you after all?"),
            translate("TakeBackDialog", "Take it back"),
        )
        self._doubt = doubt
        self.form.add_words(doubt.reason, "strong")
        self.form.add_words(
            self.tr("You reported this on {day}. The report and what you say now both stay in the record.").format(
                day=wording.moment(doubt.raised_at)
            )
        )
        self.form.add(WordsField("reason", self.tr("How do you know now?"), lines=2))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Takes it back."""
        from ewloe_desktop.services.doubts import settle_doubt

        return settle_doubt, (self._doubt.id, self._doubt.seen, values["reason"])


class RevokeDialog(FormDialog):
    """Somebody's way to sign is ended from an act of the record on."""

    help_topic = "not_me"
    idle_seconds = dialog.IDLE_CEREMONY

    def __init__(self, parent: QWidget | None, work: Work, person: "PersonFacts") -> None:
        super().__init__(
            parent,
            work,
            translate("RevokeDialog", "End a way to sign"),
            translate("RevokeDialog", "End it now"),
            role="danger",
        )
        assert person.key is not None
        self._key = person.key
        self.seen = person.key.seen
        self.form.add_words(person.row.name, "strong")
        self.form.add_words(
            self.tr(
                "For a password that others may know. {name} can sign nothing until there is a new password that "
                "somebody has confirmed. What was signed before stays as it is."
            ).format(name=person.row.name)
        )
        hint = self.tr("Its number in the record. Everything signed from there on is listed to be approved again.")
        self.form.add(NumberField("from_act", self.tr("From which act on?"), hint, least=1, most=99_999_999))
        self.form.add(WordsField("reason", self.tr("Why?"), lines=2))
        self.form.add(PasswordField("password", self.tr("Your own password")))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Ends it."""
        from ewloe_desktop.services.doubts import RevokeAnswer, revoke_key

        answer = RevokeAnswer(values["from_act"], values["reason"], values["password"])
        return revoke_key, (self._key.id, self.seen, answer)


class DoubtedDialog(FormDialog):
    """One signature that may not have been its signer's: approved again, found to stand, or found not to."""

    help_topic = "not_me"
    idle_seconds = dialog.IDLE_CEREMONY
    note_wanted = Signal(str)

    def __init__(self, parent: QWidget | None, work: Work, doubted: "DoubtedFacts") -> None:
        super().__init__(
            parent,
            work,
            translate("DoubtedDialog", "A signature to be looked at"),
            translate("DoubtedDialog", "Answer"),
        )
        self._doubted = doubted
        self.seen = doubted.seen
        self.form.add_words(act_line(doubted.kind, doubted.facts, doubted.at), "strong")
        self.form.add_words(
            self.tr("It was signed with the password of {name}, which somebody else may have known by then.").format(
                name=doubted.person
            )
        )
        told = self.tr("{name} ended this way to sign and wrote: {reason}")
        self.form.add_words(told.format(name=doubted.ended_by, reason=doubted.reason))
        choices = (
            ("again", self.tr("It has been approved again"), self.tr("Do that first, on its own page.")),
            ("stands", self.tr("It stands as it is"), self.tr("For example because the minutes say the same.")),
            (
                "void",
                self.tr("It does not stand"),
                self.tr("Put right first what it did, and say below what was done about it."),
            ),
        )
        self.form.add(ChoiceField("outcome", self.tr("What became of it?"), choices))
        self.form.add(WordsField("looked_into", self.tr("How do you know, or what was done about it?"), lines=2))
        self.form.add(PasswordField("password", self.tr("Your own password")))
        note = parts.button(
            self.tr("The list of all of them…"), lambda: self.note_wanted.emit(doubted.doubt_id), "link"
        )
        self.body.addLayout(parts.row(note, None))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Answers it."""
        from ewloe_desktop.services.doubts import DoubtedAnswer, answer_doubted

        answer = DoubtedAnswer(values["outcome"], values["looked_into"], values["password"])
        return answer_doubted, (self._doubted.id, self.seen, answer)
