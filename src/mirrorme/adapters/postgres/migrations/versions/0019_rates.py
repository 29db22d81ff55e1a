"""What computing and storing are paid: head office sets it, all see it, and what was set before stays."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_ASKING = "(select current_setting('app.franchise', true))"
_WALL = f"""
alter table rate enable row level security;
alter table rate force row level security;
create policy seen on rate for select using (true);
create policy wall on rate using ({_ASKING} = '*');
grant select, insert on rate to mirrorme_business;
"""


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "rate",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("compute_hour", sa.Double(), nullable=False),
        sa.Column("gb_month", sa.Double(), nullable=False),
        sa.Column("photo", sa.Double(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate")),
    )
    op.execute(_WALL)


def downgrade() -> None:
    """Back."""
    op.drop_table("rate")
