"""The slip for somebody who lost password and recovery code: its code, how it is used, until when, who printed it."""

from dataclasses import dataclass
from datetime import date, datetime

from ewloe_desktop.documents.approval_facts import SchoolHeading
from ewloe_desktop.documents.block import Block, pair
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.heading import school_heading
from ewloe_desktop.documents.page import MM
from ewloe_desktop.documents.recovery_sheet import WIDTH, numbered_groups, one_page
from ewloe_desktop.documents.words import day, moment, words


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """Everything a slip says; `code` is in groups joined by hyphens."""

    school: SchoolHeading
    name: str
    code: str
    issued_by: str
    last_day: date
    made_at: datetime

    def __repr__(self) -> str:
        return f"SlipFacts(name={self.name!r}, code hidden)"


def key_slip(facts: SlipFacts) -> bytes:
    """One A4 page with the code on it, to be handed to one person."""
    said = words("key_slip")
    block = Block(WIDTH)
    school_heading(block, facts.school, WIDTH, WIDTH)
    block.space(8 * MM)
    block.words(pair(said["title"], words("key_slip", "cy").get("title", "")), 20, tag="H1")
    block.space(1 * MM)
    block.words([Run(f"{said['for']} "), Run(facts.name, bold=True)], 13)
    block.space(4 * MM)
    block.words([Run(said["until"].format(day=day(facts.last_day)), bold=True)], 12)
    block.space(3 * MM)
    block.words(said["what"], 11)
    block.space(5 * MM)
    block.words([Run(said["code"], bold=True)], 12, tag="H2")
    block.space(2 * MM)
    numbered_groups(block, tuple(facts.code.split("-")))
    block.space(5 * MM)
    for key in ("how", "then", "hand", "not_asked"):
        block.words(said[key], 11)
        block.space(3 * MM)
    foot = f"{said['issued_by']} {facts.issued_by} · {moment(facts.made_at)}"
    return one_page(block, facts.school, f"{said['title']}: {facts.name}", foot, facts.made_at)
