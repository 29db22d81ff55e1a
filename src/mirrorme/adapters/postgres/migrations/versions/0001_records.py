"""The records: franchises and all that is theirs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_UNSETTLED = "state in ('uploading', 'received', 'queued', 'editing', 'scored', 'in_review')"
_XMIN = "(pg_snapshot_xmin(pg_current_snapshot())::text)::bigint"


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "idempotency",
        sa.Column("caller", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("headers", postgresql.JSONB(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("caller", "key", name=op.f("pk_idempotency")),
    )
    op.create_index(op.f("ix_idempotency_created_at"), "idempotency", ["created_at"])
    op.create_table(
        "lane",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("paused", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lane")),
    )
    op.create_table(
        "region",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
    )
    op.create_table(
        "franchise",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("auto_publish", sa.SmallInteger(), server_default="85", nullable=False),
        sa.Column("review_from", sa.SmallInteger(), server_default="70", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["region"], ["region.code"], name=op.f("fk_franchise_region")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_franchise")),
    )
    op.create_table(
        "api_key",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_api_key_franchise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_key_digest")),
    )
    op.create_table(
        "booking_type",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("look", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_booking_type_franchise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_type")),
        sa.UniqueConstraint("franchise", "name", name=op.f("uq_booking_type_franchise_name")),
    )
    op.create_table(
        "customer",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("tier", sa.Text(), server_default="regular", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_customer_franchise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
    )
    op.create_index(op.f("ix_customer_franchise_id"), "customer", ["franchise", "id"])
    op.create_table(
        "history",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column(
            "xid", sa.BigInteger(), server_default=sa.text("(pg_current_xact_id()::text)::bigint"), nullable=False
        ),
        sa.Column(
            "xmin_seen",
            sa.BigInteger(),
            server_default=sa.text(_XMIN),
            nullable=False,
        ),
        sa.Column("franchise", sa.Text(), nullable=True),
        sa.Column("session", sa.BigInteger(), nullable=True),
        sa.Column("photo", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_history_franchise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    op.create_index(op.f("ix_history_franchise_id"), "history", ["franchise", "id"])
    op.create_index(op.f("ix_history_xid"), "history", ["xid"])
    op.create_index("ix_history_photo", "history", ["photo", "id"], postgresql_where=sa.text("photo is not null"))
    op.create_index(
        "ix_history_session",
        "history",
        ["session", "id"],
        unique=False,
        postgresql_where=sa.text("session is not null"),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("booking_type", sa.BigInteger(), nullable=False),
        sa.Column("customer", sa.BigInteger(), nullable=True),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("look", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("alerted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["booking_type"], ["booking_type.id"], name=op.f("fk_session_booking_type")),
        sa.ForeignKeyConstraint(["customer"], ["customer.id"], name=op.f("fk_session_customer")),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_session_franchise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("franchise", "day", "name", name=op.f("uq_session_franchise_day_name")),
        sa.UniqueConstraint("franchise", "day", "number", name=op.f("uq_session_franchise_day_number")),
    )
    op.create_index(op.f("ix_session_booking_type"), "session", ["booking_type"])
    op.create_index(op.f("ix_session_customer"), "session", ["customer"])
    op.create_index(op.f("ix_session_franchise_id"), "session", ["franchise", "id"])
    op.create_table(
        "photo",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("session", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("extension", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("tag", sa.Integer(), server_default="0", nullable=False),
        sa.Column("strikes", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("starts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("edits", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("inspected", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("job", sa.BigInteger(), nullable=True),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("reasons", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_photo_franchise")),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name=op.f("fk_photo_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sa.UniqueConstraint("session", "number", name=op.f("uq_photo_session_number")),
        sa.UniqueConstraint("session", "sha256", name=op.f("uq_photo_session_sha256")),
    )
    op.create_index("ix_photo_failed", "photo", ["id"], postgresql_where=sa.text("state = 'failed'"))
    op.create_index(op.f("ix_photo_franchise_id"), "photo", ["franchise", "id"])
    op.create_index(op.f("ix_photo_franchise_state_id"), "photo", ["franchise", "state", "id"])
    op.create_index("ix_photo_front", "photo", ["lane", "tag"], postgresql_where=sa.text("state = 'queued'"))
    op.create_index(
        "ix_photo_missed",
        "photo",
        ["missed_at", "lane"],
        unique=False,
        postgresql_where=sa.text("missed_at is not null"),
    )
    op.create_index(
        "ix_photo_received", "photo", ["franchise", "received_at"], unique=False, postgresql_include=["state", "lane"]
    )
    op.create_index(op.f("ix_photo_session_state"), "photo", ["session", "state"])
    op.create_index(
        "ix_photo_unsettled",
        "photo",
        ["franchise", "state", "lane"],
        unique=False,
        postgresql_where=sa.text(_UNSETTLED),
    )
    op.create_index(
        "ix_photo_waiting",
        "photo",
        ["lane", "franchise", "tag"],
        unique=False,
        postgresql_where=sa.text("state = 'queued'"),
    )
    op.create_table(
        "edit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("photo", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("recipe", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("models", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("outputs", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("seconds", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("measured", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_edit_franchise")),
        sa.ForeignKeyConstraint(["photo"], ["photo.id"], name=op.f("fk_edit_photo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit")),
        sa.UniqueConstraint("photo", "number", name=op.f("uq_edit_photo_number")),
    )
    op.create_index(op.f("ix_edit_franchise_id"), "edit", ["franchise", "id"])
    op.create_table(
        "upload",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("photo", sa.BigInteger(), nullable=False),
        sa.Column("multipart", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("part_size", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_upload_franchise")),
        sa.ForeignKeyConstraint(["photo"], ["photo.id"], name=op.f("fk_upload_photo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    op.create_index("ix_upload_open", "upload", ["photo"], unique=True, postgresql_where=sa.text("state = 'open'"))
    op.create_index(op.f("ix_upload_photo"), "upload", ["photo"])
    op.create_index("ix_upload_stale", "upload", ["expires_at"], postgresql_where=sa.text("state = 'open'"))


def downgrade() -> None:
    """Back."""
    op.drop_table("upload")
    op.drop_table("edit")
    op.drop_table("photo")
    op.drop_table("session")
    op.drop_table("history")
    op.drop_table("customer")
    op.drop_table("booking_type")
    op.drop_table("api_key")
    op.drop_table("franchise")
    op.drop_table("region")
    op.drop_table("lane")
    op.drop_table("idempotency")
