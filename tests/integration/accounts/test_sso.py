"""Head office signs in with its own identity provider: a real OpenID provider, and one that cheats."""

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey
from pydantic import SecretStr

from mirrorme.adapters.sign_on.openid import Provider
from mirrorme.domain.errors import UnauthenticatedError
from mirrorme.domain.people import Person
from mirrorme.interfaces.http.routes import sso
from mirrorme.pipeline.ports import UnavailableError
from tests.integration.accounts.conftest import Browser
from tests.integration.http.conftest import Api

Make = Callable[[], Browser]
New = Callable[..., Person]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    users = [
        {"sub": "head", "email": "head@office.example", "email_verified": True},
        {"sub": "staff", "email": "ada@one.example", "email_verified": True},
        {"sub": "doubt", "email": "head@office.example"},
    ]
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    for user in users:
        command += ["--user-claims", json.dumps(user)]
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        try:
            while process.poll() is None:
                with suppress(httpx.TransportError):
                    # what it is called, it says itself: by the name that it was asked under
                    yield httpx.get(f"{url}/.well-known/openid-configuration", trust_env=False).json()["issuer"]
                    break
                time.sleep(0.05)
        finally:
            process.kill()


@pytest.fixture
def with_sso(api: Api, issuer: str, monkeypatch: pytest.MonkeyPatch) -> Api:
    settings = api.service.settings.model_copy(
        update={
            "oidc_issuer": issuer,
            "oidc_client_id": "mirrorme",
            "oidc_client_secret": SecretStr("of the client"),
        }
    )
    real = sso.provider_of
    monkeypatch.setattr(sso, "provider_of", lambda service: real(replace(service, settings=settings)))
    return api


def go(browser: Browser, who: str) -> httpx.Response:
    """Begin here, sign in there, come back."""
    begun = browser.client.get("/v1/sign-in/sso", follow_redirects=False)
    assert begun.status_code == 302, begun.text
    back = httpx.post(begun.headers["location"], data={"sub": who}, follow_redirects=False, trust_env=False)
    return browser.client.get(back.headers["location"], follow_redirects=False)


def test_head_office_comes_in_and_still_needs_its_second_factor(with_sso: Api, browser: Make, person: New) -> None:
    assert with_sso
    person("head@office.example", "head_office", None)
    one = browser()
    answer = go(one, "head")
    assert (answer.status_code, answer.headers["location"]) == (303, "/portal/")
    me = one.get("/v1/me")
    assert (me["email"], me["level"]) == ("head@office.example", "enrolling")


@pytest.mark.parametrize("who", ["staff", "doubt"])
def test_who_has_no_account_at_head_office_stays_outside(with_sso: Api, browser: Make, person: New, who: str) -> None:
    assert with_sso
    person("ada@one.example")
    person("head@office.example", "head_office", None)
    assert go(browser(), who).status_code == 401


def test_nobody_is_signed_in_by_somebody_elses_link(with_sso: Api, browser: Make, person: New) -> None:
    assert with_sso
    person("head@office.example", "head_office", None)
    attacker, victim = browser(), browser()
    begun = attacker.client.get("/v1/sign-in/sso", follow_redirects=False)
    back = httpx.post(begun.headers["location"], data={"sub": "head"}, follow_redirects=False, trust_env=False)
    link = back.headers["location"]
    assert victim.client.get(link).status_code == 401
    assert attacker.client.get(link).status_code == 401  # good once


def test_without_a_provider_it_is_said(api: Api, browser: Make) -> None:
    assert api
    assert browser().refused("GET", "/v1/sign-in/sso") == (409, "no_sso")


GOOD: dict[str, Any] = {
    "iss": "https://idp.example",
    "aud": "mirrorme",
    "sub": "1",
    "nonce": "n",
    "iat": 4_000_000_000 - 2_300_000_000,
    "exp": 4_000_000_000,
    "email": "head@office.example",
    "email_verified": True,
}
KEY = ECKey.generate_key("P-256", {"kid": "a", "use": "sig", "alg": "ES256"})


def provider(token: str, about: dict[str, Any] | None = None) -> Provider:
    told = {
        "issuer": "https://idp.example",
        "authorization_endpoint": "https://idp.example/a",
        "token_endpoint": "https://idp.example/t",
        "jwks_uri": "https://idp.example/k",
        **(about or {}),
    }
    answers = {"/t": {"id_token": token}, "/k": {"keys": [KEY.as_dict(private=False)]}}

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=answers.get(request.url.path, told))

    transport = httpx.MockTransport(answer)
    return Provider(
        "https://idp.example", "mirrorme", "s", "https://us/back", lambda: httpx.Client(transport=transport)
    )


def signed(changes: dict[str, Any], key: ECKey | OctKey = KEY, alg: str = "ES256") -> str:
    claims = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    return jwt.encode({"alg": alg, "kid": "a"}, claims, key)


def test_an_identity_that_is_good_is_taken() -> None:
    found = provider(signed({"amr": ["pwd", "otp"]})).finish("c", "n", "v")
    assert (found.email, found.two) == ("head@office.example", True)
    assert not provider(signed({"amr": ["pwd"]})).finish("c", "n", "v").two


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"nonce": "other"},
        {"nonce": None},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"sub": None},
        {"email_verified": "true"},
        {"email_verified": None},
        {"azp": "another"},
    ],
)
def test_an_identity_with_wrong_claims_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UnauthenticatedError):
        provider(signed(changes)).finish("c", "n", "v")


def test_a_forged_identity_is_refused() -> None:
    other = ECKey.generate_key("P-256", {"kid": "a"})
    shared = OctKey.import_key(b"s" * 32)
    none = re.sub(r"^[^.]*", "eyJhbGciOiJub25lIn0", signed({})).rpartition(".")[0] + "."
    for token in (signed({}, other), signed({}, shared, "HS256"), none, "", "a.b.c", signed({})[:-4] + "AAAA"):
        with pytest.raises(UnauthenticatedError):
            provider(token).finish("c", "n", "v")


def test_a_provider_that_is_another_is_not_asked() -> None:
    with pytest.raises(UnavailableError, match="MIRRORME_OIDC_ISSUER"):
        provider("", {"issuer": "https://evil.example"}).begin()


def test_what_is_asked_can_not_be_guessed_or_swapped() -> None:
    begun = provider("").begin()
    asked = parse_qs(urlsplit(begun.address).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert begun.verifier not in begun.address
    assert provider("").begin().state != begun.state
