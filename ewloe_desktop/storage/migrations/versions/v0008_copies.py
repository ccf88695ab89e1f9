"""What is recorded of copies."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Makes the table of copies taken away, tried out and put back."""
    op.create_table(
        "copy_record",
        *_columns(sa.String(), "kind", "copied_at"),
        *_columns(sa.Integer(), "copied_act"),
        *_columns(sa.String(), "place"),
        *_columns(sa.Integer(), "size", "seconds", "found", "lost_to"),
        *_columns(sa.String(), "erased"),
        *_columns(sa.String(20), "sheet_id", nullable=True),
        *_columns(sa.String(20), "recorded_by"),
        *_columns(sa.String(), "recorded_at"),
        *_columns(sa.String(20), "confirmed_by", nullable=True),
        *_columns(sa.String(), "confirmed_at", nullable=True),
        *_columns(sa.Integer(), "act"),
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        _points("sheet_id", "document.id"),
        _points("recorded_by", "person.id"),
        _points("confirmed_by", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_record")),
    )
    op.create_index(op.f("ix_copy_record_kind"), "copy_record", ["kind"], unique=False)


def downgrade() -> None:
    """A register never goes back: its copies do."""
    raise RuntimeError("a register is not downgraded")


def _columns(kind: Any, *names: str, nullable: bool = False) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, kind, nullable=nullable) for name in names)


def _points(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_copy_record_{column}"))
