"""The keys that photos are encrypted under, wrapped."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_WALL = """
alter table data_key enable row level security;
alter table data_key force row level security;
create policy wall on data_key using (
    franchise = (select current_setting('app.franchise', true)) or (select current_setting('app.franchise', true)) = '*'
);
grant select, insert, update on data_key, encryption to mirrorme_business;
"""


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "data_key",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("customer", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("master", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(wrapped is null) = (destroyed_at is not null)", name="data_key_destroyed"),
        sa.ForeignKeyConstraint(["customer"], ["customer.id"], name=op.f("fk_data_key_customer")),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_data_key_franchise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_key")),
        sa.UniqueConstraint(
            "franchise",
            "customer",
            "version",
            name=op.f("uq_data_key_franchise_customer_version"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(
        "ix_data_key_current",
        "data_key",
        ["franchise", "customer"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("retired_at is null"),
    )
    op.create_index("ix_data_key_customer", "data_key", ["customer"])
    op.create_table(
        "encryption",
        sa.Column("single", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("master", sa.Text(), nullable=False),
        sa.Column("plain", sa.Boolean(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("single", name="encryption_single"),
        sa.PrimaryKeyConstraint("single", name=op.f("pk_encryption")),
    )
    op.execute(_WALL)


def downgrade() -> None:
    """Back. What was encrypted can't be read any more then."""
    op.drop_table("encryption")
    op.drop_table("data_key")
