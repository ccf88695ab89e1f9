"""The sign-in screen is painted from the key file alone: everything heavy is imported later."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from ewloe_desktop.services.school import FirstStart, begin_register
from ewloe_desktop.storage.vault import KdfSettings
from tests.architecture.sources import ROOT

HEAVY = {
    *("sqlalchemy", "alembic", "sqlcipher3", "psycopg", "reportlab", "pikepdf", "pyhanko", "pypdfium2", "pdfplumber"),
    *("mammoth", "openpyxl", "asyncio", "rapidfuzz", "zxingcpp", "PIL", "lxml"),
}


def test_nothing_heavy_is_imported_before_the_sign_in_screen_is_painted(tmp_path: Path) -> None:
    place = str(tmp_path / "school.register")
    start = FirstStart("Ysgol Bryn Derw", "Mrs Marged Pugh", date(2020, 9, 1), "lantern otter quarry mild", place)
    register, _ = begin_register(start, kdf=KdfSettings.light())
    register.close()
    homes = {name: str(tmp_path / name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
    painted = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.first_paint", place],
        cwd=ROOT,
        env={**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert painted.returncode == 0, painted.stderr
    modules = {name.partition(".")[0] for name in painted.stdout.split()[2:]}
    assert "PySide6" in modules
    assert modules & HEAVY == set()
