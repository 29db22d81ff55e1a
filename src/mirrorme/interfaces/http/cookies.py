"""The cookies of who signed in, and what else a browser has to show before it may change anything."""

import hmac
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response

from mirrorme.domain.errors import ForbiddenError, UnauthenticatedError
from mirrorme.pipeline.accounts.sign_in import Door, Opened, Visitor
from mirrorme.wiring.service import Service

CSRF = "x-csrf-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_DEVICE_S = 180 * 24 * 3600
_SESSION_S = 14 * 24 * 3600
"""The server ends sign-ins itself, and sooner."""
_MINE = frozenset({"same-origin", "none"})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def door_of(service: Service) -> Door:
    """Where people come in."""
    settings = service.settings
    return Door(service.records, settings.secret.get_secret_value().encode(), settings.public_url)


def visitor_of(service: Service, connection: HTTPConnection) -> Visitor:
    """Who knocks.

    Raises:
        ForbiddenError: a password would go through the network for everybody to read.
    """
    if not service.settings.is_https and service.settings.public_host not in _LOOPBACK:
        raise ForbiddenError(
            "https_needed",
            "Nobody signs in over plain http but on the machine itself: give the API a certificate or put it behind "
            "a proxy, and set MIRRORME_PUBLIC_URL to its https address.",
        )
    address = connection.client.host if connection.client else "unknown"
    device = connection.cookies.get(_name(service, "device"))
    return Visitor(connection.headers.get("user-agent", ""), address, device)


def token_in(service: Service, connection: HTTPConnection) -> str | None:
    """The token of a sign-in."""
    return connection.cookies.get(_name(service, "session"))


def give(service: Service, response: Response, opened: Opened) -> None:
    """Have the browser keep what it needs: out of reach of scripts and of other sites."""
    _set(service, response, "session", opened.token, _SESSION_S)
    if opened.device is not None:
        _set(service, response, "device", opened.device, _DEVICE_S)


def take_back(service: Service, response: Response) -> None:
    """Have the browser forget its sign-in."""
    _set(service, response, "session", "", 0)


def check_own_page(service: Service, headers: Headers) -> None:
    """Whether a request comes from a page of ours, as far as the browser tells.

    Raises:
        ForbiddenError: it comes from another site.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if (site is not None and site not in _MINE) or (origin is not None and not _is_own(service, origin, headers)):
        raise ForbiddenError("other_site", "This request came from another site's page.")


def _is_own(service: Service, origin: str, headers: Headers) -> bool:
    """Whether pages of this origin are ours: at the public address, or at a franchise's own domain, asking itself."""
    public = service.settings.public_url
    if origin == public:
        return True
    try:
        asking = urlsplit(origin)
        host = asking.hostname
    except ValueError:
        return False
    if host is None or asking.scheme != urlsplit(public).scheme or asking.netloc != headers.get("host", "").lower():
        return False
    with service.records.begin() as work:
        return work.brands.at(host) is not None


def check_csrf(service: Service, connection: HTTPConnection, token: str) -> None:
    """Whether a change was asked for by a page of ours, which alone knows this token.

    Raises:
        ForbiddenError: no.
    """
    check_own_page(service, connection.headers)
    given, right = connection.headers.get(CSRF, ""), door_of(service).csrf(token)
    if not hmac.compare_digest(given.encode(), right.encode()):
        raise ForbiddenError("csrf", "Send the header X-CSRF-Token with `csrf` of GET /v1/me.")


def signed_out() -> UnauthenticatedError:
    """What somebody is told whose sign-in ended."""
    return UnauthenticatedError("signed_out", "You are signed out; sign in again.")


def _name(service: Service, what: str) -> str:
    """Browsers take a name that begins so only from this host, over https, and for all of it (RFC 6265bis)."""
    return f"__Host-mirrorme-{what}" if service.settings.is_https else f"mirrorme-{what}"


def _set(service: Service, response: Response, what: str, value: str, seconds: int) -> None:
    response.set_cookie(
        _name(service, what),
        value,
        max_age=seconds,
        path="/",
        secure=service.settings.is_https,
        httponly=True,
        # strict would sign out whoever comes by a link in a mail
        samesite="lax",
    )
