"""The tables of brands and of franchises' own backdrops, styles and colour tables."""

from sqlalchemy import BigInteger, Column, Double, ForeignKey, Index, Integer, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from mirrorme.adapters.postgres.tables import a_franchise, a_json, a_time, an_id, metadata

brand = Table(
    "brand",
    metadata,
    Column("franchise", Text, ForeignKey("franchise.code"), primary_key=True),
    Column("display_name", Text),
    Column("primary_colour", Text, nullable=False),
    Column("accent_colour", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("domain", Text),
    Column("look", JSONB, nullable=False),
    Column("watermark", JSONB(none_as_null=True)),
    Column("gallery_theme", Text, nullable=False),
    Column("notifications", JSONB, nullable=False),
    Column("logo", Text),
    a_json("print_sizes", "[]"),
    a_time("changed_at", now=True),
    Column("changed_by", Text),
    UniqueConstraint("domain"),
)

backdrop = Table(
    "backdrop",
    metadata,
    an_id(),
    a_franchise(),
    Column("name", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    a_time("created_at", now=True),
    a_time("withdrawn_at"),
    Index(None, "franchise", "id"),
)

lut = Table(
    "lut",
    metadata,
    an_id(),
    a_franchise(),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("digest", Text, nullable=False),
    a_time("created_at", now=True),
    a_time("withdrawn_at"),
    Index(None, "franchise", "id"),
)

style = Table(
    "style",
    metadata,
    an_id(),
    a_franchise(),
    Column("name", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("exposure", Double, nullable=False),
    Column("contrast", Double, nullable=False),
    Column("warmth", Double, nullable=False),
    Column("saturation", Double, nullable=False),
    Column("lut", BigInteger, ForeignKey("lut.id")),
    a_time("created_at", now=True),
    a_time("withdrawn_at"),
    Index(None, "franchise", "id"),
)
