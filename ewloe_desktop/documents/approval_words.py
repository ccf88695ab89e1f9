"""What an approval sheet says in words: status, meeting, review, how it was signed, and all of it read aloud."""

from datetime import datetime
from typing import Protocol

from ewloe_desktop.documents.approval_facts import GovernorsBlock, HeadBlock, InkSigned, Proof
from ewloe_desktop.documents.words import day, moment, words
from ewloe_desktop.domain.journal import short_code


class Signed(Protocol):
    """What a signature says of itself on any sheet."""

    @property
    def method(self) -> str:
        """One of typed, drawn or ink."""

    @property
    def signed_at(self) -> datetime:
        """When it was made."""

    @property
    def key_confirmed(self) -> bool:
        """Whether a second person confirmed the signer's key."""

    @property
    def enrolled_by(self) -> str:
        """Who was present when the key was made; "" when that is not known."""


def say(key: str, **facts: object) -> str:
    """The sheet's words for a key, with its facts put in."""
    return words("sheet")[key].format(**facts)


def both(key: str) -> tuple[str, str]:
    """English and the courtesy Welsh; Welsh is "" when there is none."""
    return words("sheet")[key], words("sheet", "cy").get(key, "")


def status(block: GovernorsBlock) -> str:
    """The governing body's decision in a few large words."""
    since = day(block.in_force_from or block.meeting_on).upper()
    if block.retirement:
        return say("approved_retired", day=since)
    return say("approved_no_change" if block.no_change else "approved_in_force", day=since)


def meeting(block: GovernorsBlock) -> str:
    """Which meeting decided, its minute, and who was there."""
    facts = {
        "forum": _forum(block),
        "day": day(block.meeting_on),
        "minute": block.minute,
        "present": block.present,
        "in_post": block.in_post,
    }
    told = say("met_no_quorum", **facts) if block.quorum is None else say("met", quorum=block.quorum, **facts)
    return f"{told} {say('head_signed_after')}" if block.before_head else told


def _forum(block: GovernorsBlock) -> str:
    if block.forum == "full":
        return say("full_governing_body")
    committee = block.committee or say("a_committee")
    key = "committee_delegated" if block.delegation_minute else "committee"
    return say(key, committee=committee, minute=block.delegation_minute)


def next_review(block: GovernorsBlock) -> tuple[str, str]:
    """The day of the next review in words, and how it was reckoned."""
    if block.retirement:
        return say("review_none"), ""
    told = [say("review_reason", reason=block.review_reason)] if block.review_reason else []
    if block.review_cycle_months and not told:
        told = [say("cycle", cycle=cycle(block.review_cycle_months))]
    return (day(block.next_review) if block.next_review else "—"), " ".join(told)


def cycle(months: int) -> str:
    """How long a review cycle is: "year", "2 years", "18 months"."""
    if months == 12:
        return say("cycle_year")
    if months % 12 == 0:
        return say("cycle_years", count=months // 12)
    return say("cycle_months", count=months)


def how_signed(block: Signed) -> str:
    """How and when it was signed, who enrolled the signing key and whether it is confirmed."""
    if isinstance(block, HeadBlock | GovernorsBlock) and block.ink is not None:
        return f"{_on_paper(block, block.ink)} {_key(block)}"
    told = [say(f"signed_{block.method}", at=moment(block.signed_at))]
    if block.method != "ink":
        told.append(_key(block))
    return " ".join(told)


def _on_paper(block: HeadBlock | GovernorsBlock, ink: InkSigned) -> str:
    """Who brought the paper in, who stands for it, and where it is."""
    return say(
        "signed_on_paper" if ink.scanned else "signed_on_paper_typed",
        on=day(block.declared_on),
        filed_by=ink.filed_by,
        confirmed_by=ink.confirmed_by,
        at=moment(block.signed_at),
        kept_at=ink.kept_at,
    )


def _key(block: Signed) -> str:
    confirmed = say("key_confirmed" if block.key_confirmed else "key_not_confirmed")
    if not block.enrolled_by:
        return confirmed[0].upper() + confirmed[1:] + "."
    return f"{say('enrolled_by', by=block.enrolled_by)}; {confirmed}."


def proof_line(proof: Proof) -> str:
    """Register, act and mark."""
    return say("act_line", register=register_code(proof), act=act(proof), code=short_code(proof.mark))


def register_code(proof: Proof) -> str:
    """The register's short name; its last four letters are those of the square code."""
    return f"EG-{proof.register[:4].upper()}"


def act(proof: Proof) -> str:
    """The act's number as people write it: 1,234."""
    return f"{proof.act:,}"


def capacity(block: GovernorsBlock) -> str:
    """As what the signer signed."""
    return words("capacity").get(block.capacity, block.capacity)


def office(office_id: str) -> str:
    """An office in words."""
    return words("office").get(office_id, office_id)


def waiting(kind: str, for_head: bool) -> str:
    """Whose decision is still missing from a revision of that kind."""
    if kind == "found":
        return say("found_waiting")
    if for_head:
        return say("head_waiting")
    return say("governors_waiting_retirement" if kind == "retirement" else "governors_waiting")


def undecided(kind: str) -> str:
    """The key of the large words over a box without a decision."""
    return "not_evidenced" if kind == "found" else "not_yet_approved"


def to_declare(kind: str) -> str:
    """What a head teacher who signs in ink declares."""
    declarations = words("declarations")
    return declarations.get(f"head_{kind}", declarations["head"])


def spoken(block: GovernorsBlock) -> str:
    """The whole of the governing body's box as one text, for a screen reader."""
    review, reckoned = next_review(block)
    signed = say("spoken_signed_by", name=block.signer_name, capacity=capacity(block), day=day(block.declared_on))
    proof = say(
        "spoken_proof", register=register_code(block.proof), act=act(block.proof), code=short_code(block.proof.mark)
    )
    reviewed = say("spoken_next_review", day=review.rstrip("."))
    parts = (f"{both('governing_body')[0]}: {status(block)}", meeting(block), reviewed, reckoned, signed)
    return " ".join(part for part in (*parts, how_signed(block), proof) if part)


def spoken_waiting(kind: str, for_head: bool) -> str:
    """The unsigned box as one text, for a screen reader."""
    return say("spoken_not_yet", waiting=waiting(kind, for_head))


def digest_groups(digest: bytes) -> str:
    """A SHA-256 in eight groups of eight, as any checking tool prints it."""
    told = digest.hex()
    return " ".join(told[i : i + 8] for i in range(0, len(told), 8))
