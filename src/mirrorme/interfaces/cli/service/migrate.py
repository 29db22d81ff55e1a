"""`mirrorme migrate`: bring the database up to this version of the program."""

import os
from typing import Annotated

import typer


def migrate(
    *,
    back_to: Annotated[
        str | None, typer.Option(metavar="REVISION", help="Go back instead; newer data is lost.")
    ] = None,
) -> None:
    """Bring the tables of DATABASE_URL up to date; `mirrorme up` does so by itself."""
    from mirrorme.adapters.postgres import migrate as migrations
    from mirrorme.adapters.postgres.engine import connection, open_engine
    from mirrorme.pipeline.errors import OrderError, SetupError
    from mirrorme.pipeline.ports import UnavailableError

    url = os.environ.get("DATABASE_URL")
    if not url:
        raise OrderError("DATABASE_URL is missing: it names the database to migrate")
    engine = open_engine(url, 1)
    try:
        if back_to is None:
            migrations.migrate(engine)
        else:
            migrations.migrate_back(engine, back_to)
        with connection(engine) as live:
            now = migrations.revision(live)
    except UnavailableError as error:
        raise SetupError(str(error)) from error
    typer.echo(f"the database is at revision {now or 'base'}")
