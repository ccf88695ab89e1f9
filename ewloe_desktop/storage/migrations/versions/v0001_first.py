"""The first schema."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Makes every table, the search index and, on a server, the key ring."""
    _people()
    _files()
    _policies()
    _decisions()
    _signatures()
    _journal()
    if op.get_bind().dialect.name == "sqlite":
        _search_on_file()
    else:
        _search_on_server()
        _key_ring()


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
    return tuple(sa.Column(name, kind, nullable=nullable, autoincrement=False) for name in names)


def _points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _people() -> None:
    op.create_table(
        "school",
        *_columns(sa.String(), "name", "name_cy", "council", "data_protection_contact"),
        *_columns(sa.LargeBinary(), "crest", nullable=True),
        *_columns(sa.Integer(), "cycle_months", "demonstration"),
        *_columns(sa.String(), "created_at"),
        *_columns(sa.String(), "recovery_checked_at", nullable=True),
        *_kept("school"),
    )
    op.create_table(
        "person",
        *_columns(sa.String(), "name", "folded", "kind"),
        *_columns(sa.Integer(), "paid"),
        *_columns(sa.String(), "since", "left_on", nullable=True),
        *_kept("person"),
    )
    op.create_index(op.f("ix_person_folded"), "person", ["folded"], unique=False)
    op.create_table(
        "office_term",
        *_columns(sa.String(20), "person_id"),
        *_columns(sa.String(), "office", "since"),
        *_columns(sa.String(), "until", nullable=True),
        *_columns(sa.String(), "basis", "granted_by"),
        _points("office_term", "person_id", "person.id"),
        *_kept("office_term"),
    )
    op.create_index(op.f("ix_office_term_person_id"), "office_term", ["person_id"], unique=False)
    op.create_table(
        "signing_key",
        *_columns(sa.String(20), "person_id"),
        *_columns(sa.LargeBinary(), "public_der", "certificate_der"),
        *_columns(sa.String(), "kdf"),
        *_columns(sa.LargeBinary(), "kdf_salt"),
        *_columns(sa.LargeBinary(), "wrapped", "wrapped_recovery", nullable=True),
        *_columns(sa.LargeBinary(), "recovery_salt"),
        *_columns(sa.String(), "status", "enrolled_by", "enrolled_at"),
        *_columns(sa.String(), "confirmed_by", "confirmed_at", nullable=True),
        _points("signing_key", "person_id", "person.id"),
        *_kept("signing_key"),
    )
    op.create_index(op.f("ix_signing_key_person_id"), "signing_key", ["person_id"], unique=False)


def _files() -> None:
    op.create_table(
        "document",
        *_columns(sa.String(), "kind", "name", "media_type"),
        *_columns(sa.LargeBinary(), "sha256"),
        *_columns(sa.Integer(), "size", "pages"),
        *_columns(sa.String(), "revision_id", nullable=True),
        *_columns(sa.Integer(), "signatures"),
        *_columns(sa.String(), "made_at", "made_by"),
        *_columns(sa.String(20), "replaced_by", nullable=True),
        _points("document", "replaced_by", "document.id"),
        *_kept("document"),
        *_columns(sa.LargeBinary(), "content"),  # last: to reach what stands behind it, all of it would be read
    )
    op.create_index(op.f("ix_document_revision_id"), "document", ["revision_id"], unique=False)


def _policies() -> None:
    op.create_table(
        "policy",
        *_columns(sa.String(), "reference", "title", "folded"),
        *_columns(sa.Integer(), "cycle_months"),
        *_columns(sa.String(), "review_due", nullable=True),
        *_columns(sa.Integer(), "review_never_set"),
        *_columns(sa.String(), "review_reason"),
        *_columns(sa.String(), "retired_on", nullable=True),
        *_columns(sa.String(), "created_at"),
        *_kept("policy"),
        sa.UniqueConstraint("reference", name=op.f("uq_policy_reference")),
    )
    op.create_index(op.f("ix_policy_folded"), "policy", ["folded"], unique=False)
    op.create_table(
        "revision",
        *_columns(sa.String(20), "policy_id"),
        *_columns(sa.Integer(), "number", nullable=True),
        *_columns(sa.String(), "edition", "kind", "state", "title"),
        *_columns(sa.LargeBinary(), "text_digest"),
        *_columns(sa.String(20), "original_id", "replaces_id", nullable=True),
        *_columns(sa.String(), "change_summary", "drafted_by", "drafted_at"),
        *_columns(sa.String(), "settled_by", "settled_at", "approved_on", "in_force_from", "ended_on", nullable=True),
        _points("revision", "original_id", "document.id"),
        _points("revision", "policy_id", "policy.id"),
        _points("revision", "replaces_id", "revision.id"),
        *_kept("revision"),
        *_columns(sa.LargeBinary(), "text"),
    )
    op.create_index(op.f("ix_revision_policy_id"), "revision", ["policy_id"], unique=False)
    op.create_index(op.f("ix_revision_state"), "revision", ["state"], unique=False)


