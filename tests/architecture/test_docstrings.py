"""Every public name says in a line what it promises."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import sources

QT_OWN = {"data", "flags", "sort", "event", "paint", "run", "index", "parent", "validate"}
Named = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def test_every_public_name_says_what_it_promises() -> None:
    silent = [
        f"{source.place}: {name}"
        for source in sources("ewloe_desktop", "packaging")
        for name, node in [("the file", source.tree), *public(source.tree.body)]
        if not ast.get_docstring(node)
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
