"""The way in, and out."""

from typing import Annotated, Any

from fastapi import Depends, Request, Response

from mirrorme.domain.people import SignIn
from mirrorme.interfaces.http.access import Asking, Came, SignedIn, Whole, router
from mirrorme.interfaces.http.answers import problems
from mirrorme.interfaces.http.cookies import check_own_page, door_of, give, take_back, visitor_of
from mirrorme.interfaces.http.models.accounts import (
    ChoiceBody,
    CodeBody,
    EmailChoiceBody,
    LinkBody,
    MeAnswer,
    PasskeyBody,
    SignInBody,
)
from mirrorme.pipeline.accounts.own import take_address
from mirrorme.pipeline.accounts.sign_in import Opened, Visitor
from mirrorme.pipeline.accounts.team import ask_reset, choose_password
from mirrorme.wiring.service import Service

routes = router("Sign-in")


def knocking(request: Request, service: Whole) -> Visitor:
    """Who knocks: from a page of ours, or from no page."""
    check_own_page(service, request.headers)
    return visitor_of(service, request)


Knocking = Annotated[Visitor, Depends(knocking)]


@routes.post("/sign-in", responses=problems(429))
def sign_in(service: Whole, visitor: Knocking, body: SignInBody, response: Response) -> MeAnswer:
    """Come in by e-mail and password; `level` tells whether a second factor is outstanding."""
    opened = door_of(service).with_password(body.email, body.password.get_secret_value(), visitor)
    return come_in(service, response, opened)


@routes.post("/sign-in/code", responses=problems(429))
def second_code(service: Whole, came: SignedIn, body: CodeBody, response: Response) -> MeAnswer:
    """Give the second factor: a code of an authenticator app, or a recovery code."""
    opened = door_of(service).with_code(came.sign_in, body.method, body.code.get_secret_value())
    return come_in(service, response, opened)


@routes.post("/sign-in/passkey/options", responses=problems(429))
def passkey_options(service: Whole, visitor: Knocking) -> dict[str, Any]:
    """Give what a browser needs to sign in by a passkey alone (`navigator.credentials.get`)."""
    return door_of(service).ask_passkey(None, visitor.address)


@routes.post("/sign-in/passkey", responses=problems(429))
def passkey(service: Whole, visitor: Knocking, body: PasskeyBody, response: Response) -> MeAnswer:
    """Come in by a passkey alone."""
    return come_in(service, response, door_of(service).with_passkey(body.credential, visitor, None))


@routes.post("/sign-in/second-passkey/options", responses=problems())
def second_passkey_options(service: Whole, came: SignedIn) -> dict[str, Any]:
    """Give what a browser needs to have a passkey as the second factor."""
    return door_of(service).ask_passkey(came.sign_in, "")


@routes.post("/sign-in/second-passkey", responses=problems(429))
def second_passkey(
    service: Whole, visitor: Knocking, came: SignedIn, body: PasskeyBody, response: Response
) -> MeAnswer:
    """Give the second factor: a passkey."""
    return come_in(service, response, door_of(service).with_passkey(body.credential, visitor, came.sign_in))


@routes.post("/sign-out", status_code=204, responses=problems())
def sign_out(service: Whole, came: SignedIn, response: Response) -> None:
    """End this sign-in; the browser is told to forget the pictures that it kept."""
    with service.records.begin() as work:
        work.sign_ins.end(came.person.id, came.sign_in.id)
        work.history.note("sign_in.ended", who=came.person.who, why="signed out", franchise=came.person.franchise)
    take_back(service, response)
    # pictures of an edit are kept for good, and whoever uses this computer next should not find them
    response.headers["Clear-Site-Data"] = '"cache"'


@routes.post("/password-links", status_code=202, responses=problems(429))
def ask_link(service: Whole, visitor: Knocking, body: LinkBody) -> None:
    """Have a link sent by which a new password is chosen; the answer is the same whoever has this address."""
    ask_reset(door_of(service), body.email, visitor.address)


@routes.post("/passwords", status_code=204, responses=problems(429))
def choose(service: Whole, visitor: Knocking, body: ChoiceBody) -> None:
    """Choose a password by a link; all sign-ins end."""
    door = door_of(service)
    choose_password(door, body.token.get_secret_value(), body.password.get_secret_value(), visitor.address)


@routes.post("/emails", status_code=204, responses=problems(409, 429))
def choose_email(service: Whole, visitor: Knocking, body: EmailChoiceBody) -> None:
    """Have a new address by the link that was sent there."""
    take_address(door_of(service), body.token.get_secret_value(), visitor.address)


@routes.get("/me", responses=problems())
def me(service: Whole, caller: Asking, request: Request) -> MeAnswer:
    """Tell who asks: whose key this is, or who signed in, and how far."""
    if caller.person is None:
        scopes = tuple(sorted(caller.scopes))
        return MeAnswer(name=caller.name, role=caller.role, franchise=caller.franchise, scopes=scopes)
    came: Came = request.state.came
    return about(service, came.token, came.sign_in)


def come_in(service: Service, response: Response, opened: Opened) -> MeAnswer:
    """Have the browser keep the new token, and tell how far they are."""
    give(service, response, opened)
    return about(service, opened.token, opened.sign_in)


def about(service: Service, token: str, sign_in: SignIn) -> MeAnswer:
    """Who signed in, and how far."""
    door = door_of(service)
    with service.records.begin() as work:
        person = work.people.get(sign_in.person)
        second = door.methods(work, person) if person else []
    if person is None:
        raise LookupError("a sign-in of nobody")
    return MeAnswer(
        name=person.name,
        role=person.role,
        franchise=person.franchise,
        person=person.id,
        email=person.email,
        locale=person.locale,
        level=sign_in.level,
        second=tuple(second),
        proved_at=sign_in.stepped_up_at,
        csrf=door.csrf(token),
    )
