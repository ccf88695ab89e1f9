"""A server's key ring counts wrong recovery codes apart from wrong passwords, as the key file does."""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Adds the count and its moment, where the ring is a table."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for column in (sa.Column("code_tries", sa.Integer()), sa.Column("code_last_try", sa.String())):
        op.add_column("key_ring", column)
    op.execute("UPDATE key_ring SET code_tries = 0, code_last_try = ''")
    for name in ("code_tries", "code_last_try"):
        op.alter_column("key_ring", name, nullable=False)


def downgrade() -> None:
    """A register never goes back: its copies do."""
    raise RuntimeError("a register is not downgraded")
