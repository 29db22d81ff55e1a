"""Head office at a glance; a studio sees itself."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.adapters.postgres.migrate import newest
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.costs import Rates
from mirrorme.interfaces.http.meter import Meter
from mirrorme.pipeline.alerts import watch
from mirrorme.pipeline.ports import UnavailableError
from mirrorme.settings import ServiceSettings
from tests.integration.conftest import as_owner
from tests.integration.http.conftest import Api
from tests.integration.http.test_metrics import Studio


def flush(meter: Meter) -> None:
    """In a thread of its own: a browser in this process keeps an event loop running in the main one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, meter.flush()).result()


def test_live_load_is_by_franchise_and_a_studios_own(api: Api) -> None:
    studio = Studio(api)
    studio.photo()
    studio.photo(("scored", "in_review", 5), score=80)
    with as_owner(api.service.records) as work:
        work.connection.execute(text("update franchise set timezone = 'UTC'"))
        work.connection.execute(text("update outcome set at = now()"))
    found = {one["code"]: one for one in api.get("head_office", "/v1/load")["franchises"]}
    assert list(found) == ["001", "002"]
    one = found["001"]
    assert (one["waiting"], one["in_review"], one["score_mean"], one["failed"]) == (1, 1, 80, 0)
    assert found["002"]["waiting"] == 0
    assert [one["code"] for one in api.get("other", "/v1/load")["franchises"]] == ["002"]


def test_the_system_tells_how_its_parts_do(api: Api) -> None:
    assert api.get("head_office", "/v1/system")["scheduler"]["last_tick"] is None
    watch(api.service.records, 30, lambda: None)
    found = api.get("head_office", "/v1/system")
    assert (found["database"]["status"], found["store"]) == ("ok", "ok")
    assert found["migrations"] == {"now": newest(), "newest": newest()}
    assert found["scheduler"]["last_tick"] is not None
    assert 0 < found["disk_free"] < found["disk_total"]
    assert found["workers"] == []
    assert api.refused("franchise", "GET", "/v1/system") == (403, "forbidden")


def test_costs_are_what_was_used_and_say_what_they_leave_out(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    Studio(api).photo(("editing", "published", 5), score=90)
    found = api.get("franchise", "/v1/costs")
    own = found["franchises"][0]
    assert (own["photos"], own["compute_s"], own["stored_bytes"], own["cost"]) == (1, 2.0, 1000, None)
    assert (found["rates"], bool(found["not_counted"])) == (None, True)
    monkeypatch.setattr(ServiceSettings, "rates", property(lambda _: Rates(compute_hour=1800, gb_month=0)))
    own = api.get("franchise", "/v1/costs")["franchises"][0]
    assert (own["cost"], own["cost_per_photo"]) == (1, 1)
    assert [one["code"] for one in api.get("other", "/v1/costs?franchise=001")["franchises"]] == ["002"]


def test_head_office_sets_what_is_paid_and_all_see_since_when(api: Api) -> None:
    Studio(api).photo(("editing", "published", 5), score=90)
    body = {"compute_hour": 1800, "gb_month": 0, "photo": 0.5, "currency": "EUR"}
    assert api.refused("franchise", "PUT", "/v1/costs/rates", body) == (403, "forbidden")
    first = api.ask("head_office", "PUT", "/v1/costs/rates", body).json()
    # the same again is no change
    assert api.ask("head_office", "PUT", "/v1/costs/rates", body).json() == first
    found = api.get("franchise", "/v1/costs")
    assert (found["currency"], found["rates"], found["rates"]["since"] is not None) == ("EUR", first, True)
    assert found["franchises"][0]["cost"] == 1.5
    wrong = body | {"currency": "XQX"}
    assert api.refused("head_office", "PUT", "/v1/costs/rates", wrong) == (422, "invalid_currency")
    assert api.refused("head_office", "PUT", "/v1/costs/rates", body | {"photo": -1}) == (422, "invalid_request")
    told = [one for one in api.get("head_office", "/v1/history")["items"] if one["kind"] == "rates.changed"]
    assert [one["data"]["after"] for one in told] == [body]


def test_requests_are_counted_by_minute_and_time_and_failures_with_them(api: Api) -> None:
    meter = Meter(api.service.records)
    for _ in range(30):
        meter.note("/v1/photos", 200, 0.010)
    meter.note("/v1/photos", 500, 10.0)
    for path in ("/v1/health", "/v1/live/events", "/store/a", "/docs"):
        meter.note(path, 500, 60.0)
    flush(meter)
    flush(meter)
    with api.service.records.begin() as work:
        counted = work.connection.execute(text("select sum(requests), sum(errors) from minute")).one()
    assert counted == (31, 1)
    found = next(one for one in api.get("franchise", "/v1/metrics")["metrics"] if one["name"] == "api_p95_ms")
    assert found["samples"] == 31
    assert 8 < found["value"] < 12.5


class AwayOnce(PostgresRecords):
    """Records that can't be reached the first time."""

    reached = False

    @contextmanager
    def begin(self) -> Iterator[PostgresWork]:
        if not self.reached:
            self.reached = True
            raise UnavailableError("away")
        with super().begin() as work:
            yield work


def test_what_the_database_cannot_take_is_kept_for_the_next_time(api: Api) -> None:
    meter = Meter(AwayOnce(api.service.engine))
    meter.note("/v1/photos", 200, 0.010)
    flush(meter)
    meter.note("/v1/photos", 503, 0.010)
    flush(meter)
    with api.service.records.begin() as work:
        counted = work.connection.execute(text("select sum(requests), sum(errors) from minute")).one()
        times = work.connection.execute(text("select sum(one)::int from latency, unnest(counts) one")).scalar()
    assert (counted, times) == ((2, 1), 2)
