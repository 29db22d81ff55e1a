"""Photos through the API: announced, sent, checked, and back again."""

import hashlib
import os
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.integration.http.conftest import Api
from tests.plain import PLAIN

SMALL, LARGE = os.urandom(50_000), os.urandom(12_000_000)


def test_a_small_photo_arrives_bit_by_bit(api: Api, store: Path) -> None:
    photo = api.upload(SMALL, "IMG 1.JPG")
    assert (photo["state"], photo["lane"], photo["number"]) == ("queued", "standard", 1)
    original = store / "mirrorme-franchise-001/raw/2026-11-17/session-001/photo-001.jpg"
    assert (api.kept(1), original.exists(), SMALL in original.read_bytes()) == (SMALL, True, False)
    answer = api.ask("franchise", "GET", f"/v1/photos/{photo['id']}/original")
    assert answer.status_code == 307
    got = httpx.get(answer.headers["location"], **PLAIN)
    assert (got.content, got.headers["content-type"]) == (SMALL, "image/jpeg")
    assert "IMG%201.JPG" in got.headers["content-disposition"]


def test_a_large_photo_arrives_in_parts_and_goes_on_where_it_stopped(api: Api) -> None:
    upload = api.begin(LARGE)["upload"]
    api.send(upload, LARGE, [3, 1])
    assert api.refused("upload", "POST", f"/v1/uploads/{upload['id']}/complete") == (409, "parts_missing")
    again = api.begin(LARGE)["upload"]
    assert again["id"] == upload["id"]
    assert api.get("upload", f"/v1/uploads/{upload['id']}")["missing"] == [2]
    api.send(upload, LARGE, [2])
    photo = api.post("upload", f"/v1/uploads/{upload['id']}/complete")
    location = api.ask("franchise", "GET", f"/v1/photos/{photo['id']}/original").headers["location"]
    assert hashlib.sha256(httpx.get(location, **PLAIN).content).hexdigest() == photo["sha256"]


def test_what_is_here_is_known_before_its_bytes_move(api: Api) -> None:
    photo = api.upload(SMALL)
    again = api.ask(
        "upload",
        "POST",
        f"/v1/sessions/{api.seeded.sessions[0]}/uploads",
        {"filename": "copy.jpg", "size": len(SMALL), "sha256": photo["sha256"]},
    )
    assert (again.status_code, again.json()["upload"], again.json()["photo"]["id"]) == (200, None, photo["id"])


def test_other_bytes_are_refused_and_the_right_ones_can_be_sent(api: Api) -> None:
    upload = api.begin(SMALL)["upload"]
    api.send(upload, SMALL[::-1])
    assert api.refused("upload", "POST", f"/v1/uploads/{upload['id']}/complete") == (422, "checksum_mismatch")
    assert api.upload(SMALL)["state"] == "queued"


def test_an_address_takes_its_photo_once(api: Api) -> None:
    upload = api.begin(SMALL)["upload"]
    assert [answer.status_code for answer in api.send(upload, SMALL)] == [200]
    assert [answer.status_code for answer in api.send(upload, SMALL[::-1])] == [409]
    api.post("upload", f"/v1/uploads/{upload['id']}/complete")
    assert api.refused("upload", "POST", f"/v1/uploads/{upload['id']}/urls", {"parts": [1]})[0] == 409


def test_an_original_cannot_be_replaced_by_an_address_that_is_still_good(api: Api) -> None:
    upload = api.begin(SMALL)["upload"]
    address = api.post("upload", f"/v1/uploads/{upload['id']}/urls", {"parts": [1]})["urls"][0]["url"]
    httpx.put(address, content=SMALL, **PLAIN)
    api.post("upload", f"/v1/uploads/{upload['id']}/complete")
    assert httpx.put(address, content=SMALL[::-1], **PLAIN).status_code == 409
    assert api.kept(1) == SMALL


def test_two_clients_that_send_the_same_photo_share_it(api: Api) -> None:
    with ThreadPoolExecutor(8) as clients:
        tickets = list(clients.map(lambda _: api.begin(SMALL), range(8)))
        assert len({ticket["upload"]["id"] for ticket in tickets}) == 1
        list(clients.map(lambda ticket: api.send(ticket["upload"], SMALL), tickets))
        path = f"/v1/uploads/{tickets[0]['upload']['id']}/complete"
        photos = list(clients.map(lambda _: api.post("upload", path), range(8)))
    assert {photo["state"] for photo in photos} == {"queued"}
    history = api.get("franchise", f"/v1/photos/{photos[0]['id']}/history")["items"]
    assert [line["after"] for line in history] == ["uploading", "received", "queued"]


