"""Whatever the program can refuse, doubt, leave out or record has words of its own."""

import ast
import dataclasses
import typing
from collections.abc import Iterator

import pytest

from ewloe_desktop.domain import errors
from ewloe_desktop.ui import phrases, wording
from tests.architecture.sources import READERS, argument, called, calls, sources, words_in

pytestmark = READERS

SAMPLES: dict[type, object] = {str: "sample", int: 3, dict: {}, tuple: ()}
PARTICULAR: dict[type, dict[str, object]] = {
    errors.PasswordTooWeak: {"reason": "short"},
    errors.FieldsRefused: {"problems": (errors.FieldProblem("name", "empty"),)},
}
EXPECTED = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.Expected)]


def told(name: str, position: int, keyword: str) -> set[str]:
    """Every plain word that the project gives at one place of calls of this name."""
    found = (words_in(argument(call, position, keyword)) for source in package() for call in calls(source, name))
    return {word for words in found for word in words}


def package() -> Iterator[ast.Module]:
    """The syntax trees of the program."""
    return (source.tree for source in sources("ewloe_desktop"))


def rules() -> set[str]:
    """Every rule's id: given to RuleBroken itself, or to a function that hands on its argument `rule`."""
    found = told("RuleBroken", 0, "rule") | told("Note", 0, "rule")
    for tree in package():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                names = [given.arg for given in function.args.args]
                if "rule" in names:
                    found |= told(function.name, names.index("rule"), "rule")
    return found


@pytest.mark.parametrize("kind", [kind for kind in EXPECTED if kind is not errors.Expected])
def test_every_error_is_worded(kind: type[errors.Expected]) -> None:
    hints = typing.get_type_hints(kind)
    given = {
        field.name: SAMPLES[typing.get_origin(hints[field.name]) or hints[field.name]]
        for field in dataclasses.fields(kind)
    }
    given |= PARTICULAR.get(kind, {})
    said = wording.error(kind(**given))
    assert said.what
    assert said.what != wording.unexpected("1").what


def test_every_rule_is_worded() -> None:
    unworded = rules() - set(phrases.words("rules"))
    assert not unworded, "\n".join(sorted(unworded))


@pytest.mark.parametrize(
    ("section", "kind", "position", "keyword"),
    [
        ("unavailable", "RegisterUnavailable", 0, "reason"),
        ("not_possible", "NotPossible", 0, "reason"),
        ("refused", "FileRefused", 0, "reason"),
        ("doubts", "doubt", 0, "what"),
        ("left_out", "leave", 1, "why"),
        ("acts", "declare", 1, "kind"),
    ],
)
def test_every_reason_is_worded(section: str, kind: str, position: int, keyword: str) -> None:
    given = told(kind, position, keyword)
    assert given
    unworded = given - set(phrases.words(section))
    assert not unworded, "\n".join(sorted(unworded))


def test_every_weakness_of_a_password_is_worded() -> None:
    worded = {name.removeprefix("password_") for name in phrases.file("window.en.toml")["errors"]}
    assert told("PasswordTooWeak", 0, "reason") <= worded


def test_every_mistake_in_a_field_is_worded() -> None:
    worded = set(phrases.words("fields"))
    problems = {
        (field, problem)
        for tree in package()
        for call in calls(tree, "FieldProblem")
        for field in words_in(argument(call, 0, "field")) or [""]
        for problem in words_in(argument(call, 1, "problem"))
    }
    unworded = {f"{field}.{problem}" for field, problem in problems if not {problem, f"{field}.{problem}"} & worded}
    assert not unworded, "\n".join(sorted(unworded))


def test_no_rule_is_worded_in_vain() -> None:
    strings = {
        node.value
        for source in sources("ewloe_desktop/domain", "ewloe_desktop/services", "ewloe_desktop/storage")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    unused = set(phrases.file("sheets.en.toml").get("rules", {})) - strings - {"who_may"}
    assert not unused, "\n".join(sorted(unused))


def test_the_names_of_calls_are_found_where_they_are_made() -> None:
    call = ast.parse("errors.RuleBroken('x' if late else 'y')", mode="eval").body
    assert isinstance(call, ast.Call)
    assert called(call) == "RuleBroken"
    assert words_in(argument(call, 0, "rule")) == ["x", "y"]
