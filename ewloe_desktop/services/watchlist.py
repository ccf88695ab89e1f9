"""The watch-list: its newest version, what it finds in a revision, and what the reviser does about each point."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import resource
from ewloe_desktop.domain import watchlist as rules
from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import MAY, Action, Actor
from ewloe_desktop.domain.policies import OPEN, RevisionFacts, RevisionKind, State
from ewloe_desktop.domain.text import PolicyText, clean_lines, from_canonical
from ewloe_desktop.domain.watchlist import Choice, Place, WatchList
from ewloe_desktop.services.policies import revision_facts
from ewloe_desktop.services.standing import allow, day, fetch, local_day, names_of, now, stamp, today
from ewloe_desktop.services.watch_words import BLANKS, Told, blank_points, in_words, places_told
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.policies import Policy, Revision
from ewloe_desktop.storage.wording import WatchVersion, WordingChoice

LONGEST_FILE = 500_000
LONGEST_REASON = 2_000
CHECKED = OPEN | {State.IN_FORCE}  # a text that is no longer used needs no choice
_ACTS = {Choice.TAKEN: "wording_taken", Choice.KEPT: "wording_kept", Choice.DEFERRED: "wording_deferred"}


@dataclass(frozen=True, slots=True)
class WatchFacts:
    """The list in use; `since` is when the school loaded it (None: it came with the program)."""

    number: str
    checked: date
    stale: bool
    entries: int
    since: date | None
    kept_by: str
    content: str  # the file's own text, for saving it and changing it


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody decided about a point, on which list, and in which revision's words."""

    choice: Choice
    reason: str
    by: str
    on: date
    list_number: str
    revision_id: str


@dataclass(frozen=True, slots=True)
class HitFacts:
    """A point in words, where it stands, the choice about it here, and an earlier one in the words replaced."""

    told: Told
    places: tuple[Place, ...]
    where: tuple[str, ...]  # each place in words
    quotes: tuple[str, ...]  # the words found, each once
    choice: Chosen | None = None
    earlier: Chosen | None = None

    @property
    def is_open(self) -> bool:
        """Whether the reviser still has to deal with it."""
        return self.choice is None or self.choice.choice is Choice.DEFERRED


@dataclass(frozen=True, slots=True)
class WordingCheck:
    """What a list finds in a revision; `gone` are points somebody decided about that no longer apply."""

    revision: RevisionFacts
    title: str
    text: PolicyText
    number: str
    checked: date
    stale: bool
    hits: tuple[HitFacts, ...]
    gone: tuple[HitFacts, ...]
    may_choose: bool

    @property
    def open(self) -> int:
        """How many points are not dealt with."""
        return sum(hit.is_open for hit in self.hits)


@lru_cache(maxsize=4)
def read_list(content: str) -> WatchList:
    """A list file's entries; FieldsRefused says what in it cannot be used."""
    try:
        return rules.parse_list(tomllib.loads(content))
    except tomllib.TOMLDecodeError as error:
        raise FieldsRefused((FieldProblem("list", "list_unreadable", {"told": str(error)}),)) from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise FieldsRefused((FieldProblem("list", "list_unreadable", {"told": str(error)}),)) from None


@lru_cache(maxsize=1)
def _first_content() -> str:
    return (resource().parent / "data" / "reference" / "watchlist.toml").read_text("utf-8")


def _in_use(session: Session) -> tuple[WatchList, WatchVersion | None]:
    """The list checked last: one the school loaded, or the program's own when that is newer."""
    query = select(WatchVersion).order_by(WatchVersion.checked.desc(), WatchVersion.since.desc()).limit(1)
    row, first = session.scalars(query).first(), read_list(_first_content())
    if row is None or row.checked < first.checked.isoformat():
        return first, None
    return read_list(row.content), row


