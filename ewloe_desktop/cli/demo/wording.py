"""The wording of the policy that was found is checked, some points are dealt with, and the note is made."""

from ewloe_desktop.cli.demo import cast
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.policies import RevisionFacts
from ewloe_desktop.domain.watchlist import Choice

SHEET = "32-review-note-wording.pdf"
_CHOICES = (
    ("online-safety-act", Choice.TAKEN, ""),
    ("communications-act", Choice.KEPT, "Section 127(1) is the one that is meant, and it stays."),
    ("data-protection-contact", Choice.DEFERRED, "The council is naming a new officer this term."),
)


def check_found(stage: Stage, found: RevisionFacts) -> bytes:
    """The head teacher takes one point up, keeps words with a reason and puts one off; the note for the governors."""
    from ewloe_desktop.services.review_notes import review_note
    from ewloe_desktop.services.watchlist import check_wording, choose_wording

    stage.enter(cast.HEAD)
    check = stage.read(check_wording, found.id)
    told = {"label": found.label, "number": check.number, "count": len(check.hits)}
    stage.tell("wording_checked", who=cast.HEAD.name, **told)
    points = {hit.told.entry: hit.told.title(hit.quotes) for hit in check.hits}
    for entry, choice, reason in _CHOICES:
        stage.act(choose_wording, found.id, found.seen, entry, choice, reason)
        chosen = words("watchlist")[f"choice_{choice.value}"]
        stage.tell("wording_chosen", who=cast.HEAD.name, choice=chosen, point=points[entry])
    content: bytes = stage.read(review_note, found.id).content
    return content
