"""A folder store with objects of any age, and records of a real Postgres beside them."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from mirrorme.adapters.objects.folder import FolderObjects
from mirrorme.adapters.objects.signing import Signer
from mirrorme.domain.keys import ObjectKey, bucket_of
from mirrorme.domain.photo import Photo
from mirrorme.domain.records import Session
from mirrorme.pipeline.retention import Line, keep_by_age
from tests.integration.pipeline.conftest import House


@dataclass
class Attic:
    """house: records, and who works with them. hot, cold: folders."""

    house: House
    hot: Path
    cold: Path | None

    @property
    def store(self) -> FolderObjects:
        return FolderObjects(self.hot, Signer(b"", ""), cold=self.cold)

    def session(self, number: int) -> Session:
        with self.house.records.begin() as work:
            found = work.sessions.get(number)
        assert found is not None
        return found

    def put(self, at: ObjectKey, days: float, data: bytes = b"a portrait") -> ObjectKey:
        """An object that was written so many days ago."""
        self.store.make_bucket(at.bucket)
        self.store.write(at, data)
        with self.house.records.begin() as work:
            then = (work.now - timedelta(days=days)).timestamp()
        os.utime(self.store.path(at), (then, then))
        return at

    def published(self, data: bytes, session: int | None = None) -> Photo:
        """A photo that is done, in the records alone."""
        photo = self.house.receive(data, session)
        self.house.studio().edit_photo(photo.id)
        return self.house.photo(photo.id)

    def original(self, photo: Photo, days: float) -> ObjectKey:
        place = self.session(photo.session).place
        return self.put(place.raw(photo.number, photo.extension), days)

    def picture(self, photo: Photo, days: float) -> ObjectKey:
        return self.put(self.session(photo.session).place.edited(photo.number, 1, "jpg"), days)

    def rejected(self, photo: Photo, days: float) -> ObjectKey:
        return self.put(self.session(photo.session).place.rejected(photo.number, photo.extension), days)

    def run(self, *, dry: bool = False, at_most: int = 1000) -> dict[tuple[str, str, str], Line]:
        """Lines of what was done in franchise 001, by kind, action and what stood against it."""
        lines = keep_by_age(self.house.records, self.store, who="test", dry=dry, at_most=at_most)
        return {(line.kind, line.action, line.but): line for line in lines if line.franchise == "001"}

    def rule(self, kind: str, cold: int | None, archive: int | None, delete: int | None) -> None:
        values = {"kind": kind, "cold": cold, "archive": archive, "delete": delete}
        self.house.run(
            """insert into retention (franchise, kind, cold_after, archive_after, delete_after)
               values ('001', :kind, :cold, :archive, :delete)""",
            **values,
        )

    def there(self) -> list[Path]:
        """All files with bytes in them, hot or cold."""
        folders = [self.hot, *([self.cold] if self.cold else [])]
        return [path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]

    def bucket(self) -> str:
        return bucket_of("001")
