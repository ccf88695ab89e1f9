"""Every public name says in a line what it promises."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.architecture.sources import READERS, sources

pytestmark = READERS

QT_OWN = {"data", "flags", "sort", "event", "paint", "run", "index", "parent", "validate"}
Named = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def test_every_public_name_says_what_it_promises() -> None:
    silent = [
        f"{source.place}: {name}"
        for source in sources("ewloe_desktop", "packaging")
        for name, node in [("the file", source.tree), *public(source.tree.body)]
        if not ast.get_docstring(node) and not promised_above(name)
    ]
    assert not silent, "\n".join(silent)


def public(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, Named]]:
    """Public classes, functions and methods, without Qt's own methods made anew and setters."""
    for node in body:
        if not isinstance(node, Named) or node.name.startswith("_"):
            continue
        if inside and (node.name != node.name.lower() or node.name in QT_OWN or made_anew(node)):
            continue
        yield inside + node.name, node
        if isinstance(node, ast.ClassDef):
            yield from public(node.body, f"{node.name}.")


def made_anew(node: Named) -> bool:
    """A method that keeps another's promise: an override, a setter, one of several overloads."""
    marks = {ast.unparse(mark).rpartition(".")[2] for mark in node.decorator_list}
    return bool(marks & {"override", "setter", "overload"})


def promised_above(name: str) -> bool:
    """Whether a class further up says what the method promises."""
    kind, _, method = name.partition(".")
    bases = classes()[kind].bases if kind in classes() else ()
    return any(
        method in classes()[base].promises or promised_above(f"{base}.{method}") for base in bases if base in classes()
    )


@dataclass(frozen=True)
class Promised:
    """A class's bases, and the methods that it says something of."""

    bases: tuple[str, ...]
    promises: frozenset[str]


@cache
def classes() -> dict[str, Promised]:
    """Every class of the project by its name."""
    found = (node for source in sources("ewloe_desktop") for node in ast.walk(source.tree))
    return {node.name: promised(node) for node in found if isinstance(node, ast.ClassDef)}


def promised(kind: ast.ClassDef) -> Promised:
    """What a class takes from others and what it says itself."""
    bases = tuple(ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in kind.bases)
    said = (node for node in kind.body if isinstance(node, ast.FunctionDef) and ast.get_docstring(node))
    return Promised(bases, frozenset(node.name for node in said))
