"""The declarative base of every table, and which tables the journal watches."""

import secrets
from typing import Any

from sqlalchemy import LargeBinary, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Tables whose rows no act commits: the journal itself and what can be derived again (decision 13).
OUTSIDE_JOURNAL = frozenset({"event", "commitment", "search_index", "draft_form", "key_ring", "alembic_version"})

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Columns hold text, whole numbers and bytes only, so that both databases give back the same cells."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: dict[Any, Any] = {bytes: LargeBinary, str: String}  # noqa: RUF012


def new_id() -> str:
    """A random id of 20 letters and digits, the same on both databases."""
    return secrets.token_hex(10)


class Journalled:
    """A row that acts commit: `version` counts its changes, `salt` is new at each (both set by the session hook)."""

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=0)
    salt: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
