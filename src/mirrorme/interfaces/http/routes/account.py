"""One's own account: name, address, proofs, second factors, password, sign-ins."""

from dataclasses import asdict
from typing import Any

from fastapi import Response

from mirrorme.domain.errors import InvalidError, NotFoundError
from mirrorme.domain.people import SignIn
from mirrorme.interfaces.http.access import Came, SignedIn, Whole, router
from mirrorme.interfaces.http.agents import agent_of
from mirrorme.interfaces.http.answers import problems
from mirrorme.interfaces.http.cookies import door_of, give
from mirrorme.interfaces.http.models.accounts import (
    CodesAnswer,
    EmailBody,
    EndedAnswer,
    FactorsAnswer,
    MeAnswer,
    MeChange,
    NewPasskeyBody,
    PasskeyAnswer,
    PasswordBody,
    ProofBody,
    SignInAnswer,
    TotpAnswer,
    TotpCodeBody,
)
from mirrorme.interfaces.http.models.fields import Number
from mirrorme.interfaces.http.routes.sign_in import about, come_in
from mirrorme.pipeline.accounts import factors, own, totp
from mirrorme.pipeline.accounts.sign_in import Opened
from mirrorme.wiring.service import Service

routes = router("Account")


@routes.patch("/me", responses=problems())
def change_me(service: Whole, came: SignedIn, body: MeChange) -> MeAnswer:
    """Change one's own name, or the language of mails to oneself."""
    own.change_own(door_of(service), came.sign_in, body.changes())
    return about(service, came.token, came.sign_in)


@routes.post("/me/email", status_code=202, responses=problems(429))
def change_email(service: Whole, came: SignedIn, body: EmailBody) -> None:
    """Have a link sent to a new address, which counts once it was opened; the answer is the same whoever has it."""
    own.ask_address(door_of(service), came.sign_in, body.email)


@routes.post("/me/proof/options", responses=problems())
def proof_options(service: Whole, came: SignedIn) -> dict[str, Any]:
    """Give what a browser needs to prove by a passkey who it is."""
    return door_of(service).ask_passkey(came.sign_in, "")


@routes.post("/me/proof", responses=problems(429))
def prove(service: Whole, came: SignedIn, body: ProofBody, response: Response) -> MeAnswer:
    """Prove once more who you are; what is dangerous may be done for ten minutes from then on."""
    door = door_of(service)
    given = {name for name in ("password", "totp", "credential") if getattr(body, name) is not None}
    if len(given) != 1:
        raise InvalidError("one_proof", "Send one of password, totp and credential.")
    if body.credential is not None:
        opened = door.step_up(came.sign_in, "passkey", body.credential)
    elif body.totp is not None:
        opened = door.step_up(came.sign_in, "totp", body.totp.get_secret_value())
    elif body.password is not None:
        opened = door.step_up(came.sign_in, None, body.password.get_secret_value())
    return come_in(service, response, opened)


@routes.get("/me/factors", responses=problems())
def list_factors(service: Whole, came: SignedIn) -> FactorsAnswer:
    """List one's second factors."""
    passkeys, left = factors.passkeys_of(door_of(service), came.person)
    return FactorsAnswer(
        totp=came.person.totp is not None,
        passkeys=[PasskeyAnswer.model_validate(one) for one in passkeys],
        codes_left=left,
    )


@routes.post("/me/totp", responses=problems())
def begin_totp(service: Whole, came: SignedIn) -> TotpAnswer:
    """Begin to add an authenticator app: scan the picture, then confirm with its code."""
    secret, address = factors.begin_totp(door_of(service), came.person)
    return TotpAnswer(secret=secret, address=address, picture=totp.picture(address))


@routes.post("/me/totp/confirm", responses=problems(409))
def confirm_totp(service: Whole, came: SignedIn, body: TotpCodeBody, response: Response) -> CodesAnswer:
    """Add the authenticator app; gives recovery codes if there were none."""
    opened, codes = factors.finish_totp(door_of(service), came.sign_in, body.code.get_secret_value())
    return _codes(service, response, opened, codes)


@routes.delete("/me/totp", status_code=204, responses=problems(409))
def remove_totp(service: Whole, came: SignedIn) -> None:
    """Remove the authenticator app."""
    factors.remove_totp(door_of(service), came.sign_in)


@routes.post("/me/passkeys/options", responses=problems())
def new_passkey_options(service: Whole, came: SignedIn) -> dict[str, Any]:
    """Give what a browser needs to make a passkey (`navigator.credentials.create`)."""
    return factors.begin_passkey(door_of(service), came.person)


@routes.post("/me/passkeys", responses=problems(409))
def add_passkey(service: Whole, came: SignedIn, body: NewPasskeyBody, response: Response) -> CodesAnswer:
    """Add a passkey; gives recovery codes if there were none."""
    opened, codes = factors.finish_passkey(door_of(service), came.sign_in, body.credential, body.name)
    return _codes(service, response, opened, codes)


@routes.delete("/me/passkeys/{number}", status_code=204, responses=problems(404, 409))
def remove_passkey(service: Whole, came: SignedIn, number: Number) -> None:
    """Remove a passkey."""
    factors.remove_passkey(door_of(service), came.sign_in, number)


@routes.post("/me/recovery-codes", responses=problems(409))
def new_codes(service: Whole, came: SignedIn) -> CodesAnswer:
    """Give new recovery codes; those before are no longer good."""
    return CodesAnswer(codes=factors.new_codes(door_of(service), came.sign_in))


@routes.post("/me/password", responses=problems())
def change_password(service: Whole, came: SignedIn, body: PasswordBody) -> EndedAnswer:
    """Change one's password; all other sign-ins end."""
    ended = factors.change_password(door_of(service), came.sign_in, body.password.get_secret_value())
    return EndedAnswer(ended=ended)


@routes.get("/me/sign-ins", responses=problems())
def list_sign_ins(service: Whole, came: SignedIn) -> list[SignInAnswer]:
    """List the browsers that one is signed in with, the newest first."""
    with service.records.begin() as work:
        found = work.sign_ins.of(came.person.id)
    return [_shown(one, came) for one in found]


@routes.post("/me/sign-ins/end", responses=problems())
def end_others(service: Whole, came: SignedIn) -> EndedAnswer:
    """End all sign-ins but this one."""
    return EndedAnswer(ended=_end(service, came, None))


@routes.delete("/me/sign-ins/{number}", status_code=204, responses=problems(404))
def end_sign_in(service: Whole, came: SignedIn, number: Number) -> None:
    """End one."""
    if not _end(service, came, number):
        raise NotFoundError("no_sign_in", "You have no such sign-in.")


def _shown(one: SignIn, came: Came) -> SignInAnswer:
    known = {**asdict(agent_of(one.agent)), "current": one.id == came.sign_in.id}
    return SignInAnswer.model_validate(one).model_copy(update=known)


def _end(service: Service, came: Came, number: int | None) -> int:
    with service.records.begin() as work:
        ended = work.sign_ins.end(came.person.id, number, but=None if number else came.sign_in.id)
        why = "one ended from another browser" if number else "all others ended"
        work.history.note("sign_in.ended", who=came.person.who, why=why, franchise=came.person.franchise)
        return ended


def _codes(service: Service, response: Response, opened: Opened, codes: list[str]) -> CodesAnswer:
    give(service, response, opened)
    return CodesAnswer(codes=codes, csrf=door_of(service).csrf(opened.token))
