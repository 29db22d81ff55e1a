"""`mirrorme keys`: the keys that photos are encrypted under."""

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mirrorme.interfaces.cli.connecting import Data, Json, show_json, show_table

if TYPE_CHECKING:
    from mirrorme.adapters.keys.master_file import FileMaster
    from mirrorme.adapters.keys.master_kms import KmsMaster
    from mirrorme.adapters.postgres.engine import PostgresRecords

app = typer.Typer(no_args_is_help=True, help="The keys that photos are encrypted under: list, rotate, status.")
Code = Annotated[str | None, typer.Option("--franchise", metavar="CODE", help="Of one franchise and its customers.")]
WHO = "admin"


@app.callback()
def _only_commands() -> None: ...


@app.command("list")
def list_keys(*, franchise: Code = None, as_json: Json = False, data: Data = None) -> None:
    """Tell of each key whose it is, and since when; never the key itself."""
    from mirrorme.interfaces.cli.service.database import records

    with records(data) as all_records, all_records.begin() as work:
        found = work.data_keys.all(franchise)
    if as_json:
        shown = ("id", "franchise", "customer", "version", "master", "state")
        times = ("created_at", "retired_at", "emptied_at", "destroyed_at")
        lines = [{name: getattr(key, name) for name in shown} for key in found]
        stamps = [{name: _told(getattr(key, name)) for name in times} for key in found]
        show_json([line | stamp for line, stamp in zip(lines, stamps, strict=True)])
        return
    show_table(
        ("key", "franchise", "customer", "version", "state", "made", "under master key"),
        [
            (key.id, key.franchise, key.customer, key.version, key.state, f"{key.created_at:%Y-%m-%d}", key.master)
            for key in found
        ],
    )


@app.command()
def rotate(
    *,
    franchise: Code = None,
    master: Annotated[bool, typer.Option("--master", help="The master key instead: no photo is touched.")] = False,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="With --master: only add the new key to the file, to be copied around.")
    ] = False,
    data: Data = None,
) -> None:
    """New keys for all new photos, at once; older photos follow in the background, and can be read all the while."""
    from mirrorme.domain.errors import NotFoundError
    from mirrorme.interfaces.cli.service.database import records
    from mirrorme.pipeline.errors import OrderError, SetupError
    from mirrorme.pipeline.ports import StorageError
    from mirrorme.pipeline.rotate_keys import begin_encryption
    from mirrorme.pipeline.rotate_keys import rotate as rotate_all

    if (master and franchise) or (prepare and not master):
        raise OrderError("--master is for all franchises, and --prepare goes with it")
    try:
        with records(data) as all_records:
            own = _master(data)
            with all_records.begin() as work:
                if work.data_keys.encryption() is None:
                    raise SetupError("nothing is encrypted here: see docs/runbooks/keys.md for how that is begun")
            begin_encryption(all_records, own, plain=False)
            if master:
                _rotate_master(all_records, own, data, prepare=prepare)
                return
            count = rotate_all(all_records, own, WHO, franchise)
    except NotFoundError as error:
        raise OrderError(error.message) from error
    except StorageError as error:
        raise SetupError(error.reason.message) from error
    typer.echo(f"{count} keys rotated; older photos follow in the background (`mirrorme keys status`)", err=True)


@app.command()
def status(*, as_json: Json = False, data: Data = None) -> None:
    """Tell whether all is encrypted, under which master key, and whether a rotation is under way."""
    from mirrorme.interfaces.cli.service.database import records

    with records(data) as all_records, all_records.begin() as work:
        state, found = work.data_keys.encryption(), work.data_keys.all()
    counts = Counter(key.state for key in found)
    if as_json:
        how = None if state is None else {"master": state.master, "plain": state.plain}
        show_json({"encryption": how, "keys": dict(counts)})
        return
    if state is None:
        typer.echo("nothing is encrypted by MirrorMe: the disk or S3 has to do it")
        return
    old = "older photos are being encrypted" if state.plain else "every photo is encrypted"
    typer.echo(f"{old}; master key {state.master}")
    for name, count in sorted(counts.items()):
        typer.echo(f"{count} keys {name}")


def _rotate_master(
    all_records: "PostgresRecords", own: "FileMaster | KmsMaster", data: Path | None, *, prepare: bool
) -> None:
    from mirrorme.adapters.keys.master_file import FileMaster, add_master
    from mirrorme.pipeline.rotate_keys import rotate_master

    with all_records.begin() as work:
        state = work.data_keys.encryption()
        others = [] if state is None else work.data_keys.lock_wrapped_otherwise(state.master, 1)
    # one that was prepared, or cut off, is gone on with
    if isinstance(own, FileMaster) and state is not None and own.newest == state.master and not others:
        add_master(Path(_named(data)))
        own = FileMaster(Path(_named(data)))
    if prepare:
        typer.echo(f"{_named(data)} has the new key: copy it to all machines, then say it without --prepare", err=True)
        return
    count = rotate_master(all_records, own, WHO)
    typer.echo(f"{count} keys are under master key {own.newest} now", err=True)
    if len(own.names) > 1:
        typer.echo(
            f"keep a copy of {_named(data)}; its older keys are needed only by backups of the database made before",
            err=True,
        )


def _named(data: Path | None) -> str:
    """What MIRRORME_MASTER_KEY names, else the file of the `mirrorme up` on this machine."""
    from platformdirs import user_data_path

    named = os.environ.get("MIRRORME_MASTER_KEY")
    return named or str((data or user_data_path("mirrorme", appauthor=False)).absolute() / "master.key")


def _master(data: Path | None) -> "FileMaster | KmsMaster":
    from mirrorme.adapters.keys.open_master import open_master

    return open_master(_named(data))


def _told(moment: object) -> str | None:
    return None if moment is None else str(moment)
