"""The table of decisions; see ``tables.py``."""

from sqlalchemy import BigInteger, Boolean, Column, Double, ForeignKey, Index, SmallInteger, Table, Text, text

from mirrorme.adapters.postgres.tables import a_franchise, a_json, a_time, an_id, metadata

decision = Table(
    "decision",
    metadata,
    an_id(),
    a_franchise(),
    Column("photo", BigInteger, ForeignKey("photo.id"), nullable=False),
    Column("edit", SmallInteger, nullable=False),
    a_time("at", now=True),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("score", Double),
    Column("sure", Boolean),
    a_time("began_at"),
    a_time("due_at"),
    a_json("before", "{}"),
    a_time("undone_at"),
    Column("undone_by", Text),
    Index(None, "franchise", "at", postgresql_where=text("undone_at is null")),
    Index(None, "photo", "id"),
)
