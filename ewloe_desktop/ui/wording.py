"""The window's words for facts: errors, rules, acts, offices, states, days and times; no Qt in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ewloe_desktop.domain import errors
from ewloe_desktop.settings import is_address
from ewloe_desktop.ui.dates import (
    LONDON,
    clock,
    count,
    day,
    due,
    lately,
    moment,
    month,
    now,
    parse_day,
    relative,
    review_badge,
    when,
)
from ewloe_desktop.ui.phrases import file as _file
from ewloe_desktop.ui.phrases import fill, words
from ewloe_desktop.ui.phrases import word as _word

__all__ = [
    "LONDON",
    "Said",
    "clock",
    "count",
    "day",
    "due",
    "fill",
    "lately",
    "moment",
    "month",
    "now",
    "parse_day",
    "relative",
    "review_badge",
    "when",
    "words",
]


@dataclass(frozen=True, slots=True)
class Said:
    """A failure in words: what happened, what is safe, what to do; `details` is for copying, never for the headline."""

    what: str
    safe: str = ""
    do: str = ""
    details: str = ""

    @property
    def aloud(self) -> str:
        """All of it in one breath."""
        return " ".join(part for part in (self.what, self.safe, self.do) if part)


def office(value: str) -> str:
    """Head teacher, Chair of governors, ..."""
    return _word("offices", value)


def capacity(value: str) -> str:
    """As what somebody signs for the governing body."""
    return _word("capacity", value)


def offices(values: Any) -> str:
    """Several offices, in one line; a person without one is told so."""
    return ", ".join(office(str(v)) for v in values) or words("offices").get("none", "")


def kind(value: str) -> str:
    """A kind of person."""
    return _word("kinds", value)


def state(value: str) -> str:
    """Where a revision stands."""
    return _word("states", value)


def step(value: str) -> str:
    """A step of the approval."""
    return _word("steps", value)


def short_label(revision: Any) -> str:
    """What a revision is called where there is little room: a text found in use by its edition alone."""
    return str(revision.edition if revision.kind == "found" and revision.edition else revision.label)


def doubt(value: str) -> str:
    """Something the reader of a file was not sure of."""
    return _word("doubts", value)


def left_out(value: str) -> str:
    """Why words of a file are not part of the text."""
    return _word("left_out", value)


def action(value: str) -> str:
    """Something somebody must be allowed to do, as in "nobody here may ..."."""
    return _word("actions", value)


def key_status(value: str) -> str:
    """How a person's own way to sign stands."""
    return _word("key_status", value)


def act(name: str, facts: Mapping[str, object]) -> str:
    """An act of the record as a sentence."""
    return fill(_word("acts", name), facts)


def today_item(name: str, facts: Mapping[str, object]) -> str:
    """What needs somebody, as a sentence."""
    return fill(_word("today", name), facts)


def field_problem(problem: errors.FieldProblem) -> str:
    """What is wrong in a field and how to put it right."""
    texts = words("fields")
    sentence = texts.get(f"{problem.field}.{problem.problem}") or texts.get(problem.problem) or texts["wrong"]
    return fill(sentence, problem.facts)


def error(failure: BaseException) -> Said:
    """Any expected failure in words; something unexpected is worded by `unexpected`."""
    worder = _WORDERS.get(type(failure))
    return worder(failure) if worder else Said(*_three("unexpected", {}), details=type(failure).__name__)


def unexpected(number: str) -> Said:
    """What is said when nobody foresaw the failure; the number finds it again in the log."""
    what, safe, do = _three("unexpected", {"number": number})
    return Said(what, safe, do, number)


