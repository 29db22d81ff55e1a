"""A brand says who changed it last: two who change it at once are told of each other."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("brand", sa.Column("changed_by", sa.Text()))


def downgrade() -> None:
    """Back."""
    op.drop_column("brand", "changed_by")
