"""People choose the language of mails to them, and a link can carry the address that it is about."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("person", sa.Column("locale", sa.Text(), nullable=True))
    op.add_column("link", sa.Column("data", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Back. Links for a new address mean nothing to older programs, which would take them for links to a password."""
    op.execute("delete from link where data <> ''")
    op.drop_column("link", "data")
    op.drop_column("person", "locale")