def show_watch_list(session: Session, actor: Actor) -> WatchFacts:
    """The list in use."""
    allow(session, actor, Action.READ)
    watch, row = _in_use(session)
    return WatchFacts(
        number=watch.number,
        checked=watch.checked,
        stale=rules.is_old(watch.checked, today(session)),
        entries=len(watch.entries),
        since=local_day(row.since) if row else None,
        kept_by=names_of(session, {row.kept_by}).get(row.kept_by, "") if row else "",
        content=row.content if row else _first_content(),
    )


def load_watch_list(session: Session, actor: Actor, content: str) -> WatchFacts:
    """Keeps a newer list, which counts from now on; the choices made on older ones stay."""
    allow(session, actor, Action.CHANGE_SETTINGS)
    if len(content) > LONGEST_FILE:
        raise FieldsRefused((FieldProblem("list", "too_long", {"most": LONGEST_FILE}),))
    watch = read_list(content)
    rules.require_newer(watch, _in_use(session)[0], today(session))
    if session.scalars(select(WatchVersion.id).where(WatchVersion.number == watch.number)).first() is not None:
        raise FieldsRefused((FieldProblem("number", "list_there", {"number": watch.number}),))
    row = WatchVersion(
        number=watch.number,
        checked=watch.checked.isoformat(),
        content=content,
        since=stamp(now(session)),
        kept_by=actor.person_id,
    )
    session.add(row)
    session.flush()
    facts = {"list": row.id, "number": watch.number, "checked": row.checked, "entries": len(watch.entries)}
    declare(session, "watch_list_kept", facts, subject=row.id)
    session.flush()
    return show_watch_list(session, actor)


def check_wording(session: Session, actor: Actor, revision_id: str) -> WordingCheck:
    """What the list in use finds in a revision, with the choices made about it; nothing is changed."""
    offices = allow(session, actor, Action.READ)
    revision = fetch(session, Revision, revision_id)
    watch, _row = _in_use(session)
    text = from_canonical(revision.text)
    rows = _choices(session, [i for i in (revision.id, revision.replaces_id) if i])
    names = names_of(session, {row.person_id for row in rows})
    chosen = {(row.revision_id, row.entry): _chosen(row, names) for row in rows}
    points = tuple(_points(session, revision, text, watch))
    found = {told.entry for told, _places in points}
    gone = {row.entry: row for row in rows if row.entry not in found}
    return WordingCheck(
        revision=revision_facts(session, revision.id),
        title=revision.title,
        text=text,
        number=watch.number,
        checked=watch.checked,
        stale=rules.is_old(watch.checked, today(session)),
        hits=tuple(_facts(told, places, text, revision, chosen) for told, places in points),
        gone=tuple(_kept_facts(row, chosen[row.revision_id, row.entry]) for row in gone.values()),
        may_choose=bool(offices & MAY[Action.DRAFT]) and State(revision.state) in CHECKED,
    )


def _points(
    session: Session, revision: Revision, text: PolicyText, watch: WatchList
) -> Sequence[tuple[Told, tuple[Place, ...]]]:
    """What the list finds, and before it what the register itself knows to be blank."""
    found = [(in_words(hit.watch), hit.places) for hit in rules.find_hits(text, watch)]
    return [*((told, ()) for told in _blanks(session, revision)), *found]


def _blanks(session: Session, revision: Revision) -> Sequence[Told]:
    """The blanks of a text in force: who approved it, and when it is reviewed."""
    if revision.state != State.IN_FORCE.value:
        return ()
    policy = fetch(session, Policy, revision.policy_id)
    found = revision.kind == RevisionKind.FOUND.value
    return blank_points(found, bool(policy.review_never_set), day(policy.review_due))


def _choices(session: Session, revision_ids: Sequence[str]) -> Sequence[WordingChoice]:
    """The choices about these revisions, the newest last."""
    query = select(WordingChoice).where(WordingChoice.revision_id.in_(revision_ids)).order_by(WordingChoice.act)
    return session.scalars(query).all()


