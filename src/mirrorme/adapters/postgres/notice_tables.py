"""The table of notices to owners; see ``tables.py``."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text, UniqueConstraint, text

from mirrorme.adapters.postgres.tables import a_franchise, a_time, an_id, metadata

notice = Table(
    "notice",
    metadata,
    an_id(),
    a_franchise(),
    Column("kind", Text, nullable=False),
    Column("session", BigInteger, ForeignKey("session.id")),
    a_time("asked_at"),
    a_time("told_at"),
    UniqueConstraint("franchise", "kind", "session", postgresql_nulls_not_distinct=True),
    Index("ix_notice_asked", "asked_at", postgresql_where=text("asked_at is not null")),
)
