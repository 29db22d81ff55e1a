"""Franchises' own retention rules, what is gone by its age, and what customers allowed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ASKING = "(select current_setting('app.franchise', true))"
# what a customer said is never changed: it is said anew; it goes when the customer is erased
_CONSENTS = """
create function refuse_consent() returns trigger language plpgsql as $$
begin
    raise exception 'what a customer said is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger refuse_change before update on consent for each row execute function refuse_consent();
create trigger refuse_truncate before truncate on consent for each statement execute function refuse_consent();
create function forget_consents(whom bigint) returns void
    language sql security definer set search_path = public set "app.franchise" = '*'
begin atomic
    delete from consent where customer = whom;
end;
"""


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "retention",
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cold_after", sa.Integer(), nullable=True),
        sa.Column("archive_after", sa.Integer(), nullable=True),
        sa.Column("delete_after", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_retention_franchise")),
        sa.PrimaryKeyConstraint("franchise", "kind", name=op.f("pk_retention")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("customer", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["customer"], ["customer.id"], name=op.f("fk_consent_customer")),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_consent_franchise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_customer_id"), "consent", ["customer", "id"])
    for table in ("retention", "consent"):
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(f"create policy wall on {table} using (franchise = {_ASKING} or {_ASKING} = '*')")
    op.execute("grant select, insert, update, delete on retention to mirrorme_business")
    op.execute("grant select, insert on consent to mirrorme_business")
    op.execute(_CONSENTS)
    op.add_column("photo", sa.Column("original_expired_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("edit", sa.Column("expired_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("grant update (expired_at) on edit to mirrorme_business")


def downgrade() -> None:
    """Back."""
    op.execute("revoke update (expired_at) on edit from mirrorme_business")
    op.drop_column("edit", "expired_at")
    op.drop_column("photo", "original_expired_at")
    op.execute("drop function forget_consents")
    op.drop_table("consent")
    op.execute("drop function refuse_consent")
    op.drop_table("retention")
