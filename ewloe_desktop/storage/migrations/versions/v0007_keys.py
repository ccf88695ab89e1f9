"""What surrounds a person's key: cards in ink, slips, doubts, uses of the recovery sheet, acting offices."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Makes the tables of what surrounds a key, and lets a server's key ring tell of the last visit."""
    _slips()
    _doubts()
    _standing_in()
    _visits()


def downgrade() -> None:
    """A register never goes back: its copies do."""
    raise RuntimeError("a register is not downgraded")


def _kept(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _columns(kind: Any, *names: str, nullable: bool = False) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, kind, nullable=nullable) for name in names)


def _points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _slips() -> None:
    op.create_table(
        "key_card",
        *_columns(sa.String(20), "key_id"),
        *_columns(sa.String(), "signed_on", "kept_at"),
        sa.UniqueConstraint("key_id", name=op.f("uq_key_card_key_id")),
        _points("key_card", "key_id", "signing_key.id"),
        *_kept("key_card"),
    )
    op.create_table(
        "key_slip",
        *_columns(sa.String(20), "person_id"),
        *_columns(sa.LargeBinary(), "code_digest", "code_salt"),
        *_columns(sa.String(), "issued_by", "issued_at", "last_day", "state"),
        *_columns(sa.String(), "answered_by", "answered_at", nullable=True),
        *_columns(sa.String(20), "key_id", nullable=True),
        _points("key_slip", "person_id", "person.id"),
        _points("key_slip", "key_id", "signing_key.id"),
        *_kept("key_slip"),
    )
    _index("key_slip", "person_id", "state")


def _doubts() -> None:
    op.create_table(
        "key_doubt",
        *_columns(sa.String(20), "person_id", "key_id"),
        *_columns(sa.Integer(), "from_act"),
        *_columns(sa.String(), "reason", "state", "raised_by", "raised_at"),
        *_columns(sa.String(), "answered_by", "answered_at", nullable=True),
        *_columns(sa.String(), "answer"),
        _points("key_doubt", "person_id", "person.id"),
        _points("key_doubt", "key_id", "signing_key.id"),
        *_kept("key_doubt"),
    )
    _index("key_doubt", "person_id", "state")
    op.create_table(
        "doubted_act",
        *_columns(sa.String(20), "doubt_id"),
        *_columns(sa.Integer(), "act"),
        *_columns(sa.String(), "state"),
        *_columns(sa.String(), "answered_by", "answered_at", nullable=True),
        *_columns(sa.String(), "answer"),
        _points("doubted_act", "doubt_id", "key_doubt.id"),
        *_kept("doubted_act"),
    )
    _index("doubted_act", "doubt_id", "state")


def _standing_in() -> None:
    op.create_table(
        "sheet_opening",
        *_columns(sa.String(), "holder", "reason"),
        *_columns(sa.String(20), "custodian_id", nullable=True),
        *_columns(sa.String(), "opened_at", "state"),
        *_columns(sa.String(), "answered_by", "answered_at", nullable=True),
        *_columns(sa.String(), "remark"),
        _points("sheet_opening", "custodian_id", "person.id"),
        *_kept("sheet_opening"),
    )
    _index("sheet_opening", "state")
    op.create_table(
        "acting_term",
        *_columns(sa.String(20), "term_id"),
        *_columns(sa.String(), "minute"),
        sa.UniqueConstraint("term_id", name=op.f("uq_acting_term_term_id")),
        _points("acting_term", "term_id", "office_term.id"),
        *_kept("acting_term"),
    )


def _visits() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.add_column("key_ring", sa.Column("visited", sa.String()))
    op.execute("UPDATE key_ring SET visited = ''")
    op.alter_column("key_ring", "visited", nullable=False)
