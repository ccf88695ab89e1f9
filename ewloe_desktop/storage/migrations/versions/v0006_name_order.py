"""On a server names stand in the same order as in a file: by their folded letters, whatever the database's locale."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Orders folded names as bytes, where the database would go by its locale."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in ("person", "policy", "site_host"):
        op.alter_column(table, "folded", existing_type=sa.String(), type_=sa.String(collation="C"))


def downgrade() -> None:
    """A register never goes back: its copies do."""
    raise RuntimeError("a register is not downgraded")
