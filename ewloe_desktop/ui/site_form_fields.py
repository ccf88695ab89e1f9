"""The fields of a form that is data: one for each question, its answer as the register keeps it, and what is typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt

from ewloe_desktop.domain.site_answers import LONGEST, Group, Value, as_day, people
from ewloe_desktop.domain.site_form import Ask, Question
from ewloe_desktop.ui import typed
from ewloe_desktop.ui.choices import ChoiceField
from ewloe_desktop.ui.field import Field
from ewloe_desktop.ui.fields import DateField, TextField, WordsField
from ewloe_desktop.ui.people_picker import PeopleField
from ewloe_desktop.ui.site_groups import GroupsField
from ewloe_desktop.ui.site_host_field import HostField

if TYPE_CHECKING:
    from ewloe_desktop.services.picking import Name
    from ewloe_desktop.services.site_hosts import HostFacts

_FEW = 3  # options that stand side by side


@dataclass(frozen=True, slots=True)
class Offered:
    """Who and what can be chosen in a form, and whether a host can be added to the list here."""

    people: "Sequence[Name]" = ()
    hosts: "Sequence[HostFacts]" = ()
    may_add_host: bool = False
    named: Mapping[str, str] = field(default_factory=dict)  # people who are in the answers already and may have left

    @property
    def everybody(self) -> "tuple[Name, ...]":
        """Those who can be found, and behind them those who are only named: their names are known, no more."""
        from ewloe_desktop.services.picking import Name

        here = {one.person_id for one in self.people}
        gone = [Name(id_, name, "", left=True) for id_, name in self.named.items() if id_ not in here]
        return (*self.people, *gone)

    @property
    def names(self) -> Mapping[str, str]:
        """Everybody's name by id."""
        return {one.person_id: one.name for one in self.everybody}

    def with_host(self, host: "HostFacts") -> "Offered":
        """The same with one more host, or with a newer look at one of them."""
        return replace(self, hosts=(*(other for other in self.hosts if other.id != host.id), host))

    def host(self, id_: str) -> "HostFacts | None":
        """What the school knows about a host."""
        return next((host for host in self.hosts if host.id == id_), None)


def field_for(question: Question, offered: Offered) -> Field:
    """The field in which a question is answered."""
    made = _MAKERS[question.ask](question, offered)
    made.setObjectName(question.id)
    if not question.required:
        made.optional = True
        words = QCoreApplication.translate("SiteFormFields", "{question} (optional)").format(question=question.label)
        made.label.setText(words)
    return made


def _line(question: Question, _offered: Offered) -> Field:
    return TextField(question.id, question.label, question.hint, most=LONGEST[Ask.LINE])


def _text(question: Question, _offered: Offered) -> Field:
    return WordsField(question.id, question.label, question.hint, lines=4)


def _yes_no(question: Question, _offered: Offered) -> Field:
    yes = QCoreApplication.translate("SiteFormFields", "Yes")
    no = QCoreApplication.translate("SiteFormFields", "No")
    return ChoiceField(question.id, question.label, (("yes", yes), ("no", no)), question.hint, across=True)


def _choice(question: Question, _offered: Offered) -> Field:
    across = len(question.options) <= _FEW and all(len(words) < 24 for _id, words in question.options)
    return ChoiceField(question.id, question.label, question.options, question.hint, across=across)


def _day(question: Question, _offered: Offered) -> Field:
    example = QCoreApplication.translate("DateField", "For example 27 3 2026 or 27 March 2026")
    hint = f"{question.hint} {example}" if question.hint else example
    return DateField(question.id, question.label, hint)


def _people(question: Question, offered: Offered) -> Field:
    most = 1 if question.ask is Ask.PERSON else 0
    made = PeopleField(question.id, question.label, question.hint, most=most)
    made.offer(offered.everybody)
    return made


def _groups(question: Question, _offered: Offered) -> Field:
    return GroupsField(question.id, question.label, question.hint)


def _host(question: Question, offered: Offered) -> Field:
    made = HostField(question.id, question.label, question.hint, may_add=offered.may_add_host)
    made.offer(offered.hosts)
    return made


_MAKERS = {
    Ask.LINE: _line,
    Ask.TEXT: _text,
    Ask.YES_NO: _yes_no,
    Ask.CHOICE: _choice,
    Ask.DAY: _day,
    Ask.PERSON: _people,
    Ask.PEOPLE: _people,
    Ask.GROUPS: _groups,
    Ask.HOST: _host,
}


def answer_of(question: Question, made: Field) -> Value:
    """The answer as the register keeps it; what cannot be read goes on as it was typed, so that it is told."""
    value = made.value()
    if isinstance(made, DateField):
        return value.isoformat() if isinstance(value, date) else made.line.text().strip()
    if question.ask is Ask.PERSON:
        return value[0] if value else ""
    return "" if value is None else value


def show_answer(question: Question, made: Field, answer: Value) -> None:
    """Puts an answer of the register into its field."""
    if isinstance(made, DateField):
        made.set_value(as_day(answer))
    elif isinstance(made, PeopleField):
        made.set_value(people(answer))
    elif isinstance(made, GroupsField):
        made.set_value([group for group in answer if isinstance(group, Group)])
    elif isinstance(made, ChoiceField):
        made.choose(lambda value: value == answer)
    else:
        made.set_value(answer if isinstance(answer, str) else "")


def typed_in(made: Field) -> object:
    """What is typed in a field, half typed or not, as a plain value."""
    if isinstance(made, GroupsField):
        return made.typed()
    if isinstance(made, PeopleField):
        return list(made.value())
    if isinstance(made, HostField):
        return made.value()
    return typed.typed_in([made])[made.name]


def put_back(made: Field, kept: Any) -> None:
    """Shows what was typed."""
    if isinstance(made, GroupsField):
        made.put_back(kept)
    elif isinstance(made, PeopleField | HostField):
        made.set_value(kept)
    else:
        typed.put_back([made], {made.name: kept})


def show_wrong(made: Field, words: str) -> None:
    """What is wrong stands beside the field; the cursor's own place in it says it too."""
    made.set_error(words)
    proxy = made.inner.focusProxy()
    if proxy is not None:
        proxy.setAccessibleDescription(words)


def lead_to(made: Field) -> None:
    """Puts the focus where the answer is given."""
    made.setFocus(Qt.FocusReason.OtherFocusReason)