def test_a_given_up_upload_is_over(api: Api) -> None:
    upload = api.begin(SMALL)["upload"]
    for _ in range(2):
        assert api.ask("upload", "DELETE", f"/v1/uploads/{upload['id']}").status_code == 204
    assert api.refused("upload", "POST", f"/v1/uploads/{upload['id']}/complete")[0] == 409
    assert api.upload(SMALL)["state"] == "queued"


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..\\..\\windows\\system32\\a.jpg",
        "/etc/cron.d/a",
        "a\x00b.jpg",
        "x" * 300 + ".jpg",
        "📸 Ünïcödé \u202egpj.exe",
        "CON.jpg",
        "",
        "..",
        "\r\nSet-Cookie: a=b.jpg",
        "\ud800.jpg",
    ],
)
def test_hostile_names_are_kept_for_people_and_lead_nowhere(api: Api, store: Path, name: str) -> None:
    before = {path for path in store.parent.rglob("*") if path.is_file()}
    data = name.encode("utf-8", "surrogatepass") + SMALL
    if "\ud800" in name:
        offer = b'{"filename": "\\ud800.jpg", "size": 5, "sha256": "' + b"ab" * 32 + b'"}'
        url = f"{api.url}/v1/sessions/{api.seeded.sessions[0]}/uploads"
        headers = {"authorization": f"Bearer {api.keys['upload']}", "content-type": "application/json"}
        assert httpx.post(url, content=offer, headers=headers, **PLAIN).status_code in (201, 422)
        return
    photo = api.upload(data, name)
    assert photo["filename"]
    assert photo["filename"].isprintable()
    assert len(photo["filename"]) <= 255
    new = sorted({path for path in store.parent.rglob("*") if path.is_file()} - before)
    assert [path.parent for path in new] == [store / "mirrorme-franchise-001/raw/2026-11-17/session-001"]
    location = api.ask("franchise", "GET", f"/v1/photos/{photo['id']}/original").headers["location"]
    got = httpx.get(location, **PLAIN)
    assert got.content == data
    assert "set-cookie" not in got.headers


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        ({"filename": "a.jpg", "size": 0, "sha256": "ab" * 32}, "empty_file"),
        ({"filename": "a.jpg", "size": 2**40, "sha256": "ab" * 32}, "too_large"),
        ({"filename": "a.jpg", "size": 5, "sha256": "../" * 21 + "a"}, "invalid_digest"),
        ({"filename": "a.jpg", "size": -1, "sha256": "ab" * 32}, "invalid_request"),
        ({"filename": "a.jpg", "size": 5.5, "sha256": "ab" * 32}, "invalid_request"),
    ],
)
def test_impossible_offers_are_refused(api: Api, offer: object, code: str) -> None:
    path = f"/v1/sessions/{api.seeded.sessions[0]}/uploads"
    status, said = api.refused("upload", "POST", path, offer)
    assert (status, said) == (422, code)


def test_a_part_is_bounded(api: Api) -> None:
    upload = api.begin(LARGE)["upload"]
    given = api.post("upload", f"/v1/uploads/{upload['id']}/urls", {"parts": [1]})["urls"][0]
    answer = httpx.put(given["url"], content=bytes(17 * 1024 * 1024), **PLAIN)
    assert (answer.status_code, answer.json()["code"]) == (422, "too_long")
    assert api.refused("upload", "POST", f"/v1/uploads/{upload['id']}/urls", {"parts": [4]}) == (422, "no_such_part")
    assert api.refused("upload", "POST", f"/v1/uploads/{upload['id']}/urls", {"parts": []})[0] == 422


def test_half_a_part_is_none(api: Api) -> None:
    upload = api.begin(LARGE)["upload"]
    given = api.post("upload", f"/v1/uploads/{upload['id']}/urls", {"parts": [1]})["urls"][0]
    host, port = api.url.removeprefix("http://").split(":")
    path = given["url"].removeprefix(api.url)
    with socket.create_connection((host, int(port))) as client:
        head = f"PUT {path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {upload['part_size']}\r\n\r\n"
        client.sendall(head.encode() + LARGE[:1_000_000])
    assert api.get("upload", f"/v1/uploads/{upload['id']}")["missing"] == [1, 2, 3]
