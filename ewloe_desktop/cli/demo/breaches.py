"""One line of the head teacher's private log in the made-up school; it names nobody."""

from datetime import date, timedelta

from ewloe_desktop.cli.demo import cast
from ewloe_desktop.cli.demo.stage import Stage

_WHAT = (
    "A message about the school trip was sent to families from a member of staff's own account. No picture and no "
    "child's name was in it."
)
_OUTCOME = "Talked through with the member of staff; the message was taken down and sent again from the office."


def tell_breach(stage: Stage, policy_id: str) -> dict[str, bytes]:
    """Written down by the head teacher; the log's own sheet."""
    from ewloe_desktop.services.breaches import BreachAnswer, breach_sheet, keep_breach

    stage.enter(cast.HEAD)
    happened: date = stage.clock.today() - timedelta(days=1)
    answer = BreachAnswer(
        happened,
        _WHAT,
        policy_id=policy_id,
        clause="Answering messages from families",
        dealt_by=cast.HEAD.name,
        outcome=_OUTCOME,
        review_on=happened + timedelta(days=90),
    )
    kept = stage.act(keep_breach, answer)
    stage.tell("breach", who=cast.HEAD.name)
    return {"36-breach.pdf": stage.read(breach_sheet, kept.id).content}
