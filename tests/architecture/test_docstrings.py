"""Every public name says in a line what it promises."""

import ast
from collections.abc import Iterator
from functools import cache

from tests.architecture.sources import sources

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
    return any(method in promises(base) or promised_above(f"{base}.{method}") for base in classes().get(kind, ()))


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """Every class of the project with the names of its bases."""
    found = (node for source in sources("ewloe_desktop") for node in ast.walk(source.tree))
    return {
        node.name: tuple(ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in node.bases)
        for node in found
        if isinstance(node, ast.ClassDef)
    }


@cache
def promises(kind: str) -> frozenset[str]:
    """The methods that classes of this name say something of."""
    found = (node for source in sources("ewloe_desktop") for node in ast.walk(source.tree))
    return frozenset(
        method.name
        for node in found
        if isinstance(node, ast.ClassDef) and node.name == kind
        for method in node.body
        if isinstance(method, ast.FunctionDef) and ast.get_docstring(method)
    )