def _decisions() -> None:
    op.create_table(
        "decision",
        *_columns(sa.String(20), "revision_id"),
        *_columns(sa.String(), "body", "outcome"),
        *_columns(sa.String(20), "person_id"),
        *_columns(
            sa.String(),
            "person_name",
            "office",
            "capacity",
            "declared_on",
            "recorded_at",
            "reason",
            "forum",
            "committee",
            "delegation_minute",
        ),
        *_columns(sa.String(), "meeting_on", nullable=True),
        *_columns(sa.String(), "minute"),
        *_columns(sa.Integer(), "present", "in_post", "quorum", nullable=True),
        *_columns(sa.String(), "review_due", nullable=True),
        *_columns(sa.Integer(), "review_cycle", nullable=True),
        *_columns(sa.String(), "review_reason"),
        *_columns(sa.Integer(), "lapsed_by_act", nullable=True),
        *_columns(sa.Integer(), "act"),
        _points("decision", "person_id", "person.id"),
        _points("decision", "revision_id", "revision.id"),
        *_kept("decision"),
    )
    op.create_index(op.f("ix_decision_revision_id"), "decision", ["revision_id"], unique=False)


def _signatures() -> None:
    op.create_table(
        "signature",
        *_columns(sa.String(20), "decision_id", "person_id", "key_id"),
        *_columns(sa.String(), "method", "declaration_version", "declaration"),
        *_columns(sa.LargeBinary(), "text_digest"),
        *_columns(sa.LargeBinary(), "original_sha256", nullable=True),
        *_columns(sa.String(20), "sheet_id", nullable=True),
        *_columns(sa.LargeBinary(), "drawn_png", nullable=True),
        *_columns(sa.String(), "key_status", "signed_at", "signed_in_as"),
        _points("signature", "decision_id", "decision.id"),
        _points("signature", "key_id", "signing_key.id"),
        _points("signature", "person_id", "person.id"),
        _points("signature", "sheet_id", "document.id"),
        *_kept("signature"),
    )
    op.create_index(op.f("ix_signature_decision_id"), "signature", ["decision_id"], unique=False)
    op.create_table(
        "correction",
        *_columns(sa.String(20), "decision_id"),
        *_columns(sa.String(), "field", "old", "new", "reason"),
        *_columns(sa.String(20), "person_id", "key_id"),
        *_columns(sa.String(), "recorded_at"),
        *_columns(sa.String(20), "sheet_id", nullable=True),
        *_columns(sa.Integer(), "act"),
        _points("correction", "decision_id", "decision.id"),
        _points("correction", "key_id", "signing_key.id"),
        _points("correction", "person_id", "person.id"),
        _points("correction", "sheet_id", "document.id"),
        *_kept("correction"),
    )
    op.create_index(op.f("ix_correction_decision_id"), "correction", ["decision_id"], unique=False)


def _journal() -> None:
    op.create_table(
        "event",
        *_columns(sa.Integer(), "seq"),
        *_columns(sa.String(36), "uuid"),
        *_columns(sa.String(), "kind", "at", "actor", "subject"),
        *_columns(sa.LargeBinary(), "facts", "previous", "mark", "hash"),
        *_columns(sa.String(), "key_id", nullable=True),
        *_columns(sa.LargeBinary(), "signature", nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_event")),
        sa.UniqueConstraint("uuid", name=op.f("uq_event_uuid")),
    )
    op.create_index(op.f("ix_event_subject"), "event", ["subject"], unique=False)
    op.create_table(
        "commitment",
        *_columns(sa.Integer(), "act"),
        *_columns(sa.String(), "row_table", "row_key", "change"),
        *_columns(sa.LargeBinary(), "digest"),
        sa.PrimaryKeyConstraint("act", "row_table", "row_key", name=op.f("pk_commitment")),
    )
    op.create_index(op.f("ix_commitment_row"), "commitment", ["row_table", "row_key", "act"], unique=False)
    op.create_table(
        "draft_form",
        *_columns(sa.String(), "person_id", "place", "content", "at"),
        sa.PrimaryKeyConstraint("person_id", "place", name=op.f("pk_draft_form")),
    )


def _search_on_file() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(policy_id UNINDEXED, revision_id UNINDEXED, title, body, "
        'plain UNINDEXED, tokenize="unicode61 remove_diacritics 2")'
    )


def _search_on_server() -> None:
    op.execute(
        "CREATE TABLE search_index (policy_id varchar PRIMARY KEY, revision_id varchar NOT NULL, "
        "title varchar NOT NULL, body varchar NOT NULL, plain varchar NOT NULL, words tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_search_index_words ON search_index USING gin (words)")


def _key_ring() -> None:
    op.create_table(
        "key_ring",
        *_columns(sa.String(), "person_id", "name", "kdf"),
        *_columns(sa.LargeBinary(), "salt", "wrapped"),
        *_columns(sa.String(), "before_kdf", nullable=True),
        *_columns(sa.LargeBinary(), "before_salt", "before_wrapped", nullable=True),
        *_columns(sa.Integer(), "tries"),
        *_columns(sa.String(), "last_try"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_key_ring")),
    )
