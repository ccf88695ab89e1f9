"""The first schema."""

from alembic import op

from ewloe_desktop.storage.server_engine import KEY_RING
from ewloe_desktop.storage.tables import METADATA

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Makes every table, the search index and, on a server, the key ring."""
    connection = op.get_bind()
    METADATA.create_all(connection)
    if connection.dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5("
            "revision_id UNINDEXED, policy_id UNINDEXED, title, body, tokenize=\"unicode61 remove_diacritics 2\")"
        )
        return
    KEY_RING.create(connection)
    op.execute(
        "CREATE TABLE search_index (revision_id varchar PRIMARY KEY, policy_id varchar NOT NULL, "
        "title varchar NOT NULL, body varchar NOT NULL, words tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_search_index_words ON search_index USING gin (words)")


def downgrade() -> None:
    """A register never goes back: its copies do."""
    raise RuntimeError("a register is not downgraded")
