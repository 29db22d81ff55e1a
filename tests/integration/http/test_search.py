"""Sessions, customers and photos are found by what people remember of them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.integration.http.conftest import Api

NAMES = ["Ada Smyth", "عائشة محمد", "Zoë 👩‍👧 Müller", "100%_off\\ Baker", "O'Brien; drop table session"]


@pytest.fixture
def booked(api: Api) -> dict[str, int]:
    """A session of each customer, by the customer's name."""
    made = {}
    for number, name in enumerate(NAMES):
        customer = api.post("franchise", "/v1/customers", {"name": name}, idempotency_key=f"c{number}")["id"]
        body = {"name": f"Session {number}", "booking_type": api.seeded.booking_types[0], "customer": customer}
        made[name] = api.post("franchise", "/v1/sessions", body, idempotency_key=f"s{number}")["id"]
    return made


def found(api: Api, who: str, path: str, **asked: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = api.get(who, f"/v1/{path}?{urlencode(asked)}")["items"]
    return items


@pytest.mark.parametrize(
    ("q", "name"),
    [
        ("smyth", NAMES[0]),
        ("SMYTH ada", NAMES[0]),
        ("محمد", NAMES[1]),
        ("👩‍👧", NAMES[2]),
        ("zoë", NAMES[2]),
        ("Zoe\u0308", NAMES[2]),
        ("MÜLLER", NAMES[2]),
        ("%", NAMES[3]),
        ("_", NAMES[3]),
        ("off\\", NAMES[3]),
        ("o'brien;", NAMES[4]),
    ],
)
def test_a_name_is_found_by_its_words_and_signs_are_letters(
    api: Api, booked: dict[str, int], q: str, name: str
) -> None:
    assert [one["id"] for one in found(api, "franchise", "sessions", q=q)] == [booked[name]]
    assert [one["name"] for one in found(api, "franchise", "customers", q=q)] == [name]


@pytest.mark.parametrize("q", ["' or true --", "%%", "Ada Baker", "\\", "smith%", "smith' --"])
def test_what_nobody_is_called_finds_nobody(api: Api, booked: dict[str, int], q: str) -> None:
    if q == "\\":
        assert [one["id"] for one in found(api, "franchise", "sessions", q=q)] == [booked[NAMES[3]]]
    else:
        assert found(api, "franchise", "sessions", q=q) == []
        assert found(api, "franchise", "customers", q=q) == []


def test_another_studio_finds_nothing_of_ours(api: Api, booked: dict[str, int]) -> None:
    assert booked
    photo = api.upload(b"a photo" * 100, "Ada.jpg")
    for path in ("sessions", "customers", "photos"):
        assert found(api, "franchise", path, q="ada" if path != "sessions" else "smyth")
        assert found(api, "other", path, q="ada", franchise="001") == []
    customer = found(api, "franchise", "customers", q="ada")[0]["id"]
    assert found(api, "other", "sessions", customer=customer) == []
    assert found(api, "head_office", "photos", q="ADA.JPG")[0]["id"] == photo["id"]


def test_pages_of_what_was_searched_have_each_once(api: Api, booked: dict[str, int]) -> None:
    seen: list[int] = []
    cursor: dict[str, str] = {}
    for _ in range(10):
        page = api.get("franchise", f"/v1/sessions?{urlencode({'q': 'session', 'limit': 2, **cursor})}")
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert seen == sorted(booked.values(), reverse=True)


def test_sessions_are_narrowed_by_day_customer_kind_and_what_became_of_their_photos(
    api: Api, booked: dict[str, int]
) -> None:
    api.upload(b"a photo" * 100)
    first, today = api.seeded.sessions[0], set(booked.values())

    def ids(**asked: Any) -> set[int]:
        return {one["id"] for one in found(api, "franchise", "sessions", **asked)}

    assert ids(state="queued") == {first}
    assert ids(state="failed") == set()
    assert ids(booking_type=api.seeded.booking_types[0]) == {first} | today
    assert ids(booking_type=api.seeded.booking_types[1]) == set()
    assert ids(**{"from": api.seeded.day, "to": api.seeded.day}) >= {first}
    assert first not in ids(**{"from": api.seeded.day + timedelta(days=1)})
    assert ids(to=api.seeded.day - timedelta(days=1)) == set()
    customer = found(api, "franchise", "customers", q="ada")[0]["id"]
    assert ids(customer=customer) == {booked[NAMES[0]]}


def test_photos_are_narrowed_by_name_time_and_state(api: Api) -> None:
    one, two = api.upload(b"one" * 100, "IMG_1.jpg"), api.upload(b"two" * 100, "Zoë.jpg")
    now = datetime.now(UTC)
    assert [photo["id"] for photo in found(api, "franchise", "photos", q="zoë")] == [two["id"]]
    assert found(api, "franchise", "photos", since=(now + timedelta(hours=1)).isoformat()) == []
    earlier = (now - timedelta(hours=1)).isoformat()
    assert [photo["id"] for photo in found(api, "franchise", "photos", since=earlier)] == [two["id"], one["id"]]
    own = f"sessions/{api.seeded.sessions[0]}/photos"
    assert [photo["id"] for photo in found(api, "franchise", own, state="queued")] == [one["id"], two["id"]]
    assert found(api, "franchise", own, state="published") == []


@pytest.mark.parametrize("asked", ["q=%00", "q=", "q=%20", "from=soon", "state=gone", "customer=0", "to=0001-01-01"])
def test_a_search_that_makes_no_sense_is_told(api: Api, asked: str) -> None:
    assert api.refused("franchise", "GET", f"/v1/sessions?{asked}") == (422, "invalid_request")
