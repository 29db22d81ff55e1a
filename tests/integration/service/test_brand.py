"""From a franchise's brand to its pictures, through the processes of the real service."""

import json
import secrets
from typing import Any

import cv2
import httpx
import numpy as np
import pytest

from mirrorme.domain.keys import ObjectKey
from tests.integration.http.files import cube, encoded
from tests.integration.service.conftest import Running

pytestmark = pytest.mark.xdist_group("service")
GREEN = (20, 160, 60)
DARKER = 0.5


def ask(service: Running, method: str, path: str, **what: Any) -> Any:
    headers = {"authorization": f"Bearer {service.key('franchise:001')}", "idempotency-key": secrets.token_hex(8)}
    answer = httpx.request(method, f"{service.url}{path}", headers=headers, timeout=120, trust_env=False, **what)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def corner(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The mean colour, RGB, of a corner that nobody stands in."""
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return np.asarray(picture[40:240, 40:240, ::-1].reshape(-1, 3).mean(axis=0), np.float64)


def step(edit: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in edit["recipe"]["steps"] if one["step"] == name)


def edited(service: Running, session: str) -> tuple[bytes, dict[str, Any]]:
    """A new photo's picture and edit."""
    done = service.upload(session, service.portrait(f"{session}/a.jpg"))
    assert done.returncode == 0, done.stderr
    (photo,) = service.photos(session)
    (edit,) = service.get(f"/v1/photos/{photo['id']}/edits")["items"]
    return service.get(f"/v1/photos/{photo['id']}/edited"), edit


def test_what_a_franchise_chose_shows_in_the_next_edit(service: Running) -> None:
    before, plain = edited(service, "before")
    assert step(plain, "compose")["backdrop"] == "paper-dove-grey"

    backdrop = ask(service, "POST", "/v1/backdrops?name=Green", content=encoded(".png", GREEN, 1200, 1600))
    lut = ask(service, "POST", "/v1/luts?name=Darker", content=cube(DARKER))
    style = ask(service, "POST", "/v1/styles", json={"name": "Ours", "base": "neutral"})
    look = {"backdrop": backdrop["name"], "style": style["name"]}
    ask(service, "PUT", "/v1/franchises/001/brand", json={"look": look})

    after, green = edited(service, "after")
    # neutral changes nothing, and the frame's shadow is nowhere near its corner
    assert np.abs(corner(after) - GREEN).max() < 6
    assert np.abs(corner(before) - GREEN).max() > 60
    composed = step(green, "compose")
    assert composed["backdrop"] == "file"
    stored = service.data / "objects/mirrorme-franchise-001/templates"
    assert (stored / f"backdrop-{composed['digest']}.jpg").is_file()

    # the style is changed: the next edit of the same session has it, the one that is finished keeps its own
    ask(service, "PATCH", f"/v1/styles/{style['id']}", json={"lut": lut["id"]})
    again, darker = edited(service, "after that")
    assert np.abs(corner(again) - np.multiply(GREEN, DARKER)).max() < 6
    assert step(darker, "grade")["lut"] is not None
    assert step(service.get(f"/v1/edits/{green['id']}"), "grade")["lut"] is None


def test_what_was_withdrawn_is_still_there_for_who_booked_it(service: Running) -> None:
    made = ask(service, "POST", "/v1/backdrops?name=Blue", content=encoded(".jpg", (20, 40, 190)))
    ask(service, "PUT", "/v1/franchises/001/brand", json={"look": {"backdrop": made["name"]}})
    first, _ = edited(service, "booked")
    ask(service, "PUT", "/v1/franchises/001/brand", json={})
    ask(service, "DELETE", f"/v1/backdrops/{made['name']}")
    second = service.portrait("booked/b.jpg")
    done = service.upload("booked", second)
    assert [json.loads(line)["state"] for line in done.stdout.splitlines() if "state" in json.loads(line)] == [
        "published"
    ], done.stderr
    photo = next(one for one in service.photos("booked") if one["number"] == 2)
    assert np.abs(corner(service.get(f"/v1/photos/{photo['id']}/edited")) - corner(first)).max() < 3


def test_a_backdrop_that_was_altered_in_the_store_is_in_no_picture(service: Running) -> None:
    made = ask(service, "POST", "/v1/backdrops?name=Red", content=encoded(".jpg", (180, 40, 30), 1000, 800))
    ask(service, "PUT", "/v1/franchises/001/brand", json={"look": {"backdrop": made["name"]}})
    with service.records() as records, records.begin() as work:
        own = work.templates.backdrop(made["id"])
    assert own is not None
    at = ObjectKey.parse(f"mirrorme-franchise-001/templates/backdrop-{own.digest}.jpg")
    with service.store() as objects:
        objects.write(at, encoded(".jpg", GREEN))
    service.upload("altered", service.portrait("altered/a.jpg"), wait=False)
    service.wait_for(lambda: bool(service.photos("altered")[0]["reasons"]), "a reason")
    reason = service.photos("altered")[0]["reasons"][0]
    assert reason["code"] == "recipe_unusable"
    assert "SHA-256" in reason["message"]
    ask(service, "PUT", "/v1/franchises/001/brand", json={})
