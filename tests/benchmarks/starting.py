"""Starting the program, against an empty window of Qt's."""

import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.first_paint import FLOOR
from tests.benchmarks.measuring import Figure, figure
from tests.benchmarks.samples import lengthen, school

ROUNDS = 9
ROOT = Path(__file__).resolve().parents[2]


def figures(folder: Path) -> list[Figure]:
    """Processor time and memory until the sign-in screen is painted, on a short and on a long register."""
    sample = school(folder)
    place = sample.register.place
    short = [(start(FLOOR, folder), start(place, folder)) for _ in range(ROUNDS + 1)][1:]
    lengthen(sample, 50_000)
    sample.register.close()
    long = [(start(FLOOR, folder), start(place, folder)) for _ in range(3)]
    return [
        figure("start: sign-in painted, CPU", times(short), goal=1.25),
        figure("start: sign-in painted, memory", memories(short), goal=1.3, unit="MB"),
        figure("start: the same with 50,000 acts, CPU", times(long), goal=1.25),
    ]


Started = tuple[float, float]


def times(pairs: list[tuple[Started, Started]]) -> list[tuple[float, float]]:
    """Milliseconds of processor time."""
    return [(floor[0] * 1000, ours[0] * 1000) for floor, ours in pairs]


def memories(pairs: list[tuple[Started, Started]]) -> list[tuple[float, float]]:
    """Megabytes."""
    return [(floor[1] / 1024, ours[1] / 1024) for floor, ours in pairs]


def start(place: str, folder: Path) -> Started:
    """One start in a process and a home of its own: seconds and KiB."""
    homes = {name: str(folder / name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
    command = [sys.executable, "-m", "tests.benchmarks.first_paint", place]
    # An installed program finds its modules compiled: so do these starts after the first, which counts for nothing.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings |= homes | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    told = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, check=True)
    seconds, memory = told.stdout.split(maxsplit=2)[:2]
    return float(seconds), float(memory)
