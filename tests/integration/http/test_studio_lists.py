"""What the portal's list of sessions shows beside each, and the code that names one."""

from typing import Any

from tests.integration.conftest import as_owner
from tests.integration.http.conftest import Api


def booked(api: Api, name: str, **more: object) -> dict[str, Any]:
    body = {"name": name, "booking_type": api.seeded.booking_types[0], **more}
    made: dict[str, Any] = api.post("franchise", "/v1/sessions", body, idempotency_key=name)
    return made


def change(api: Api, statement: str) -> None:
    with as_owner(api.service.records) as work:
        work.connection.exec_driver_sql(statement)


def announced(api: Api, session: int) -> None:
    body = {"filename": "a.jpg", "size": 3, "sha256": "a" * 64}
    api.post("franchise", f"/v1/sessions/{session}/uploads", body)


def test_a_session_tells_whose_it_is_and_when_its_next_photo_is_promised(api: Api) -> None:
    customer = api.post("franchise", "/v1/customers", {"name": "Ada Lovelace"}, idempotency_key="ada")
    session = booked(api, "Ada", customer=customer["id"])["id"]
    announced(api, session)
    shown = api.get("franchise", f"/v1/sessions/{session}")
    # what is not here yet has no deadline
    assert (shown["customer_name"], shown["next_deadline"], shown["missed"]) == ("Ada Lovelace", None, 0)
    change(api, "update photo set deadline = '2026-11-25T12:00:00Z', state = 'queued', missed_at = now()")
    shown = api.get("franchise", "/v1/sessions")["items"][0]
    assert (shown["next_deadline"], shown["missed"]) == ("2026-11-25T12:00:00Z", 1)
    change(api, "update photo set state = 'published'")
    assert api.get("franchise", f"/v1/sessions/{session}")["next_deadline"] is None


def test_sessions_are_found_by_their_lane(api: Api) -> None:
    one, other = booked(api, "One")["id"], booked(api, "Other")["id"]
    api.ask("franchise", "PATCH", f"/v1/sessions/{one}", {"lane": "vip"})
    assert [found["id"] for found in api.get("franchise", "/v1/sessions?lane=vip")["items"]] == [one]
    assert other not in [found["id"] for found in api.get("franchise", "/v1/sessions?lane=vip")["items"]]
    assert api.refused("franchise", "GET", "/v1/sessions?lane=slow") == (422, "invalid_request")


def test_a_sessions_code_is_a_picture_and_nobody_elses(api: Api) -> None:
    session = booked(api, "Coded")["id"]
    given = api.ask("franchise", "GET", f"/v1/sessions/{session}/qr")
    assert given.headers["content-type"] == "image/svg+xml"
    assert given.content.startswith(b"<svg")
    assert api.refused("other", "GET", f"/v1/sessions/{session}/qr") == (404, "no_session")
