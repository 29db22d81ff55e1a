"""Review over the API: what waits, who may decide, and what is told to who comes too late."""

from datetime import datetime
from typing import Any

import pytest

from mirrorme.interfaces.http.table import entry_of
from mirrorme.pipeline.edit_photo import Studio
from mirrorme.wiring.service import Service
from tests.fakes.scores import scoring
from tests.integration.http.conftest import Api

ALL_DAY = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def edit(service: Service, photo: int, score: float, *, sure: bool = True) -> None:
    Studio(service.records, service.objects, scoring(score, sure=sure), "worker:test").edit_photo(photo)


def waiting(api: Api, *names: str, score: float = 80.0) -> list[Any]:
    """Photos that wait for people."""
    found = []
    for name in names:
        photo = api.upload(name.encode(), f"{name}.jpg")
        edit(api.service, photo["id"], score)
        found.append(api.get("franchise", f"/v1/photos/{photo['id']}"))
    return found


def test_what_waits_is_listed_by_due_time_with_why_in_pages(api: Api) -> None:
    photos = waiting(api, "a", "b", "c")
    first = api.get("franchise", "/v1/review?limit=2")
    rest = api.get("franchise", f"/v1/review?limit=2&cursor={first['next']}")
    items = [*first["items"], *rest["items"]]
    assert [one["photo"]["id"] for one in items] == [photo["id"] for photo in photos]
    assert rest["next"] is None
    due = [one["due_at"] for one in items]
    assert due == sorted(due)
    (one, *_) = items
    assert (one["session_name"], one["customer_name"], one["edit"]["number"]) == ("Smith family", None, 1)
    assert (one["score"]["value"], one["photo"]["score"], one["photo"]["sure"]) == (80.0, 80.0, True)
    assert {factor["name"] for factor in one["score"]["factors"]} >= {"edges", "light"}
    assert one["score"]["factors"][0]["findings"][0]["sentence"]
    assert one["photo"]["waits_for"] == {"code": "under", "threshold": 85, "by": None}
    assert one["photo"]["overruled"] is None
    assert api.get("other", "/v1/review")["items"] == []
    assert len(api.get("head_office", "/v1/review?franchise=001")["items"]) == 3
    assert api.refused("franchise", "GET", "/v1/review?cursor=bm9uZQ") == (422, "invalid_cursor")


def test_an_owner_approves_and_whoever_comes_later_hears_by_whom(api: Api) -> None:
    (photo,) = waiting(api, "a")
    path = f"/v1/photos/{photo['id']}"
    held = api.post("franchise", f"{path}/claim")
    assert (held["reviewer"], held["claimed_until"] is not None) == ("franchise:franchise", True)
    (item,) = api.get("head_office", "/v1/review")["items"]
    assert item["claimed_by"] == "franchise:franchise"
    assert api.refused("head_office", "POST", f"{path}/claim") == (409, "claimed")
    assert api.refused("head_office", "POST", f"{path}/approve", {"edit": 1}) == (409, "claimed")
    assert api.refused("franchise", "POST", f"{path}/approve", {"edit": 2}) == (409, "stale_edit")
    assert api.ask("franchise", "DELETE", f"{path}/claim").json()["reviewer"] is None

    assert api.post("head_office", f"{path}/approve", {"edit": 1})["state"] == "published"
    late = api.ask("franchise", "POST", f"{path}/approve", {"edit": 1})
    assert (late.status_code, late.json()["code"]) == (409, "wrong_state")
    assert "approved by head_office:head_office" in late.json()["detail"]
    assert api.refused("other", "POST", f"{path}/undo") == (404, "no_photo")
    assert api.post("franchise", f"{path}/undo")["state"] == "in_review"
    history = api.get("franchise", f"{path}/history?limit=200")["items"]
    assert [(line["who"], line["after"]) for line in history][-2:] == [
        ("head_office:head_office", "published"),
        ("franchise:franchise", "in_review"),
    ]


