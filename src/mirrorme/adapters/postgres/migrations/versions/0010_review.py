"""Scores decide: what photos and franchises need for it, and the decisions themselves."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ASKING = "(select current_setting('app.franchise', true))"
_OPENING = (
    '{"mon": [["09:00", "18:00"]], "tue": [["09:00", "18:00"]], "wed": [["09:00", "18:00"]], '
    '"thu": [["09:00", "18:00"]], "fri": [["09:00", "18:00"]], "sat": [["09:00", "18:00"]]}'
)
_PHOTO: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("asked_at", sa.DateTime(timezone=True), {}),
    ("score", sa.Double(), {}),
    ("sure", sa.Boolean(), {}),
    ("review_due_at", sa.DateTime(timezone=True), {}),
    ("remind_at", sa.DateTime(timezone=True), {}),
    ("reviewer", sa.Text(), {}),
    ("claimed_until", sa.DateTime(timezone=True), {}),
    ("note", sa.Text(), {"server_default": "", "nullable": False}),
    ("adjustments", postgresql.JSONB(), {"server_default": sa.text("'{}'::jsonb"), "nullable": False}),
)


def upgrade() -> None:
    """Forward."""
    op.add_column(
        "franchise",
        sa.Column("hours", postgresql.JSONB(), server_default=sa.text(f"'{_OPENING}'::jsonb"), nullable=False),
    )
    op.add_column("franchise", sa.Column("backlog", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    for name, kind, options in _PHOTO:
        op.add_column("photo", sa.Column(name, kind, **options))
    op.create_index("ix_photo_retake", "photo", ["id"], postgresql_where=sa.text("state = 'retake'"))
    op.create_index(
        "ix_photo_review", "photo", ["review_due_at", "id"], postgresql_where=sa.text("state = 'in_review'")
    )
    op.create_index("ix_photo_remind", "photo", ["remind_at"], postgresql_where=sa.text("remind_at is not null"))
    op.create_table(
        "decision",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("photo", sa.BigInteger(), nullable=False),
        sa.Column("edit", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("sure", sa.Boolean(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_decision_franchise")),
        sa.ForeignKeyConstraint(["photo"], ["photo.id"], name=op.f("fk_decision_photo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(
        op.f("ix_decision_franchise_at"),
        "decision",
        ["franchise", "at"],
        postgresql_where=sa.text("undone_at is null"),
    )
    op.create_index(op.f("ix_decision_photo_id"), "decision", ["photo", "id"])
    op.execute("alter table decision enable row level security")
    op.execute("alter table decision force row level security")
    op.execute(f"create policy wall on decision using (franchise = {_ASKING} or {_ASKING} = '*')")
    op.execute("grant select, insert, delete on decision to mirrorme_business")
    # what was decided stays as it is; only that it was taken back is noted
    op.execute("grant update (undone_at, undone_by) on decision to mirrorme_business")


def downgrade() -> None:
    """Back. Photos that wait for people stay in that state, which only later versions can end."""
    op.drop_table("decision")
    for index in ("ix_photo_remind", "ix_photo_review", "ix_photo_retake"):
        op.drop_index(index, "photo")
    for name, _, _ in reversed(_PHOTO):
        op.drop_column("photo", name)
    op.drop_column("franchise", "backlog")
    op.drop_column("franchise", "hours")
