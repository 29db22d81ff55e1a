"""Who may do what on which route: one table, which every route has to be in."""

from dataclasses import dataclass

from mirrorme.domain.records import Role
from mirrorme.domain.scopes import Scope

Roles = frozenset[Role]
OPEN: Roles = frozenset()
"""Without a key: there is nothing to see, it is the way in, or the address itself is signed."""
HEAD: Roles = frozenset({"head_office"})
OWNER: Roles = frozenset({"head_office", "franchise"})
STUDIO: Roles = frozenset({"head_office", "franchise", "staff"})
DEVICE: Roles = frozenset({"head_office", "franchise", "staff", "upload"})
AUDIT: Roles = frozenset({"head_office", "franchise", "auditor"})
FULL: Roles = frozenset({"head_office", "franchise", "staff", "upload", "auditor", "client"})
SIGNED_IN: Roles = frozenset({"head_office", "franchise", "staff", "auditor"})
HALF: Roles = frozenset({"half"})
COMING: Roles = SIGNED_IN | {"enrolling"}
ANY: Roles = FULL | {"half", "enrolling"}


@dataclass(frozen=True, slots=True)
class Entry:
    """Who may use a route.

    scope: what a client's key has to name. fresh: whoever signed in has to have proved who it is just before. people:
    only who signed in, no key.
    """

    roles: Roles
    scope: Scope | None = None
    fresh: bool = False
    people: bool = False

    def lets_in(self, role: Role) -> bool:
        """Whether it may be this role, whatever else it needs."""
        return role in self.roles or (role == "client" and self.scope is not None)


