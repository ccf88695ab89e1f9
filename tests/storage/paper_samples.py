"""Two sheets signed in ink that the office filed, through the acts that the check reads."""

from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.papers import PaperFiling
from tests.storage import samples


def file_papers(sample: "samples.Sample") -> None:
    """Both sides of the revision, each filed in an act of its own and not confirmed."""
    for side, person in (("head", samples.HEAD), ("governors", samples.CHAIR)):
        with sample.register.unit(samples.HEAD) as session:
            told = {"revision": "2" * 20, "body": side, "person": person.person_id, "capacity": ""}
            about = {"signed_on": "2026-11-20", "code": "", "sheet_act": 5, "compared": "same", "kept_at": "Safe"}
            act = declare(session, "paper_filed", told | about, subject="1" * 20)
            session.add(
                PaperFiling(
                    revision_id="2" * 20,
                    body=side,
                    signer_id=person.person_id,
                    state="filed",
                    filed_by=samples.HEAD.person_id,
                    filed_at=samples.AT,
                    act=act.seq,
                    **about,
                )
            )
