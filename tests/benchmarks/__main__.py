"""Measures what the project promises about speed: `python3 packaging/dev.py bench [group ...]`."""

import importlib
import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measuring import table

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # without compiled files a start costs almost three times as much

GROUPS = ("starting", "sheets", "forms", "signing", "lists", "searching", "journal", "comparing", "photos", "sites")


def main(wanted: list[str]) -> int:
    """Runs the groups asked for, or all, and prints one table; speed never fails a run, a broken benchmark does."""
    unknown = sorted(set(wanted) - set(GROUPS))
    if unknown:
        print(f"No such group: {', '.join(unknown)}. There are: {', '.join(GROUPS)}", file=sys.stderr)
        return 2
    figures = []
    for name in wanted or GROUPS:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="ewloe-bench-") as folder:
            figures += importlib.import_module(f"tests.benchmarks.{name}").figures(Path(folder))
    print(table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