def _chosen(row: WordingChoice, names: Mapping[str, str]) -> Chosen:
    by = names.get(row.person_id, "")
    return Chosen(Choice(row.choice), row.reason, by, local_day(row.recorded_at), row.list_number, row.revision_id)


def _facts(
    told: Told,
    places: tuple[Place, ...],
    text: PolicyText,
    revision: Revision,
    chosen: Mapping[tuple[str, str], Chosen],
) -> HitFacts:
    quotes = [text.blocks[place.block].words[place.start : place.end] for place in places]
    return HitFacts(
        told=told,
        places=places,
        where=places_told(text, places, blank=told.entry in BLANKS),
        quotes=tuple(dict.fromkeys(quotes)),
        choice=chosen.get((revision.id, told.entry)),
        earlier=chosen.get((revision.replaces_id or "", told.entry)),
    )


def _kept_facts(row: WordingChoice, chosen: Chosen) -> HitFacts:
    """A point as it stood when somebody decided about it."""
    kept = json.loads(row.told)
    return HitFacts(Told(**kept["point"]), (), tuple(kept["where"]), tuple(kept["quotes"]), chosen)


def choose_wording(
    session: Session, actor: Actor, revision_id: str, seen: int, entry: str, choice: Choice, reason: str = ""
) -> WordingCheck:
    """Records what the reviser does about a point: taken, kept with a reason, or deferred; the words stay."""
    allow(session, actor, Action.DRAFT)
    choice, told_reason = Choice(choice), clean_lines(reason)
    rules.require_choice(choice, told_reason)
    if len(told_reason) > LONGEST_REASON:
        raise FieldsRefused((FieldProblem("reason", "too_long", {"most": LONGEST_REASON}),))
    revision = fetch(session, Revision, revision_id, seen)
    if State(revision.state) not in CHECKED:
        raise RuleBroken("wording_over")
    check = check_wording(session, actor, revision_id)
    hit = next((hit for hit in check.hits if hit.told.entry == entry), None)
    if hit is None:
        raise RuleBroken("point_gone")
    _record(session, actor, check, hit, Chosen(choice, told_reason, "", today(session), check.number, revision.id))
    return check_wording(session, actor, revision_id)


def _record(session: Session, actor: Actor, check: WordingCheck, hit: HitFacts, chosen: Chosen) -> None:
    """One act, and beside it the point as it stands now."""
    facts = {
        "policy": check.revision.policy_id,
        "title": check.title,
        "revision": check.revision.id,
        "list": check.number,
        "entry": hit.told.entry,
        "point": hit.told.title(hit.quotes),
        "choice": chosen.choice.value,
        "reason": chosen.reason,
    }
    act = declare(session, _ACTS[chosen.choice], facts, subject=check.revision.policy_id)
    kept = {"point": asdict(hit.told), "where": hit.where, "quotes": hit.quotes}
    row = WordingChoice(
        revision_id=check.revision.id,
        entry=hit.told.entry,
        told=json.dumps(kept, ensure_ascii=False, sort_keys=True),
        list_number=check.number,
        choice=chosen.choice.value,
        reason=chosen.reason,
        person_id=actor.person_id,
        recorded_at=stamp(now(session)),
        act=act.seq,
    )
    session.add(row)
    session.flush()


def open_flags(session: Session) -> Mapping[str, int]:
    """How many points of the list are not dealt with in the text in force, by policy."""
    watch, _row = _in_use(session)
    revisions = session.scalars(select(Revision).where(Revision.state == State.IN_FORCE.value)).all()
    done = {
        (row.revision_id, row.entry): row.choice != Choice.DEFERRED.value
        for row in _choices(session, [revision.id for revision in revisions])
    }
    return {
        revision.policy_id: sum(
            not done.get((revision.id, told.entry), False)
            for told, _places in _points(session, revision, from_canonical(revision.text), watch)
        )
        for revision in revisions
    }
