"""The key metrics are what happened to photos, and nobody else's."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from tests.integration.conftest import as_owner
from tests.integration.http.conftest import Api

NOW = datetime.now(UTC).replace(microsecond=0)
SCORE = """{"score": {"value": %s, "factors": [{"name": "edges", "value": %s}, {"name": "light", "value": 80}]}}"""


class Studio:
    """Photos of the first franchise, as rows: each has its history."""

    def __init__(self, api: Api) -> None:
        self.api, self.count = api, 0

    def photo(self, *moves: tuple[str, str, float], score: float | None = None, lane: str = "standard") -> int:
        """One that was received an hour ago. moves: before, after, seconds since then."""
        self.count += 1
        received = NOW - timedelta(hours=1)
        values = {"session": self.api.seeded.sessions[0], "number": self.count, "received": received, "lane": lane}
        with as_owner(self.api.service.records) as work:
            live = work.connection
            state = moves[-1][1] if moves else "queued"
            photo = live.execute(
                text("""insert into photo (franchise, session, number, filename, extension, size, sha256, state, lane,
                        received_at, created_at, deadline, review_due_at)
                        values ('001', :session, :number, 'a.jpg', 'jpg', 1000, :number, :state, :lane, :received,
                                :received, :received + interval '30 minutes',
                                case when :state = 'in_review' then :received + interval '59 minutes' end)
                        returning id"""),
                values | {"state": state},
            ).scalar_one()
            if score is not None:
                live.execute(
                    text("""insert into edit (franchise, photo, number, device, seconds, measured)
                            values ('001', :photo, 1, 'cpu', '{"matte": 1.5, "export": 0.5}', cast(:m as jsonb))"""),
                    {"photo": photo, "m": SCORE % (score, score)},
                )
            for before, after, seconds in moves:
                live.execute(
                    text("""insert into history (at, franchise, session, photo, kind, who, before, after, why, data)
                            values (:at, '001', :session, :photo, 'photo', 'worker:1', :before, :after, '',
                                    cast(:data as jsonb))"""),
                    values
                    | {
                        "photo": photo,
                        "before": before,
                        "after": after,
                        "at": received + timedelta(seconds=seconds),
                        "data": '{"reasons": [{"code": "too_dark"}]}' if after == "rejected" else "{}",
                    },
                )
            return int(photo)


@pytest.fixture
def studio(api: Api) -> Studio:
    return Studio(api)


def asked(api: Api, who: str = "franchise", **query: Any) -> Any:
    return api.get(who, f"/v1/metrics?{urlencode(query)}")


def metric(found: Any, name: str) -> Any:
    return next(one for one in found["metrics"] if one["name"] == name)


def test_without_photos_there_is_no_data_and_nothing_is_bad(api: Api) -> None:
    found = asked(api)
    assert len(found["metrics"]) == 8
    assert {(one["value"], one["status"]) for one in found["metrics"] if one["name"] != "api_p95_ms"} == {
        (None, "no_data")
    }
    assert (found["days"], found["rejections"]) == ([], [])


def test_photos_published_as_today_count_as_published_by_the_service(api: Api, studio: Studio) -> None:
    for seconds in (20, 40):
        studio.photo(("editing", "published", seconds), score=90)
    studio.photo(("queued", "rejected", 5))
    found = asked(api)
    assert metric(found, "processing_s")["value"] == 30
    assert metric(found, "processing_s")["status"] == "good"
    assert metric(found, "photos_per_hour") | {"meaning": ""} == {
        "name": "photos_per_hour",
        "value": 2,
        "previous": None,
        "unit": "photos/h",
        "target": {"low": 500, "high": None},
        "alert": {"low": 400, "high": None},
        "status": "bad",
        "samples": 2,
        "low": None,
        "high": None,
        "meaning": "",
    }
    rate = metric(found, "auto_publish_rate")
    assert (rate["value"], rate["samples"], rate["status"]) == (1, 2, "good")
    assert metric(found, "score_mean")["value"] == 90
    assert found["rejections"] == [{"code": "too_dark", "count": 1}]
    assert {one["name"]: one["mean"] for one in found["factors"]} == {
        "edges": 90,
        "light": 80,
        "colour": None,
        "composition": None,
        "artifacts": None,
    }
    assert sum(day["received"] for day in found["days"]) == 3
    assert sum(day["auto_published"] for day in found["days"]) == 2


def test_a_person_in_between_is_no_publishing_by_the_service_and_takes_none_of_its_time(
    api: Api, studio: Studio
) -> None:
    studio.photo(("scored", "published", 10), score=95)
    studio.photo(("scored", "in_review", 20), ("in_review", "published", 1500), score=75)
    studio.photo(("scored", "queued", 10), ("scored", "in_review", 30), score=60)
    studio.photo(("scored", "retake", 20), score=40)
    found = asked(api)
    assert metric(found, "processing_s")["value"] == 20
    rate = metric(found, "auto_publish_rate")
    assert (rate["value"], rate["samples"]) == (0.25, 4)
    assert rate["low"] < 0.25 < rate["high"]
    assert sum(day["reviewed"] for day in found["days"]) == 1
    assert found["review"] == {"waiting": 1, "overdue": 1}


def test_promises_are_kept_or_missed(api: Api, studio: Studio) -> None:
    studio.photo(("editing", "published", 60))
    late = studio.photo(("editing", "published", 2000), lane="vip")
    with as_owner(api.service.records) as work:
        work.connection.execute(text("update photo set missed_at = now() where id = :id"), {"id": late})
    lanes = {lane["name"]: (lane["promised"], lane["kept"], lane["missed"]) for lane in asked(api)["lanes"]}
    assert lanes == {"vip": (1, 0, 1), "express": (0, 0, 0), "standard": (1, 1, 0), "bulk": (0, 0, 0)}


def test_a_period_is_compared_with_the_one_before(api: Api, studio: Studio) -> None:
    studio.photo(("editing", "published", 30), score=80)
    since = (NOW + timedelta(minutes=1)).isoformat()
    found = asked(api, since=since, until=(NOW + timedelta(hours=2)).isoformat())
    assert (metric(found, "score_mean")["value"], metric(found, "score_mean")["previous"]) == (None, 80)
    assert found["days"] == []


def test_delivery_is_counted_from_publishing(api: Api, studio: Studio) -> None:
    photo = studio.photo(("editing", "published", 30))
    with as_owner(api.service.records) as work:
        values = {"id": photo, "at": NOW - timedelta(minutes=30)}
        work.connection.execute(text("update photo set published_at = :at where id = :id"), values)
        work.connection.execute(
            text("""insert into history (at, franchise, photo, kind, who, before, after, why)
                    values (:at + interval '90 seconds', '001', :id, 'photo', 'x', 'published', 'delivered', '')"""),
            values,
        )
    found = asked(api)
    assert (metric(found, "delivery_s")["value"], metric(found, "delivery_s")["status"]) == (90, "good")


def test_uploads_that_were_given_up_count_against_the_rate(api: Api) -> None:
    api.upload(b"a photo" * 100)
    gone = api.begin(b"never sent" * 100)["upload"]["id"]
    api.ask("upload", "DELETE", f"/v1/uploads/{gone}")
    found = metric(asked(api), "upload_success_rate")
    assert (found["value"], found["samples"]) == (0.5, 2)


def test_a_studio_sees_its_own_figures_whatever_it_asks(api: Api, studio: Studio) -> None:
    studio.photo(("editing", "published", 30), score=80)
    api.upload(b"a photo" * 100)
    found = asked(api, "other", franchise="001")
    assert found["franchise"] == "002"
    assert {one["samples"] for one in found["metrics"] if one["name"] not in ("api_p95_ms", "worker_use")} == {0}
    assert (found["days"], found["rejections"], found["review"]["waiting"]) == ([], [], 0)
    assert metric(asked(api, "head_office"), "score_mean")["samples"] == 1
    assert metric(asked(api, "head_office", franchise="002"), "score_mean")["samples"] == 0


@pytest.mark.parametrize(
    "query", [{"since": "2026-02-01T00:00:00Z", "until": "2026-01-01T00:00:00Z"}, {"since": "2020-01-01T00:00:00Z"}]
)
def test_a_period_that_makes_no_sense_is_told(api: Api, query: dict[str, str]) -> None:
    assert api.refused("franchise", "GET", f"/v1/metrics?{urlencode(query)}") == (422, "invalid_period")


@pytest.mark.parametrize(("kind", "media"), [("csv", "text/csv; charset=utf-8"), ("pdf", "application/pdf")])
def test_the_same_comes_as_a_file_of_ones_own(api: Api, studio: Studio, kind: str, media: str) -> None:
    studio.photo(("editing", "published", 30), score=80)
    answer = api.ask("franchise", "GET", f"/v1/metrics.{kind}?franchise=002")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.headers["content-disposition"].startswith('attachment; filename="metrics-001-')
    if kind == "csv":
        assert "metric,score_mean,value,80.0,points" in answer.text
        assert "metric,score_mean,value,,points" in api.ask("other", "GET", "/v1/metrics.csv").text
