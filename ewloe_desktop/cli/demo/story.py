"""What happens to the policies of the made-up school: every step is the real use case, done by who would do it."""

from dataclasses import dataclass, field
from datetime import date

from ewloe_desktop.cli.demo import breaches, cast, control, copies, papers, photos, readings, sites, wording
from ewloe_desktop.cli.demo.site_acts import SitesTold
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.domain.approvals import Body, ReturnAnswer
from ewloe_desktop.domain.policies import PolicyRow

FOUND = "social-media-policy-2021.txt"
REVISED = "social-media-policy-2026.docx"
_WHAT_CHANGED = (
    "A new section says how staff answer messages from families, and that a message which reaches a personal account "
    "is passed to the office on the same day. The business manager now looks after the permissions for pictures. "
    "Pages that nobody has used for a term are closed, where it used to be a year; the requirements for official sites "
    "say how a new one is asked for. The Online Safety Act 2023 and programs that make pictures or words to order are "
    "named."
)
_RETURNED = "Please say who empties the blue chest at the end of term, and where hearing aids go over a weekend."


@dataclass
class Told:
    """What the story leaves behind: policy and revision by name, and the main policy's sheet at each step."""

    revisions: dict[str, tuple[str, str]] = field(default_factory=dict)
    sheets: dict[str, bytes] = field(default_factory=dict)
    sites: SitesTold = field(default_factory=SitesTold)


def tell(stage: Stage) -> Told:
    """The whole story; it ends today with something left to do for the head teacher, the chair and the office."""
    told = Told()
    stage.clock.go_to(55, "10:30")
    found = stage.bring(cast.OFFICE, FOUND, in_use=True, edition_month=date(2021, 3, 1))
    stage.tell("found", label=found.label)
    told.revisions["found"] = (found.policy_id, found.id)
    told.sheets[wording.SHEET] = wording.check_found(stage, found)
    control.fill_in(stage, found.policy_id)
    sites.before_the_meeting(stage, told.sites)
    _first_aid(stage, told)
    sites.class_diary(stage, told.sites)
    _main_policy(stage, told)
    sites.after_the_meeting(stage, told.sites)
    told.sheets |= readings.tell_readings(stage, told.revisions["main"][0])
    told.sheets |= breaches.tell_breach(stage, told.revisions["main"][0])
    _lost_property(stage, told)
    sites.somebody_leaves(stage, told.sites)
    told.sheets |= photos.tell_photos(stage) | told.sites.sheets
    on_paper, scans = papers.tell_papers(stage)
    told.revisions["on_paper"] = (on_paper.policy_id, on_paper.id)
    told.sheets |= scans
    _visits(stage, told)
    told.sheets |= copies.tell_copies(stage)
    told.sheets |= control.papers(stage, told.revisions["with_head"][1])
    return told


def _main_policy(stage: Stage, told: Told) -> None:
    """From a draft through the head teacher and the governing body into force, with a sheet at each step."""
    stage.clock.go_to(34, "11:00")
    policy = _policy(stage, told.revisions["found"][1])
    draft = stage.bring(cast.OFFICE, REVISED, policy_id=policy.id, seen=policy.seen)
    settled = stage.settle(cast.OFFICE, draft, _WHAT_CHANGED)
    told.revisions["main"] = (settled.policy_id, settled.id)
    told.sheets["01-approval-sheet-unsigned.pdf"] = _sheet(stage, settled.id)
    stage.clock.go_to(30, "15:20")
    stage.sign_as_head(cast.HEAD, settled.id)
    sites.settle_requirements(stage, told.sites)
    told.sheets["02-approval-sheet-signed-by-the-head-teacher.pdf"] = _sheet(stage, settled.id)
    stage.clock.go_to(16, "18:30")
    met_on = stage.clock.today()
    stage.clock.go_to(13, "09:05")
    stage.sign_for_governors(cast.CHAIR, settled.id, met_on, "7.2", 12)
    sites.adopt_requirements(stage, told.sites, met_on)
    told.sheets["03-approval-sheet-in-force.pdf"] = _sheet(stage, settled.id)


def _first_aid(stage: Stage, told: Told) -> None:
    """Found in use, then reviewed without a change; it waits for the governing body."""
    from ewloe_desktop.services.drafting import start_no_change

    stage.clock.go_to(48, "14:10")
    found = stage.bring(cast.OFFICE, "first-aid-policy.txt", in_use=True, edition_month=date(2025, 1, 1))
    policy = _policy(stage, found.id)
    stage.clock.go_to(38, "09:40")
    started = stage.act(start_no_change, policy.id, policy.seen)
    stage.tell("no_change", who=cast.OFFICE.name, title=policy.title)
    stage.sign_as_head(cast.HEAD, started.id)
    told.revisions["with_governors"] = (started.policy_id, started.id)


def _lost_property(stage: Stage, told: Told) -> None:
    """A new policy that the head teacher sends back."""
    from ewloe_desktop.services.returning import return_revision

    stage.clock.go_to(9, "10:15")
    draft = stage.bring(cast.OFFICE, "lost-property-policy.txt")
    settled = stage.settle(cast.OFFICE, draft, "")
    stage.clock.go_to(6, "16:40")
    stage.enter(cast.HEAD)
    head = cast.HEAD.name
    answer = ReturnAnswer(Body.HEAD, stage.ids[head], _RETURNED, stage.passwords[head])
    stage.act(return_revision, settled.id, settled.seen, answer)
    stage.tell("returned", who=head, title=draft.label, reason=_RETURNED)
    told.revisions["returned"] = (settled.policy_id, settled.id)


def _visits(stage: Stage, told: Told) -> None:
    """A new policy that waits for the head teacher, put before her today."""
    stage.clock.go_to(2, "13:30")
    draft = stage.bring(cast.OFFICE, "educational-visits-policy.txt")
    stage.clock.go_to_now()
    settled = stage.settle(cast.OFFICE, draft, "")
    told.revisions["with_head"] = (settled.policy_id, settled.id)


def _policy(stage: Stage, revision_id: str) -> PolicyRow:
    from ewloe_desktop.services.showing import show_revision

    row: PolicyRow = stage.read(show_revision, revision_id).policy
    return row


def _sheet(stage: Stage, revision_id: str) -> bytes:
    from ewloe_desktop.services.sheets import approval_sheet

    content: bytes = stage.read(approval_sheet, revision_id).content
    return content
