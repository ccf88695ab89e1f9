"""The office fills in the document control of the main policy, and prints what a meeting of governors is given."""

from collections.abc import Mapping
from datetime import timedelta

from ewloe_desktop.cli.demo import cast
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.domain.policy_control import Consulted


def fill_in(stage: Stage, policy_id: str) -> None:
    """Who looks after the policy, where it stands and whom it was shown to."""
    from ewloe_desktop.services.policy_control import ControlAnswer, keep_control, show_control

    stage.enter(cast.OFFICE)
    asked = stage.read(show_control, policy_id)
    answer = ControlAnswer(
        owner_id=stage.ids[cast.HEAD.name],
        statutory=False,
        published="School website, and on paper in the staff room",
        consulted=(Consulted("Staff meeting", stage.clock.today() - timedelta(days=3)),),
        retention="As long as it is in force and six years after",
    )
    stage.act(keep_control, policy_id, asked.facts.seen, answer)
    stage.tell("control", who=cast.OFFICE.name, title=asked.title)


def papers(stage: Stage, revision_id: str) -> Mapping[str, bytes]:
    """The register of policies, the summary, the pack of a revision under way, and the reviews for a calendar."""
    from ewloe_desktop.services.approval_packs import approval_pack
    from ewloe_desktop.services.policy_sheets import governors_summary, policy_register
    from ewloe_desktop.services.review_calendar import review_calendar

    stage.enter(cast.OFFICE)
    return {
        "33-register-of-policies.pdf": stage.read(policy_register).content,
        "34-summary-for-the-governing-body.pdf": stage.read(governors_summary).content,
        "35-approval-pack.pdf": stage.read(approval_pack, revision_id).content,
        "36-policy-reviews.ics": stage.read(review_calendar).content,
    }
