"""Who could sign what when an act was recorded: keys and offices as the acts before it give them, and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ewloe_desktop.domain.keys import confirmers
from ewloe_desktop.domain.people import MAY, Action, Office, grant_action

Facts = Mapping[str, Any]

# What a signed act needs somebody to be allowed. Giving and ending offices depend on the office.
NEEDS: dict[str, tuple[Action, ...]] = {
    "head_approved": (Action.APPROVE_AS_HEAD,),
    "governors_approved": (Action.APPROVE_AS_GOVERNING_BODY,),
    "revision_returned": (Action.APPROVE_AS_HEAD, Action.APPROVE_AS_GOVERNING_BODY),
    "fact_corrected": (Action.CORRECT,),
    "person_left": (Action.ADD_PERSON,),
    "records_disposed": (Action.DISPOSE,),
    "paper_confirmed": (Action.CONFIRM_PAPER,),
    "site_endorsed": (Action.ENDORSE_SITE,),
    "site_seconded": (Action.SECOND_SITE,),
    "site_decided": (Action.DECIDE_SITE,),
    "site_request_returned": (Action.ENDORSE_SITE, Action.SECOND_SITE, Action.DECIDE_SITE),
}
_OFFICES = frozenset({"office_granted", "office_ended", "acting_granted"})
_BY_OTHERS = _OFFICES | {"key_confirmed", "person_left", "doubt_answered"}
_FOR_ONESELF = frozenset({"text_read", "photo_answers_signed"})
_AS_TOLD = frozenset(kind for kind in NEEDS if kind.startswith(("head_", "governors_", "revision_", "site_")))
# The acts that give or take what authority rests on.
_OF_KEYS = frozenset({"key_enrolled", "key_replaced", "slip_issued", "slip_voided"})
TELLING = _OFFICES | _OF_KEYS | {"school_begun", "person_left"}
_CHAIRS = frozenset({Office.CHAIR.value, Office.VICE_CHAIR.value})
_OWN_OFFICES: dict[str, frozenset[str]] = {
    "doubt_answered": _CHAIRS | {Office.HEAD.value},
    "sheet_countersigned": _CHAIRS,
    "register_restored": frozenset({Office.HEAD.value, Office.CHAIR.value}),
}


@dataclass
class _Key:
    person: str
    public: str
    enrolled_by: frozenset[str]  # whoever was there, and whoever issued the slip for it
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
    _issuers: dict[str, str] = field(default_factory=dict)  # slip: who issued it
    _slips: dict[str, tuple[str, str]] = field(default_factory=dict)  # person: the open slip and its last day
    _latest: str = ""  # the latest moment of any act so far: a clock put back gives and takes no office

    def doubts(self, seq: int, kind: str, facts: Facts) -> Iterator[tuple[str, str]]:
        """Takes the next act in; gives what was expected and what was found where somebody lacked the authority."""
        self._keys_told(facts)
        if kind == "key_replaced":
            yield from self._slip(facts)
        if facts.get("key") is not None:
            yield from self._key(kind, facts)
            if kind == "school_begun":
                if seq != 1:
                    yield "the register's first act", "a second beginning"
            else:
                yield from self._office(kind, facts)
                yield from self._people(kind, facts)
        self._told(seq, kind, facts)

    def _slip(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """A slip gives its owner one key, till its last day, and no other slip was printed since."""
        slip, last = self._slips.pop(_text(facts, "person"), ("", ""))
        day = max(_text(facts, "at"), self._latest)[:10]
        if not slip or slip != facts.get("slip"):
            yield "a slip that this person could use", "none"
        elif day > last:
            yield f"a slip used by {last}", f"used on {day}"

    def _key(self, kind: str, facts: Facts) -> Iterator[tuple[str, str]]:
        key = self.keys.get(_text(facts, "key"))
        if key is None or key.person != facts.get("signer"):
            yield "a key that an act gave its signer", "no such key"
        elif key.ended:
            yield "a key in use then", f"one that act {key.ended} ended"
        elif key.awaiting and not (kind == "key_revoked" and facts.get("person") == key.person):
            yield "a confirmed key", "a second key that nobody had confirmed"

    def _office(self, kind: str, facts: Facts) -> Iterator[tuple[str, str]]:
        wanted = self._wanted(kind, facts)
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
        if kind == "key_confirmed":
            key = self.keys.get(_text(facts, "confirmed_key"))
            if key is None or signer in key.enrolled_by:
                yield "somebody who had no hand in giving the key", "whoever had"
            elif key.awaiting and not self._confirmed(facts):
                yield "a second key confirmed with a key that is confirmed itself", "with one that is not"
        elif kind == "governors_approved":
            yield from self._sides(facts, _text(facts, "signer"), _text(facts, "key"))
        elif kind == "paper_confirmed":
            yield from self._ink(facts)

    def _confirmed(self, facts: Facts) -> bool:
        own = self.keys.get(_text(facts, "key"))
        return own is not None and own.confirmed

    def _ink(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """On paper somebody signs, somebody files and somebody else confirms."""
        person, signer = _text(facts, "person"), facts.get("signer")
        on = _text(facts, "declared_on")  # a term whose end was recorded after the paper was signed ran on that day
        if facts.get("office") not in {
            t.office for t in self._terms if t.person == person and t.since <= on <= t.until
        }:
            yield f"signed in ink by whoever was {facts.get('office')} that day", "somebody who was not"
        if facts.get("filed_by") == signer:
            yield "confirmed by somebody else than filed it", "the same person"
        if facts.get("body") == "governors":
            if self._heads.get(_text(facts, "revision"), ("",))[0] == signer:
                yield "confirmed by somebody else than approved as head teacher", "the same person"
            yield from self._sides(facts, person, "")

    def _sides(self, facts: Facts, person: str, key_id: str) -> Iterator[tuple[str, str]]:
        first, first_key, words = self._heads.get(_text(facts, "revision"), ("", "", ""))
        if not first or words != facts.get("text"):
            yield "the head teacher's approval of these words before", "none"
        elif first == person or (key_id and first_key == key_id):
            yield "two people with a key each", "one"

    def _wanted(self, kind: str, facts: Facts) -> frozenset[str]:
        """The offices one of which lets somebody sign the act; none where any does."""
        if kind in _OFFICES:
            return _granters(facts.get("office"))
        person, at = _text(facts, "person"), _text(facts, "at")
        if kind == "key_confirmed" or (kind == "key_revoked" and person != facts.get("signer")):
            offices = {office for office in Office if office.value in self.held(person, at)}
            chair = any(Office.CHAIR.value in self.held(term.person, at) for term in self._terms)
            return frozenset(o.value for o in confirmers(offices, chair_in_post=chair))
        told = frozenset(office.value for action in NEEDS.get(kind, ()) for office in MAY[action])
        return told or _OWN_OFFICES.get(kind, frozenset())

    def held(self, person: str, at: str) -> set[str]:
        """The offices somebody held at a moment (UTC ISO text); the school's day may have begun an hour before."""
        try:
            moment = datetime.fromisoformat(max(at, self._latest))
        except ValueError:
            return set()
        days = {(moment + timedelta(hours=ahead)).date().isoformat() for ahead in (0, 1)}
        return {t.office for t in self._terms if t.person == person and any(t.holds(day) for day in days)}

    def _keys_told(self, facts: Facts) -> None:
        key_id, person = _text(facts, "enrolled_key"), _text(facts, "person")
        if key_id and key_id not in self.keys:
            second = any(key.person == person for key in self.keys.values())
            hands = frozenset({_text(facts, "actor"), self._issuers.get(_text(facts, "slip"), "")})
            self.keys[key_id] = _Key(person, _text(facts, "public_key"), hands, awaiting=second)

    def _told(self, seq: int, kind: str, facts: Facts) -> None:
        """What the act changes for those after it."""
        self._latest = max(self._latest, _text(facts, "at"))
        if kind in _OFFICES | {"school_begun", "person_left"}:
            self._offices_told(kind, facts)
        self._keys_ended(seq, kind, facts)
        revision, key_id = _text(facts, "revision"), _text(facts, "confirmed_key")
        if kind == "key_confirmed" and key_id in self.keys:
            self.keys[key_id].awaiting, self.keys[key_id].confirmed = False, True
        elif kind == "slip_issued":
            self._issuers[_text(facts, "slip")] = _text(facts, "actor")
            self._slips[_text(facts, "person")] = (_text(facts, "slip"), _text(facts, "last_day"))
        elif kind == "slip_voided":
            self._slips.pop(_text(facts, "person"), None)
        elif kind == "head_approved":
            self._heads[revision] = (_text(facts, "signer"), _text(facts, "key"), _text(facts, "text"))
        elif kind == "paper_confirmed" and facts.get("body") == "head":
            self._heads[revision] = (_text(facts, "person"), "", _text(facts, "text"))
        elif kind == "revision_returned":
            self._heads.pop(revision, None)

    def _keys_ended(self, seq: int, kind: str, facts: Facts) -> None:
        named = {_text(facts, "ended_key"), _text(facts, "revoked_key")}
        for key_id, key in self.keys.items():
            if key_id in named or (kind == "person_left" and key.person == facts.get("person")):
                key.ended = key.ended or seq

    def _offices_told(self, kind: str, facts: Facts) -> None:
        person, until = _text(facts, "person"), _text(facts, "until")
        own = [term for term in self._terms if term.person == person]
        if kind == "office_ended":
            of_office = [t for t in own if t.office == facts.get("office") and t.since <= until]
            _end(of_office[-1:], until, facts)
        elif kind == "person_left":
            left = _text(facts, "left")
            _end([term for term in own if term.until > left], left, facts)
        else:
            term = _Term(person, _text(facts, "office"), _text(facts, "since"), until or "9999")
            self._terms.append(term)


def _end(terms: list[_Term], until: str, facts: Facts) -> None:
    for term in terms:
        term.until, term.ended_on = until, _text(facts, "at")[:10]


def _text(facts: Facts, name: str) -> str:
    told = facts.get(name)
    return told if isinstance(told, str) else ""


def _granters(office: object) -> frozenset[str]:
    if office == Office.HEAD.value:
        return frozenset({Office.CHAIR.value})
    known = [one for one in Office if one.value == office]
    return frozenset(o.value for one in known or [Office.LINE_MANAGER] for o in MAY[grant_action(one)])
