"""Who has an account, and who has a key."""

from datetime import timedelta

from mirrorme.adapters.postgres.keys import Key, about_key, all_keys, end_key, find_key, make_key
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.errors import InvalidError, NotFoundError
from mirrorme.domain.people import Person
from mirrorme.domain.records import Caller
from mirrorme.interfaces.http.access import Asking, TheService, Whole, forget, router
from mirrorme.interfaces.http.answers import problems, seen_by
from mirrorme.interfaces.http.cookies import door_of
from mirrorme.interfaces.http.models.accounts import (
    KeyAnswer,
    KeyBody,
    NameAnswer,
    NewKeyAnswer,
    PersonAnswer,
    PersonBody,
    PersonChange,
    RotateBody,
)
from mirrorme.interfaces.http.models.fields import AskedFranchise, Number
from mirrorme.interfaces.http.pages import Cursor, Limit, Page, paged, read_number
from mirrorme.pipeline.accounts import team
from mirrorme.pipeline.bookings import franchise_of

people = router("People")
keys = router("Keys")


@people.get("/people", responses=problems())
def list_people(
    caller: Asking, service: TheService, franchise: AskedFranchise = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[PersonAnswer]:
    """List who has an account: a franchise's own, or all."""
    with service.records.begin() as work:
        found = work.people.all(seen_by(caller, franchise), read_number(cursor), limit + 1)
    page, following = paged(found, limit, lambda one: one.id)
    return Page(items=[_told(one) for one in page], next=following)


@people.get("/names", responses=problems())
def list_names(caller: Asking, service: TheService) -> list[NameAnswer]:
    """Tell the names of a franchise's people, or all: the history and claims have their numbers only."""
    with service.records.begin() as work:
        return [NameAnswer(person=number, name=name) for number, name in work.people.names(caller.franchise)]


@people.post("/people", status_code=201, responses=problems(404, 409))
def add_person(caller: Asking, service: Whole, body: PersonBody) -> PersonAnswer:
    """Invite somebody: they are sent a link by which they choose a password."""
    new = team.NewPerson(body.email, body.name, body.role, body.franchise)
    with service.records.begin() as work:
        if new.franchise is not None:
            franchise_of(work, caller, new.franchise)
        return _told(team.invite(door_of(service), work, caller, new))


@people.patch("/people/{number}", responses=problems(404))
def patch_person(caller: Asking, service: Whole, number: Number, body: PersonChange) -> PersonAnswer:
    """Change name or role, or disable the account."""
    with service.records.begin() as work:
        return _told(team.change_person(work, caller, number, body.changes()))


@people.post("/people/{number}/invite", status_code=202, responses=problems(404, 429))
def invite_again(caller: Asking, service: Whole, number: Number) -> PersonAnswer:
    """Have a new link sent by which a password is chosen."""
    with service.records.begin() as work:
        return _told(team.invite_again(door_of(service), work, caller, number))


@people.post("/people/{number}/forget-factors", responses=problems(404))
def forget_factors(caller: Asking, service: Whole, number: Number) -> PersonAnswer:
    """Take all second factors from somebody who lost them: be sure that it is them who ask."""
    with service.records.begin() as work:
        return _told(team.forget_factors(work, caller, number))


@keys.get("/keys", responses=problems())
def list_keys(caller: Asking, service: TheService, franchise: AskedFranchise = None) -> list[KeyAnswer]:
    """List keys: who sees what, and which were not used for long."""
    with service.records.begin() as work:
        found = all_keys(work)
    asked = seen_by(caller, franchise)
    return [KeyAnswer.model_validate(one) for one in found if asked in (None, one.franchise)]


@keys.post("/keys", status_code=201, responses=problems(404))
def add_key(caller: Asking, service: TheService, body: KeyBody) -> NewKeyAnswer:
    """Make a key for a device or a program; it is told this once."""
    if (body.role == "client") != bool(body.scopes):
        raise InvalidError("scopes", "A client's key names scopes; an upload key has none.")
    lasts = None if body.days is None else timedelta(days=body.days)
    with service.records.begin() as work:
        whose = None
        if body.role == "upload" or body.franchise or caller.franchise:
            whose = franchise_of(work, caller, body.franchise).code
        key = make_key(work, body.name, body.role, whose, lasts, body.scopes)
        made = about_key(work, key)
        _note(work, caller, "key.created", made)
    return NewKeyAnswer(**KeyAnswer.model_validate(made).model_dump(), key=key)


@keys.post("/keys/{number}/rotate", status_code=201, responses=problems(404))
def rotate_key(caller: Asking, service: TheService, number: Number, body: RotateBody) -> NewKeyAnswer:
    """Make a key like this one; this one ends after a while."""
    with service.records.begin() as work:
        old = _ended(work, number, timedelta(days=body.overlap_days))
        lasts = None if old.expires_at is None else old.expires_at - old.created_at
        key = make_key(work, old.name, old.role, old.franchise, lasts, old.scopes)
        made = about_key(work, key)
        _note(work, caller, "key.rotated", made)
    return NewKeyAnswer(**KeyAnswer.model_validate(made).model_dump(), key=key)


@keys.delete("/keys/{number}", status_code=204, responses=problems(404))
def revoke_key(caller: Asking, service: TheService, number: Number) -> None:
    """Have a key end at once."""
    with service.records.begin() as work:
        _note(work, caller, "key.revoked", _ended(work, number, timedelta(0)))
    forget(service)


def _ended(work: PostgresWork, number: int, after: timedelta) -> Key:
    old = find_key(work, number)
    if old is None or not end_key(work, number, after):
        raise NotFoundError("no_key", "There is no such key that lives.")
    return old


def _note(work: PostgresWork, caller: Caller, kind: str, key: Key) -> None:
    data = {"key": key.id, "role": key.role}
    work.history.note(kind, who=caller.who, why=key.name, franchise=key.franchise, data=data)


def _told(person: Person) -> PersonAnswer:
    return PersonAnswer(
        id=person.id,
        email=person.email,
        name=person.name,
        role=person.role,
        franchise=person.franchise,
        created_at=person.created_at,
        signed_in_at=person.signed_in_at,
        disabled_at=person.disabled_at,
        invited=person.password is None and person.subject is None,
    )
