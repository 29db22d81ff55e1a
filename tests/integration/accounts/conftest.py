"""Browsers of people, over real HTTP."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pyotp
import pytest

from mirrorme.domain.people import Person, PersonRole
from mirrorme.interfaces.http.cookies import door_of
from mirrorme.pipeline.accounts.mails import Message, send_due
from mirrorme.pipeline.accounts.passwords import hash_of
from tests.integration.http.conftest import Api, api, store  # noqa: F401 (fixtures)
from tests.plain import PLAIN

PASSWORD = "stapler-violet-canyon-eleven"  # noqa: S105


@dataclass
class Browser:
    """A browser on the portal's page. csrf: what its page was told last."""

    client: httpx.Client
    csrf: str = ""

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        sent = {"X-CSRF-Token": self.csrf, "Origin": str(self.client.base_url).rstrip("/")}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.request(method, path, json=body, headers=sent)
        if answer.is_success and answer.content and "application/json" in answer.headers.get("content-type", ""):
            told = answer.json()
            if isinstance(told, dict) and told.get("csrf"):
                self.csrf = told["csrf"]
        return answer

    def get(self, path: str) -> Any:
        return self.good("GET", path)

    def post(self, path: str, body: Any = None) -> Any:
        return self.good("POST", path, body)

    def good(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.ask(method, path, body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def refused(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        answer = self.ask(method, path, body, **headers)
        assert answer.headers["content-type"] == "application/problem+json", answer.text
        return answer.status_code, answer.json()["code"]

    def sign_in(self, email: str, password: str = PASSWORD) -> Any:
        return self.post("/v1/sign-in", {"email": email, "password": password})

    def enrol(self) -> tuple[pyotp.TOTP, list[str]]:
        """Add an authenticator app; gives it and the recovery codes."""
        app = pyotp.TOTP(self.post("/v1/me/totp")["secret"])
        return app, self.post("/v1/me/totp/confirm", {"code": app.now()})["codes"]


@pytest.fixture
def browser(api: Api) -> Iterator[Callable[[], Browser]]:  # noqa: F811
    """Makes browsers."""
    made: list[httpx.Client] = []

    def make() -> Browser:
        made.append(httpx.Client(base_url=api.url, **PLAIN))
        return Browser(made[-1])

    yield make
    for client in made:
        client.close()


@pytest.fixture
def person(api: Api) -> Callable[..., Person]:  # noqa: F811
    """Makes people who have a password."""

    def make(email: str, role: PersonRole = "staff", franchise: str | None = "001") -> Person:
        with api.service.records.begin() as work:
            made = work.people.add(email=email, name="Ada Smith", role=role, franchise=franchise)
            work.connection.exec_driver_sql(
                "update person set password = %s where id = %s", (hash_of(PASSWORD), made.id)
            )
        return made

    return make


def mails(api: Api) -> list[Message]:  # noqa: F811
    """What waits to be sent; it is sent now."""
    gone: list[Message] = []
    door = door_of(api.service)
    send_due(door.accounts, door.secret, gone.append)
    return gone


def token_in(message: Message) -> str:
    found = re.search(r"/welcome#(\S+)", message.text)
    assert found
    return found[1]


def at_later_step(app: pyotp.TOTP) -> str:
    """A code that was not used: of the next 30 s, which is taken too."""
    return app.at(int(time.time()) + 30)
