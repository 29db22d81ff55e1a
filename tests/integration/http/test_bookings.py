"""Franchises, booking types, customers and sessions through the API."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import update

from mirrorme.adapters.postgres import tables
from mirrorme.interfaces.http.table import ACCESS
from tests.integration.conftest import as_owner
from tests.integration.http.conftest import Api


def new_session(api: Api, name: str, key: str, **more: object) -> dict[str, object]:
    body = {"name": name, "booking_type": api.seeded.booking_types[0], **more}
    made: dict[str, object] = api.post("franchise", "/v1/sessions", body, idempotency_key=key)
    return made


def test_head_office_founds_a_franchise_that_can_work_at_once(api: Api, store: Path) -> None:
    body = {"name": "Studio Boston", "region": "us-east-1", "timezone": "America/New_York"}
    founded = api.post("head_office", "/v1/franchises", body, idempotency_key="boston")
    assert founded["code"] == "003"
    assert (store / "mirrorme-franchise-003").is_dir()
    assert api.get(founded["keys"]["franchise"], "/v1/me")["franchise"] == "003"
    assert api.get(founded["keys"]["upload"], "/v1/me")["role"] == "upload"
    kinds = api.get(founded["keys"]["upload"], "/v1/booking-types")["items"]
    assert {kind["lane"] for kind in kinds} == {"vip", "express", "standard", "bulk"}
    # sent again because the answer was lost: the same keys, and no second franchise
    assert api.post("head_office", "/v1/franchises", body, idempotency_key="boston") == founded
    assert [one["code"] for one in api.get("head_office", "/v1/franchises")["items"]] == ["001", "002", "003"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"code": "001", "name": "A", "region": "us-east-1"}, 409, "franchise_exists"),
        ({"name": "A", "region": "mars-1"}, 422, "no_region"),
        ({"name": "A", "region": "us-east-1", "timezone": "Moon/Base"}, 422, "no_timezone"),
        ({"name": "", "region": "us-east-1"}, 422, "invalid_request"),
        ({"name": "A\u0000B", "region": "us-east-1"}, 422, "invalid_request"),
        ({"name": "A", "region": "us-east-1", "owner": "me"}, 422, "invalid_request"),
    ],
)
def test_a_franchise_that_cannot_be_is_refused(api: Api, body: object, status: int, code: str) -> None:
    assert api.refused("head_office", "POST", "/v1/franchises", body, idempotency_key="x") == (status, code)


def test_thresholds_do_not_cross(api: Api) -> None:
    assert api.ask("head_office", "PATCH", "/v1/franchises/001", {"auto_publish": 90}).json()["auto_publish"] == 90
    assert api.refused("head_office", "PATCH", "/v1/franchises/001", {"review_from": 95}) == (422, "invalid_thresholds")


def test_what_creates_is_carried_out_once(api: Api) -> None:
    first = new_session(api, "Miller", "k1")
    assert new_session(api, "Miller", "k1") == first
    other = {"name": "Baker", "booking_type": api.seeded.booking_types[0]}
    assert api.refused("franchise", "POST", "/v1/sessions", other, idempotency_key="k1") == (422, "key_reused")
    again = {"name": "Miller", "booking_type": api.seeded.booking_types[0]}
    there = api.ask("franchise", "POST", "/v1/sessions", again, idempotency_key="k2")
    assert (there.status_code, there.json()["code"], there.json()["session"]) == (409, "session_exists", first["id"])


def test_what_creates_records_needs_an_idempotency_key(api: Api) -> None:
    # an address has one account, a key whose answer was lost is revoked, and a code is only read
    others = {
        "retry",
        "sign-in",
        "sign-out",
        "password-links",
        "passwords",
        "emails",
        "people",
        "keys",
        "session-codes",
    }
    posts = [name for name in ACCESS if name.startswith("POST") and name.count("/") == 2]
    creating = [name for name in posts if name.rpartition("/")[2] not in others]
    bodies = {
        "POST /v1/franchises": {"name": "A", "region": "us-east-1"},
        "POST /v1/booking-types": {"franchise": "001", "name": "A", "lane": "bulk"},
        "POST /v1/customers": {"franchise": "001", "name": "A"},
        "POST /v1/sessions": {"name": "A", "booking_type": api.seeded.booking_types[0]},
        "POST /v1/styles": {"franchise": "001", "name": "A"},
    }
    # whose bodies are files, see test_backdrops
    files = {"POST /v1/backdrops", "POST /v1/luts"}
    assert set(creating) == set(bodies) | files
    for name, body in bodies.items():
        method, _, path = name.partition(" ")
        assert api.refused("head_office", method, path, body) == (400, "idempotency_key_missing")


def test_sessions_of_a_day_are_numbered_where_the_studio_is(api: Api) -> None:
    day = "2026-11-20"
    made = [new_session(api, name, name, day=day) for name in ("A", "B", "C")]
    assert [one["number"] for one in made] == [1, 2, 3]
    assert {one["day"] for one in made} == {day}


def test_the_most_urgent_of_type_customer_and_due_time_is_the_lane(api: Api) -> None:
    vip = api.post("franchise", "/v1/customers", {"name": "Ada", "tier": "vip"}, idempotency_key="ada")
    soon = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
    assert new_session(api, "plain", "1")["lane"] == "standard"
    assert new_session(api, "vip", "2", customer=vip["id"])["lane"] == "vip"
    assert new_session(api, "soon", "3", due_at=soon)["lane"] in ("vip", "express")


def choice(api: Api, **more: object) -> dict[str, object]:
    asked = urlencode({"booking_type": api.seeded.booking_types[0], **more})
    told: dict[str, object] = api.get("franchise", f"/v1/lanes/choice?{asked}")
    return told


def test_the_lane_that_will_come_of_a_booking_is_told_before_it_with_why(api: Api) -> None:
    ada = api.post("franchise", "/v1/customers", {"name": "Ada", "tier": "premium"}, idempotency_key="ada")["id"]
    in_five = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
    assert choice(api) == {"lane": "standard", "promise_s": 1800, "because": "booking_type", "tier": None}
    assert choice(api, customer=ada) == {"lane": "express", "promise_s": 600, "because": "customer", "tier": "premium"}
    soon = choice(api, customer=ada, due_at=in_five)
    assert soon == {"lane": "vip", "promise_s": 120, "because": "due", "tier": "premium"}
    assert new_session(api, "Lovelace", "1", customer=ada, due_at=in_five)["lane"] == soon["lane"]


def test_no_lane_is_told_of_what_could_not_be_booked(api: Api) -> None:
    kind = api.seeded.booking_types[0]
    path = f"/v1/lanes/choice?booking_type={kind}"
    theirs = api.post("other", "/v1/customers", {"name": "Ada", "tier": "vip"}, idempotency_key="ada")["id"]
    assert api.refused("franchise", "GET", f"{path}&customer={theirs}") == (404, "no_customer")
    assert api.refused("head_office", "GET", f"{path}&customer={theirs}") == (422, "other_franchise")
    assert api.refused("other", "GET", path) == (404, "no_booking_type")
    assert api.refused("franchise", "GET", f"{path}&due_at=2020-01-01T10:00:00Z") == (422, "due_in_the_past")
    assert api.refused("franchise", "GET", "/v1/lanes/choice") == (422, "invalid_request")


def test_lanes_are_told_in_the_order_they_are_served_with_who_leads_into_them(api: Api) -> None:
    told = [(lane["name"], lane["promise_s"], lane["tiers"]) for lane in api.get("franchise", "/v1/lanes")]
    assert told == [
        ("vip", 120, ["vip"]),
        ("express", 600, ["premium"]),
        ("standard", 1800, []),
        ("bulk", 7200, []),
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"look": {"backdrop": "no-such"}},
        {"look": {"backdrop": "file"}},
        {"look": {"backdrop": "brand:red"}},
        {"look": {"matte": "perfect"}},
        {"day": "1066-10-14"},
        {"due_at": "2026-11-20T10:00:00"},
        {"booking_type": 0},
        {"booking_type": 2**70},
    ],
)
def test_a_session_that_cannot_be_is_refused(api: Api, more: dict[str, object]) -> None:
    body = {"name": "A", "booking_type": api.seeded.booking_types[0], **more}
    assert api.refused("franchise", "POST", "/v1/sessions", body, idempotency_key="x")[0] == 422


def test_what_was_promised_is_not_over_already(api: Api) -> None:
    now = datetime.now(UTC)
    body = {"name": "A", "booking_type": api.seeded.booking_types[0], "due_at": (now - timedelta(hours=1)).isoformat()}
    asked = "franchise", "POST", "/v1/sessions", body
    assert api.refused(*asked, idempotency_key="x") == (422, "due_in_the_past")
    # clocks differ
    assert new_session(api, "now", "y", due_at=(now - timedelta(minutes=2)).isoformat())["lane"] == "vip"


def test_a_booked_session_changes_its_name_customer_and_promise(api: Api) -> None:
    number = new_session(api, "Smit", "1")["id"]
    vip = api.post("franchise", "/v1/customers", {"name": "Ada", "tier": "vip"}, idempotency_key="ada")["id"]
    path = f"/v1/sessions/{number}"
    changed = api.patch("franchise", path, {"name": "Smith", "customer": vip})
    assert (changed["name"], changed["customer_name"], changed["lane"]) == ("Smith", "Ada", "standard")
    far = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    assert api.patch("franchise", path, {"customer": None, "due_at": far})["lane"] == "standard"
    soon = (datetime.now(UTC) + timedelta(minutes=15)).isoformat()
    assert api.patch("franchise", path, {"due_at": soon})["lane"] == "express"
    assert api.patch("franchise", path, {"due_at": None})["lane"] == "standard"
    kinds = [line["kind"] for line in api.get("franchise", f"/v1/history?session={number}")["items"]]
    assert kinds.count("session.changed") == 4


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"name": "Jones"}, (409, "session_exists")),
        ({"name": None}, (422, "invalid_request")),
        ({"day": "2026-11-30"}, (422, "invalid_request")),
        ({"customer": 2**40}, (404, "no_customer")),
        ({"due_at": "2020-01-01T10:00:00Z"}, (422, "due_in_the_past")),
    ],
)
def test_a_change_of_a_session_that_cannot_be_is_refused(
    api: Api, body: dict[str, object], refused: tuple[int, str]
) -> None:
    number = new_session(api, "Smith", "1")["id"]
    new_session(api, "Jones", "2")
    assert api.refused("franchise", "PATCH", f"/v1/sessions/{number}", body) == refused


def test_a_session_leaves_no_customer_whose_data_has_to_be_kept(api: Api) -> None:
    held = api.post("franchise", "/v1/customers", {"name": "Ada"}, idempotency_key="ada")["id"]
    number = new_session(api, "Smith", "1", customer=held)["id"]
    api.patch("franchise", f"/v1/customers/{held}", {"hold": "a lawsuit"})
    path = f"/v1/sessions/{number}"
    assert api.refused("franchise", "PATCH", path, {"customer": None}) == (409, "held")
    assert api.patch("franchise", path, {"name": "Smyth"})["name"] == "Smyth"


def test_photos_stay_with_the_customer_under_whose_key_they_are(api: Api) -> None:
    ada, bea = (
        api.post("franchise", "/v1/customers", {"name": name}, idempotency_key=name)["id"] for name in ("Ada", "Bea")
    )
    number = new_session(api, "Smith", "1", customer=ada)["id"]
    path = f"/v1/sessions/{number}"
    changed = api.patch("franchise", path, {"customer": bea})
    assert changed["customer"] == bea
    api.begin(b"a photo", session=changed["id"])
    assert api.refused("franchise", "PATCH", path, {"customer": ada}) == (409, "photos_kept")
    assert api.refused("franchise", "PATCH", path, {"customer": None}) == (409, "photos_kept")
    assert api.patch("franchise", path, {"name": "Smyth", "customer": bea})["name"] == "Smyth"


def test_a_session_neither_leaves_nor_gets_a_customer_who_was_erased(api: Api) -> None:
    ada = api.post("franchise", "/v1/customers", {"name": "Ada"}, idempotency_key="ada")["id"]
    own, other = (new_session(api, name, name, customer=whose)["id"] for name, whose in (("A", ada), ("B", None)))
    api.post("franchise", f"/v1/customers/{ada}/erase")
    assert api.refused("franchise", "PATCH", f"/v1/sessions/{own}", {"customer": None}) == (409, "session_erased")
    assert api.refused("franchise", "PATCH", f"/v1/sessions/{other}", {"customer": ada}) == (409, "customer_erased")


def test_nothing_is_booked_for_or_noted_of_a_customer_who_was_erased(api: Api) -> None:
    ada = api.post("franchise", "/v1/customers", {"name": "Ada"}, idempotency_key="ada")["id"]
    kind = new_session(api, "A", "A", customer=ada)["booking_type"]
    api.post("franchise", f"/v1/customers/{ada}/erase")
    late = {"name": "B", "booking_type": kind, "customer": ada}
    refused = api.ask("franchise", "POST", "/v1/sessions", late, idempotency_key="late")
    assert (refused.status_code, refused.json()["code"]) == (409, "customer_erased")
    assert api.refused("franchise", "PATCH", f"/v1/customers/{ada}", {"name": "Ada"}) == (409, "customer_erased")
    shown, asked = api.get("franchise", f"/v1/customers/{ada}"), api.get("franchise", f"/v1/erasures?customer={ada}")
    assert (shown["name"], shown["erased_at"]) == ("erased", asked["items"][0]["asked_at"])
    assert api.get("franchise", f"/v1/erasures?customer={ada + 1}")["items"] == []


def test_a_delivered_session_changes_no_more(api: Api) -> None:
    photo = api.upload(b"a photo")
    with api.service.records.begin() as work:
        work.connection.execute(update(tables.photo).values(state="delivered"))
    path = f"/v1/sessions/{photo['session']}"
    assert api.refused("franchise", "PATCH", path, {"name": "Late"}) == (409, "session_delivered")


def test_a_cancelled_session_changes_no_more_and_strangers_change_none(api: Api) -> None:
    number = new_session(api, "Smith", "1")["id"]
    path = f"/v1/sessions/{number}"
    assert api.refused("other", "PATCH", path, {"name": "Mine"}) == (404, "no_session")
    api.post("franchise", f"{path}/cancel", {})
    assert api.refused("franchise", "PATCH", path, {"name": "Late"}) == (409, "session_cancelled")


def test_pages_show_each_record_once_while_new_ones_come(api: Api) -> None:
    made = [new_session(api, f"S{number}", str(number))["id"] for number in range(5)]
    seen: list[object] = []
    path = "/v1/sessions?limit=2"
    while True:
        page = api.get("franchise", path)
        seen += [item["id"] for item in page["items"]]
        new_session(api, f"later {len(seen)}", f"later-{len(seen)}")
        if page["next"] is None:
            break
        path = f"/v1/sessions?limit=2&cursor={page['next']}"
    assert seen == [*reversed(made), api.seeded.sessions[0]]


@pytest.mark.parametrize("cursor", ["nonsense", "bnVsbA", "-1", "W10", "MWUzMA", "Ijw-Ig", "x" * 201])
def test_a_cursor_that_is_none_of_ours_is_refused(api: Api, cursor: str) -> None:
    for path in ("sessions", "photos", "history", "customers"):
        assert api.refused("franchise", "GET", f"/v1/{path}?cursor={cursor}")[0] == 422


def test_a_session_is_moved_and_cancelled(api: Api) -> None:
    session = api.seeded.sessions[0]
    photo = api.upload(b"a photo" * 100)
    moved = api.ask("franchise", "PATCH", f"/v1/sessions/{session}", {"lane": "vip"}).json()
    assert (moved["lane"], moved["counts"]) == ("vip", {"queued": 1})
    assert api.get("franchise", f"/v1/photos/{photo['id']}")["lane"] == "vip"
    assert api.post("franchise", f"/v1/sessions/{session}/cancel")["counts"] == {"cancelled": 1}
    assert api.post("franchise", f"/v1/sessions/{session}/cancel")["cancelled"] is True


def test_lanes_are_paused_by_head_office(api: Api) -> None:
    assert api.post("head_office", "/v1/lanes/bulk/pause")["paused"] is True
    assert [lane["name"] for lane in api.get("franchise", "/v1/lanes") if lane["paused"]] == ["bulk"]
    assert api.post("head_office", "/v1/lanes/bulk/resume")["paused"] is False
    assert api.refused("head_office", "POST", "/v1/lanes/fast/pause")[0] == 422


def test_answers_are_kept_for_a_day_whoever_had_asked(api: Api) -> None:
    for who, key in (("franchise", "old"), ("other", "theirs"), ("franchise", "new")):
        api.post(who, "/v1/customers", {"name": key}, idempotency_key=key)
    with as_owner(api.service.records) as work:
        work.connection.exec_driver_sql(
            "update idempotency set created_at = now() - interval '25 h' where key <> 'new'"
        )
    api.post("franchise", "/v1/customers", {"name": "last"}, idempotency_key="last")
    with as_owner(api.service.records) as work:
        kept = work.connection.exec_driver_sql("select key from idempotency order by key").scalars().all()
    assert kept == ["last", "new"]


def test_what_is_withdrawn_is_booked_no_more_and_stays_with_its_sessions(api: Api) -> None:
    body = {"name": "Passport", "lane": "express"}
    made = api.post("franchise", "/v1/booking-types", body, idempotency_key="passport")
    path = f"/v1/booking-types/{made['id']}"
    booked = new_session(api, "Miller", "withdrawn", booking_type=made["id"])
    assert api.refused("other", "DELETE", path) == (404, "no_booking_type")
    for _ in range(2):
        assert api.ask("franchise", "DELETE", path).status_code == 204
    assert made["id"] not in [one["id"] for one in api.get("franchise", "/v1/booking-types")["items"]]
    late = {"name": "Baker", "booking_type": made["id"]}
    assert api.refused("franchise", "POST", "/v1/sessions", late, idempotency_key="late") == (
        409,
        "booking_type_withdrawn",
    )
    assert api.refused("franchise", "PATCH", path, {"name": "Visa"}) == (409, "booking_type_withdrawn")
    assert api.get("franchise", path)["withdrawn_at"] is not None
    assert api.get("franchise", f"/v1/sessions/{booked['id']}")["booking_type"] == made["id"]
    assert api.ask("franchise", "PATCH", f"/v1/sessions/{booked['id']}", {"name": "Miller 2"}).status_code == 200
    again = api.post("franchise", "/v1/booking-types", body, idempotency_key="passport-again")
    assert again["id"] != made["id"]
    told = [one["kind"] for one in api.get("franchise", "/v1/history")["items"]]
    assert told.count("booking_type.withdrawn") == 1


def test_the_last_thing_that_can_be_booked_stays(api: Api) -> None:
    *others, last = [one["id"] for one in api.get("other", "/v1/booking-types")["items"]]
    for number in others:
        assert api.ask("other", "DELETE", f"/v1/booking-types/{number}").status_code == 204
    assert api.refused("other", "DELETE", f"/v1/booking-types/{last}") == (409, "last_booking_type")
