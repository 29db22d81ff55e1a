"""Photos keep why they were turned away when a person has them edited all the same, and why people have to look."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_NEW = ("overruled", "waits_for")


def upgrade() -> None:
    """Forward."""
    for name in _NEW:
        empty = sa.text("'{}'::jsonb")
        op.add_column("photo", sa.Column(name, postgresql.JSONB(), server_default=empty, nullable=False))


def downgrade() -> None:
    """Back."""
    for name in _NEW:
        op.drop_column("photo", name)
