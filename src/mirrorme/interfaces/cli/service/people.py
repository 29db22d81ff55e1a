"""Accounts of people, for the first one and for rescue: `mirrorme admin create-user` and its kind."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mirrorme.domain.people import PersonRole
from mirrorme.interfaces.cli.connecting import Data, Json, show_json, show_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorme.adapters.postgres.work import PostgresWork
    from mirrorme.domain.people import Person
    from mirrorme.pipeline.accounts.sign_in import Door

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="Whose account.")]
WHO = "admin"


def create_user(
    email: Email,
    *,
    name: Annotated[str, typer.Option(help="What they are called.")],
    role: Annotated[PersonRole, typer.Option(help="What they may do; franchise: who owns it.")],
    franchise: Annotated[str | None, typer.Option(metavar="CODE", help="Whose.", show_default="of all")] = None,
    data: Data = None,
) -> None:
    """Make an account and print the link by which its owner chooses a password: good once, for seven days.

    In the database of DATABASE_URL, else in that of the `mirrorme up` that runs on this machine.
    """
    from mirrorme.domain.errors import DomainError
    from mirrorme.domain.people import check_place, plain_email
    from mirrorme.pipeline.accounts.team import new_link
    from mirrorme.pipeline.errors import OrderError

    with _door(data, links=True) as (door, work):
        try:
            check_place(role, franchise)
            if franchise is not None and work.franchises.get(franchise) is None:
                raise OrderError(f"there is no franchise {franchise}")
            person = work.people.add(email=plain_email(email), name=name, role=role, franchise=franchise)
        except DomainError as error:
            raise OrderError(error.message) from error
        _note(work, "person.invited", person.id, franchise)
        address = new_link(door, work, person, "invitation")
    typer.echo(address)


def link(email: Email, *, data: Data = None) -> None:
    """Print a new link by which somebody chooses a password: good once, for half an hour. Second factors stay."""
    from mirrorme.pipeline.accounts.team import new_link

    with _door(data, links=True) as (door, work):
        person = _found(work, email)
        _note(work, "person.link", person.id, person.franchise)
        address = new_link(door, work, person, "reset")
    typer.echo(address)


def change_user(
    email: Email,
    *,
    disable: Annotated[bool, typer.Option("--disable", help="Let them in no more; all sign-ins end.")] = False,
    enable: Annotated[bool, typer.Option("--enable", help="Let them in again.")] = False,
    forget_factors: Annotated[
        bool, typer.Option("--forget-factors", help="They lost their second factors, and enrol anew.")
    ] = False,
    data: Data = None,
) -> None:
    """Disable or enable an account, or take its second factors: be sure who asks."""
    from mirrorme.domain.records import Caller
    from mirrorme.pipeline.accounts import team
    from mirrorme.pipeline.errors import OrderError

    if disable + enable + forget_factors != 1:
        raise OrderError("say one of --disable, --enable and --forget-factors")
    by = Caller(id=WHO, name=WHO, role="head_office", franchise=None)
    with _door(data) as (_, work):
        person = _found(work, email)
        if forget_factors:
            team.forget_factors(work, by, person.id)
        else:
            team.change_person(work, by, person.id, {"disabled": disable})
    typer.echo(f"{email}: done", err=True)


def list_users(*, as_json: Json = False, data: Data = None) -> None:
    """Tell who has an account, what each may see, and when they last signed in: for the review every quarter."""
    with _door(data) as (door, work):
        found = [(person, door.methods(work, person)) for person in work.people.all(None, None, 100_000)]
    if as_json:
        show_json(
            [
                {
                    "id": person.id,
                    "email": person.email,
                    "name": person.name,
                    "role": person.role,
                    "franchise": person.franchise,
                    "second": methods,
                    "signed_in_at": person.signed_in_at.isoformat() if person.signed_in_at else None,
                    "disabled": person.disabled_at is not None,
                }
                for person, methods in found
            ]
        )
        return
    show_table(
        ("user", "e-mail", "name", "role", "sees", "second factors", "last sign-in"),
        [
            (
                person.id,
                person.email,
                person.name,
                person.role,
                person.franchise or "all",
                ", ".join(methods) or "none",
                _last(person),
            )
            for person, methods in found
        ],
    )


@contextmanager
def _door(data: Any, *, links: bool = False) -> "Iterator[tuple[Door, PostgresWork]]":  # noqa: ANN401 (what `Data` gives)
    """Where people come in, and a transaction. links: an address of the portal is needed for them."""
    from mirrorme.interfaces.cli.service.database import portal_url, records
    from mirrorme.pipeline.accounts.sign_in import Door

    with records(data) as all_records, all_records.begin() as work:
        # links are digests: no secret is needed to make one
        yield Door(all_records, b"", portal_url(data) if links else ""), work


def _found(work: "PostgresWork", email: str) -> "Person":
    from mirrorme.domain.people import plain_email
    from mirrorme.pipeline.errors import OrderError

    found = work.people.by_email(plain_email(email))
    if found is None:
        raise OrderError(f"nobody has the address {email}; see `mirrorme admin list-users`")
    return found


def _last(person: "Person") -> str:
    if person.disabled_at is not None:
        return "disabled"
    return f"{person.signed_in_at:%Y-%m-%d}" if person.signed_in_at else "never"


def _note(work: "PostgresWork", kind: str, person: int, franchise: str | None) -> None:
    work.history.note(kind, who=WHO, why="by command", franchise=franchise, data={"person": person})
