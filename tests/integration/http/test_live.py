"""Live events: everybody hears what they may, in order, from the last one they saw, whatever broke in between."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from mirrorme.domain.photo import State
from mirrorme.interfaces.http import live
from mirrorme.interfaces.http.hub import MOST_BEHIND, Listener, Told
from tests.integration.conftest import as_owner
from tests.integration.http.conftest import Api
from tests.plain import PLAIN

LIMIT_S = 20.0


def listen(api: Api, who: str, after: int | None = None) -> AbstractContextManager[ClientConnection]:
    """A WebSocket whose key is in the header."""
    query = "" if after is None else f"?after={after}"
    headers = {"authorization": f"Bearer {api.keys.get(who, who)}"}
    return connect(f"{api.url.replace('http', 'ws')}/v1/live{query}", additional_headers=headers, proxy=None)


def hear(socket: ClientConnection) -> dict[str, Any]:
    return told(json.loads(socket.recv(timeout=LIMIT_S)))


def until(socket: ClientConnection, after: str) -> list[dict[str, Any]]:
    """Events up to a photo's state."""
    heard = [hear(socket)]
    while heard[-1]["after"] != after:
        heard.append(hear(socket))
    return heard


@contextmanager
def synced(api: Api, who: str) -> Iterator[tuple[ClientConnection, int]]:
    """A listener that is known to listen, and the last event that it saw."""
    with listen(api, who, after=0) as socket:
        api.upload(b"so that there is an event" + who.encode())
        yield socket, until(socket, "queued")[-1]["id"]


def history(api: Api) -> list[dict[str, Any]]:
    """All that happened, without the photos' numbers: those are looked up when somebody asks, and not told live."""
    found: list[dict[str, Any]] = api.get("head_office", "/v1/history?limit=200")["items"]
    return [{name: value for name, value in told(event).items() if name != "photo_number"} for event in found[::-1]]


def told(event: dict[str, Any]) -> dict[str, Any]:
    """An event with a time that can be compared, however it was written."""
    return event | ({"at": datetime.fromisoformat(event["at"])} if "at" in event else {})


def test_a_photo_is_followed_from_upload_to_its_lane(api: Api) -> None:
    with synced(api, "franchise") as (socket, last):
        photo = api.upload(b"a photo")
        heard = until(socket, "queued")
        assert [(event["before"], event["after"]) for event in heard] == [
            (None, "uploading"),
            ("uploading", "received"),
            ("received", "queued"),
        ]
        assert {event["photo"] for event in heard} == {photo["id"]}
        assert heard == [event for event in history(api) if event["id"] > last]
        assert {"at", "who", "why", "kind", "session", "franchise", "data"} <= set(heard[0])


def test_who_comes_back_hears_all_that_was_missed_and_goes_on(api: Api) -> None:
    with synced(api, "head_office") as (_, last):
        pass
    for number in range(5):
        api.upload(f"photo {number}".encode())
    with listen(api, "head_office", last) as again:
        api.upload(b"and one while we listen")
        missed = {event["id"] for event in history(api) if event["id"] > last}
        heard: list[int] = []
        while not missed <= set(heard):
            heard.append(hear(again)["id"])
        assert len(set(heard)) == len(heard)


def test_a_studio_hears_nothing_of_another(api: Api) -> None:
    with synced(api, "franchise") as (mine, _), listen(api, "other", after=0) as socket:
        api.upload(b"a photo of studio one")
        until(mine, "queued")
        body = {"name": "Theirs", "booking_type": api.seeded.booking_types[1]}
        api.post("other", "/v1/sessions", body, idempotency_key="theirs")
        event = hear(socket)
        assert (event["franchise"], event["kind"]) == ("002", "session.created")


def test_a_studio_hears_of_no_machine(api: Api) -> None:
    with synced(api, "franchise") as (socket, _), listen(api, "head_office", after=0) as office:
        photo = api.upload(b"a photo")["id"]
        with api.service.records.begin() as work:
            found = work.photos.lock(photo)
            assert found
            work.photos.save(found, replace(found, state=State.EDITING), who="worker:host-7/8580", why="taken up")
        assert until(socket, "editing")[-1]["who"] == "worker"
        assert until(office, "editing")[-1]["who"] == "worker:host-7/8580"


def test_a_browser_says_its_key_first(api: Api) -> None:
    with connect(f"{api.url.replace('http', 'ws')}/v1/live", proxy=None) as socket:
        socket.send(json.dumps({"key": api.keys["franchise"], "after": 0}))
        api.upload(b"a photo")
        assert until(socket, "queued")


