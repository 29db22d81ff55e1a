"""The tables of ratings and of models; see ``tables.py``. ``training_rating`` is a view."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    column,
    text,
)
from sqlalchemy import table as view
from sqlalchemy.dialects.postgresql import JSONB

from mirrorme.adapters.postgres.tables import a_franchise, a_time, an_id, metadata

rating = Table(
    "rating",
    metadata,
    an_id(),
    a_franchise(),
    Column("photo", BigInteger, ForeignKey("photo.id"), nullable=False),
    Column("edit", BigInteger, ForeignKey("edit.id"), nullable=False),
    Column("rater", Text, nullable=False),
    Column("thumb", Text, nullable=False),
    Column("stars", SmallInteger),
    Column("comment", Text, nullable=False, server_default=""),
    Column("training", Boolean, nullable=False),
    a_time("at", now=True),
    UniqueConstraint("edit", "rater"),
    Index(None, "photo"),
    Index(None, "franchise", "at"),
)

model = Table(
    "model",
    metadata,
    an_id(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("dataset", Text, nullable=False),
    Column("figures", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("card", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("state_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("kind", "digest"),
    Index("ix_model_only", "kind", "state", unique=True, postgresql_where=text("state in ('serving', 'trial')")),
)

training_rating = view(
    "training_rating",
    column("rating", BigInteger),
    column("franchise", Text),
    column("rater", Text),
    column("stars", SmallInteger),
    column("at", DateTime(timezone=True)),
    column("month", Text),
    column("photo", BigInteger),
    column("edit", BigInteger),
    column("number", Integer),
    column("score", JSONB),
    column("consent", BigInteger),
    column("consented_at", DateTime(timezone=True)),
)
