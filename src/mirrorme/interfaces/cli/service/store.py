"""Database and store together, for commands that only who holds both may give."""

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mirrorme.adapters.postgres.engine import PostgresRecords
    from mirrorme.pipeline.ports_retention import Shelves


@contextmanager
def records_and_store(data: "Path | None") -> "Iterator[tuple[PostgresRecords, Shelves]]":
    """Those of the environment if DATABASE_URL is set, else of the `mirrorme up` that runs on this machine.

    Raises:
        SetupError: one can't be reached, or is missing in the settings.
    """
    from platformdirs import user_data_path

    from mirrorme.adapters.objects.open_store import open_store
    from mirrorme.interfaces.cli.service.database import records
    from mirrorme.pipeline.errors import SetupError
    from mirrorme.pipeline.ports import StorageError
    from mirrorme.settings import ServiceSettings
    from mirrorme.wiring.service import region_of

    network = ServiceSettings.from_environment() if os.environ.get("DATABASE_URL") else None
    place = (data or user_data_path("mirrorme", appauthor=False)).absolute()
    with records(data) as all_records:
        shelves, _ = open_store(
            f"file://{place / 'objects'}" if network is None else network.storage_url,
            secret=b"",
            base_url="",
            cold_url=os.environ.get("MIRRORME_COLD_URL"),
            region=os.environ.get("MIRRORME_REGION"),
            wanted=lambda bucket: region_of(all_records, bucket),
        )
        try:
            yield all_records, shelves
        except StorageError as error:
            raise SetupError(error.reason.message) from error
