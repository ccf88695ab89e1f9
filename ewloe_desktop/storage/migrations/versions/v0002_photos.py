"""Photo permissions: uses, wordings, answers, what ends them, placements, takedowns, checks."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Makes the tables of photo permissions."""
    _uses()
    _answers()
    _placements()


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


def _uses() -> None:
    op.create_table(
        "photo_use",
        *_columns(sa.String(), "code", "name", "name_cy"),
        *_columns(sa.Integer(), "published"),
        *_columns(sa.String(), "medium", "basis"),
        *_columns(sa.Integer(), "position"),
        *_columns(sa.String(), "ended_on", nullable=True),
        sa.UniqueConstraint("code", name=op.f("uq_photo_use_code")),
        *_kept("photo_use"),
    )
    op.create_table(
        "photo_wording",
        *_columns(sa.String(), "number", "text", "since"),
        sa.UniqueConstraint("number", name=op.f("uq_photo_wording_number")),
        *_kept("photo_wording"),
    )


def _answers() -> None:
    op.create_table(
        "photo_answer",
        *_columns(sa.String(20), "person_id", "use_id"),
        *_columns(sa.String(), "answer", "only"),
        *_columns(sa.Integer(), "name_shown", nullable=True),
        *_columns(sa.String(), "given_on", "counts_from"),
        *_columns(sa.String(), "until", nullable=True),
        *_columns(sa.String(), "how", "written_by"),
        *_columns(sa.String(20), "evidence_id", nullable=True),
        *_columns(sa.String(), "kept_at"),
        *_columns(sa.String(20), "wording_id"),
        *_columns(sa.String(), "basis", "recorded_by", "recorded_at"),
        *_columns(sa.String(), "key_id", nullable=True),
        *_columns(sa.Integer(), "act"),
        _points("photo_answer", "evidence_id", "document.id"),
        _points("photo_answer", "person_id", "person.id"),
        _points("photo_answer", "use_id", "photo_use.id"),
        _points("photo_answer", "wording_id", "photo_wording.id"),
        *_kept("photo_answer"),
    )
    op.create_index(op.f("ix_photo_answer_person_id"), "photo_answer", ["person_id", "use_id"], unique=False)
    _index("photo_answer", "use_id")
    op.create_table(
        "photo_turn",
        *_columns(sa.String(), "what"),
        *_columns(sa.String(20), "person_id", "use_id", nullable=True),
        *_columns(sa.String(), "on_day", "recorded_at"),
        _points("photo_turn", "person_id", "person.id"),
        _points("photo_turn", "use_id", "photo_use.id"),
        *_kept("photo_turn"),
    )
    _index("photo_turn", "person_id")
    op.create_table(
        "picture_check",
        *_columns(sa.String(20), "use_id"),
        *_columns(sa.String(), "what", "on_day"),
        *_columns(sa.Integer(), "children", "setting", "allowed"),
        *_columns(sa.String(), "rule", "people", "clause", "clause_from", "recorded_by", "recorded_at"),
        *_columns(sa.Integer(), "act"),
        _points("picture_check", "use_id", "photo_use.id"),
        *_kept("picture_check"),
    )


def _placements() -> None:
    op.create_table(
        "placement",
        *_columns(sa.String(20), "use_id"),
        *_columns(sa.String(), "what", "place", "used_on"),
        *_columns(sa.String(20), "owner_id"),
        *_columns(sa.LargeBinary(), "picture", nullable=True),
        *_columns(sa.String(), "ended_on", nullable=True),
        *_columns(sa.String(), "recorded_by", "recorded_at"),
        _points("placement", "owner_id", "person.id"),
        _points("placement", "use_id", "photo_use.id"),
        *_kept("placement"),
    )
    _index("placement", "use_id")
    op.create_table(
        "placement_person",
        *_columns(sa.String(20), "placement_id", "person_id"),
        _points("placement_person", "person_id", "person.id"),
        _points("placement_person", "placement_id", "placement.id"),
        *_kept("placement_person"),
    )
    _index("placement_person", "person_id", "placement_id")
    op.create_table(
        "takedown",
        *_columns(sa.String(20), "placement_id", "person_id"),
        *_columns(sa.String(), "reason"),
        *_columns(sa.String(20), "owner_id"),
        *_columns(sa.String(), "due", "asked_at"),
        *_columns(sa.String(), "done_on", "done_by", nullable=True),
        *_columns(sa.String(), "outcome", "evidence"),
        _points("takedown", "owner_id", "person.id"),
        _points("takedown", "person_id", "person.id"),
        _points("takedown", "placement_id", "placement.id"),
        *_kept("takedown"),
    )
    _index("takedown", "placement_id")
