"""The start: the sign-in screen paints before the database layer and everything else that is heavy is imported."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.conftest import Begun

HEAVY = (
    *("sqlalchemy", "alembic", "sqlcipher3", "psycopg", "reportlab", "pikepdf", "pyhanko", "pypdfium2", "mammoth"),
    *("pdfplumber", "openpyxl", "asyncio", "cryptography", "argon2", "rapidfuzz", "zxingcpp", "PIL"),
)
CHILD = """
import json, sys
from pathlib import Path
import builtins
before = builtins.__import__
from ewloe_desktop.app import bring_qt
bring_qt()
assert builtins.__import__ is before
from PySide6.QtWidgets import QApplication
from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.app.window import Kept, make_window
app = QApplication(["test"])
kept = Kept(Path(sys.argv[2]) / "settings.toml", sys.argv[1] or None)
keeper = RegisterKeeper(kept.place, Path(sys.argv[2]))
window = make_window(app, keeper, kept)
told = {}
def painted():
    told["first"] = sorted({name.partition(".")[0] for name in sys.modules})
    told["tiles"] = window.door.isVisible()
    window.work.ask(ready, len, ())
def ready(_none):
    told["ready"] = "sqlalchemy" in sys.modules
    window.close()
window.painted.disconnect()
window.painted.connect(painted)
window.painted.connect(window.work.warm)
window.show()
app.exec()
print(json.dumps(told))
"""


def start(place: str, state: Path) -> dict[str, object]:
    """What a new process has imported when its window is painted for the first time."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
    surroundings["EWLOE_SHARED"] = surroundings["EWLOE_STATE"] = str(state)
    surroundings["XDG_DATA_HOME"] = str(state)
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, place, str(state)], capture_output=True, text=True, env=surroundings, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    told: dict[str, object] = json.loads(ran.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_the_tiles_paint_before_anything_heavy_is_imported(begun: Begun, tmp_path: Path) -> None:
    begun.keeper.close()
    told = start(begun.keeper.place, tmp_path / "state")
    assert told["tiles"]
    assert not set(HEAVY) & set(told["first"])  # type: ignore[call-overload]


def test_the_first_start_paints_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    told = start("", tmp_path)
    assert not told["tiles"]
    assert not set(HEAVY) & set(told["first"])  # type: ignore[call-overload]
