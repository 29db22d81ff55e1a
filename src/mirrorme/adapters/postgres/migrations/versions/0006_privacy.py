"""Erasures, and customers whose data has to be kept."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_WALL = """
alter table erasure enable row level security;
alter table erasure force row level security;
create policy wall on erasure using (
    franchise = (select current_setting('app.franchise', true)) or (select current_setting('app.franchise', true)) = '*'
);
grant select, insert, update on erasure to mirrorme_business;
grant delete on edit to mirrorme_business;
"""
# answers that are kept for a day tell of customers and their sessions, whoever had asked
_FORGET = """
create function forget_answers(whom bigint) returns void
    language sql security definer set search_path = public set "app.franchise" = '*'
begin atomic
    delete from idempotency where body::jsonb -> 'customer' = to_jsonb(whom)
        or body::jsonb ? 'email' and body::jsonb -> 'id' = to_jsonb(whom);
end;
create function forget_old_answers(age interval, at_most integer) returns void
    language sql security definer set search_path = public set "app.franchise" = '*'
begin atomic
    delete from idempotency where (caller, key) in (
        select caller, key from idempotency where created_at <= now() - age limit at_most for update skip locked);
end;
"""


def upgrade() -> None:
    """Forward."""
    op.add_column("customer", sa.Column("hold", sa.Text(), nullable=True))
    op.create_table(
        "erasure",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("customer", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("again_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.Column("objects", sa.Integer(), server_default="0", nullable=False),
        sa.Column("receipt", postgresql.JSONB(), nullable=True),
        sa.ForeignKeyConstraint(["customer"], ["customer.id"], name=op.f("fk_erasure_customer")),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_erasure_franchise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("customer", name=op.f("uq_erasure_customer")),
    )
    op.create_index("ix_erasure_open", "erasure", ["id"], postgresql_where=sa.text("done_at is null"))
    op.create_index(op.f("ix_erasure_franchise_id"), "erasure", ["franchise", "id"])
    op.execute(_WALL)
    op.execute(_FORGET)


def downgrade() -> None:
    """Back."""
    op.execute("drop function forget_old_answers")
    op.execute("drop function forget_answers")
    op.execute("revoke delete on edit from mirrorme_business")
    op.drop_table("erasure")
    op.drop_column("customer", "hold")
