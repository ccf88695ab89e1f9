"""Who could sign what when an act was recorded: keys and offices as the acts before it give them, and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ewloe_desktop.domain.people import MAY, Action, Office, grant_action

Facts = Mapping[str, Any]

# What a signed act needs somebody to be allowed. Giving and ending offices depend on the office.
NEEDS: dict[str, tuple[Action, ...]] = {
    "head_approved": (Action.APPROVE_AS_HEAD,),
    "governors_approved": (Action.APPROVE_AS_GOVERNING_BODY,),
    "revision_returned": (Action.APPROVE_AS_HEAD, Action.APPROVE_AS_GOVERNING_BODY),
    "fact_corrected": (Action.CORRECT,),
    "key_confirmed": (Action.CONFIRM_KEY,),
    "person_left": (Action.ADD_PERSON,),
    "records_disposed": (Action.DISPOSE,),
    "paper_confirmed": (Action.CONFIRM_PAPER,),
    "site_endorsed": (Action.ENDORSE_SITE,),
    "site_seconded": (Action.SECOND_SITE,),
    "site_decided": (Action.DECIDE_SITE,),
    "site_request_returned": (Action.ENDORSE_SITE, Action.SECOND_SITE, Action.DECIDE_SITE),
}
_OFFICES = frozenset({"office_granted", "office_ended"})
_BY_OTHERS = _OFFICES | {"key_confirmed", "person_left"}
_FOR_ONESELF = frozenset({"text_read", "photo_answers_signed"})
_AS_TOLD = frozenset(kind for kind in NEEDS if kind.startswith(("head_", "governors_", "revision_", "site_")))
# The acts that give or take what authority rests on.
TELLING = _OFFICES | {"school_begun", "key_enrolled", "key_confirmed", "person_left", "head_approved"}


@dataclass
class _Key:
    person: str
    public: str
    enrolled_by: str
    awaiting: bool
    confirmed: bool = False
    ended: int = 0


@dataclass
class _Term:
    person: str
    office: str
    since: str
    until: str
    ended_on: str = ""  # the day of the act that ended it: a clock set back does not bring it back

    def holds(self, day: str) -> bool:
        return self.since <= day and max(day, self.ended_on) <= self.until


@dataclass
class Authority:
    """Replays acts in order; `doubts` says of each signed one what its signer lacked."""

    keys: dict[str, _Key] = field(default_factory=dict)
    _terms: list[_Term] = field(default_factory=list)
    _heads: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # revision: person, key, words

    def doubts(self, seq: int, kind: str, facts: Facts) -> Iterator[tuple[str, str]]:
        """Takes the next act in; gives what was expected and what was found where somebody lacked the authority."""
        self._keys_told(facts)
        if facts.get("key") is not None:
            yield from self._key(facts)
            if kind == "school_begun":
                if seq != 1:
                    yield "the register's first act", "a second beginning"
            else:
                yield from self._office(kind, facts)
                yield from self._people(kind, facts)
        self._told(seq, kind, facts)

    def _key(self, facts: Facts) -> Iterator[tuple[str, str]]:
        key = self.keys.get(_text(facts, "key"))
        if key is None or key.person != facts.get("signer"):
            yield "a key that an act gave its signer", "no such key"
        elif key.ended:
            yield "a key in use then", f"one that act {key.ended} ended"
        elif key.awaiting:
            yield "a confirmed key", "a second key that nobody had confirmed"

    def _office(self, kind: str, facts: Facts) -> Iterator[tuple[str, str]]:
        wanted = _wanted(kind, facts)
        held = self.held(_text(facts, "signer"), _text(facts, "at"))
        told = ", ".join(sorted(held)) or "no office"
        if wanted and not wanted & held:
            yield " or ".join(sorted(wanted)), told
        elif kind in _AS_TOLD and facts.get("office") not in held:
            yield f"the office {facts.get('office')}", told

    def _people(self, kind: str, facts: Facts) -> Iterator[tuple[str, str]]:
        signer, own = facts.get("signer"), facts.get("person") == facts.get("signer")
        if kind in _FOR_ONESELF and not own:
            yield "the person whom it is about", "somebody else"
        elif kind in _BY_OTHERS and own:
            yield "somebody else", "the person whom it is about"
        key = self.keys.get(_text(facts, "confirmed_key"))
        if kind == "key_confirmed" and (key is None or key.enrolled_by == signer):
            yield "somebody who had not enrolled the key", "whoever had"
        if kind == "governors_approved":
            person, key_id, words = self._heads.get(_text(facts, "revision"), ("", "", ""))
            if not person or words != facts.get("text"):
                yield "the head teacher's approval of these words before", "none"
            elif person == signer or key_id == facts.get("key"):
                yield "two people with a key each", "one"

    def held(self, person: str, at: str) -> set[str]:
        """The offices somebody held at a moment (UTC ISO text); the school's day may have begun an hour before."""
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            return set()
        days = {(moment + timedelta(hours=ahead)).date().isoformat() for ahead in (0, 1)}
        return {t.office for t in self._terms if t.person == person and any(t.holds(day) for day in days)}

    def _keys_told(self, facts: Facts) -> None:
        key_id, person = _text(facts, "enrolled_key"), _text(facts, "person")
        if key_id and key_id not in self.keys:
            second = any(key.person == person for key in self.keys.values())
            self.keys[key_id] = _Key(person, _text(facts, "public_key"), _text(facts, "actor"), awaiting=second)

    def _told(self, seq: int, kind: str, facts: Facts) -> None:
        person, revision = _text(facts, "person"), _text(facts, "revision")
        if kind in ("school_begun", "office_granted"):
            until = _text(facts, "until") or "9999"
            self._terms.append(_Term(person, _text(facts, "office"), _text(facts, "since"), until))
        elif kind == "office_ended":
            own = [t for t in self._terms if (t.person, t.office) == (person, facts.get("office"))]
            _end([t for t in own if t.since <= _text(facts, "until")][-1:], _text(facts, "until"), facts)
        elif kind == "person_left":
            left = _text(facts, "left")
            _end([t for t in self._terms if t.person == person and t.until > left], left, facts)
            for key in self.keys.values():
                key.ended = key.ended or (seq if key.person == person else 0)
        elif kind == "key_confirmed" and _text(facts, "confirmed_key") in self.keys:
            key = self.keys[_text(facts, "confirmed_key")]
            key.awaiting, key.confirmed = False, True
        elif kind == "head_approved":
            self._heads[revision] = (_text(facts, "signer"), _text(facts, "key"), _text(facts, "text"))
        elif kind == "revision_returned":
            self._heads.pop(revision, None)


def _end(terms: list[_Term], until: str, facts: Facts) -> None:
    for term in terms:
        term.until, term.ended_on = until, _text(facts, "at")[:10]


def _text(facts: Facts, name: str) -> str:
    told = facts.get(name)
    return told if isinstance(told, str) else ""


def _wanted(kind: str, facts: Facts) -> frozenset[str]:
    if kind not in _OFFICES:
        return frozenset(office.value for action in NEEDS.get(kind, ()) for office in MAY[action])
    if facts.get("office") == Office.HEAD.value:
        return frozenset({Office.CHAIR.value})
    known = [office for office in Office if office.value == facts.get("office")]
    return frozenset(o.value for office in known or [Office.LINE_MANAGER] for o in MAY[grant_action(office)])
