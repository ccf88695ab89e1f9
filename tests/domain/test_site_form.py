"""The form as data: what the program brings, and what a changed one must keep."""

import tomllib
from typing import Any

import pytest

from ewloe_desktop.documents.words import resource
from ewloe_desktop.domain.errors import FieldsRefused
from ewloe_desktop.domain.site_form import NEEDED, Ask, RequestKind, SiteForm, parse_form

FILE = resource().parent / "data" / "reference" / "site_form.toml"


def told() -> dict[str, Any]:
    """The form of the program, as a file holds it."""
    return tomllib.loads(FILE.read_text("utf-8"))


def form() -> SiteForm:
    """The same, read."""
    return parse_form(told())


def question(form: dict[str, Any], name: str) -> dict[str, Any]:
    """One question in the file's tables."""
    return next(q for step in form["step"] for q in step["question"] if q["id"] == name)


def test_the_programs_own_form_has_every_question_that_the_rules_read() -> None:
    asked = {q.id for kind in RequestKind for q in form().questions(kind)}
    assert set(NEEDED) <= asked
    assert len(form().checks) == 8


def test_it_never_asks_for_a_password() -> None:
    words = " ".join(q.label for kind in RequestKind for q in form().questions(kind)).casefold()
    assert "password" not in words


def test_taking_part_is_the_shorter_form() -> None:
    create, part = ([q.id for q in form().questions(kind)] for kind in (RequestKind.CREATE, RequestKind.TAKE_PART))
    assert len(part) < len(create)
    assert "owner" in part
    assert not {"administrators", "moderators", "contributors"} & set(part)


def test_a_question_of_the_schools_own_is_taken_in() -> None:
    changed = told()
    changed["step"][0]["question"].append({"id": "budget", "ask": "line", "label": "What it costs", "required": False})
    assert parse_form(changed).questions(RequestKind.CREATE)[4].ask is Ask.LINE


@pytest.mark.parametrize(
    ("name", "change", "problem"),
    [
        ("host", {"id": "company"}, ("host", "form_lacks")),
        ("audience", {"ask": "text"}, ("audience", "form_other_kind")),
        ("team", {"id": "title"}, ("title", "form_twice")),
        ("hosting", {"option": [{"id": "school", "label": "Ours"}]}, ("hosting", "form_no_options")),
        ("ending", {"option": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]}, ("ending", "form_lacks")),
        ("closes", {"when": "never=yes"}, ("closes", "form_when")),
        ("aims", {"label": " "}, ("aims", "missing")),
        ("aims", {"ask": "stars"}, ("aims", "form_unknown")),
        ("owner", {"ask": "person"}, ("owner", "form_unknown")),
        ("hosting", {"required": False}, ("hosting", "form_must_ask")),
        ("audience", {"kinds": ["take_part"]}, ("audience", "form_must_ask")),
        ("terms_checked", {"when": "logo=yes"}, ("terms_checked", "form_must_ask")),
        ("moderators", {"required": False}, ("moderators", "form_must_ask")),
        ("contributors", {"kinds": ["take_part"]}, ("contributors", "form_must_ask")),
    ],
)
def test_a_form_without_what_the_rules_need_is_refused(
    name: str, change: dict[str, Any], problem: tuple[str, str]
) -> None:
    changed = told()
    question(changed, name).update(change)
    with pytest.raises(FieldsRefused) as refused:
        parse_form(changed)
    assert problem in {(p.field, p.problem) for p in refused.value.problems}


def test_a_form_says_which_version_it_is() -> None:
    with pytest.raises(FieldsRefused):
        parse_form(told() | {"number": " "})
