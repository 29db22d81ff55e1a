"""Ratings through the API: whose, of what, and what of them may teach."""

import io
import json
from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import insert, text

from mirrorme.adapters.postgres import tables
from mirrorme.domain.records import Edit
from tests.integration.conftest import as_owner
from tests.integration.http.conftest import Api

SCORE = {"value": 80.0, "version": "v1", "sure": True, "factors": []}


@pytest.fixture
def customer(api: Api) -> int:
    """Ada, whose session is the first."""
    made = int(api.post("franchise", "/v1/customers", {"name": "Ada"}, idempotency_key="ada")["id"])
    with as_owner(api.service.records) as work:
        work.connection.execute(
            text("update session set customer = :customer where id = :session"),
            {"customer": made, "session": api.seeded.sessions[0]},
        )
    return made


@pytest.fixture
def photo(api: Api, customer: int) -> int:
    """A published photo with one edit."""
    values = {
        "franchise": "001",
        "session": api.seeded.sessions[0],
        "number": 1,
        "filename": "IMG_1.jpg",
        "extension": "jpg",
        "size": 1,
        "sha256": "a" * 64,
        "state": "published",
        "lane": "standard",
        "edits": 1,
    }
    with api.service.records.begin() as work:
        added = insert(tables.photo).values(**values).returning(tables.photo.c.id)
        made = int(work.connection.execute(added).scalar_one())
        work.edits.add(Edit(0, "001", made, 1, {}, {}, "cpu", {}, {}, {"score": SCORE}, datetime.now(UTC)))
    assert customer
    return made


def opinion(**other: Any) -> dict[str, Any]:
    return {"edit": 1, "thumb": "up", "stars": 4, "training": True, **other}


def by_a_person(api: Api) -> None:
    """Whatever was said with a key was said by somebody who signed in."""
    with as_owner(api.service.records) as work:
        work.connection.execute(text("update rating set rater = replace(rater, 'key:', 'person:')"))


def agree(api: Api, customer: int, given: bool, key: str) -> None:  # noqa: FBT001 (what was said)
    body = {"kind": "training", "given": given, "source": "form"}
    api.post("franchise", f"/v1/customers/{customer}/consents", body, idempotency_key=key)


def test_who_rates_again_replaces_what_they_said(api: Api, photo: int) -> None:
    path = f"/v1/photos/{photo}/ratings"
    first = api.post("franchise", path, opinion(comment="soft edge"))
    assert (first["edit"], first["stars"], first["comment"]) == (1, 4, "soft edge")
    assert first["rater"].startswith("key:")
    second = api.post("franchise", path, opinion(thumb="down", stars=None))
    assert second["id"] == first["id"]
    api.post("head_office", path, opinion(stars=5))
    found = api.get("franchise", path)["items"]
    assert [(one["thumb"], one["stars"], one["comment"]) for one in found] == [("down", None, ""), ("up", 5, "")]


def test_only_published_photos_of_ones_own_are_rated(api: Api, photo: int) -> None:
    path = f"/v1/photos/{photo}/ratings"
    assert api.refused("other", "POST", path, opinion()) == (404, "no_photo")
    assert api.refused("other", "GET", path) == (404, "no_photo")
    assert api.refused("franchise", "POST", path, opinion(edit=2)) == (404, "no_edit")
    assert api.refused("franchise", "POST", path, opinion(stars=6))[0] == 422
    assert api.refused("upload", "POST", path, opinion())[0] == 403
    with as_owner(api.service.records) as work:
        work.connection.execute(text("update photo set state = 'in_review'"))
    assert api.refused("franchise", "POST", path, opinion()) == (409, "not_published")


def test_a_rating_is_taken_back_by_who_gave_it_or_by_the_owner(api: Api, photo: int) -> None:
    path = f"/v1/photos/{photo}/ratings"
    made = api.post("head_office", path, opinion())["id"]
    assert api.refused("client", "DELETE", f"{path}/{made}") == (403, "not_yours")
    assert api.refused("other", "DELETE", f"{path}/{made}") == (404, "no_photo")
    assert api.ask("franchise", "DELETE", f"{path}/{made}").status_code == 204
    assert api.refused("franchise", "DELETE", f"{path}/{made}") == (404, "no_rating")
    history = api.get("franchise", f"/v1/photos/{photo}/history")["items"]
    assert [one["kind"] for one in history] == ["rating.given", "rating.withdrawn"]


def test_a_rating_teaches_only_while_the_customer_agrees(api: Api, photo: int, customer: int) -> None:
    path = f"/v1/photos/{photo}/ratings"

    def dataset() -> list[Any]:
        with api.service.records.begin() as work:
            return work.ratings.dataset()

    assert api.post("franchise", path, opinion())["teaches"] is False
    by_a_person(api)
    assert dataset() == []
    agree(api, customer, True, "1")
    assert api.get("franchise", path)["items"][0]["teaches"] is True
    (line,) = dataset()
    assert (line.franchise, line.stars, line.score, line.version) == ("001", 4, SCORE, "v1")
    assert line.consent
    assert line.consented_at
    assert line.month == f"{line.at:%Y-%m}"
    agree(api, customer, False, "2")
    assert dataset() == []
    agree(api, customer, True, "3")
    assert len(dataset()) == 1
    with as_owner(api.service.records) as work:
        work.connection.execute(text("update edit set measured = jsonb_set(measured, '{score,sure}', 'false')"))
    assert api.get("franchise", path)["items"][0]["teaches"] is False
    with as_owner(api.service.records) as work:
        work.connection.execute(text("update edit set measured = jsonb_set(measured, '{score,sure}', 'true')"))
    assert len(dataset()) == 1
    with as_owner(api.service.records) as work:
        work.connection.execute(text("update rating set training = false"))
    assert dataset() == []


def test_a_key_teaches_nobody_and_decides_no_trial_but_is_shown(api: Api, photo: int, customer: int) -> None:
    path = f"/v1/photos/{photo}/ratings"
    agree(api, customer, True, "1")
    assert api.post("franchise", path, opinion(thumb="down", stars=1))["teaches"] is False
    since = datetime(2026, 1, 1, tzinfo=UTC)

    def heard() -> tuple[int, int, int]:
        with api.service.records.begin() as work:
            (found,) = work.models.sides("v1", since)
            return len(work.ratings.dataset()), len(work.models.rated(since)), found.newer.complaints

    with as_owner(api.service.records) as work:
        work.connection.execute(text("update franchise set auto_publish = 70"))
    assert heard() == (0, 0, 0)
    assert [one["stars"] for one in api.get("franchise", path)["items"]] == [1]
    assert api.get("franchise", "/v1/quality/accuracy")["rated"] == 1
    by_a_person(api)
    assert heard() == (1, 1, 1)


def test_ratings_are_in_the_export_and_gone_after_erasure(api: Api, photo: int, customer: int) -> None:
    agree(api, customer, True, "1")
    api.post("franchise", f"/v1/photos/{photo}/ratings", opinion(comment="Ada liked it"))
    archive = api.ask("franchise", "GET", f"/v1/customers/{customer}/export")
    told = json.loads(ZipFile(io.BytesIO(archive.content)).read("customer.json"))
    assert [one["comment"] for one in told["photos"][0]["ratings"]] == ["Ada liked it"]
    api.post("franchise", f"/v1/customers/{customer}/erase")
    with api.service.records.begin() as work:
        assert work.ratings.of([photo]) == []
        assert work.ratings.dataset() == []
    assert api.refused("franchise", "POST", f"/v1/photos/{photo}/ratings", opinion()) == (409, "not_published")
