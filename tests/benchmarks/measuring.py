"""Measures a thing and its floor in the same run, turn by turn, and tells the figures as one table."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROUNDS = 11


@dataclass(frozen=True)
class Figure:
    """A measured thing beside its floor; `goal` is the most floors it may take, `limit` the most of its own unit."""

    what: str
    ours: float
    floor: float
    ratio: float
    goal: float | None = None
    limit: float | None = None
    unit: str = "ms"

    @property
    def reached(self) -> bool:
        """Whether every goal it has is reached."""
        in_floors = self.goal is None or self.ratio <= self.goal
        return in_floors and (self.limit is None or self.ours <= self.limit)


def side_by_side(
    what: str,
    ours: Callable[[], object],
    floor: Callable[[], object],
    *,
    goal: float | None = None,
    limit: float | None = None,
    rounds: int = ROUNDS,
    before: Callable[[], object] = lambda: None,
) -> Figure:
    """Medians over rounds that time the floor and the thing in turn; `before` makes ready each time, untimed."""
    before()
    ours()
    floor()
    pairs = []
    for _ in range(rounds):
        before()
        pairs.append((milliseconds(floor), milliseconds(ours)))
    return figure(what, pairs, goal=goal, limit=limit)


def figure(
    what: str,
    pairs: Sequence[tuple[float, float]],
    *,
    goal: float | None = None,
    limit: float | None = None,
    unit: str = "ms",
) -> Figure:
    """The medians of (floor, thing) pairs and of their ratios."""
    ratio = statistics.median(thing / floor for floor, thing in pairs)
    floors, things = zip(*pairs, strict=True)
    return Figure(what, statistics.median(things), statistics.median(floors), ratio, goal, limit, unit)


def milliseconds(work: Callable[[], object]) -> float:
    """How long the work takes, with the collector at rest."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1000
    finally:
        gc.enable()


def table(figures: Sequence[Figure]) -> str:
    """All figures with their goals beside them."""
    heading = ("what", "ours", "floor", "x floor", "goal", "reached")
    rows = [heading, *(row(one) for one in figures)]
    widths = [max(len(cells[column]) for cells in rows) for column in range(len(heading))]
    lines = [line(cells, widths) for cells in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def row(one: Figure) -> tuple[str, ...]:
    """One figure as the table's cells."""
    goals = [f"<= {one.goal:g} x"] if one.goal is not None else []
    goals += [f"<= {one.limit:g} {one.unit}"] if one.limit is not None else []
    reached = "" if not goals else "yes" if one.reached else "NO"
    sizes = f"{one.ours:.2f} {one.unit}", f"{one.floor:.2f} {one.unit}"
    return one.what, *sizes, f"{one.ratio:.2f}", ", ".join(goals), reached


def line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Cells under each other: words to the left, figures to the right."""
    padded = [cells[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(cells[1:], widths[1:], strict=True))]
    return "  ".join(padded).rstrip()
