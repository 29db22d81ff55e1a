"""The tables of what became of photos, of how the service did by the minute, and of alerts; see ``tables.py``."""

from sqlalchemy import (
    ARRAY,
    REAL,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    text,
)

from mirrorme.adapters.postgres.tables import a_franchise, a_time, an_id, metadata, upload

rate = Table(
    "rate",
    metadata,
    an_id(),
    Column("compute_hour", Double, nullable=False),
    Column("gb_month", Double, nullable=False),
    Column("photo", Double, nullable=False),
    Column("currency", Text, nullable=False),
    a_time("since", now=True),
)

outcome = Table(
    "outcome",
    metadata,
    # of the history; a trigger adds these
    Column("line", BigInteger, primary_key=True, autoincrement=False),
    Column("franchise", Text, nullable=False),
    Column("photo", BigInteger, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("before", Text),
    Column("after", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("first", Boolean, nullable=False),
    Column("kept", Boolean),
    Column("reasons", ARRAY(Text), nullable=False, server_default="{}"),
    Column("seconds", REAL),
    Column("edit_s", REAL),
    Column("score", REAL),
    Column("edges", REAL),
    Column("light", REAL),
    Column("colour", REAL),
    Column("composition", REAL),
    Column("artifacts", REAL),
    Index(None, "photo"),
    Index(None, "at"),
    Index(None, "franchise", "at"),
)
# why photos were rejected, which few are
Index(
    "ix_outcome_rejected",
    outcome.c.at,
    postgresql_include=["franchise", "reasons"],
    postgresql_where=text("after = 'rejected'"),
)
# here, since nothing else needs it
Index("ix_upload_created_at", upload.c.created_at, upload.c.franchise, upload.c.state)

# outcomes of a day that is over, where the franchise is; a trigger takes it away when another one comes late
outcome_day = Table(
    "outcome_day",
    metadata,
    Column("franchise", Text, primary_key=True),
    Column("ended", DateTime(timezone=True), primary_key=True),
    Column("begun", DateTime(timezone=True), nullable=False),
    Column("day", Date, nullable=False),
    *(
        Column(name, Integer, nullable=False)
        for name in (
            "processed",
            "decided",
            "auto",
            "published",
            "rejected",
            "reviewed",
            "timed",
            "delivered",
            "scored",
            "factors_n",
            "kept_vip",
            "kept_express",
            "kept_standard",
            "kept_bulk",
            "hours",
        )
    ),
    *(
        Column(name, Double)
        for name in ("seconds", "delivery", "score", "edges", "light", "colour", "composition", "artifacts")
    ),
    Column("classes", ARRAY(SmallInteger), nullable=False),
    Column("counts", ARRAY(Integer), nullable=False),
)

minute = Table(
    "minute",
    metadata,
    Column("at", DateTime(timezone=True), primary_key=True),
    Column("requests", Integer, nullable=False, server_default="0"),
    Column("errors", Integer, nullable=False, server_default="0"),
    Column("looks", Integer, nullable=False, server_default="0"),
    Column("workers", Integer, nullable=False, server_default="0"),
    Column("needed", Integer, nullable=False, server_default="0"),
    Column("busy", Integer, nullable=False, server_default="0"),
    a_time("looked_at"),
)

latency = Table(
    "latency",
    metadata,
    Column("hour", DateTime(timezone=True), primary_key=True),
    Column("counts", ARRAY(Integer), nullable=False),
)

alert = Table(
    "alert",
    metadata,
    an_id(),
    a_franchise(required=False),
    a_time("at", now=True),
    Column("kind", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("what_to_do", Text, nullable=False),
    a_time("closed_at"),
    a_time("acknowledged_at"),
    Column("acknowledged_by", Text),
    Index(
        "ix_alert_open",
        "kind",
        "franchise",
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=text("closed_at is null"),
    ),
    Index(None, "franchise", "id"),
)
