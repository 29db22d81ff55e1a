"""Seals of the history, and keys that end."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# until its transaction ends nobody writes, so nobody has an id that is not seen yet; who writes long is not waited for
_SETTLE = """
create function settle_history() returns bigint
    language plpgsql security definer set search_path = public set lock_timeout = '2s' set "app.franchise" = '*' as $$
begin
    lock table history in share mode;
    return (select coalesce(max(id), 0) from history);
end $$;
revoke execute on function settle_history from public;
grant execute on function settle_history to mirrorme_business;
"""
_REFUSE = """
create trigger refuse_history before update or delete on seal for each row execute function refuse_history();
create trigger refuse_truncate before truncate on seal for each statement execute function refuse_history();
"""


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "seal",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("leaves", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_seal")),
        # two that seal at once can't both stand on the same seal
        sa.UniqueConstraint("previous", name=op.f("uq_seal_previous")),
    )
    op.execute(_REFUSE)
    op.execute("grant select, insert on seal to mirrorme_business")
    op.execute(_SETTLE)
    op.add_column("api_key", sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Back."""
    op.drop_column("api_key", "expires_at")
    op.execute("drop function settle_history")
    op.drop_table("seal")
