"""The database itself, for commands that only who holds it may give."""

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mirrorme.adapters.postgres.engine import PostgresRecords


def portal_url(data: "Path | None") -> str:
    """Where people reach the portal: as MIRRORME_PUBLIC_URL says, else that of the `mirrorme up` on this machine.

    Raises:
        SetupError: neither is there.
    """
    from platformdirs import user_data_path

    from mirrorme.interfaces.agent.access import noted_url
    from mirrorme.pipeline.errors import SetupError

    place = data or user_data_path("mirrorme", appauthor=False)
    try:
        return os.environ.get("MIRRORME_PUBLIC_URL") or noted_url(place)
    except SetupError as error:
        raise SetupError("nobody knows the portal's address: set MIRRORME_PUBLIC_URL") from error


@contextmanager
def records(data: "Path | None") -> "Iterator[PostgresRecords]":
    """Those of DATABASE_URL, else of the `mirrorme up` that runs on this machine.

    Raises:
        SetupError: it can't be reached, or needs another version of this program.
    """
    from platformdirs import user_data_path

    from mirrorme.adapters.postgres.embedded import Embedded
    from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
    from mirrorme.adapters.postgres.migrate import check
    from mirrorme.pipeline.errors import SetupError
    from mirrorme.pipeline.ports import UnavailableError

    url = os.environ.get("DATABASE_URL")
    if url is None:
        own = Embedded((data or user_data_path("mirrorme", appauthor=False)) / "postgres")
        if not own.running():
            raise SetupError("no database: set DATABASE_URL, or start `mirrorme up` (with the same --data) first")
        url = own.start()
    engine = open_engine(url, 2)
    try:
        check(engine)
        yield PostgresRecords(engine)
    except UnavailableError as error:
        raise SetupError(str(error)) from error
    finally:
        engine.dispose()
