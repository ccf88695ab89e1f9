"""Services hand out only frozen facts: nothing mapped, nothing that can be changed afterwards."""

import dataclasses
import enum
import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import pytest

from ewloe_desktop import services

PLAIN = (bool, int, str, bytes, date, datetime, type(None), object)
FIXED = (tuple, frozenset, Mapping)


def use_cases() -> Iterator[Callable[..., object]]:
    """Every public function of services that takes a session and an actor."""
    for found in pkgutil.iter_modules(services.__path__):
        module = importlib.import_module(f"{services.__name__}.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            first = list(inspect.signature(function).parameters)[:2]
            if function.__module__ == module.__name__ and not name.startswith("_") and first == ["session", "actor"]:
                yield function


def named(function: Callable[..., object]) -> str:
    """Where a use case stands."""
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


@pytest.mark.parametrize("function", list(use_cases()), ids=named)
def test_a_use_case_returns_frozen_facts(function: Callable[..., object]) -> None:
    found = list(loose(typing.get_type_hints(function)["return"], named(function)))
    assert not found, "\n".join(found)


def loose(kind: Any, place: str) -> Iterator[str]:
    """Every part of a type that is not fixed once it is made, with the place where it stands."""
    origin = typing.get_origin(kind)
    if origin in FIXED or origin in (typing.Union, types.UnionType, typing.Literal):
        parts = () if origin is typing.Literal else typing.get_args(kind)
        for part in parts:
            yield from loose(part, place) if part is not Ellipsis else ()
    elif dataclasses.is_dataclass(kind) and isinstance(kind, type):
        yield from loose_fields(kind, place)
    elif kind not in PLAIN and not (isinstance(kind, type) and issubclass(kind, enum.Enum)):
        yield f"{place}: {kind}"


def loose_fields(kind: type, place: str) -> Iterator[str]:
    """A dataclass that is not frozen, and those of its fields that are not."""
    if not kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        yield f"{place}: {kind.__name__} is not frozen"
    hints = typing.get_type_hints(kind)
    for field in dataclasses.fields(kind):
        if hints[field.name] is not kind:
            yield from loose(hints[field.name], f"{place} > {kind.__name__}.{field.name}")
