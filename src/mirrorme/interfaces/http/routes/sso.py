"""Single sign-on for head office."""

import json
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import RedirectResponse

from mirrorme.adapters.sign_on.openid import Provider
from mirrorme.adapters.web.pinned import fetch_client
from mirrorme.domain.errors import ConflictError, UnauthenticatedError
from mirrorme.domain.people import HALF
from mirrorme.interfaces.http.access import Whole, router
from mirrorme.interfaces.http.answers import problems
from mirrorme.interfaces.http.cookies import door_of, give, visitor_of
from mirrorme.pipeline.accounts import limits
from mirrorme.pipeline.accounts.sign_in import digest_of
from mirrorme.wiring.service import Service

routes = router("Sign-in")
BACK = "/v1/sign-in/sso/callback"
COOKIE, PATH = "mirrorme-sso", "/v1/sign-in/sso"
_PURPOSE = "sso"


@routes.get("/sign-in/sso", status_code=302, response_class=RedirectResponse, responses=problems(409, 429))
def begin(service: Whole, request: Request) -> RedirectResponse:
    """Go on at the identity provider."""
    provider = provider_of(service)
    visitor = visitor_of(service, request)
    with service.records.begin() as work:
        limits.count(work, f"sso:{limits.address_bucket(visitor.address)}", limits.QUESTIONS)
    begun = provider.begin()
    with service.records.begin() as work:
        kept = json.dumps([begun.nonce, begun.verifier])
        work.tokens.add_challenge(digest_of(begun.state.encode()), _PURPOSE, kept, HALF)
    answer = RedirectResponse(begun.address, 302)
    # what comes back has to come from the browser that went: nobody is signed in by somebody else's link
    secure = service.settings.is_https
    answer.set_cookie(COOKIE, begun.state, 600, path=PATH, secure=secure, httponly=True, samesite="lax")
    return answer


@routes.get("/sign-in/sso/callback", status_code=303, response_class=RedirectResponse, responses=problems(409))
def come_back(
    service: Whole,
    request: Request,
    code: Annotated[str, Query(max_length=4000)] = "",
    state: Annotated[str, Query(max_length=200)] = "",
) -> RedirectResponse:
    """Come in with what the identity provider gave."""
    provider, visitor = provider_of(service), visitor_of(service, request)
    with service.records.begin() as work:
        kept = work.tokens.take_challenge(digest_of(state.encode()), _PURPOSE)
    if kept is None or not code or request.cookies.get(COOKIE) != state:
        raise UnauthenticatedError("sso_refused", "This sign-in was not begun here, or was refused there; begin anew.")
    nonce, verifier = json.loads(kept)
    found = provider.finish(code, nonce, verifier)
    opened = door_of(service).with_subject(found.subject, found.email, visitor, two=found.two)
    answer = RedirectResponse("/portal/", 303)
    give(service, answer, opened)
    answer.delete_cookie(COOKIE, path=PATH)
    return answer


def provider_of(service: Service) -> Provider:
    """Head office's.

    Raises:
        ConflictError: there is none.
    """
    settings = service.settings
    if settings.oidc_issuer is None or settings.oidc_client_id is None or settings.oidc_client_secret is None:
        raise ConflictError("no_sso", "No identity provider is set up: MIRRORME_OIDC_ISSUER names it.")
    return Provider(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret.get_secret_value(),
        settings.public_url + BACK,
        lambda: fetch_client(allow_private=True, seconds=10, redirects=0),
    )
