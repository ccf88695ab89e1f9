"""Which tables' rows acts commit; the digest of a row is the journal's, at commit as at check."""

from collections.abc import Mapping

from sqlalchemy import Table

from ewloe_desktop.domain.journal import cell, row_digest
from ewloe_desktop.storage.base import OUTSIDE_JOURNAL

__all__ = ["SALT", "cell", "journalled_tables", "row_digest"]

SALT = "salt"


def journalled_tables() -> Mapping[str, Table]:
    """Every table whose rows acts commit, by name."""
    from ewloe_desktop.storage.tables import METADATA  # all of them, whichever the caller has brought in

    return {t.name: t for t in METADATA.sorted_tables if t.name not in OUTSIDE_JOURNAL}
