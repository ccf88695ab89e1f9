"""Where pictures were used and what is to be taken down, as facts."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PlacementAnswer:
    """A picture put somewhere: the use, what it shows, where, since when, who is in it, who looks after the place."""

    use_id: str
    what: str
    place: str
    used_on: date
    person_ids: tuple[str, ...]
    owner_id: str
    picture: bytes | None = None  # a small JPEG without camera data


@dataclass(frozen=True, slots=True)
class PlacementFacts:
    """One placement."""

    id: str
    seen: int
    use_id: str
    use: str
    medium: str
    what: str
    place: str
    used_on: date
    people: tuple[tuple[str, str], ...]  # id and name
    owner: str
    has_picture: bool
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class TakedownFacts:
    """One thing to take down for one person; id is "" for a lapse that nobody has dealt with yet."""

    id: str
    seen: int
    placement_id: str
    person_id: str
    person: str
    reason: str  # withdrawn, lapsed, left
    use: str
    medium: str
    what: str
    place: str
    owner: str
    due: date
    days_left: int
    done_on: date | None
    done_by: str
    outcome: str
    evidence: str
    outcomes: tuple[str, ...]
