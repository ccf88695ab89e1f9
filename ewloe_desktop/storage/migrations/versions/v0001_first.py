"""The first schema."""

from alembic import op

from ewloe_desktop.storage.search import FILE_TABLE, SERVER_INDEX, SERVER_TABLE
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
        op.execute(FILE_TABLE)
        return
    KEY_RING.create(connection)
    op.execute(SERVER_TABLE)
    op.execute(SERVER_INDEX)


def downgrade() -> None:
    """A register never goes back: its copies do."""
    raise RuntimeError("a register is not downgraded")