ACCESS: dict[str, Entry] = {
    "GET /": Entry(OPEN),
    "GET /docs": Entry(OPEN),
    "GET /docs.js": Entry(OPEN),
    "GET /openapi.json": Entry(OPEN),
    "GET /portal": Entry(OPEN),
    "GET /portal/{page:path}": Entry(OPEN),
    "GET /v1/health": Entry(OPEN),
    "GET /v1/ready": Entry(OPEN),
    "GET /v1/me": Entry(ANY),
    # the way in
    "POST /v1/sign-in": Entry(OPEN),
    "POST /v1/sign-in/passkey/options": Entry(OPEN),
    "POST /v1/sign-in/passkey": Entry(OPEN),
    "GET /v1/sign-in/sso": Entry(OPEN),
    "GET /v1/sign-in/sso/callback": Entry(OPEN),
    "POST /v1/sign-in/code": Entry(HALF),
    "POST /v1/sign-in/second-passkey/options": Entry(HALF),
    "POST /v1/sign-in/second-passkey": Entry(HALF),
    "POST /v1/sign-out": Entry(ANY, people=True),
    "POST /v1/password-links": Entry(OPEN),
    "POST /v1/passwords": Entry(OPEN),
    "POST /v1/emails": Entry(OPEN),
    # one's own account
    "PATCH /v1/me": Entry(SIGNED_IN, people=True),
    "POST /v1/me/email": Entry(SIGNED_IN, people=True, fresh=True),
    "POST /v1/me/proof": Entry(SIGNED_IN, people=True),
    "POST /v1/me/proof/options": Entry(SIGNED_IN, people=True),
    "GET /v1/me/factors": Entry(COMING, people=True),
    "POST /v1/me/totp": Entry(COMING, people=True, fresh=True),
    "POST /v1/me/totp/confirm": Entry(COMING, people=True, fresh=True),
    "DELETE /v1/me/totp": Entry(SIGNED_IN, people=True, fresh=True),
    "POST /v1/me/passkeys/options": Entry(COMING, people=True, fresh=True),
    "POST /v1/me/passkeys": Entry(COMING, people=True, fresh=True),
    "DELETE /v1/me/passkeys/{number}": Entry(SIGNED_IN, people=True, fresh=True),
    "POST /v1/me/recovery-codes": Entry(SIGNED_IN, people=True, fresh=True),
    "POST /v1/me/password": Entry(SIGNED_IN, people=True, fresh=True),
    "GET /v1/me/sign-ins": Entry(SIGNED_IN, people=True),
    "POST /v1/me/sign-ins/end": Entry(SIGNED_IN, people=True),
    "DELETE /v1/me/sign-ins/{number}": Entry(SIGNED_IN, people=True),
    # accounts and keys
    "GET /v1/people": Entry(OWNER),
    "POST /v1/people": Entry(OWNER, fresh=True),
    "GET /v1/names": Entry(SIGNED_IN),
    "PATCH /v1/people/{number}": Entry(OWNER, fresh=True),
    "POST /v1/people/{number}/invite": Entry(OWNER, fresh=True),
    "POST /v1/people/{number}/forget-factors": Entry(OWNER, fresh=True),
    "GET /v1/keys": Entry(OWNER),
    "POST /v1/keys": Entry(OWNER, fresh=True),
    "POST /v1/keys/{number}/rotate": Entry(OWNER, fresh=True),
    "DELETE /v1/keys/{number}": Entry(OWNER, fresh=True),
    # the business
    "GET /v1/franchises": Entry(SIGNED_IN),
    "POST /v1/franchises": Entry(HEAD, fresh=True),
    "GET /v1/franchises/{code}": Entry(SIGNED_IN),
    "PATCH /v1/franchises/{code}": Entry(OWNER, fresh=True),
    "GET /v1/franchises/{code}/retention": Entry(STUDIO),
    "PUT /v1/franchises/{code}/retention": Entry(HEAD, fresh=True),
    "GET /v1/brand": Entry(OPEN),
    "GET /v1/brand/logo": Entry(OPEN),
    "GET /v1/franchises/{code}/brand": Entry(STUDIO),
    "PUT /v1/franchises/{code}/brand": Entry(OWNER),
    "GET /v1/franchises/{code}/logo": Entry(STUDIO),
    "PUT /v1/franchises/{code}/logo": Entry(OWNER),
    "DELETE /v1/franchises/{code}/logo": Entry(OWNER),
    "GET /v1/backdrops": Entry(STUDIO, "sessions:read"),
    "POST /v1/backdrops": Entry(OWNER),
    "GET /v1/backdrops/{name}/picture": Entry(STUDIO, "sessions:read"),
    "DELETE /v1/backdrops/{name}": Entry(OWNER),
    "GET /v1/styles": Entry(STUDIO, "sessions:read"),
    "POST /v1/styles": Entry(OWNER),
    "PATCH /v1/styles/{number}": Entry(OWNER),
    "DELETE /v1/styles/{number}": Entry(OWNER),
    "GET /v1/luts": Entry(STUDIO, "sessions:read"),
    "POST /v1/luts": Entry(OWNER),
    "DELETE /v1/luts/{number}": Entry(OWNER),
    "GET /v1/booking-types": Entry(DEVICE, "sessions:read"),
    "POST /v1/booking-types": Entry(OWNER),
    "GET /v1/booking-types/{number}": Entry(DEVICE, "sessions:read"),
    "PATCH /v1/booking-types/{number}": Entry(OWNER),
    "DELETE /v1/booking-types/{number}": Entry(OWNER),
    "GET /v1/customers": Entry(STUDIO, "customers:read"),
    "POST /v1/customers": Entry(STUDIO, "customers:write"),
    "GET /v1/customers/{number}": Entry(STUDIO, "customers:read"),
    "PATCH /v1/customers/{number}": Entry(STUDIO, "customers:write"),
    "GET /v1/customers/{number}/consents": Entry(STUDIO, "customers:read"),
    "POST /v1/customers/{number}/consents": Entry(STUDIO, "customers:write"),
    "POST /v1/customers/{number}/erase": Entry(OWNER, fresh=True),
    "GET /v1/customers/{number}/export": Entry(OWNER, fresh=True),
    "GET /v1/erasures": Entry(OWNER),
    "GET /v1/sessions": Entry(DEVICE, "sessions:read"),
    "POST /v1/sessions": Entry(DEVICE, "sessions:write"),
    "GET /v1/sessions/{number}": Entry(DEVICE, "sessions:read"),
    "PATCH /v1/sessions/{number}": Entry(STUDIO, "sessions:write"),
    "POST /v1/sessions/{number}/cancel": Entry(STUDIO, "sessions:write"),
    "POST /v1/sessions/{number}/retry": Entry(STUDIO, "photos:write"),
    "GET /v1/sessions/{number}/qr": Entry(STUDIO, "sessions:read"),
    "GET /v1/sessions/{number}/published": Entry(STUDIO, "photos:read"),
    "POST /v1/session-codes": Entry(DEVICE, "sessions:read"),
    "GET /v1/sessions/{number}/photos": Entry(STUDIO, "photos:read"),
    "POST /v1/sessions/{number}/uploads": Entry(DEVICE, "photos:write"),
    "GET /v1/photos": Entry(STUDIO, "photos:read"),
    "GET /v1/photos/{number}": Entry(STUDIO, "photos:read"),
    "GET /v1/photos/{number}/history": Entry(STUDIO, "photos:read"),
    "GET /v1/photos/{number}/edits": Entry(STUDIO, "photos:read"),
    "GET /v1/photos/{number}/original": Entry(STUDIO, "photos:read"),
    "GET /v1/photos/{number}/edited": Entry(STUDIO, "photos:read"),
    "GET /v1/photos/{number}/pictures": Entry(STUDIO, "photos:read"),
    "GET /v1/photos/{number}/pictures/{kind}": Entry(STUDIO, "photos:read"),
    "POST /v1/photos/{number}/preview": Entry(STUDIO, "photos:read"),
    "POST /v1/photos/{number}/retry": Entry(STUDIO, "photos:write"),
    "POST /v1/photos/{number}/cancel": Entry(STUDIO, "photos:write"),
    # staff see what waits; owners and head office decide
    "GET /v1/review": Entry(STUDIO, "photos:read"),
    "GET /v1/review/figures": Entry(STUDIO, "photos:read"),
    "POST /v1/review/batch": Entry(OWNER),
    "POST /v1/photos/{number}/claim": Entry(OWNER),
    "DELETE /v1/photos/{number}/claim": Entry(OWNER),
    "POST /v1/photos/{number}/approve": Entry(OWNER),
    "POST /v1/photos/{number}/re-edit": Entry(OWNER),
    "POST /v1/photos/{number}/retake": Entry(OWNER),
    "POST /v1/photos/{number}/undo": Entry(OWNER),
    "POST /v1/photos/{number}/ratings": Entry(STUDIO, "photos:write"),
    "GET /v1/photos/{number}/ratings": Entry(STUDIO, "photos:read"),
    "DELETE /v1/photos/{number}/ratings/{rating}": Entry(STUDIO, "photos:write"),
    "GET /v1/edits/{number}": Entry(STUDIO, "photos:read"),
    "POST /v1/retry": Entry(STUDIO, "photos:write"),
    "GET /v1/uploads/{upload}": Entry(DEVICE, "photos:write"),
    "POST /v1/uploads/{upload}/urls": Entry(DEVICE, "photos:write"),
    "POST /v1/uploads/{upload}/complete": Entry(DEVICE, "photos:write"),
    "DELETE /v1/uploads/{upload}": Entry(DEVICE, "photos:write"),
    "GET /v1/models": Entry(HEAD),
    "GET /v1/models/trial": Entry(HEAD),
    "GET /v1/models/shadow": Entry(HEAD),
    "GET /v1/models/serving": Entry(HEAD),
    "POST /v1/models/roll-back": Entry(HEAD, fresh=True),
    "POST /v1/models/{number}/state": Entry(HEAD, fresh=True),
    "GET /v1/quality/accuracy": Entry(OWNER),
    "GET /v1/lanes": Entry(STUDIO, "sessions:read"),
    # for who may book: the lane tells a customer's tier
    "GET /v1/lanes/choice": Entry(STUDIO, "sessions:write"),
    "POST /v1/lanes/{name}/pause": Entry(HEAD),
    "POST /v1/lanes/{name}/resume": Entry(HEAD),
    "GET /v1/history": Entry(AUDIT),
    "GET /v1/summary": Entry(STUDIO, "sessions:read"),
    # figures
    "GET /v1/metrics": Entry(OWNER),
    "GET /v1/metrics.csv": Entry(OWNER),
    "GET /v1/metrics.pdf": Entry(OWNER),
    "GET /v1/load": Entry(OWNER),
    "GET /v1/costs": Entry(OWNER),
    "PUT /v1/costs/rates": Entry(HEAD),
    "GET /v1/system": Entry(HEAD),
    "GET /v1/alerts": Entry(OWNER),
    "POST /v1/alerts/{number}/acknowledge": Entry(OWNER),
    "WS /v1/live": Entry(STUDIO, "photos:read"),
    "GET /v1/live/events": Entry(STUDIO, "photos:read"),
}


def entry_of(name: str) -> Entry:
    """Who may use a route. Addresses in the store are signed one by one, so they need no key.

    Raises:
        LookupError: nobody thought of it.
    """
    if name.partition(" ")[2].startswith("/store/"):
        return Entry(OPEN)
    if name not in ACCESS:
        raise LookupError(f"the route {name} says nowhere who may use it: add it to ACCESS")
    return ACCESS[name]
