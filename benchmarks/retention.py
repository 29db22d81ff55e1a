"""What a run of retention takes over a full store, beside walking through the same folders and asking each file's age.

    python benchmarks/retention.py [--objects 100000] [--due 1000]

There is no promise of a time; the scheduler does it once an hour.
"""

import argparse
import os
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mirrorme.adapters.objects.folder import FolderObjects
from mirrorme.adapters.objects.signing import Signer
from mirrorme.adapters.postgres.embedded import Embedded
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.adapters.postgres.migrate import migrate
from mirrorme.domain.keys import SessionPlace
from mirrorme.domain.records import Caller
from mirrorme.pipeline.bookings import NewFranchise, found_franchise
from mirrorme.pipeline.retention import done, keep_by_age

SESSION = 50
DAY = 20 * SESSION


def fill(store: FolderObjects, objects: int, due: int) -> None:
    """Originals of a hundred sessions a day; the first ones are old enough to go cold."""
    now = datetime.now(UTC)
    for number in range(objects):
        day = date(2025, 1, 1) + timedelta(days=number // DAY)
        place = SessionPlace("001", day, number % DAY // SESSION + 1)
        path = store.path(place.raw(number % SESSION + 1, "jpg"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"a portrait")
        age = timedelta(days=31 if number < due else 1)
        os.utime(path, ((now - age).timestamp(),) * 2)


def walk(folder: Path) -> tuple[int, float]:
    """Files, and seconds."""
    began = time.perf_counter()
    found = 0
    for place, _, names in os.walk(folder):
        for name in names:
            found += os.stat(os.path.join(place, name)).st_mtime > 0  # noqa: PTH116, PTH118 (the least that can be done)
    return found, time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--objects", type=int, default=100_000)
    options.add_argument("--due", type=int, default=1000)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        database = Embedded(folder / "postgres", elsewhere=folder / "elsewhere")
        engine = open_engine(database.start(), 2)
        try:
            migrate(engine)
            records = PostgresRecords(engine)
            store = FolderObjects(folder / "hot", Signer(b"", ""), cold=folder / "cold")
            with records.begin() as work:
                founder = Caller("benchmark", "benchmark", "head_office", None)
                found_franchise(work, store, founder, NewFranchise("001", "One", "us-east-1", "UTC"))
            fill(store, asked.objects, asked.due)
            walk(folder / "hot")
            found, floor = walk(folder / "hot")
            for what, dry in (
                ("dry run", True),
                (f"run that moves {asked.due}", False),
                ("run with nothing due", False),
            ):
                began = time.perf_counter()
                lines = keep_by_age(records, store, who="benchmark", dry=dry)
                took = time.perf_counter() - began
                print(f"{what}: {took:.2f} s over {found} objects, {0 if dry else done(lines)} moved")
            print(f"walking through the same folders: {floor:.2f} s")
        finally:
            engine.dispose()
            database.stop()


if __name__ == "__main__":
    main()
