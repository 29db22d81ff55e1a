"""The tables. Migrations make them; queries are written with these, and a test holds the two against each other."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
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


def _id() -> "Column[int]":
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def _franchise(*, required: bool = True) -> "Column[str]":
    return Column("franchise", Text, ForeignKey("franchise.code"), nullable=not required)


def _time(name: str, *, now: bool = False) -> "Column[object]":
    stamp = DateTime(timezone=True)
    return Column(name, stamp, nullable=False, server_default=func.now()) if now else Column(name, stamp)


def _json(name: str, empty: str) -> "Column[object]":
    return Column(name, JSONB, nullable=False, server_default=text(f"'{empty}'::jsonb"))


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
    _time("created_at", now=True),
)

api_key = Table(
    "api_key",
    metadata,
    _id(),
    _franchise(required=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    _time("created_at", now=True),
    _time("used_at"),
    _time("revoked_at"),
    _time("expires_at"),
)

booking_type = Table(
    "booking_type",
    metadata,
    _id(),
    _franchise(),
    Column("name", Text, nullable=False),
    Column("lane", Text, nullable=False),
    _json("look", "{}"),
    _time("created_at", now=True),
    UniqueConstraint("franchise", "name"),
)

customer = Table(
    "customer",
    metadata,
    _id(),
    _franchise(),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("tier", Text, nullable=False, server_default="regular"),
    Column("hold", Text),
    _time("created_at", now=True),
    Index(None, "franchise", "id"),
)

session = Table(
    "session",
    metadata,
    _id(),
    _franchise(),
    Column("name", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("booking_type", BigInteger, ForeignKey("booking_type.id"), nullable=False),
    Column("customer", BigInteger, ForeignKey("customer.id")),
    Column("lane", Text, nullable=False),
    _json("look", "{}"),
    _time("due_at"),
    Column("cancelled", Boolean, nullable=False, server_default=text("false")),
    Column("alerted", Boolean, nullable=False, server_default=text("false")),
    _time("created_at", now=True),
    UniqueConstraint("franchise", "day", "number"),
    UniqueConstraint("franchise", "day", "name"),
    Index(None, "franchise", "id"),
    Index(None, "customer"),
    Index(None, "booking_type"),
)

photo = Table(
    "photo",
    metadata,
    _id(),
    _franchise(),
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
    _time("deadline"),
    _time("created_at", now=True),
    _time("received_at"),
    _time("published_at"),
    _time("missed_at"),
    _time("changed_at", now=True),
    _json("reasons", "[]"),
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
    _franchise(),
    Column("photo", BigInteger, ForeignKey("photo.id"), nullable=False),
    Column("multipart", Text),
    Column("size", BigInteger, nullable=False),
    Column("part_size", BigInteger, nullable=False),
    Column("state", Text, nullable=False, server_default="open"),
    _time("created_at", now=True),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Index("ix_upload_open", "photo", unique=True, postgresql_where=text("state = 'open'")),
    Index("ix_upload_stale", "expires_at", postgresql_where=text("state = 'open'")),
    Index(None, "photo"),
)

edit = Table(
    "edit",
    metadata,
    _id(),
    _franchise(),
    Column("photo", BigInteger, ForeignKey("photo.id"), nullable=False),
    Column("number", SmallInteger, nullable=False),
    _json("recipe", "{}"),
    _json("models", "{}"),
    Column("device", Text, nullable=False),
    _json("outputs", "{}"),
    _json("seconds", "{}"),
    _json("measured", "{}"),
    _time("created_at", now=True),
    UniqueConstraint("photo", "number"),
    Index(None, "franchise", "id"),
)

erasure = Table(
    "erasure",
    metadata,
    _id(),
    _franchise(),
    Column("customer", BigInteger, ForeignKey("customer.id"), nullable=False, unique=True),
    _time("asked_at", now=True),
    Column("asked_by", Text, nullable=False),
    _time("again_at"),
    _time("done_at"),
    Column("photos", Integer, nullable=False),
    Column("objects", Integer, nullable=False, server_default="0"),
    Column("receipt", JSONB),
    Index("ix_erasure_open", "id", postgresql_where=text("done_at is null")),
    Index(None, "franchise", "id"),
)

data_key = Table(
    "data_key",
    metadata,
    _id(),
    _franchise(),
    Column("customer", BigInteger, ForeignKey("customer.id")),
    Column("version", Integer, nullable=False),
    Column("master", Text, nullable=False),
    Column("wrapped", LargeBinary),
    _time("created_at", now=True),
    _time("retired_at"),
    _time("emptied_at"),
    _time("destroyed_at"),
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
    _time("began_at", now=True),
)

history = Table(
    "history",
    metadata,
    _id(),
    Column("at", DateTime(timezone=True), nullable=False, server_default=text("clock_timestamp()")),
    # numbers, since the type of transaction ids has no meaning to clients; see replay.py for what they are for
    Column("xid", BigInteger, nullable=False, server_default=text("(pg_current_xact_id()::text)::bigint")),
    Column(
        "xmin_seen",
        BigInteger,
        nullable=False,
        server_default=text("(pg_snapshot_xmin(pg_current_snapshot())::text)::bigint"),
    ),
    _franchise(required=False),
    Column("session", BigInteger),
    Column("photo", BigInteger),
    Column("kind", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("why", Text, nullable=False),
    _json("data", "{}"),
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
    _time("at", now=True),
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
    _time("changed_at"),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("caller", BigInteger, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request", Text, nullable=False),
    Column("status", SmallInteger),
    Column("headers", JSONB),
    Column("body", Text),
    _time("created_at", now=True),
    Index(None, "created_at"),
)