@pytest.mark.parametrize("said", ["", "[]", '{"key": 7}', '{"key": "mm_wrong"}', "{" * 2000])
def test_who_has_no_key_hears_nothing(api: Api, said: str) -> None:
    with connect(f"{api.url.replace('http', 'ws')}/v1/live", proxy=None) as socket:
        socket.send(said)
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=LIMIT_S)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


def test_an_upload_key_hears_nothing(api: Api) -> None:
    with listen(api, "upload", after=0) as socket, pytest.raises(ConnectionClosed) as closed:
        socket.recv(timeout=LIMIT_S)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


def test_when_the_database_is_lost_listeners_come_back_and_miss_nothing(api: Api) -> None:
    with synced(api, "franchise") as (socket, last):
        with as_owner(api.service.records) as work:
            work.connection.exec_driver_sql(
                "select pg_terminate_backend(pid) from pg_stat_activity where query ~* 'listen'"
                " and pid <> pg_backend_pid()"
            )
        with pytest.raises(ConnectionClosed) as closed:
            hear(socket)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012
    photo = api.upload(b"while nobody listened")
    with listen(api, "franchise", last) as again:
        assert [event["photo"] for event in until(again, "queued")][-1] == photo["id"]


def test_who_missed_too_much_is_told_to_look_anew(api: Api) -> None:
    with api.service.records.begin() as work:
        work.connection.exec_driver_sql(
            "insert into history (kind, who, why, franchise) select 'test', 'test', '', '001'"
            " from generate_series(1, 6000)"
        )
    with listen(api, "franchise", after=1) as socket:
        assert hear(socket)["kind"] == "reload"


def test_an_event_too_long_for_a_notification_arrives_whole(api: Api) -> None:
    with synced(api, "franchise") as (socket, _):
        with api.service.records.begin() as work:
            work.history.note("test.long", who="test", why="x" * 20_000, franchise="001")
        assert len(hear(socket)["why"]) == 20_000


def test_who_listens_too_slowly_is_let_go() -> None:
    listener = Listener("001")
    for number in range(MOST_BEHIND + 1):
        listener.tell(Told(number, "001", "{}", "{}"))
    assert listener.queue.get_nowait() is None
    assert listener.queue.empty()


def stream(api: Api, who: str, **headers: str) -> Iterator[str]:
    sent = {"authorization": f"Bearer {api.keys[who]}", **{name.replace("_", "-"): v for name, v in headers.items()}}
    with httpx.stream("GET", f"{api.url}/v1/live/events", headers=sent, **(PLAIN | {"timeout": LIMIT_S})) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield from answer.iter_lines()


def test_server_sent_events_resume_after_the_last_one(api: Api) -> None:
    api.upload(b"a photo")
    first = history(api)[0]["id"]
    lines = stream(api, "franchise", last_event_id=str(first))
    heard: list[dict[str, Any]] = []
    for line in lines:
        if line.startswith("data:"):
            heard.append(told(json.loads(line.removeprefix("data:"))))
            if heard[-1]["after"] == "queued":
                break
    lines.close()  # type: ignore[attr-defined] # a generator
    assert heard == history(api)[1:]


def test_looks_at_pictures_are_no_news(api: Api) -> None:
    with synced(api, "franchise") as (socket, last):
        photo = api.upload(b"a photo")
        until(socket, "queued")
        api.ask("franchise", "GET", f"/v1/photos/{photo['id']}/original")
        api.upload(b"another")
        assert hear(socket)["after"] == "uploading"
    with listen(api, "franchise", last) as again:
        assert "view.original" not in {event["kind"] for event in [*until(again, "queued"), *until(again, "queued")]}


@pytest.mark.parametrize("kind", ["nothing", "test"])
def test_a_key_that_ends_hears_no_more(api: Api, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    def listen_on(socket: ClientConnection) -> None:
        for number in range(1000):
            if kind != "nothing":
                with api.service.records.begin() as work:
                    work.history.note(kind, who="test", why=str(number), franchise="001")
            socket.recv(timeout=LIMIT_S)

    with synced(api, "franchise") as (socket, _):
        monkeypatch.setattr(live, "ALIVE_S", 0.1)
        # what waits already waits for as long as it was told before
        api.upload(b"another photo")
        with api.service.records.begin() as work:
            work.connection.exec_driver_sql("update api_key set revoked_at = now() where name = 'franchise'")
        with pytest.raises(ConnectionClosed):
            listen_on(socket)
