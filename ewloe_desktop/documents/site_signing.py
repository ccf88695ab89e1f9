"""Signing a site approval sheet: an approver's whole box becomes the appearance of that approver's field."""

from ewloe_desktop.documents import site_words as worded
from ewloe_desktop.documents.approval_blocks import WIDTH
from ewloe_desktop.documents.page import Paper
from ewloe_desktop.documents.signing import Filling, SignerKey, sign_field
from ewloe_desktop.documents.site_approval import spoken_field
from ewloe_desktop.documents.site_blocks import height_of, step_block
from ewloe_desktop.documents.site_facts import SiteDecision, SiteStep
from ewloe_desktop.documents.tagging import Element


def sign_site(pdf: bytes, key: SignerKey, decided: SiteDecision) -> bytes:
    """The sheet with one more approver's decision, signed at the decision's own time.

    The first signature fixes the pages: from then on only the other approvers' fields may be filled. Each closes
    what was signed so far, and the last one closes everything.
    """
    step = SiteStep(decided.step, decided.office, "")
    height = height_of(step.step)
    paper = Paper((WIDTH, height), tagged=False)
    step_block(step, decided).onto(paper, 0, height, Element("Sect"))
    reason = worded.spoken(decided, worded.step_name(step))
    filling = Filling(step.field, decided.name, reason, paper.close(), spoken_field(step.field))
    return sign_field(pdf, key, filling, decided.signed_at)
