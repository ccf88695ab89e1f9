"""Imports run one way, as pyproject.toml says."""

import subprocess
import sys

from tests.architecture.sources import ROOT

# In a process of its own: the library sets up logging for itself and so switches every other log off.
LINT = "import importlinter.cli as c; raise SystemExit(c.lint_imports(no_cache=True))"


def test_every_import_contract_is_kept() -> None:
    ended = subprocess.run([sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
