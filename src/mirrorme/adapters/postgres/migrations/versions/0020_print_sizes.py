"""Brands have print sizes of their own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    none = sa.text("'[]'::jsonb")
    op.add_column("brand", sa.Column("print_sizes", postgresql.JSONB(), server_default=none, nullable=False))


def downgrade() -> None:
    """Back. Edits that were cropped to them stay as they are."""
    op.drop_column("brand", "print_sizes")
