"""`mirrorme admin`: what only who holds the database may do, such as the first key of an installation."""

from datetime import datetime, timedelta
from typing import Annotated

import typer

from mirrorme.domain.records import KeyRole
from mirrorme.interfaces.cli.connecting import Data, Json, show_json, show_table
from mirrorme.interfaces.cli.service import people, review

app = typer.Typer(no_args_is_help=True, help="Act on the database itself: keys, and rescue.")
Number = Annotated[int, typer.Argument(metavar="KEY", help="Its number, as `list-keys` tells it.")]
WHO = "admin"


app.command("create-user")(people.create_user)
app.command("list-users")(people.list_users)
app.command("link")(people.link)
app.command("change-user")(people.change_user)
app.command("review")(review.review)


@app.callback()
def _only_commands() -> None: ...


@app.command("create-key")
def create_key(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is for, as the history will tell it.")],
    *,
    role: Annotated[KeyRole, typer.Option(help="What it may do.")],
    franchise: Annotated[str | None, typer.Option(metavar="CODE", help="Whose.", show_default="of all")] = None,
    scope: Annotated[list[str] | None, typer.Option(metavar="SCOPE", help="For client: photos:read ...")] = None,
    days: Annotated[int | None, typer.Option(min=1, help="So long it is good.", show_default="until revoked")] = None,
    data: Data = None,
) -> None:
    """Make a key to the API and print it: the only time that it can be read.

    In the database of DATABASE_URL, else in that of the `mirrorme up` that runs on this machine.
    """
    from mirrorme.adapters.postgres.keys import make_key
    from mirrorme.domain.scopes import SCOPES
    from mirrorme.interfaces.cli.service.database import records
    from mirrorme.pipeline.errors import OrderError

    if (role == "head_office" and franchise) or (role in ("franchise", "upload") and franchise is None):
        raise OrderError("say --franchise CODE for the roles franchise and upload, and not for head_office")
    if (role == "client") != bool(scope) or set(scope or ()) - set(SCOPES):
        raise OrderError(f"say --scope for a client, and for no other role: {', '.join(SCOPES)}")
    with records(data) as all_records, all_records.begin() as work:
        if franchise is not None and work.franchises.get(franchise) is None:
            raise OrderError(f"there is no franchise {franchise}")
        key = make_key(work, name, role, franchise, None if days is None else timedelta(days=days), scope or ())
        work.history.note("key.created", who=WHO, why=f"{name}, for {role}", franchise=franchise)
    typer.echo(key)


@app.command("list-keys")
def list_keys(*, as_json: Json = False, data: Data = None) -> None:
    """Tell who has a key, what each may see, and when it was last used: for the review that is due every quarter."""
    from dataclasses import asdict

    from mirrorme.adapters.postgres.keys import all_keys
    from mirrorme.interfaces.cli.service.database import records

    with records(data) as all_records, all_records.begin() as work:
        found, now = all_keys(work), work.now
    if as_json:
        show_json([{name: _told(value) for name, value in asdict(key).items()} for key in found])
        return
    show_table(
        ("key", "begins", "name", "role", "sees", "made", "last used", "ends"),
        [
            (
                key.id,
                key.prefix,
                key.name,
                " ".join((key.role, *key.scopes)),
                key.franchise or "all",
                f"{key.created_at:%Y-%m-%d}",
                f"{key.used_at:%Y-%m-%d}" if key.used_at else "never",
                _end(key.revoked_at, key.expires_at, now),
            )
            for key in found
        ],
    )


@app.command("revoke-key")
def revoke_key(number: Number, *, data: Data = None) -> None:
    """Have a key end at once."""
    _end_key(number, timedelta(0), data)


@app.command("rotate-key")
def rotate_key(
    number: Number,
    *,
    overlap_days: Annotated[int, typer.Option(min=1, help="So long the old one is good beside the new one.")] = 7,
    data: Data = None,
) -> None:
    """Make a key like another and print it; the other one ends after a while."""
    _end_key(number, timedelta(days=overlap_days), data, again=True)


def _end_key(number: int, after: timedelta, data: Data, *, again: bool = False) -> None:
    from mirrorme.adapters.postgres.keys import all_keys, end_key, make_key
    from mirrorme.interfaces.cli.service.database import records
    from mirrorme.pipeline.errors import OrderError

    with records(data) as all_records, all_records.begin() as work:
        if not end_key(work, number, after):
            raise OrderError(f"there is no key {number} that lives; see `mirrorme admin list-keys`")
        old = next(key for key in all_keys(work) if key.id == number)
        kind = "key.rotated" if again else "key.revoked"
        work.history.note(kind, who=WHO, why=f"{old.name}, for {old.role}", franchise=old.franchise)
        key = make_key(work, old.name, old.role, old.franchise, None, old.scopes) if again else None
    typer.echo(key or f"key {number} is revoked", err=key is None)


def _end(revoked: datetime | None, expires: datetime | None, now: datetime) -> str:
    if revoked is not None:
        return f"revoked {revoked:%Y-%m-%d}"
    if expires is None:
        return "never"
    return f"{'ended' if expires <= now else 'on'} {expires:%Y-%m-%d}"


def _told(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
