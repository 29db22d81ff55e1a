"""Uploads in Postgres."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, select, update
from sqlalchemy.dialects.postgresql import insert as insert_new

from mirrorme.adapters.postgres.tables import photo
from mirrorme.adapters.postgres.tables import upload as table
from mirrorme.domain.errors import ConflictError
from mirrorme.domain.records import Upload


def to_upload(row: RowMapping) -> Upload:
    """A row as a record."""
    return Upload(**row)


class PostgresUploads:
    """Uploads, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def add(self, upload: Upload) -> None:
        """Keep it, unless its photo has another open one."""
        # not by its rowcount, which SQLAlchemy does not keep for an insert
        added = insert_new(table).values(**asdict(upload)).on_conflict_do_nothing().returning(table.c.id)
        if self._live.execute(added).first() is None:
            raise ConflictError("upload_open", "This photo is being uploaded already.")

    def get(self, upload: str) -> Upload | None:
        """As it is now."""
        row = self._live.execute(select(table).where(table.c.id == upload)).mappings().one_or_none()
        return to_upload(row) if row else None

    def lock(self, upload: str) -> Upload | None:
        """As it is now, held until the transaction ends."""
        row = self._live.execute(select(table).where(table.c.id == upload).with_for_update()).mappings().one_or_none()
        return to_upload(row) if row else None

    def open_of(self, photo: int) -> Upload | None:
        """The one that is under way."""
        found = select(table).where(table.c.photo == photo, table.c.state == "open")
        row = self._live.execute(found).mappings().one_or_none()
        return to_upload(row) if row else None

    def close(self, upload: str, *, done: bool) -> None:
        """It has arrived, or was given up."""
        self._live.execute(update(table).where(table.c.id == upload).values(state="done" if done else "aborted"))

    def open_since(self, expired: datetime, at_most: int) -> list[Upload]:
        """Open ones that expired before, in no order: none waits behind the same others for ever."""
        found = select(table).where(table.c.state == "open", table.c.expires_at < expired)
        rows = self._live.execute(found.order_by(func.random()).limit(at_most)).mappings()
        return [to_upload(row) for row in rows]

    def open_for_nothing(self, at_most: int) -> list[Upload]:
        """Open ones whose photo was cancelled."""
        found = select(table).join(photo, photo.c.id == table.c.photo).where(table.c.state == "open")
        rows = self._live.execute(found.where(photo.c.state != "uploading").limit(at_most)).mappings()
        return [to_upload(row) for row in rows]
