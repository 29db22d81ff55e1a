"""The tables of people and how they sign in; see ``tables.py``."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    text,
)

from mirrorme.adapters.postgres.tables import a_franchise, a_time, an_id, metadata

person = Table(
    "person",
    metadata,
    an_id(),
    a_franchise(required=False),
    Column("email", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password", Text),
    Column("totp", LargeBinary),
    Column("totp_step", BigInteger, nullable=False, server_default="0"),
    Column("subject", Text, unique=True),
    Column("locale", Text),
    a_time("created_at", now=True),
    a_time("disabled_at"),
    a_time("signed_in_at"),
    Index(None, "franchise", "id"),
)


def _person() -> "Column[int]":
    return Column("person", BigInteger, ForeignKey("person.id"), nullable=False)


def _until() -> "Column[object]":
    return Column("expires_at", DateTime(timezone=True), nullable=False)


sign_in = Table(
    "sign_in",
    metadata,
    an_id(),
    _person(),
    Column("digest", Text, nullable=False, unique=True),
    Column("level", Text, nullable=False),
    Column("agent", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("tries", SmallInteger, nullable=False, server_default="0"),
    a_time("created_at", now=True),
    a_time("seen_at", now=True),
    _until(),
    a_time("stepped_up_at"),
    a_time("ended_at"),
    Index(None, "person", "id"),
)

passkey = Table(
    "passkey",
    metadata,
    an_id(),
    _person(),
    Column("credential", LargeBinary, nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    a_time("created_at", now=True),
    a_time("used_at"),
    Index(None, "person"),
)

recovery_code = Table(
    "recovery_code",
    metadata,
    Column("person", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("digest", Text, primary_key=True),
    a_time("used_at"),
)

link = Table(
    "link",
    metadata,
    an_id(),
    _person(),
    Column("digest", Text, nullable=False, unique=True),
    Column("purpose", Text, nullable=False),
    Column("data", Text, nullable=False, server_default=""),
    a_time("created_at", now=True),
    _until(),
    a_time("used_at"),
    Index(None, "person"),
)

challenge = Table(
    "challenge",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("data", Text, nullable=False, server_default=""),
    _until(),
)

attempt = Table(
    "attempt",
    metadata,
    an_id(),
    Column("bucket", Text, nullable=False),
    a_time("at", now=True),
    Index(None, "bucket", "at"),
)

mail = Table(
    "mail",
    metadata,
    an_id(),
    a_franchise(required=False),
    Column("kind", Text, nullable=False),
    Column("sealed", LargeBinary),
    Column("tries", SmallInteger, nullable=False, server_default="0"),
    Column("trouble", Text, nullable=False, server_default=""),
    a_time("created_at", now=True),
    a_time("next_at", now=True),
    a_time("done_at"),
    Index("ix_mail_waiting", "next_at", postgresql_where=text("done_at is null")),
)
