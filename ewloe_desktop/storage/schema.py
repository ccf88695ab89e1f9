"""The schema this app works with: the number of its newest migration, read without importing the migrations."""

from pathlib import Path

_VERSIONS = Path(__file__).parent / "migrations" / "versions"

NEWEST = max(script.name[1:5] for script in _VERSIONS.glob("v[0-9][0-9][0-9][0-9]_*.py"))
