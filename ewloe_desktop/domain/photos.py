"""Permission by use, as at a date: what was answered, what has ended it, and whether a picture may be used."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Answer(StrEnum):
    """What is recorded about one use or one named picture or event."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"


class Standing(StrEnum):
    """How one person's permission for one use stands on a day."""

    NOT_ASKED = "not_asked"
    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    LEFT = "left"


class How(StrEnum):
    """How an answer reached the school."""

    SCREEN = "screen"  # signed here with the person's own password
    PAPER = "paper"  # a form, its scan attached
    SPOKEN = "spoken"  # said in person, put in writing by somebody named


REFUSING = frozenset({Answer.NO, Answer.WITHDRAWN})
REFRESH_MONTHS = 24
LONGEST_MONTHS = 60  # a yes that nobody is asked about again for longer says little

# What can honestly be done on each medium: a printed copy is not called back, the press is only asked.
OUTCOMES = {
    "screen": ("removed", "not_possible"),
    "wall": ("removed", "not_possible"),
    "print": ("no_reprint", "removed", "not_possible"),
    "press": ("asked_press", "not_possible"),
}
ENDS_PLACEMENT = frozenset({"removed", "no_reprint"})


@dataclass(frozen=True, slots=True)
class Given:
    """One recorded answer; `only` names the single picture or event it is about, "" for the use itself."""

    answer: Answer
    use: str
    given_on: date
    recorded_at: datetime
    order: int  # the act that recorded it
    only: str = ""
    until: date | None = None  # for a yes: the last day it counts
    name_shown: bool | None = None
    id: str = ""

    @property
    def counts_from(self) -> date:
        """The day it takes effect: a withdrawal from the earlier of its two days."""
        if self.answer is Answer.WITHDRAWN:
            return min(self.given_on, self.recorded_at.date())
        return self.given_on


@dataclass(frozen=True, slots=True)
class Turn:
    """Something besides an answer that ends a yes: leaving, coming back, or a change of wording, use or post.

    what: left, rejoined, wording, use, post. `use` is "" when it is about every use.
    """

    what: str
    on: date
    recorded_at: datetime
    use: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """One person's permission for one use on one day; `since` is the day of what decided it."""

    standing: Standing
    since: date | None = None
    until: date | None = None
    name_shown: bool | None = None
    reason: str = (
        ""  # for lapsed: until, wording, use, post, rejoined; for yes: "only" when a single permission decided
    )
    asked_on: date | None = None
    answer_id: str = ""

    @property
    def permitted(self) -> bool:
        """Only an express yes that stands."""
        return self.standing is Standing.YES


_NOT_ASKED = State(Standing.NOT_ASKED)


def state(
    given: Iterable[Given],
    turns: Iterable[Turn],
    use: str,
    on: date,
    *,
    only: str = "",
    known: datetime | None = None,
) -> State:
    """How permission stands on a day, from everything recorded till `known` (everything, when None)."""
    about = named(only)
    mine = [g for g in given if g.use == use and g.counts_from <= on and (not g.only or named(g.only) in ("", about))]
    changed = [t for t in turns if t.on <= on and t.use in ("", use)]
    if known is not None:
        mine = [g for g in mine if g.recorded_at <= known]
        changed = [t for t in changed if t.recorded_at <= known]
    if not mine and not changed:
        return _NOT_ASKED
    asked = max((g.given_on for g in mine if g.answer is Answer.ASKED), default=None)
    left = _left_on(changed)
    if left is not None:
        return State(Standing.LEFT, left, asked_on=asked)
    refusals = [g for g in mine if g.answer in REFUSING]
    standing = [g for g in mine if g.answer is Answer.YES and not any(_refuses(r, g) for r in refusals)]
    return _from_yes(standing, changed, on, asked) or _without_yes(standing, refusals, changed, asked)


def _refuses(refusal: Given, yes: Given) -> bool:
    """A refusal ends every yes of its day and before; what is refused by name, only a later yes by name permits."""
    return refusal.counts_from >= yes.given_on or (bool(refusal.only) and not yes.only)


def named(only: str) -> str:
    """A picture's or event's name as it is compared: however it was typed, it is the same one."""
    return " ".join(unicodedata.normalize("NFKC", only).casefold().split()) if only else ""


def _left_on(turns: Sequence[Turn]) -> date | None:
    """The day the person left, unless they have come back since."""
    comings = [t for t in turns if t.what in ("left", "rejoined")]
    last = max(comings, key=lambda t: (t.on, t.recorded_at, t.what == "left"), default=None)
    return last.on if last is not None and last.what == "left" else None


def _ended(yes: Given, turns: Sequence[Turn], on: date) -> tuple[date, str] | None:
    """The first day a yes no longer counts by itself, and why."""
    # On one and the same day, what was recorded later came later.
    since = (yes.given_on, yes.recorded_at)
    ends = [(t.on, t.what) for t in turns if (t.on, t.recorded_at) > since and t.what != "left"]
    if yes.until is not None and yes.until < on:
        ends.append((yes.until, "until"))
    return min(ends, default=None)


def _from_yes(standing: Sequence[Given], turns: Sequence[Turn], on: date, asked: date | None) -> State | None:
    alive = [g for g in standing if _ended(g, turns, on) is None]
    if not alive:
        return None
    best = max(alive, key=lambda g: (g.only == "", g.given_on, g.order))
    reason = "only" if best.only else ""
    return State(Standing.YES, best.given_on, best.until, best.name_shown, reason, asked, best.id)


def _without_yes(
    standing: Sequence[Given],
    refusals: Sequence[Given],
    turns: Sequence[Turn],
    asked: date | None,
) -> State:
    if standing:
        last = max(standing, key=lambda g: (g.given_on, g.order))
        day, reason = _ended(last, turns, date.max) or (last.given_on, "until")
        return State(Standing.LAPSED, day, None, None, reason, asked, last.id)
    if refusals:
        last = max(refusals, key=lambda g: (g.counts_from, g.order))
        kind = Standing.NO if last.answer is Answer.NO else Standing.WITHDRAWN
        return State(kind, last.counts_from, asked_on=asked, answer_id=last.id)
    return State(Standing.NOT_ASKED, asked_on=asked)


@dataclass(frozen=True, slots=True)
class Pictured:
    """One person in a picture, with how their permission stands."""

    person_id: str
    name: str
    state: State


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to "may we use this picture?": allowed, the rule it rests on, and who stands in the way.

    rule: everyone_said_yes, nobody_pictured, not_everyone_said_yes, children_or_setting, use_ended.
    """

    allowed: bool
    rule: str
    in_the_way: tuple[Pictured, ...] = ()


def may_use(
    people: Sequence[Pictured], *, published: bool, children: bool, setting: bool, ended: bool = False
) -> Verdict:
    """Yes only if everyone in it said yes and the use goes on; never published with children or the setting in it."""
    refused = tuple(p for p in people if not p.state.permitted)
    if published and (children or setting):
        return Verdict(False, "children_or_setting", refused)
    if ended:
        return Verdict(False, "use_ended", refused)
    if refused:
        return Verdict(False, "not_everyone_said_yes", refused)
    return Verdict(True, "everyone_said_yes" if people else "nobody_pictured")
