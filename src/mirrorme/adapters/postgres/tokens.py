"""What is good once, for a while, in Postgres: links, challenges, counted tries."""

import hashlib
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import Connection, Table, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from mirrorme.adapters.postgres.account_tables import attempt, challenge, link, sign_in
from mirrorme.pipeline.accounts.ports import Link, Tried

_KEPT = {"attempt": timedelta(days=1), "challenge": timedelta(0), "link": timedelta(days=30)}
_SIGN_INS = timedelta(days=90)
"""So long it is known where somebody signed in."""


class PostgresTokens:
    """Links, challenges and tries, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def add_link(self, person: int, digest: str, purpose: str, lasts: timedelta, data: str = "") -> None:
        """Keep a link; those of the same purpose are no longer good."""
        self.end_links(person, purpose)
        values = {"person": person, "digest": digest, "purpose": purpose, "data": data}
        self._live.execute(insert(link).values(**values, expires_at=func.now() + lasts))

    def use_link(self, digest: str, purposes: Collection[str]) -> Link | None:
        """The link, if it is good and for one of these purposes; now it is used."""
        good = (link.c.digest == digest) & link.c.used_at.is_(None) & (link.c.expires_at > func.now())
        used = update(link).where(good, link.c.purpose.in_(purposes)).values(used_at=func.now())
        row = self._live.execute(used.returning(link.c.person, link.c.purpose, link.c.data)).one_or_none()
        return Link(row.person, row.purpose, row.data) if row else None

    def end_links(self, person: int, purpose: str) -> None:
        """Those of somebody for this purpose are no longer good."""
        good = (link.c.person == person) & (link.c.purpose == purpose) & link.c.used_at.is_(None)
        self._live.execute(update(link).where(good).values(used_at=func.now()))

    def add_challenge(self, digest: str, purpose: str, data: str, lasts: timedelta) -> None:
        """Keep a challenge, in place of one of the same digest."""
        values = {"purpose": purpose, "data": data, "expires_at": func.now() + lasts}
        added = insert_or(challenge).values(digest=digest, **values)
        self._live.execute(added.on_conflict_do_update(index_elements=[challenge.c.digest], set_=values))

    def take_challenge(self, digest: str, purpose: str) -> str | None:
        """Its data, if it is good; now it is gone."""
        good = (challenge.c.digest == digest) & (challenge.c.purpose == purpose) & (challenge.c.expires_at > func.now())
        row = self._live.execute(delete(challenge).where(good).returning(challenge.c.data)).one_or_none()
        return row.data if row else None

    def count(self, bucket: str, most: int, window: timedelta) -> Tried:
        """Count a try, unless there were ``most`` within the window."""
        name = hashlib.sha256(bucket.encode("utf-8", "surrogateescape")).hexdigest()
        # many at once are counted one after the other
        lock = int.from_bytes(bytes.fromhex(name[:16]), "big", signed=True)
        self._live.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": lock})
        recent = select(func.count(), func.min(attempt.c.at) + window - func.clock_timestamp()).where(
            attempt.c.bucket == name, attempt.c.at > func.clock_timestamp() - window
        )
        found, wait = self._live.execute(recent).one()
        if found >= most:
            return Tried(0, wait)
        added = insert(attempt).values(bucket=name, at=func.clock_timestamp()).returning(attempt.c.id)
        return Tried(int(self._live.execute(added).scalar_one()), None)

    def forgive(self, tried: int) -> None:
        """It was none to be counted."""
        self._live.execute(delete(attempt).where(attempt.c.id == tried))

    def forget_old(self, at_most: int) -> int:
        """Have gone what is good for nothing any more; gives how much that was."""
        gone = sum(self._forget(table, at_most) for table in (attempt, challenge, link))
        old = select(sign_in.c.id).where(sign_in.c.expires_at < func.now() - _SIGN_INS).limit(at_most)
        return gone + self._live.execute(delete(sign_in).where(sign_in.c.id.in_(old))).rowcount

    def _forget(self, table: Table, at_most: int) -> int:
        key, ends = next(iter(table.primary_key)), table.c.get("expires_at", table.c.get("at"))
        if ends is None:
            raise LookupError(f"{table.name} doesn't say how long it is good")
        old = select(key).where(ends < func.now() - _KEPT[table.name]).limit(at_most)
        return self._live.execute(delete(table).where(key.in_(old))).rowcount
