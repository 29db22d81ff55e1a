"""What owners are told by mail. That a review queue is too long is an alarm alone, so nothing else notes it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ASKING = "(select current_setting('app.franchise', true))"


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("session", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_notice_franchise")),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name=op.f("fk_notice_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint(
            "franchise",
            "kind",
            "session",
            name=op.f("uq_notice_franchise_kind_session"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index("ix_notice_asked", "notice", ["asked_at"], postgresql_where=sa.text("asked_at is not null"))
    op.execute("alter table notice enable row level security")
    op.execute("alter table notice force row level security")
    op.execute(f"create policy wall on notice using (franchise = {_ASKING} or {_ASKING} = '*')")
    op.execute("grant select, insert, update on notice to mirrorme_business")
    op.drop_column("franchise", "backlog")


def downgrade() -> None:
    """Back."""
    op.add_column("franchise", sa.Column("backlog", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.drop_table("notice")
