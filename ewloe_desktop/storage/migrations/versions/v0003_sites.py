"""Official sites: the form, hosts, requests, decisions, the register of sites and its checks."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Makes the tables of official sites."""
    _form()
    _requests()
    _decisions()
    _sites()
    _turns()


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


def _form() -> None:
    op.create_table(
        "site_form",
        *_columns(sa.String(), "number", "content", "since", "kept_by"),
        sa.UniqueConstraint("number", name=op.f("uq_site_form_number")),
        *_kept("site_form"),
    )
    op.create_table(
        "site_host",
        *_columns(sa.String(), "name", "folded"),
        *_columns(sa.Integer(), "minimum_age", nullable=True),
        *_columns(sa.String(), "checked_on", "note", "coming"),
        *_columns(sa.String(), "ended_on", nullable=True),
        sa.UniqueConstraint("folded", name=op.f("uq_site_host_folded")),
        *_kept("site_host"),
    )
    op.create_table(
        "site_basis",
        *_columns(sa.String(20), "policy_id"),
        _points("site_basis", "policy_id", "policy.id"),
        *_kept("site_basis"),
    )


def _requests() -> None:
    op.create_table(
        "site_request",
        *_columns(sa.Integer(), "number"),
        *_columns(sa.String(), "kind", "title"),
        *_columns(sa.String(20), "author_id", "line_manager_id"),
        *_columns(sa.String(), "state"),
        *_columns(sa.Integer(), "round"),
        *_columns(sa.String(20), "basis_revision_id", nullable=True),
        *_columns(sa.String(), "site_id", nullable=True),
        *_columns(sa.String(20), "copied_from", nullable=True),
        sa.UniqueConstraint("number", name=op.f("uq_site_request_number")),
        _points("site_request", "author_id", "person.id"),
        _points("site_request", "line_manager_id", "person.id"),
        _points("site_request", "basis_revision_id", "revision.id"),
        _points("site_request", "copied_from", "site_request.id"),
        *_kept("site_request"),
    )
    _index("site_request", "author_id", "state", "site_id")
    op.create_table(
        "site_round",
        *_columns(sa.String(20), "request_id"),
        *_columns(sa.Integer(), "number"),
        *_columns(sa.String(20), "form_id"),
        *_columns(sa.String(), "answers", "sent_by", "sent_at"),
        *_columns(sa.String(20), "evidence_id", nullable=True),
        *_columns(sa.String(), "kept_at"),
        *_columns(sa.Integer(), "act"),
        _points("site_round", "request_id", "site_request.id"),
        _points("site_round", "form_id", "site_form.id"),
        _points("site_round", "evidence_id", "document.id"),
        *_kept("site_round"),
    )
    _index("site_round", "request_id")


def _decisions() -> None:
    op.create_table(
        "site_decision",
        *_columns(sa.String(20), "request_id"),
        *_columns(sa.Integer(), "round"),
        *_columns(sa.String(), "step", "outcome"),
        *_columns(sa.String(20), "person_id"),
        *_columns(sa.String(), "person_name", "office", "reason", "conditions"),
        *_columns(sa.Integer(), "logo", nullable=True),
        *_columns(sa.String(), "declared_on", "recorded_at"),
        *_columns(sa.LargeBinary(), "answers_digest"),
        *_columns(sa.String(20), "key_id"),
        *_columns(sa.String(), "key_status", "method", "declaration_version", "declaration"),
        *_columns(sa.LargeBinary(), "drawn_png", nullable=True),
        *_columns(sa.String(20), "sheet_id", nullable=True),
        *_columns(sa.String(), "signed_in_as"),
        *_columns(sa.Integer(), "lapsed_by_act", nullable=True),
        *_columns(sa.Integer(), "act"),
        _points("site_decision", "request_id", "site_request.id"),
        _points("site_decision", "person_id", "person.id"),
        _points("site_decision", "key_id", "signing_key.id"),
        _points("site_decision", "sheet_id", "document.id"),
        *_kept("site_decision"),
    )
    _index("site_decision", "request_id")


def _sites() -> None:
    op.create_table(
        "site",
        *_columns(sa.Integer(), "number"),
        *_columns(sa.String(), "kind", "name", "address"),
        *_columns(sa.String(20), "host_id", nullable=True),
        *_columns(sa.String(), "purpose", "audience"),
        *_columns(sa.String(20), "request_id"),
        *_columns(sa.String(), "state", "approved_on", "conditions"),
        *_columns(sa.String(), "live_on", "closes_on", "review_on", "last_check", "next_check", nullable=True),
        *_columns(sa.String(20), "use_id", nullable=True),
        sa.UniqueConstraint("number", name=op.f("uq_site_number")),
        _points("site", "host_id", "site_host.id"),
        _points("site", "request_id", "site_request.id"),
        _points("site", "use_id", "photo_use.id"),
        *_kept("site"),
    )
    _index("site", "state")
    op.create_table(
        "site_person",
        *_columns(sa.String(20), "site_id", "person_id"),
        *_columns(sa.String(), "role", "since"),
        *_columns(sa.String(), "until", nullable=True),
        _points("site_person", "site_id", "site.id"),
        _points("site_person", "person_id", "person.id"),
        *_kept("site_person"),
    )
    _index("site_person", "site_id", "person_id")


def _turns() -> None:
    op.create_table(
        "site_turn",
        *_columns(sa.String(20), "site_id"),
        *_columns(
            sa.String(), "what", "on_day", "reason", "content", "accounts", "followers", "recorded_by", "recorded_at"
        ),
        *_columns(sa.Integer(), "act"),
        _points("site_turn", "site_id", "site.id"),
        *_kept("site_turn"),
    )
    _index("site_turn", "site_id")
    op.create_table(
        "site_check",
        *_columns(sa.String(20), "site_id"),
        *_columns(sa.String(), "on_day"),
        *_columns(sa.String(20), "person_id"),
        *_columns(sa.String(), "points"),
        *_columns(sa.Integer(), "sound"),
        *_columns(sa.String(), "remark", "recorded_by", "recorded_at"),
        *_columns(sa.Integer(), "act"),
        _points("site_check", "site_id", "site.id"),
        _points("site_check", "person_id", "person.id"),
        *_kept("site_check"),
    )
    _index("site_check", "site_id")
