"""Pictures of every page and dialog, in a process of its own: the size of a pixel is fixed when Qt starts."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

PERCENTS = (100, 150)
SCHEMES = ("light", "dark")
_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Order:
    """What to take pictures of: the register, who signs in, and the revisions to show by name."""

    place: str
    state: str
    folder: str
    person_id: str
    password: str
    chair_password: str
    revisions: Mapping[str, tuple[str, str]]  # by name: policy id, revision id
    without_password: str  # the id of somebody who cannot sign in yet
    sample: str  # a policy's file
    requests: Mapping[str, str]  # for official sites, by name: id
    sites: Mapping[str, str]  # by name: id
    teacher: tuple[str, str]  # who has typed a request and not sent it: id and password

    def __repr__(self) -> str:
        return f"Order(place={self.place!r}, passwords hidden)"


def take_pictures(order: Order) -> int:
    """Takes every picture at each size; how many there are. RuntimeError when a process gives up."""
    Path(order.folder).mkdir(exist_ok=True)
    return sum(_take(order, percent) for percent in PERCENTS)


def _take(order: Order, percent: int) -> int:
    root = str(Path(__file__).resolve().parents[3])
    entry = f"import sys; sys.path.insert(0, {root!r}); from ewloe_desktop.app.pictures import main; main()"
    surroundings = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(percent / 100),
        "QT_ENABLE_HIGHDPI_SCALING": "1",
        "QT_LOGGING_RULES": "*.debug=false",
    }
    told = json.dumps({**asdict(order), "percent": percent})
    ended = subprocess.run(  # noqa: S603 - our own interpreter and our own module
        [sys.executable, "-c", entry],
        input=told,
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(f"the pictures at {percent} %: {ended.stderr[-4000:]}")
    return int(ended.stdout.strip().splitlines()[-1])


def main() -> None:
    """The process: an order on standard input, the number of pictures on standard output."""
    told = json.loads(sys.stdin.read())
    percent = told.pop("percent")
    from ewloe_desktop.app import bring_qt

    bring_qt()
    from ewloe_desktop.app.pictures.taking import take_all

    sys.stdout.write(f"{take_all(Order(**told), percent)}\n")
