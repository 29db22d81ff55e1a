"""`mirrorme admin`: what only who holds the database may do, such as the first key of an installation."""

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mirrorme.interfaces.cli.connecting import Data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorme.adapters.postgres.work import PostgresWork

app = typer.Typer(no_args_is_help=True, help="Act on the database itself: first keys, and rescue.")


@app.callback()
def _only_commands() -> None: ...


@app.command("create-key")
def create_key(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is for, as the history will tell it.")],
    *,
    role: Annotated[Literal["head_office", "franchise", "upload"], typer.Option(help="What it may do.")],
    franchise: Annotated[str | None, typer.Option(metavar="CODE", help="Whose; not for head office.")] = None,
    data: Data = None,
) -> None:
    """Make a key to the API and print it: the only time that it can be read.

    In the database of DATABASE_URL, else in that of the `mirrorme up` that runs on this machine.
    """
    from mirrorme.adapters.postgres.keys import make_key
    from mirrorme.pipeline.errors import OrderError

    if (role == "head_office") != (franchise is None):
        raise OrderError("say --franchise CODE for the roles franchise and upload, and for these alone")
    with _database(data) as work:
        if franchise is not None and work.franchises.get(franchise) is None:
            raise OrderError(f"there is no franchise {franchise}")
        key = make_key(work, name, role, franchise)
        work.history.note("key.created", who="admin", why=f"{name}, for {role}", franchise=franchise)
    typer.echo(key)


@contextmanager
def _database(data: "Data") -> "Iterator[PostgresWork]":
    """One transaction in the database that was named, or runs on this machine.

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
    engine = open_engine(url, 1)
    try:
        check(engine)
        with PostgresRecords(engine).begin() as work:
            yield work
    except UnavailableError as error:
        raise SetupError(str(error)) from error
    finally:
        engine.dispose()
