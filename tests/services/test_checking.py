"""The check for a person: who may ask for it, and what it says about the signatures in the sheets."""

import hashlib
from typing import Any

import pytest
from sqlalchemy import text

from ewloe_desktop.domain.errors import Cancelled, RuleBroken
from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.services.checking import check_now, check_sheets
from tests.services.conftest import School, on_both


def test_only_who_may_verify_asks_for_the_check(school: School) -> None:
    assert check_now(school.register, school.actor("governor")).whole
    school.add("line", PersonKind.STAFF, True, Office.LINE_MANAGER)
    for who in ("teacher", "line"):
        with pytest.raises(RuleBroken) as refused:
            check_now(school.register, school.actor(who))
        assert (refused.value.rule, refused.value.facts) == ("may_not", {"action": "verify"})


def swapped(school: School, change: Any) -> None:
    """Changes a stored sheet and its digest behind the app, so that only its signatures can tell."""
    with school.register.engine.connect().execution_options(ewloe_write=True) as connection, connection.begin():
        query = "SELECT id, content FROM document WHERE kind = 'approval_sheet' AND signatures = 2"
        [(id_, content)] = connection.execute(text(query)).all()
        made = change(bytes(content))
        told = {"id": id_, "made": made, "digest": hashlib.sha256(made).digest()}
        connection.execute(text("UPDATE document SET content = :made, sha256 = :digest WHERE id = :id"), told)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda pdf: pdf + b"\n% more", "something was added"),
        (lambda pdf: pdf.replace(b"/Title", b"/Titel", 1), "other words"),
        (lambda pdf: b"%PDF-1.7 nothing", "a sheet that can be read"),
    ],
)
def test_a_signed_sheet_that_was_changed_is_named(school: School, change: Any, found: str) -> None:
    school.in_force()
    seen: list[tuple[int, int]] = []
    assert check_sheets(school.register, progress=lambda done, of: seen.append((done, of))) == ()
    assert seen == [(0, 2), (1, 2)]
    swapped(school, change)
    findings = check_sheets(school.register)
    assert findings
    assert all("Staff Phones Policy" in finding.record and finding.act for finding in findings)
    assert any(found in (finding.found, finding.expected) for finding in findings)
    with pytest.raises(Cancelled):
        check_sheets(school.register, cancelled=lambda: True)


@on_both
def test_a_sheet_signed_with_another_key_than_its_decision_names_is_found(school: School) -> None:
    school.in_force()
    with school.register.engine.connect().execution_options(ewloe_write=True) as connection, connection.begin():
        told = {"der": b"another", "id": school.people["chair"]}
        connection.execute(text("UPDATE signing_key SET public_der = :der WHERE person_id = :id"), told)
    assert [finding.found for finding in check_sheets(school.register)] == ["signed with other keys"]
