"""A booking type that is offered no more stays with its sessions, and leaves its name to another."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_NAMES = "uq_booking_type_franchise_name"
_OFFERED = sa.text("withdrawn_at is null")


def upgrade() -> None:
    """Forward."""
    op.add_column("booking_type", sa.Column("withdrawn_at", sa.DateTime(timezone=True)))
    op.drop_constraint(op.f(_NAMES), "booking_type", type_="unique")
    op.create_index(op.f(_NAMES), "booking_type", ["franchise", "name"], unique=True, postgresql_where=_OFFERED)


def downgrade() -> None:
    """Back. What was withdrawn is offered again; of those that share a name, under its number too."""
    op.execute("""
        update booking_type set name = name || ' (' || id || ')' where withdrawn_at is not null and exists (
            select from booking_type other
            where other.franchise = booking_type.franchise and other.name = booking_type.name
                and other.id <> booking_type.id
        )
    """)
    op.drop_index(op.f(_NAMES), "booking_type")
    op.create_unique_constraint(op.f(_NAMES), "booking_type", ["franchise", "name"])
    op.drop_column("booking_type", "withdrawn_at")
