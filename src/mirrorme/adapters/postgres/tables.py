"""The tables. Migrations make them; queries are written with these, and a test holds the two against each other."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    or_,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from mirrorme.domain.photo import State

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def an_id() -> "Column[int]":
    """A number that the database gives."""
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def a_franchise(*, required: bool = True) -> "Column[str]":
    """Whose a row is."""
    return Column("franchise", Text, ForeignKey("franchise.code"), nullable=not required)


def a_time(name: str, *, now: bool = False) -> "Column[object]":
    """A moment. now: that of the transaction, if none is given."""
    stamp = DateTime(timezone=True)
    return Column(name, stamp, nullable=False, server_default=func.now()) if now else Column(name, stamp)


def a_json(name: str, empty: str) -> "Column[object]":
    """A JSON value. empty: what it is at first, as JSON."""
    return Column(name, JSONB, nullable=False, server_default=text(f"'{empty}'::jsonb"))


OPENING = (
    '{"mon": [["09:00", "18:00"]], "tue": [["09:00", "18:00"]], "wed": [["09:00", "18:00"]], '
    '"thu": [["09:00", "18:00"]], "fri": [["09:00", "18:00"]], "sat": [["09:00", "18:00"]]}'
)
"""A franchise's hours at first; ``DEFAULT_HOURS`` as JSON."""

region = Table("region", metadata, Column("code", Text, primary_key=True), Column("name", Text, nullable=False))

franchise = Table(
    "franchise",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("region", Text, ForeignKey("region.code"), nullable=False),
    Column("timezone", Text, nullable=False),
    Column("auto_publish", SmallInteger, nullable=False, server_default="85"),
    Column("review_from", SmallInteger, nullable=False, server_default="70"),
    a_time("created_at", now=True),
    a_json("hours", OPENING),
)

