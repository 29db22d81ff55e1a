"""Passkeys and recovery codes in Postgres."""

from dataclasses import fields

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from mirrorme.adapters.postgres.account_tables import passkey as table
from mirrorme.adapters.postgres.account_tables import recovery_code as code
from mirrorme.domain.errors import ConflictError
from mirrorme.domain.people import Passkey

_COLUMNS = [table.c[field.name] for field in fields(Passkey)]


class PostgresFactors:
    """Second factors, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def passkeys(self, person: int) -> list[Passkey]:
        """Somebody's, the oldest first."""
        found = select(*_COLUMNS).where(table.c.person == person).order_by(table.c.id)
        return [Passkey(**row) for row in self._live.execute(found).mappings()]

    def passkey(self, credential: bytes) -> Passkey | None:
        """By its id, held until the transaction ends: its count is compared with the last one."""
        found = select(*_COLUMNS).where(table.c.credential == credential).with_for_update()
        row = self._live.execute(found).mappings().one_or_none()
        return Passkey(**row) if row else None

    def add_passkey(self, person: int, credential: bytes, public_key: bytes, count: int, name: str) -> Passkey:
        """Keep one.

        Raises:
            ConflictError: it is somebody's already.
        """
        values = {"person": person, "credential": credential, "public_key": public_key, "count": count, "name": name}
        added = insert(table).values(**values).on_conflict_do_nothing().returning(*_COLUMNS)
        row = self._live.execute(added).mappings().one_or_none()
        if row is None:
            raise ConflictError("passkey_known", "This passkey is known already.")
        return Passkey(**row)

    def passkey_used(self, number: int, count: int) -> None:
        """It signed just now."""
        self._live.execute(update(table).where(table.c.id == number).values(count=count, used_at=func.now()))

    def remove_passkey(self, person: int, number: int) -> bool:
        """Have it gone; False if there is no such."""
        gone = delete(table).where(table.c.person == person, table.c.id == number)
        return self._live.execute(gone).rowcount == 1

    def set_codes(self, person: int, digests: list[str]) -> None:
        """Recovery codes, in place of all others."""
        self._live.execute(delete(code).where(code.c.person == person))
        if digests:
            self._live.execute(insert(code), [{"person": person, "digest": digest} for digest in digests])

    def use_code(self, person: int, digest: str) -> bool:
        """Whether there is one that nobody used yet; now it is used."""
        good = (code.c.person == person) & (code.c.digest == digest) & code.c.used_at.is_(None)
        return self._live.execute(update(code).where(good).values(used_at=func.now())).rowcount == 1

    def codes_left(self, person: int) -> int:
        """How many were not used yet."""
        left = select(func.count()).where(code.c.person == person, code.c.used_at.is_(None))
        return int(self._live.execute(left).scalar_one())
