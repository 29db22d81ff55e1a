"""Sign in with head office's identity provider (OpenID Connect Core 1.0, code flow with PKCE, RFC 7636)."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from mirrorme.domain.errors import UnauthenticatedError
from mirrorme.pipeline.ports import UnavailableError

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
"""Signatures by a key that only the provider has; never ``none``, nor one made with the secret that we have too."""
_TWO = frozenset({"mfa", "otp", "hwk", "swk", "fpt", "face", "sc"})
"""Ways (RFC 8176) that tell of more than a password."""
LEEWAY_S = 60
_ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that goes on at the provider. state, nonce, verifier: to know it by when it comes back."""

    address: str
    state: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for. two: by more than a password."""

    subject: str
    email: str
    two: bool


@dataclass(frozen=True, slots=True)
class Provider:
    """An identity provider. issuer: its address. back: ours, where it sends people back to. client: gives a client."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    back: str
    client: Callable[[], httpx.Client]

    def begin(self) -> Begun:
        """Where to send somebody.

        Raises:
            UnavailableError: the provider can't be reached.
        """
        with self.client() as client:
            about = self._about(client)
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        proof = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.back,
            "scope": "openid email",
            "state": state,
            "nonce": nonce,
            "code_challenge": proof,
            "code_challenge_method": "S256",
        }
        return Begun(f"{about['authorization_endpoint']}?{urlencode(asked)}", state, nonce, verifier)

    def finish(self, code: str, nonce: str, verifier: str) -> Identity:
        """Whom the provider vouches for.

        Raises:
            UnauthenticatedError: it vouches for nobody, or not in the way that it has to.
            UnavailableError: it can't be reached.
        """
        with self.client() as client:
            about = self._about(client)
            asked = {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": self.back,
                "code_verifier": verifier,
            }
            ours = (self.client_id, self.client_secret)
            answer = _ask(client, "POST", about["token_endpoint"], data=asked, auth=ours)
            keys = _ask(client, "GET", about["jwks_uri"])
        if "id_token" not in answer or "keys" not in keys:
            raise _refused("it gave no identity")
        return self._read(answer["id_token"], keys, nonce)

    def _read(self, token: str, keys: dict[str, Any], nonce: str) -> Identity:
        try:
            claims = jwt.decode(token, KeySet.import_key_set({"keys": keys["keys"]}), algorithms=ALGORITHMS).claims
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY_S,
                iss={"essential": True, "value": self.issuer},
                aud={"essential": True, "value": self.client_id},
                exp={"essential": True},
                iat={"essential": True},
                sub={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise _refused("its signature or its claims are wrong") from error
        if claims.get("azp", self.client_id) != self.client_id:
            raise _refused("it is for another application")
        if not claims.get("email") or claims.get("email_verified") is not True:
            raise _refused("it doesn't vouch for the e-mail address")
        ways = claims.get("amr", [])
        two = isinstance(ways, list) and any(way in _TWO for way in ways)
        return Identity(f"{self.issuer}#{claims['sub']}", str(claims["email"]), two)

    def _about(self, client: httpx.Client) -> dict[str, Any]:
        """What the provider tells of itself (OpenID Connect Discovery 1.0)."""
        found = _ask(client, "GET", f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self.issuer:
            raise UnavailableError(f"MIRRORME_OIDC_ISSUER is {self.issuer}, but what is there calls itself otherwise.")
        if not all(isinstance(found.get(name), str) for name in _ADDRESSES):
            raise UnavailableError("The identity provider doesn't say where it signs people in.")
        return found


def _ask(client: httpx.Client, method: str, url: str, **sent: Any) -> dict[str, Any]:  # noqa: ANN401 (httpx' own)
    try:
        answer = client.request(method, url, **sent)
        found = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise UnavailableError("The identity provider can't be reached just now.") from error
    if answer.status_code in (400, 401, 403):
        raise _refused("it refuses this sign-in")
    if not answer.is_success or not isinstance(found, dict):
        raise UnavailableError(f"The identity provider answers with {answer.status_code} just now.")
    return found


def _refused(why: str) -> UnauthenticatedError:
    return UnauthenticatedError("sso_refused", f"The identity provider's answer is not good: {why}. Sign in again.")