api_key = Table(
    "api_key",
    metadata,
    an_id(),
    a_franchise(required=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    a_time("created_at", now=True),
    a_time("used_at"),
    a_time("revoked_at"),
    a_time("expires_at"),
    Column("prefix", Text, nullable=False, server_default=""),
    Column("scopes", ARRAY(Text), nullable=False, server_default="{}"),
)

booking_type = Table(
    "booking_type",
    metadata,
    an_id(),
    a_franchise(),
    Column("name", Text, nullable=False),
    Column("lane", Text, nullable=False),
    a_json("look", "{}"),
    a_time("created_at", now=True),
    a_time("withdrawn_at"),
    Index(
        "uq_booking_type_franchise_name",
        "franchise",
        "name",
        unique=True,
        postgresql_where=text("withdrawn_at is null"),
    ),
)

customer = Table(
    "customer",
    metadata,
    an_id(),
    a_franchise(),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("tier", Text, nullable=False, server_default="regular"),
    Column("hold", Text),
    a_time("created_at", now=True),
    Index(None, "franchise", "id"),
)

session = Table(
    "session",
    metadata,
    an_id(),
    a_franchise(),
    Column("name", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("booking_type", BigInteger, ForeignKey("booking_type.id"), nullable=False),
    Column("customer", BigInteger, ForeignKey("customer.id")),
    Column("lane", Text, nullable=False),
    a_json("look", "{}"),
    a_time("due_at"),
    Column("cancelled", Boolean, nullable=False, server_default=text("false")),
    Column("alerted", Boolean, nullable=False, server_default=text("false")),
    a_time("created_at", now=True),
    UniqueConstraint("franchise", "day", "number"),
    UniqueConstraint("franchise", "day", "name"),
    Index(None, "franchise", "id"),
    Index(None, "customer"),
    Index(None, "booking_type"),
)

photo = Table(
    "photo",
    metadata,
    an_id(),
    a_franchise(),
    Column("session", BigInteger, ForeignKey("session.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("filename", Text, nullable=False),
    Column("extension", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("tag", Integer, nullable=False, server_default="0"),
    Column("strikes", SmallInteger, nullable=False, server_default="0"),
    Column("starts", SmallInteger, nullable=False, server_default="0"),
    Column("edits", SmallInteger, nullable=False, server_default="0"),
    Column("inspected", Boolean, nullable=False, server_default=text("false")),
    Column("job", BigInteger),
    a_time("deadline"),
    a_time("created_at", now=True),
    a_time("received_at"),
    a_time("published_at"),
    a_time("missed_at"),
    a_time("changed_at", now=True),
    a_json("reasons", "[]"),
    a_time("original_expired_at"),
    a_time("asked_at"),
    Column("score", Double),
    Column("sure", Boolean),
    a_time("review_due_at"),
    a_time("remind_at"),
    Column("reviewer", Text),
    a_time("claimed_until"),
    Column("note", Text, nullable=False, server_default=""),
    a_json("adjustments", "{}"),
    a_json("overruled", "{}"),
    a_json("waits_for", "{}"),
    UniqueConstraint("session", "number"),
    UniqueConstraint("session", "sha256"),
    Index(None, "session", "state"),
    Index(None, "franchise", "id"),
    Index(None, "franchise", "state", "id"),
    # what is under way is little beside what is settled
    Index("ix_photo_waiting", "lane", "franchise", "tag", postgresql_where=text("state = 'queued'")),
    Index("ix_photo_front", "lane", "tag", postgresql_where=text("state = 'queued'")),
    Index(
        "ix_photo_unsettled",
        "franchise",
        "state",
        "lane",
        postgresql_where=text("state in ('uploading', 'received', 'queued', 'editing', 'scored', 'in_review')"),
    ),
    Index("ix_photo_failed", "id", postgresql_where=text("state = 'failed'")),
    Index("ix_photo_retake", "id", postgresql_where=text("state = 'retake'")),
    Index("ix_photo_review", "review_due_at", "id", postgresql_where=text("state = 'in_review'")),
    Index("ix_photo_remind", "remind_at", postgresql_where=text("remind_at is not null")),
    Index("ix_photo_received", "franchise", "received_at", postgresql_include=["state", "lane"]),
    Index("ix_photo_missed", "missed_at", "lane", postgresql_where=text("missed_at is not null")),
)


def in_state(*states: State) -> "ColumnElement[bool]":
    """That a photo is in one of these states, spelt out: a parameter would hide it from partial indexes."""
    return or_(*(photo.c.state == bindparam(None, str(state), Text, literal_execute=True) for state in sorted(states)))


upload = Table(
    "upload",
    metadata,
    Column("id", Text, primary_key=True),
    a_franchise(),
    Column("photo", BigInteger, ForeignKey("photo.id"), nullable=False),
    Column("multipart", Text),
    Column("size", BigInteger, nullable=False),
    Column("part_size", BigInteger, nullable=False),
    Column("state", Text, nullable=False, server_default="open"),
    a_time("created_at", now=True),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Index("ix_upload_open", "photo", unique=True, postgresql_where=text("state = 'open'")),
    Index("ix_upload_stale", "expires_at", postgresql_where=text("state = 'open'")),
    Index(None, "photo"),
)

edit = Table(
    "edit",
    metadata,
    an_id(),
    a_franchise(),
    Column("photo", BigInteger, ForeignKey("photo.id"), nullable=False),
    Column("number", SmallInteger, nullable=False),
    a_json("recipe", "{}"),
    a_json("models", "{}"),
    Column("device", Text, nullable=False),
    a_json("outputs", "{}"),
    a_json("seconds", "{}"),
    a_json("measured", "{}"),
    a_time("created_at", now=True),
    a_time("expired_at"),
    UniqueConstraint("photo", "number"),
    Index(None, "franchise", "id"),
    Index(None, "created_at", postgresql_using="brin"),
)

erasure = Table(
    "erasure",
    metadata,
    an_id(),
    a_franchise(),
    Column("customer", BigInteger, ForeignKey("customer.id"), nullable=False, unique=True),
    a_time("asked_at", now=True),
    Column("asked_by", Text, nullable=False),
    a_time("again_at"),
    a_time("done_at"),
    Column("photos", Integer, nullable=False),
    Column("objects", Integer, nullable=False, server_default="0"),
    Column("receipt", JSONB),
    Index("ix_erasure_open", "id", postgresql_where=text("done_at is null")),
    Index(None, "franchise", "id"),
)

consent = Table(
    "consent",
    metadata,
    an_id(),
    a_franchise(),
    Column("customer", BigInteger, ForeignKey("customer.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("given", Boolean, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=text("clock_timestamp()")),
    Column("who", Text, nullable=False),
    Column("source", Text, nullable=False),
    Index(None, "customer", "id"),
)

retention = Table(
    "retention",
    metadata,
    Column("franchise", Text, ForeignKey("franchise.code"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("cold_after", Integer),
    Column("archive_after", Integer),
    Column("delete_after", Integer),
)

data_key = Table(
    "data_key",
    metadata,
    an_id(),
    a_franchise(),
    Column("customer", BigInteger, ForeignKey("customer.id")),
    Column("version", Integer, nullable=False),
    Column("master", Text, nullable=False),
    Column("wrapped", LargeBinary),
    a_time("created_at", now=True),
    a_time("retired_at"),
    a_time("emptied_at"),
    a_time("destroyed_at"),
    UniqueConstraint("franchise", "customer", "version", postgresql_nulls_not_distinct=True),
    Index(
        "ix_data_key_current",
        "franchise",
        "customer",
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=text("retired_at is null"),
    ),
    Index("ix_data_key_customer", "customer"),
)

encryption = Table(
    "encryption",
    metadata,
    Column("single", Boolean, primary_key=True, server_default=text("true")),
    Column("master", Text, nullable=False),
    Column("plain", Boolean, nullable=False),
    a_time("began_at", now=True),
)

history = Table(
    "history",
    metadata,
    an_id(),
    Column("at", DateTime(timezone=True), nullable=False, server_default=text("clock_timestamp()")),
    # numbers, since the type of transaction ids has no meaning to clients; see replay.py for what they are for
    Column("xid", BigInteger, nullable=False, server_default=text("(pg_current_xact_id()::text)::bigint")),
    Column(
        "xmin_seen",
        BigInteger,
        nullable=False,
        server_default=text("(pg_snapshot_xmin(pg_current_snapshot())::text)::bigint"),
    ),
    a_franchise(required=False),
    Column("session", BigInteger),
    Column("photo", BigInteger),
    Column("kind", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("why", Text, nullable=False),
    a_json("data", "{}"),
    Index(None, "xid"),
    Index("ix_history_photo", "photo", "id", postgresql_where=text("photo is not null")),
    Index("ix_history_session", "session", "id", postgresql_where=text("session is not null")),
    Index(None, "franchise", "id"),
)

seal = Table(
    "seal",
    metadata,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("previous", Text, nullable=False, unique=True),
    Column("digest", Text, nullable=False),
    Column("leaves", LargeBinary, nullable=False),
    a_time("at", now=True),
)

HIDDEN = frozenset({"xid", "xmin_seen"})
"""Columns of the history that only its order is found by."""
EVENT = [column for column in history.c if column.name not in HIDDEN]
"""The others: what an event tells."""

lane = Table(
    "lane",
    metadata,
    Column("name", Text, primary_key=True),
    Column("paused", Boolean, nullable=False, server_default=text("false")),
    Column("changed_by", Text),
    a_time("changed_at"),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("caller", Text, primary_key=True),
    a_franchise(required=False),
    Column("key", Text, primary_key=True),
    Column("request", Text, nullable=False),
    Column("status", SmallInteger),
    Column("headers", JSONB),
    Column("body", Text),
    a_time("created_at", now=True),
    Index(None, "created_at"),
)
