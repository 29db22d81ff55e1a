"""No studio sees, changes or guesses anything of another."""

from typing import Any

import pytest

from mirrorme.domain.alerts import Change, Reading
from mirrorme.interfaces.http.routes import bookings, photos, sessions
from tests.integration.http.conftest import Api

OURS = b"a photo of studio one" * 10


@pytest.fixture
def ids(api: Api) -> dict[str, Any]:
    """Records of studio 001."""
    photo = api.upload(OURS)
    open_upload = api.begin(b"not yet sent" * 10, "b.jpg")["upload"]
    customer = api.post("franchise", "/v1/customers", {"name": "Ada"}, idempotency_key="1")
    with api.service.records.begin() as work:
        work.alerts.open(Change(Reading("review_queue", "001", 60)))
        (alert,) = work.alerts.opened()
    return {
        "alert": alert.id,
        "session": api.seeded.sessions[0],
        "booking_type": api.seeded.booking_types[0],
        "photo": photo["id"],
        "upload": open_upload["id"],
        "customer": customer["id"],
    }


REQUESTS: list[tuple[str, str, Any]] = [
    ("GET", "/v1/franchises/001", None),
    ("GET", "/v1/franchises/001/retention", None),
    ("GET", "/v1/customers/{customer}/consents", None),
    ("GET", "/v1/booking-types/{booking_type}", None),
    ("PATCH", "/v1/booking-types/{booking_type}", {"name": "Stolen"}),
    ("GET", "/v1/customers/{customer}", None),
    ("PATCH", "/v1/customers/{customer}", {"tier": "vip"}),
    ("GET", "/v1/sessions/{session}", None),
    ("PATCH", "/v1/sessions/{session}", {"lane": "bulk"}),
    ("POST", "/v1/sessions/{session}/cancel", None),
    ("POST", "/v1/sessions/{session}/retry", None),
    ("GET", "/v1/sessions/{session}/photos", None),
    ("GET", "/v1/sessions/{session}/published", None),
    ("POST", "/v1/sessions/{session}/uploads", {"filename": "a.jpg", "size": 5, "sha256": "ab" * 32}),
    ("POST", "/v1/alerts/{alert}/acknowledge", None),
    ("GET", "/v1/photos/{photo}", None),
    ("GET", "/v1/photos/{photo}/history", None),
    ("GET", "/v1/photos/{photo}/edits", None),
    ("GET", "/v1/photos/{photo}/original", None),
    ("GET", "/v1/photos/{photo}/edited", None),
    ("GET", "/v1/photos/{photo}/pictures", None),
    ("GET", "/v1/photos/{photo}/pictures/thumb", None),
    ("POST", "/v1/photos/{photo}/preview", {"adjustments": {}}),
    ("POST", "/v1/photos/{photo}/retry", None),
    ("POST", "/v1/photos/{photo}/cancel", None),
    ("GET", "/v1/uploads/{upload}", None),
    ("POST", "/v1/uploads/{upload}/urls", {"parts": [1]}),
    ("POST", "/v1/uploads/{upload}/complete", None),
    ("DELETE", "/v1/uploads/{upload}", None),
]


def test_another_studio_is_told_that_there_is_nothing(api: Api, ids: dict[str, Any]) -> None:
    before = api.get("franchise", f"/v1/sessions/{ids['session']}")
    for method, path, body in REQUESTS:
        assert api.refused("other", method, path.format(**ids), body)[0] == 404, path
    for method, path, body in REQUESTS:
        if "uploads" in path:
            assert api.refused("other_upload", method, path.format(**ids), body)[0] == 404, path
    assert api.get("franchise", f"/v1/sessions/{ids['session']}") == before
    assert api.get("upload", f"/v1/uploads/{ids['upload']}")["state"] == "open"


@pytest.mark.parametrize(
    "path", ["franchises", "booking-types", "customers", "sessions", "photos", "history", "alerts"]
)
def test_lists_show_ones_own_whatever_is_asked(api: Api, ids: dict[str, Any], path: str) -> None:
    assert ids
    asked = "" if path == "franchises" else "?franchise=001"
    for item in api.get("other", f"/v1/{path}{asked}")["items"]:
        assert item.get("franchise", item.get("code")) == "002"
    everything = api.get("head_office", f"/v1/{path}")["items"]
    assert any(item.get("franchise", item.get("code")) == "001" for item in everything)


def test_the_dashboard_counts_ones_own(api: Api, ids: dict[str, Any]) -> None:
    assert ids
    assert api.get("franchise", "/v1/summary")["today"]["received"] == 1
    assert api.get("other", "/v1/summary?franchise=001")["today"]["received"] == 0
    lanes = {lane["name"]: lane["waiting"] for lane in api.get("other", "/v1/lanes")}
    assert lanes["standard"] == 0


def test_nothing_can_be_booked_for_another_studio(api: Api, ids: dict[str, Any]) -> None:
    for path, body in (
        ("booking-types", {"franchise": "001", "name": "X", "lane": "bulk"}),
        ("customers", {"franchise": "001", "name": "X"}),
        ("sessions", {"name": "X", "booking_type": ids["booking_type"]}),
    ):
        assert api.refused("other", "POST", f"/v1/{path}", body, idempotency_key=path)[0] == 404
    mixed = {"name": "X", "booking_type": api.seeded.booking_types[1], "customer": ids["customer"]}
    assert api.refused("other", "POST", "/v1/sessions", mixed, idempotency_key="mixed")[0] == 404
    assert api.refused("head_office", "POST", "/v1/sessions", mixed, idempotency_key="mixed") == (
        422,
        "other_franchise",
    )


def test_an_idempotency_key_is_ones_own(api: Api) -> None:
    body = {"name": "Ada"}
    one = api.post("franchise", "/v1/customers", body, idempotency_key="same")
    two = api.post("other", "/v1/customers", body, idempotency_key="same")
    assert (one["franchise"], two["franchise"]) == ("001", "002")


def test_the_wall_holds_where_a_route_forgets_whose_a_record_is(
    api: Api, ids: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (bookings, photos, sessions):
        monkeypatch.setattr(module, "seen_by", lambda _, __: None)
    for path in ("booking-types", "customers", "sessions", "photos"):
        found = api.get("other", f"/v1/{path}")["items"]
        assert {item["franchise"] for item in found} <= {"002"}, path
    assert ids
