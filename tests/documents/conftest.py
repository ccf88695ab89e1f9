"""veraPDF and pdfsig for the tests of sheets; where everything must be tried, a missing one is a failure."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents import verapdf as vera


def _without(what: str) -> None:
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{what} is missing")


@pytest.fixture
def verapdf() -> Callable[[bytes], list[str]]:
    """What a PDF breaks of PDF/A-2a and PDF/UA-1."""
    if lacking := vera.missing():
        _without(lacking)
    return vera.broken_rules


@pytest.fixture
def pdfsig(tmp_path: Path) -> Callable[[bytes], str]:
    """What poppler's pdfsig says of a PDF."""
    program = shutil.which("pdfsig")
    if program is None:
        _without("poppler's pdfsig")

    def told(pdf: bytes) -> str:
        place = tmp_path / "sheet.pdf"
        place.write_bytes(pdf)
        return subprocess.run([program or "", str(place)], capture_output=True, text=True, check=False).stdout

    return told