def wait(seconds: int) -> str:
    """15 seconds, 2 minutes."""
    return count(seconds, "second", "seconds") if seconds < 60 else count(-(-seconds // 60), "minute", "minutes")


def read_only(why: str, copy: str = "") -> tuple[str, str]:
    """Why nothing can be recorded, and what can be done about it; no words when all is well."""
    entry = _file("window.en.toml")["read_only"].get(why, {})
    return entry.get("what", ""), fill(entry.get("do", ""), {"copy": newest_copy(copy)})


def newest_copy(path: str) -> str:
    """Where the newest verified copy is, or that there is none."""
    return fill(_word("copies", "newest" if path else "none"), {"copy": path})


def _three(name: str, facts: Mapping[str, object]) -> tuple[str, str, str]:
    entry = _file("window.en.toml")["errors"][name]
    what, safe, do = (fill(entry.get(part, ""), facts) for part in ("what", "safe", "do"))
    return what, safe, do


def _rule(failure: errors.RuleBroken) -> Said:
    what, safe, do = _three("rule", {})
    facts = dict(failure.facts)
    if "action" in facts:
        facts["action"] = action(str(facts["action"]))
    rule = words("rules").get(failure.rule)
    who = " or ".join(office(name) for name in failure.who_may)
    return Said(
        fill(rule, {**facts, "who": who}) if rule else what,
        safe,
        fill(words("rules").get("who_may", do), {"who": who}) if who else do,
        f"rule {failure.rule}",
    )


def _fields(failure: errors.FieldsRefused) -> Said:
    _what, safe, do = _three("fields", {})
    return Said(" ".join(field_problem(p) for p in failure.problems), safe, do)


def _changed(failure: errors.ChangedMeanwhile) -> Said:
    return Said(*_three("changed", {"what": failure.what}), f"{failure.what} {failure.seen} {failure.now}")


def _not_found(failure: errors.NotFound) -> Said:
    return Said(*_three("not_found", {"what": failure.what}), f"{failure.what} {failure.id}")


def _wrong_password(failure: errors.WrongPassword) -> Said:
    name = "wrong_password_wait" if failure.wait_seconds else "wrong_password"
    return Said(*_three(name, {"wait": wait(failure.wait_seconds)}))


def _too_many(failure: errors.TooManyTries) -> Said:
    return Said(*_three("too_many_tries", {"wait": wait(failure.wait_seconds)}))


def _weak(failure: errors.PasswordTooWeak) -> Said:
    return Said(*_three(f"password_{failure.reason}", {}))


def _unavailable(failure: errors.RegisterUnavailable) -> Said:
    copy = {"copy": newest_copy(str(failure.facts["copy"]))} if "copy" in failure.facts else {}
    facts = {"place": failure.place, **failure.facts, **copy}
    known = f"register {failure.reason}, {failure.place or 'place unknown'}"
    return Said(*_from("unavailable", _which(failure), facts), known)


def _which(failure: errors.RegisterUnavailable) -> str:
    """Whoever holds the register is named where that is known; a server is no file."""
    if failure.reason == "not_a_register" and is_address(failure.place):
        return "server_empty"
    if failure.reason != "in_use":
        return failure.reason
    on_server = "in_use" if "server" not in failure.facts else "server_in_use"
    return "in_use_by" if failure.facts.get("who") else on_server


def _refused(failure: errors.FileRefused) -> Said:
    facts = {"name": failure.name, **failure.facts}
    _what, safe, do = _three("refused", facts)
    return Said(fill(_word("refused", failure.reason), facts), safe, do, f"file {failure.reason}")


def _cancelled(_failure: errors.Cancelled) -> Said:
    return Said(*_three("cancelled", {}))


def _damaged(failure: errors.Damaged) -> Said:
    facts = {"record": failure.record, "expected": failure.expected, "found": failure.found, "act": failure.act}
    return Said(*_three("damaged", facts), f"{failure.record}: expected {failure.expected}, found {failure.found}")


def _not_possible(failure: errors.NotPossible) -> Said:
    return Said(
        *_from("not_possible", failure.reason, failure.facts), f"{failure.reason} {failure.facts or ''}".strip()
    )


def _from(section: str, name: str, facts: Mapping[str, object]) -> tuple[str, str, str]:
    table = _file("window.en.toml")[section]
    entry = table.get(name, table["other"])
    what, safe, do = (fill(entry.get(part, ""), facts) for part in ("what", "safe", "do"))
    return what, safe, do


_WORDERS: dict[type[BaseException], Any] = {
    errors.RuleBroken: _rule,
    errors.FieldsRefused: _fields,
    errors.ChangedMeanwhile: _changed,
    errors.NotFound: _not_found,
    errors.WrongPassword: _wrong_password,
    errors.TooManyTries: _too_many,
    errors.PasswordTooWeak: _weak,
    errors.RegisterUnavailable: _unavailable,
    errors.FileRefused: _refused,
    errors.Cancelled: _cancelled,
    errors.Damaged: _damaged,
    errors.NotPossible: _not_possible,
}
