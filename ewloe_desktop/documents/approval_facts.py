"""The facts an approval sheet is made of: plain values, already settled by the services."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SchoolHeading:
    """Whose sheet it is; a demonstration school's sheets say so on every page."""

    name: str
    name_cy: str = ""
    council: str = ""
    crest_png: bytes | None = None
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """The act a block rests on: register id, act number and the 32 bytes of its mark."""

    register: str
    act: int
    mark: bytes


@dataclass(frozen=True, slots=True)
class InkSigned:
    """How a signature in ink came into the register: who filed its paper, who confirmed it, where the paper is."""

    filed_by: str
    confirmed_by: str
    kept_at: str
    scanned: bool = True  # otherwise its code was typed


@dataclass(frozen=True, slots=True)
class HeadBlock:
    """The head teacher's decision; method is "typed", "drawn" or "ink"."""

    name: str
    office: str
    declared_on: date
    signed_at: datetime
    declaration: str
    method: str = "typed"
    key_confirmed: bool = False
    enrolled_by: str = ""
    drawn_png: bytes | None = None
    ink: InkSigned | None = None  # with method "ink"; signed_at is then when it was confirmed, the key whose it was


@dataclass(frozen=True, slots=True)
class GovernorsBlock:
    """The governing body's decision and the signature under it; everything its box on the sheet says."""

    forum: str  # "full" or "committee"
    meeting_on: date
    minute: str
    present: int
    in_post: int
    signer_name: str
    capacity: str  # "chair", "vice_chair" or "meeting_chair"
    declared_on: date
    signed_at: datetime
    proof: Proof
    quorum: int | None = None
    committee: str = ""
    delegation_minute: str = ""
    next_review: date | None = None
    review_cycle_months: int | None = None
    review_reason: str = ""
    in_force_from: date | None = None  # the day of the meeting unless another is given
    method: str = "typed"
    key_confirmed: bool = False
    enrolled_by: str = ""
    drawn_png: bytes | None = None
    retirement: bool = False
    no_change: bool = False
    before_head: bool = False  # the meeting was held before the head teacher's date
    ink: InkSigned | None = None


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Everything the page itself says.

    `kind` is revised, no_change, retirement or found. With `governors` given the sheet is one made again: both
    blocks are page content and it carries no fields to sign. `control` holds further rows, label and value.
    """

    school: SchoolHeading
    title: str
    reference: str
    label: str
    edition: str
    pages: int
    replaces: str
    what_changed: str
    control: tuple[tuple[str, str], ...]
    text_digest: bytes
    original_sha256: bytes | None
    review_words: str
    head: HeadBlock | None
    proof: Proof | None
    made_at: datetime
    made_by: str
    sheet_no: str
    corrections: tuple[str, ...] = ()
    kind: str = "revised"
    governors: GovernorsBlock | None = None
