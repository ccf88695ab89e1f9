"""The register of policies, the governors' summary and the approval pack say what a meeting needs, and are sound."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from ewloe_desktop.documents.approval_pack import PackFacts, approval_pack
from ewloe_desktop.documents.governors_summary import governors_summary
from ewloe_desktop.documents.photo_facts import Made
from ewloe_desktop.documents.policy_register import policy_register
from ewloe_desktop.documents.policy_sheet_facts import Approved, PoliciesFacts, PolicyLine
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from tests.documents import made
from tests.documents.reading import read_aloud, words_of

ON = date(2026, 11, 23)
APPROVED = (
    Approved("head", "Mrs Marged Pugh", date(2026, 11, 3)),
    Approved("governors", "Mr Ieuan Bowen", date(2026, 11, 12), "7.2", date(2026, 11, 10)),
)
FACTS = PoliciesFacts(
    Made(made.SCHOOL, made.AT, "Mrs Marged Pugh"),
    ON,
    (
        PolicyLine(
            "P01",
            "Pictures and Messages Policy",
            "Revision 2",
            date(2026, 11, 10),
            APPROVED,
            date(2027, 11, 10),
            days_left=352,
            owner="Ms Siân Ŵyn-Ellis",
            statutory=True,
            published="School website",
            read=(9, 12),
            flags=0,
        ),
        PolicyLine("P02", "First Aid Policy", "March 2021", None, (), date(2022, 3, 31), True, -1698, flags=3),
        PolicyLine("P03", "Lost Property", state="returned", under_way="Draft", since=ON, returned="Too long."),
        PolicyLine("P04", "Visits Policy", "Revision 1", ON, (), ON, days_left=0, state="with_governors", since=ON),
        PolicyLine("P05", "Bell Policy", "Retirement", ON, APPROVED, retired_on=date(2026, 11, 10)),
    ),
    date(2026, 7, 23),
    made.HEAD_PROOF,
)
PLAIN = replace(FACTS, policies=tuple(replace(one, read=None, flags=None) for one in FACTS.policies))
EMPTY = replace(FACTS, policies=(), proof=None)
MANY = replace(FACTS, policies=FACTS.policies * 30)
TEXT = PolicyText(
    "Pictures and Messages Policy",
    "March 2026",
    (
        Block(Kind.HEADING, "Purpose", 1),
        Block(Kind.PARAGRAPH, "Phones stay in a bag while pupils are about. " * 30),
        Block(Kind.HEADING, "Rules", 2),
        Block(Kind.ITEM, "Nobody posts a picture alone.", 1, "letter", "a)"),
    )
    * 4,
)
PACK = PackFacts(
    replace(made.FACTS, proof=None, head=None),
    "March 2021",
    ("In “Purpose”: “phones” became “phones and watches”.", "New clause “Rules”."),
    TEXT,
)


def told(pdf: bytes) -> str:
    return " ".join(words_of(pdf))


def test_the_register_tells_of_every_policy_how_it_stands() -> None:
    words = told(policy_register(FACTS))
    for part in (
        "4 policies",
        "Head teacher: Mrs Marged Pugh, 3 November 2026",
        "Governing body: 10 November 2026, minute 7.2 (Mr Ieuan Bowen)",
        "Approval not evidenced",
        "31 March 2022 1,698 days late never set; counted from the edition",
        "in 352 days",
        "75 % 9 of 12",
        "3 open points",
        "Returned, a draft again",
        "Statutory Owner: Ms Siân Ŵyn-Ellis Published: School website",
        "Retired policies",
    ):
        assert part in words, part
    plain = told(policy_register(PLAIN))
    assert "Nobody asked" not in plain
    assert "Wording" not in plain
    assert "no policy yet" in told(policy_register(EMPTY))


def test_the_summary_is_one_page_whatever_there_is_to_tell() -> None:
    (page,) = words_of(governors_summary(FACTS))
    for part in (
        "4 policies. Approved in this register: 1. Approval not evidenced: 2. Past their review: 1.",
        "1,698 days late",
        "today",
        "Meeting of 10 November 2026, minute 7.2",
        "Waits for the governing body",
        "Too long.",
    ):
        assert part in page, part
    (page,) = words_of(governors_summary(MANY))
    assert "more: see the register of policies" in page
    (page,) = words_of(governors_summary(EMPTY))
    assert "Nothing is due within 90 days." in page


def test_the_pack_holds_sheet_changes_and_text_with_its_pages_counted_through() -> None:
    pdf = approval_pack(PACK)
    pages = words_of(pdf)
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
    assert "NOT YET APPROVED" in pages[0]
    assert "Compared with March 2021" in pages[1]
    assert "2. New clause “Rules”." in pages[1]
    assert "The full text" in pages[2]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/AcroForm" not in opened.Root  # the sheet itself is what is signed
    tags = [tag for tag, words in read_aloud(pdf) if words]
    assert tags.index("H1") < tags.index("Lbl") < len(tags) - tags[::-1].index("H2")
    first = told(approval_pack(replace(PACK, before="", changes=())))
    assert "nothing to compare it with" in first


@pytest.mark.pdfa
@pytest.mark.parametrize(
    "pdf",
    [
        lambda: policy_register(replace(FACTS, policies=FACTS.policies * 6)),
        lambda: governors_summary(MANY),
        lambda: approval_pack(PACK),
        lambda: approval_pack(replace(PACK, sheet=replace(made.FACTS, governors=made.GOVERNORS))),
    ],
)
def test_every_sheet_is_archival_and_accessible(
    pdf: Callable[[], bytes], verapdf: Callable[[bytes], list[str]]
) -> None:
    assert verapdf(pdf()) == []
