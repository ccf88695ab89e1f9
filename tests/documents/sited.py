"""Made-up facts for the sheets about official sites."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from ewloe_desktop.documents import site_facts as facts
from ewloe_desktop.documents import site_words
from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.site_approval import site_sheet
from ewloe_desktop.documents.site_signing import sign_site
from ewloe_desktop.domain.site_answers import Answers, Group
from ewloe_desktop.domain.site_form import RequestKind, SiteForm, parse_form
from tests.documents import made
from tests.documents.pictured import DEMONSTRATION, LONG_NAME, MADE

ON = date(2026, 3, 20)
BASIS = "Requirements for Official Sites, Revision 1, adopted on 2 February 2026"
HOSTS = (facts.HostLine("Facebook", 13, ON), facts.HostLine("LinkedIn", 16, ON), facts.HostLine("Pennant", None, ON))
NAMES = {
    "p1": "Ms Siân Ŵyn-Ellis",
    "p2": "Mr Gethin Price",
    "p3": "Mrs Eleri Vaughan",
    "p4": "Mrs Marged Pugh",
    "p5": "Mrs Carys Morgan",
}
READ = "I have read it to its end. What I decide about it is written here, and I sign it as the chair of governors."


@cache
def form() -> SiteForm:
    """The form that comes with the program."""
    place = Path(__file__).resolve().parents[2] / "data" / "reference" / "site_form.toml"
    return parse_form(tomllib.loads(place.read_text("utf-8")))


ANSWERS: Answers = {
    "title": "Year 4 garden diary",
    "team": "Dosbarth Derwen (Year 4)",
    "author": "p1",
    "line_manager": "p3",
    "aims": "Families see what grows from seed to soup.\nEach child writes one entry a term; we count who reads it.",
    "content": "A picture of the beds and four sentences every Friday. Ms Ŵyn-Ellis has Friday afternoons for it.",
    "audience": (Group("pupils", 8, 9), Group("families"), Group("other_pupils", 9, 9, "Ysgol Glan Aber")),
    "contributors": (Group("pupils", 8, 9),),
    "vetting": "",
    "outreach": "",
    "consent": "A letter in September with a slip to return; without it a child's words stand there without a name.",
    "administrators": ("p1", "p2"),
    "moderators": ("p1", "p5"),
    "hosting": "school",
    "address": "",
    "running_since": "",
    "go_live": "2026-04-20",
    "ending": "ongoing",
    "review": "2027-03-01",
    "security": "Nobody outside the class can write. Comments are switched off.",
    "two_step": "yes",
    "recovery_address": "yes",
    "images": "yes",
    "screening": "no",
    "logo": "yes",
}
PART_ANSWERS: Answers = {
    **{name: ANSWERS[name] for name in ("team", "author", "line_manager", "aims", "content", "audience", "go_live")},
    "title": "Gardens of the valley",
    "owner": "Dyffryn Gardeners' Club",
    "hosting": "third_party",
    "host": "h1",
    "terms_checked": "2026-03-02",
    "ending": "closes",
    "closes": "2026-07-17",
    "logo": "no",
}


def parts(
    answers: Answers = ANSWERS, kind: RequestKind = RequestKind.CREATE, changed: tuple[str, ...] = ()
) -> tuple[facts.AnswerPart, ...]:
    """The answers in words."""
    return site_words.answer_parts(form(), kind, answers, NAMES, "Facebook", changed)


STEPS = (
    facts.SiteStep("line_manager", "line_manager", READ, "Mrs Eleri Vaughan"),
    facts.SiteStep("second_approver", "business_manager", READ, logo_asked=True),
    facts.SiteStep("head_teacher", "head_teacher", READ),
)
SHEET = facts.SiteSheetFacts(
    made=MADE,
    number="S-0007",
    title="Year 4 garden diary",
    kind=RequestKind.CREATE,
    parts=parts(),
    steps=STEPS,
    round=1,
    sent_on=ON,
    sent_by="Ms Siân Ŵyn-Ellis",
    form_number="2026-1",
    sheet_no="EG-EG1A-S7-1",
    proof=made.HEAD_PROOF,
    basis=BASIS,
    warnings=("Data protection has not been looked at yet.",),
)
DECISIONS = tuple(
    facts.SiteDecision(
        step=step.step,
        office=step.office,
        outcome=outcome,
        name=name,
        declared_on=ON + timedelta(days=number),
        signed_at=datetime(2026, 3, 20 + number, 16, 4, tzinfo=UTC),
        declaration=READ,
        proof=Proof("eg1a2b3c", 1240 + number, made.HEAD_PROOF.mark[number:] + bytes(number)),
        logo=logo,
        conditions=conditions,
        key_confirmed=number != 1,
        enrolled_by="Mrs Marged Pugh",
    )
    for number, (step, outcome, name, logo, conditions) in enumerate(
        zip(
            STEPS,
            ("endorsed", "endorsed", "approved_with_conditions"),
            ("Mrs Eleri Vaughan", "Mr Tomos Rhydderch", "Mrs Marged Pugh"),
            (None, True, None),
            ("", "", "First names only, and no picture in which a child can be recognised."),
            strict=True,
        )
    )
)
LONG_WORDS = (
    "Every entry is read by two of the moderators before it can be seen, and once a month the head looks. " * 20
)[:2000].strip()


def signed(
    count: int, sheet: facts.SiteSheetFacts = SHEET, decisions: tuple[facts.SiteDecision, ...] = DECISIONS
) -> bytes:
    """A sheet with that many signatures."""
    pdf = site_sheet(sheet)
    for number, decision in enumerate(decisions[:count]):
        pdf = sign_site(pdf, made.key(f"signer {number}"), decision)
    return pdf


@cache
def finished(count: int = 3) -> bytes:
    """The usual sheet with that many signatures, made once."""
    return signed(count)


@cache
def long_finished() -> bytes:
    """The longest sheet with the longest decisions, made once."""
    return signed(3, long_sheet(), long_decisions())


def long_sheet() -> facts.SiteSheetFacts:
    """Everything as long as it may be."""
    answers: dict[str, object] = dict(ANSWERS)
    for name in ("aims", "content", "vetting", "outreach", "consent", "security"):
        answers[name] = (LONG_WORDS + "\n") * 2
    answers |= {"title": LONG_NAME, "team": LONG_NAME, "administrators": tuple(f"n{n}" for n in range(20))}
    names = {**NAMES, **{f"n{n}": LONG_NAME if n < 2 else f"Mrs Marged Angharad Pugh-Llewelyn {n}" for n in range(20)}}
    said = site_words.answer_parts(form(), RequestKind.CREATE, answers, names, "", ("title", "aims"))  # type: ignore[arg-type]
    return replace(
        SHEET,
        made=DEMONSTRATION,
        title=LONG_NAME,
        parts=said,
        round=3,
        sent_by=LONG_NAME,
        basis="",
        same_person=LONG_NAME,
        changed_note="What the site is called; What the site is meant to achieve",
        warnings=SHEET.warnings * 6,
        paper="Filing cabinet 3, folder “Sites 2026”",
        steps=(replace(STEPS[0], person=LONG_NAME), *STEPS[1:]),
    )


def long_decisions() -> tuple[facts.SiteDecision, ...]:
    """Three decisions with the longest reasons there can be."""
    first, second, head = DECISIONS
    return (
        replace(first, reason=LONG_WORDS, name=LONG_NAME, method="drawn", drawn_png=made.drawing()),
        replace(second, reason=LONG_WORDS, logo=False, enrolled_by=LONG_NAME),
        replace(head, conditions=LONG_WORDS, same_person=True, logo=False, method="drawn", drawn_png=made.drawing()),
    )


APPROVALS = tuple(facts.Approved(d.step, d.office, d.outcome, d.name, d.declared_on) for d in DECISIONS)
SITE = facts.SiteLine(
    number="1",
    name="Year 4 garden diary",
    kind=RequestKind.CREATE,
    state="live",
    host="",
    address="https://brynderw.example/garden",
    purpose="Families see what grows from seed to soup.",
    audience=("Pupils of the school, aged 8 to 9", "Pupils’ families"),
    administrators=("Ms Siân Ŵyn-Ellis", "Mr Gethin Price"),
    moderators=("Ms Siân Ŵyn-Ellis", "Mrs Carys Morgan"),
    contributors=("Pupils of the school, aged 8 to 9",),
    conditions="First names only, and no picture in which a child can be recognised.",
    approvals=APPROVALS,
    approved_on=date(2026, 3, 22),
    live_on=date(2026, 4, 20),
    next_check=date(2027, 3, 1),
    review_on=date(2027, 3, 1),
)
OLD_SITE = replace(
    SITE,
    number="2",
    name="Bryn Derw on Facebook",
    host="Facebook",
    address="https://facebook.example/brynderw",
    administrators=("Mrs Marged Pugh",),
    conditions="",
    live_on=date(2019, 9, 1),
    running_since=date(2019, 9, 1),
    last_check=date(2025, 3, 1),
    next_check=date(2026, 3, 1),
    alarm="two_administrators",
    review_on=None,
)
PART_SITE = replace(
    SITE,
    number="3",
    name="Gardens of the valley",
    kind=RequestKind.TAKE_PART,
    asked_by="Mr Gethin Price",
    state="approved",
    live_on=None,
    host="Pennant",
    address="",
    administrators=(),
    moderators=(),
    contributors=(),
    conditions="",
    ends_on=date(2026, 7, 17),
    review_on=None,
    next_check=None,
    approvals=(APPROVALS[0], replace(APPROVALS[2], outcome="approved")),
)
CLOSED_SITE = replace(
    SITE, number="4", name="Panto 2024", state="closed", closed_on=date(2025, 1, 31), next_check=None, review_on=None
)
LONG_SITE = replace(
    SITE,
    number="1,234",
    name=LONG_NAME,
    address="https://" + "very-long-address." * 16 + "example",
    purpose=LONG_WORDS,
    conditions=LONG_WORDS,
    host=LONG_NAME,
    administrators=tuple(f"Mrs Marged Angharad Pugh-Llewelyn {n}" for n in range(20)),
    moderators=(LONG_NAME, LONG_NAME),
    alarm="check_late",
    state="suspended",
)
WAITING = facts.WaitingLine("S-0009", "Choir clips", "Mr Gethin Price", ON, "with_second", "Mr Tomos Rhydderch")
REGISTER = facts.RegisterFacts(MADE, ON, (SITE, OLD_SITE, PART_SITE, CLOSED_SITE), (WAITING,), BASIS, made.HEAD_PROOF)
CHECK = facts.SiteCheckFacts(
    MADE,
    tuple(words for _, words in form().checks),
    OLD_SITE,
    (
        facts.PointLine(
            "The house rules and the way to complain can be seen on it", "no", "Mrs Pugh puts them up by 1 April"
        ),
    ),
    "Mr Gethin Price",
    HOSTS[:1],
    made.HEAD_PROOF,
)
ACCOUNTS = facts.AccountsFacts(MADE, ON, (SITE, OLD_SITE, PART_SITE), 1, BASIS, made.HEAD_PROOF)
BLANK = facts.BlankFacts(MADE, form(), RequestKind.CREATE, "", HOSTS)
