"""Who did and saw what, through the API."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest

from mirrorme.domain.photo import State
from tests.integration.http.conftest import Api


def test_every_look_at_a_picture_is_told(api: Api) -> None:
    photo = api.upload(b"a photo" * 100)
    assert api.ask("franchise", "GET", f"/v1/photos/{photo['id']}/original").status_code == 307
    assert api.ask("head_office", "GET", f"/v1/photos/{photo['id']}/original").status_code == 307
    assert api.refused("other", "GET", f"/v1/photos/{photo['id']}/original")[0] == 404
    assert api.refused("franchise", "GET", f"/v1/photos/{photo['id']}/edited")[0] == 409
    seen = api.get("auditor", "/v1/history?kind=view.original")["items"]
    assert [(line["who"], line["photo"]) for line in seen] == [
        ("head_office:head_office", photo["id"]),
        ("franchise:franchise", photo["id"]),
    ]


def test_a_franchise_is_told_nothing_of_machines(api: Api) -> None:
    photo = api.upload(b"a photo" * 100)["id"]
    with api.service.records.begin() as work:
        found = work.photos.lock(photo)
        assert found
        work.photos.save(found, replace(found, state=State.EDITING), who="worker:host-7/8580", why="taken up")
    api.ask("head_office", "GET", f"/v1/photos/{photo}/original")
    for asked in (f"/v1/photos/{photo}/history", "/v1/history"):
        told = {line["who"] for line in api.get("franchise", asked)["items"]}
        assert told == {"upload:upload", "service", "worker", "head_office:head_office"}, asked
    told = {line["who"] for line in api.get("auditor", "/v1/history")["items"]}
    assert told >= {"worker:host-7/8580", "head_office:head_office"}


def test_every_change_is_told_and_a_customer_is_not_in_it(api: Api) -> None:
    made = api.post("franchise", "/v1/customers", {"name": "Ada Smith", "email": "a@b.example"}, idempotency_key="1")
    api.ask("franchise", "PATCH", f"/v1/customers/{made['id']}", {"email": "c@d.example"})
    kind = {"name": "Newborn", "lane": "bulk"}
    number = api.post("franchise", "/v1/booking-types", kind, idempotency_key="2")["id"]
    api.ask("franchise", "PATCH", f"/v1/booking-types/{number}", {"lane": "vip"})
    lines = api.get("franchise", "/v1/history")["items"]
    assert [line["kind"] for line in lines] == [
        "booking_type.changed",
        "booking_type.created",
        "customer.changed",
        "customer.created",
    ]
    assert {line["who"] for line in lines} == {"franchise:franchise"}
    assert "Ada" not in str(lines)
    assert ".example" not in str(lines)


def test_the_history_is_asked_by_who_what_and_when(api: Api) -> None:
    api.upload(b"a photo" * 100)
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    for asked, count in (
        ({"who": "upload:upload"}, 2),
        ({"who": "service"}, 2),  # encryption began, and the photo was queued
        ({"kind": "photo"}, 3),
        ({"kind": "photo", "session": 999}, 0),
        ({"since": tomorrow}, 0),
        ({"until": tomorrow, "kind": "photo"}, 3),
    ):
        assert len(api.get("auditor", f"/v1/history?{urlencode(asked)}")["items"]) == count, asked


@pytest.mark.parametrize("asked", ["since=yesterday", "since=2026-01-01T00:00:00", "who=%00", "session=0", "limit=0"])
def test_a_question_that_makes_no_sense_is_told(api: Api, asked: str) -> None:
    assert api.refused("auditor", "GET", f"/v1/history?{asked}") == (422, "invalid_request")


def test_looks_bury_nothing_for_who_leaves_them_out(api: Api) -> None:
    photo = api.upload(b"a photo" * 100)["id"]
    for _ in range(3):
        api.ask("franchise", "GET", f"/v1/photos/{photo}/original")
    assert {line["kind"] for line in api.get("auditor", "/v1/history?limit=3")["items"]} == {"view.original"}
    page = api.get("auditor", "/v1/history?views=false&limit=3")
    assert [line["kind"] for line in page["items"]] == ["photo", "photo", "photo"]
    assert len(api.get("auditor", "/v1/history?views=false&kind=view.original")["items"]) == 3
    of_photo = api.get("franchise", f"/v1/photos/{photo}/history")["items"]
    assert [line for line in of_photo if not line["kind"].startswith("view.")] == (
        api.get("franchise", f"/v1/photos/{photo}/history?views=false")["items"]
    )
    assert len(of_photo) == 6


def test_a_line_says_which_number_the_photo_has_in_its_session(api: Api) -> None:
    api.begin(b"of another session" * 100, who="head_office", session=api.seeded.sessions[1])
    photo = api.upload(b"a photo" * 100)
    assert photo["id"] != photo["number"]
    lines = api.get("auditor", f"/v1/history?session={photo['session']}&kind=photo")["items"]
    assert {line["photo_number"] for line in lines if line["photo"] == photo["id"]} == {photo["number"]}
    lines = api.get("franchise", f"/v1/photos/{photo['id']}/history")["items"]
    assert {line["photo_number"] for line in lines} == {photo["number"]}
    assert {line["photo_number"] for line in api.get("auditor", "/v1/history")["items"] if not line["photo"]} == {None}
