"""Runs the migrations on the connection that upgrade.py hands over."""

from typing import Any

from alembic import context

from ewloe_desktop.storage.base import OUTSIDE_JOURNAL
from ewloe_desktop.storage.tables import METADATA


def _ours(name: str | None, kind: str, _: Any) -> bool:
    """What the models do not describe: the search index's own tables and the server's key ring."""
    if kind != "table" or name is None or name in METADATA.tables:
        return True
    return name not in OUTSIDE_JOURNAL and not name.startswith("search_index")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    include_name=_ours,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
