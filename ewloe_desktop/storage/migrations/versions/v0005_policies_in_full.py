"""Policies in full: the watch-list, document control, readings, sheets signed in ink, breaches."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Makes the tables of what surrounds a policy."""
    _wording()
    _readings()
    _papers()


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


def _wording() -> None:
    op.create_table(
        "watch_version",
        *_columns(sa.String(), "number", "checked", "content", "since", "kept_by"),
        sa.UniqueConstraint("number", name=op.f("uq_watch_version_number")),
        *_kept("watch_version"),
    )
    op.create_table(
        "wording_choice",
        *_columns(sa.String(20), "revision_id"),
        *_columns(sa.String(), "entry", "told", "list_number", "choice", "reason"),
        *_columns(sa.String(20), "person_id"),
        *_columns(sa.String(), "recorded_at"),
        *_columns(sa.Integer(), "act"),
        _points("wording_choice", "revision_id", "revision.id"),
        _points("wording_choice", "person_id", "person.id"),
        *_kept("wording_choice"),
    )
    _index("wording_choice", "revision_id")
    op.create_table(
        "policy_control",
        *_columns(sa.String(20), "policy_id"),
        *_columns(sa.String(20), "owner_id", nullable=True),
        *_columns(sa.Integer(), "statutory", nullable=True),
        *_columns(sa.String(), "published", "related", "consulted"),
        *_columns(sa.String(), "effective_on", nullable=True),
        *_columns(sa.String(), "retention"),
        sa.UniqueConstraint("policy_id", name=op.f("uq_policy_control_policy_id")),
        _points("policy_control", "policy_id", "policy.id"),
        _points("policy_control", "owner_id", "person.id"),
        *_kept("policy_control"),
    )


def _readings() -> None:
    op.create_table(
        "reading_duty",
        *_columns(sa.String(20), "policy_id"),
        *_columns(sa.String(), "kinds", "since"),
        *_columns(sa.String(), "until", nullable=True),
        *_columns(sa.String(), "asked_by"),
        *_columns(sa.Integer(), "act"),
        _points("reading_duty", "policy_id", "policy.id"),
        *_kept("reading_duty"),
    )
    _index("reading_duty", "policy_id")
    op.create_table(
        "reading",
        *_columns(sa.String(20), "revision_id", "person_id"),
        *_columns(sa.String(), "read_on", "how", "meeting"),
        *_columns(sa.String(20), "evidence_id", nullable=True),
        *_columns(sa.String(), "kept_at", "declaration_version"),
        *_columns(sa.LargeBinary(), "text_digest"),
        *_columns(sa.String(20), "key_id", nullable=True),
        *_columns(sa.String(), "recorded_by", "recorded_at"),
        *_columns(sa.Integer(), "act"),
        _points("reading", "revision_id", "revision.id"),
        _points("reading", "person_id", "person.id"),
        _points("reading", "evidence_id", "document.id"),
        _points("reading", "key_id", "signing_key.id"),
        *_kept("reading"),
    )
    _index("reading", "revision_id", "person_id")
    op.create_table(
        "minor_change",
        *_columns(sa.String(20), "revision_id", "person_id"),
        *_columns(sa.Integer(), "act"),
        sa.UniqueConstraint("revision_id", name=op.f("uq_minor_change_revision_id")),
        _points("minor_change", "revision_id", "revision.id"),
        _points("minor_change", "person_id", "person.id"),
        *_kept("minor_change"),
    )


def _papers() -> None:
    op.create_table(
        "paper_filing",
        *_columns(sa.String(20), "revision_id"),
        *_columns(sa.String(), "body"),
        *_columns(sa.String(20), "signer_id"),
        *_columns(sa.String(), "capacity", "signed_on", "meeting", "code"),
        *_columns(sa.Integer(), "sheet_act"),
        *_columns(sa.String(20), "scan_id", nullable=True),
        *_columns(sa.String(), "compared", "kept_at", "state"),
        *_columns(sa.String(20), "filed_by"),
        *_columns(sa.String(), "filed_at"),
        *_columns(sa.String(20), "answered_by", nullable=True),
        *_columns(sa.String(), "answered_at", nullable=True),
        *_columns(sa.String(), "reason"),
        *_columns(sa.String(20), "key_id", "decision_id", nullable=True),
        *_columns(sa.Integer(), "act"),
        _points("paper_filing", "revision_id", "revision.id"),
        _points("paper_filing", "signer_id", "person.id"),
        _points("paper_filing", "scan_id", "document.id"),
        _points("paper_filing", "filed_by", "person.id"),
        _points("paper_filing", "answered_by", "person.id"),
        _points("paper_filing", "key_id", "signing_key.id"),
        _points("paper_filing", "decision_id", "decision.id"),
        *_kept("paper_filing"),
    )
    _index("paper_filing", "revision_id", "state")
    op.create_table(
        "breach",
        *_columns(sa.Integer(), "number"),
        *_columns(sa.String(), "happened_on", "what"),
        *_columns(sa.String(20), "policy_id", nullable=True),
        *_columns(sa.String(), "clause", "dealt_by", "outcome"),
        *_columns(sa.String(), "review_on", "closed_on", nullable=True),
        *_columns(sa.String(20), "recorded_by"),
        *_columns(sa.String(), "recorded_at"),
        *_columns(sa.Integer(), "act"),
        sa.UniqueConstraint("number", name=op.f("uq_breach_number")),
        _points("breach", "policy_id", "policy.id"),
        _points("breach", "recorded_by", "person.id"),
        *_kept("breach"),
    )
