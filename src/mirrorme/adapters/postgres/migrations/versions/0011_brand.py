"""Brands of franchises, and their own backdrops, styles and colour tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ASKING = "(select current_setting('app.franchise', true))"
_TABLES = ("brand", "backdrop", "lut", "style")


def _when(name: str, *, now: bool = False) -> sa.Column[object]:
    stamp = sa.DateTime(timezone=True)
    default = sa.text("now()") if now else None
    return sa.Column(name, stamp, server_default=default, nullable=not now)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _owned(table: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        _text("franchise"),
        _text("name"),
        *columns,
        _when("created_at", now=True),
        _when("withdrawn_at"),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f(f"fk_{table}_franchise")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_franchise_id"), table, ["franchise", "id"])


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "brand",
        _text("franchise"),
        _text("display_name", nullable=True),
        _text("primary_colour"),
        _text("accent_colour"),
        _text("locale"),
        _text("currency"),
        _text("domain", nullable=True),
        sa.Column("look", postgresql.JSONB(), nullable=False),
        sa.Column("watermark", postgresql.JSONB(none_as_null=True), nullable=True),
        _text("gallery_theme"),
        sa.Column("notifications", postgresql.JSONB(), nullable=False),
        _text("logo", nullable=True),
        _when("changed_at", now=True),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_brand_franchise")),
        sa.PrimaryKeyConstraint("franchise", name=op.f("pk_brand")),
        sa.UniqueConstraint("domain", name=op.f("uq_brand_domain")),
    )
    size = (sa.Column("width", sa.Integer(), nullable=False), sa.Column("height", sa.Integer(), nullable=False))
    _owned("backdrop", _text("digest"), *size)
    _owned("lut", _text("title"), _text("digest"))
    _owned(
        "style",
        _text("base"),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("exposure", "contrast", "warmth", "saturation")),
        sa.Column("lut", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["lut"], ["lut.id"], name=op.f("fk_style_lut")),
    )
    for table in _TABLES:
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(f"create policy wall on {table} using (franchise = {_ASKING} or {_ASKING} = '*')")
        op.execute(f"grant select, insert, update on {table} to mirrorme_business")


def downgrade() -> None:
    """Back. Objects stay in the store."""
    for table in reversed(_TABLES):
        op.drop_table(table)