def test_re_edit_and_retake_with_a_note_that_the_studio_finds(api: Api) -> None:
    again, once_more = waiting(api, "a", "b")
    body = {"edit": 1, "adjustments": {"matte": "best", "exposure": 0.3, "warmth": -10}}
    edited = api.post("franchise", f"/v1/photos/{again['id']}/re-edit", body)
    assert (edited["state"], edited["adjustments"]) == (
        "queued",
        {"matte": "best", "exposure": 0.3, "warmth": -10.0},
    )
    note = {"edit": 1, "note": "Eyes closed: once more, please."}
    api.post("franchise", f"/v1/photos/{once_more['id']}/retake", note)
    (listed,) = api.get("franchise", "/v1/photos?state=retake")["items"]
    assert (listed["id"], listed["note"]) == (once_more["id"], note["note"])
    summary = api.get("franchise", "/v1/summary")["photos"]
    assert (summary["retake"], summary["queued"]) == (1, 1)
    kept = api.post("franchise", f"/v1/photos/{once_more['id']}/retry")["overruled"]
    assert (kept["state"], kept["note"], kept["by"]) == ("retake", note["note"], "franchise:franchise")


@pytest.mark.parametrize(
    "wrong", [{"exposure": 3}, {"matte": "worst"}, {"unknown": 1}, {"backdrop": "nothing-like-it"}]
)
def test_adjustments_that_can_not_be_are_refused(api: Api, wrong: dict[str, Any]) -> None:
    (photo,) = waiting(api, "a")
    body = {"edit": 1, "adjustments": wrong}
    assert api.refused("franchise", "POST", f"/v1/photos/{photo['id']}/re-edit", body)[0] == 422
    assert api.get("franchise", f"/v1/photos/{photo['id']}")["state"] == "in_review"


def test_a_batch_tells_what_was_done_and_what_was_not(api: Api) -> None:
    photos = waiting(api, "a", "b")
    asked = [{"photo": photo["id"], "edit": 1} for photo in photos]
    done = api.post(
        "franchise", "/v1/review/batch", {"action": "approve", "photos": [*asked, {"photo": 99, "edit": 1}]}
    )
    assert [one["state"] for one in done["done"]] == ["published"] * 2
    assert [(one["photo"], one["code"]) for one in done["refused"]] == [(99, "no_photo")]
    figures = api.get("franchise", "/v1/review/figures")
    assert (figures["decided"], figures["auto_publish_rate"], figures["approval_rate"]) == (2, 0.0, 1.0)
    assert api.get("other", "/v1/review/figures")["decided"] == 0


def test_staff_see_what_waits_and_do_not_decide() -> None:
    assert entry_of("GET /v1/review").lets_in("staff")
    for name in ("approve", "re-edit", "retake", "undo", "claim"):
        entry = entry_of(f"POST /v1/photos/{{number}}/{name}")
        assert not entry.lets_in("staff")
        assert not entry.lets_in("client")
        assert entry.lets_in("franchise")
        assert entry.lets_in("head_office")


def test_owners_set_their_thresholds_and_hours_and_nothing_else(api: Api) -> None:
    path = "/v1/franchises/001"
    changed = api.ask("franchise", "PATCH", path, {"auto_publish": 90, "hours": ALL_DAY})
    assert (changed.status_code, changed.json()["auto_publish"], changed.json()["hours"]) == (200, 90, ALL_DAY)
    assert api.refused("franchise", "PATCH", path, {"name": "Mine"}) == (403, "head_office_only")
    assert api.refused("other", "PATCH", path, {"auto_publish": 1}) == (404, "no_franchise")
    assert api.refused("franchise", "PATCH", path, {"hours": {}}) == (422, "invalid_hours")
    assert api.refused("franchise", "PATCH", path, {"hours": {"mon": [["9", "10"]]}}) == (422, "invalid_request")
    assert api.refused("franchise", "PATCH", path, {"review_from": 95}) == (422, "invalid_thresholds")
    (photo,) = waiting(api, "a", score=89.0)
    assert photo["state"] == "in_review"
    (item,) = api.get("franchise", "/v1/review")["items"]
    since = api.get("franchise", f"/v1/photos/{photo['id']}/history?limit=200")["items"][-1]["at"]
    assert (datetime.fromisoformat(item["due_at"]) - datetime.fromisoformat(since)).total_seconds() == pytest.approx(
        3600, abs=60
    )
