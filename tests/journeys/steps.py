"""What stands in the register before a journey begins: recorded by the use cases themselves, quickly."""

from typing import Any

from ewloe_desktop.domain.approvals import Body, Capacity, Forum, GovernorsAnswer, HeadAnswer, Meeting, Receipt
from ewloe_desktop.domain.policies import RevisionFacts
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.services.approvals import approve_revision, decide_for_governors, prepare_signing
from ewloe_desktop.services.drafting import import_policy, settle_revision
from ewloe_desktop.services.policies import ImportAnswer
from tests.journeys.conftest import CHAIR_PASSWORD, HEAD_PASSWORD, Sitting

LONG = "The class that digs in a bed also waters it, and tells the next class what was sown and where it stands. "


def garden(paragraphs: int = 3) -> PolicyText:
    """A policy about the garden, as long as it is wanted."""
    blocks = [Block(Kind.HEADING, "Who may dig?", 1)]
    blocks += [Block(Kind.PARAGRAPH, f"{number}. {LONG}") for number in range(1, paragraphs + 1)]
    return PolicyText("Garden Policy", "", tuple(blocks))


def draft(sitting: Sitting, text: PolicyText | None = None) -> RevisionFacts:
    """A draft with its file."""
    words = text or garden()
    original = "\n\n".join(block.words for block in words.blocks).encode()
    facts: RevisionFacts = sitting.do(import_policy, ImportAnswer(words, "garden.txt", "text/plain", original, 0))
    return facts


def settled(sitting: Sitting, text: PolicyText | None = None) -> RevisionFacts:
    """It waits for the head teacher."""
    facts = draft(sitting, text)
    waiting: RevisionFacts = sitting.do(settle_revision, facts.id, facts.seen, "First policy for the garden.")
    return waiting


def head_signed(sitting: Sitting, text: PolicyText | None = None) -> RevisionFacts:
    """It waits for the governing body."""
    facts = settled(sitting, text)
    told = sitting.ask(prepare_signing, facts.id, Body.HEAD)
    answer = HeadAnswer(sitting.head_id, sitting.today, told.declaration_version, HEAD_PASSWORD)
    sitting.do(approve_revision, facts.id, told.seen, answer)
    return facts


def in_force(sitting: Sitting, minute: str = "7.2") -> RevisionFacts:
    """Both have signed."""
    facts = head_signed(sitting)
    told = sitting.ask(prepare_signing, facts.id, Body.GOVERNORS)
    answer = GovernorsAnswer(
        signer_id=sitting.chair_id,
        capacity=Capacity.CHAIR,
        meeting=Meeting(Forum.FULL, sitting.today, minute, 8, 11),
        declared_on=sitting.today,
        declaration_version=told.declaration_version,
        password=CHAIR_PASSWORD,
    )
    receipt: Receipt = sitting.do(decide_for_governors, facts.id, told.seen, answer)
    assert receipt.next_step == "in_force"
    return facts


def shown(sitting: Sitting, facts: RevisionFacts) -> Any:
    """The policies page with that revision in sight."""
    page = sitting.page("policies", {"policy_id": facts.policy_id, "revision_id": facts.id})
    sitting.wait(lambda: page.pane.page is not None and page.pane.page.revision.id == facts.id)
    sitting.settle()
    return page
