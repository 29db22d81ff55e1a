"""Somebody is told in time, once, with what to do; and a studio of its own alone."""

from typing import Any

from sqlalchemy import text

from mirrorme.pipeline.alerts import watch
from tests.integration.conftest import as_owner
from tests.integration.http.conftest import Api


def look(api: Api, free: float | None = 0.5) -> int:
    return watch(api.service.records, 30, lambda: free)


def in_review(api: Api, count: int) -> None:
    with as_owner(api.service.records) as work:
        work.connection.execute(
            text("""insert into photo (franchise, session, number, filename, extension, size, sha256, state, lane)
                    select '001', :session, n, 'a.jpg', 'jpg', 1, n, 'in_review', 'standard'
                    from generate_series(1, :count) n on conflict do nothing"""),
            {"session": api.seeded.sessions[0], "count": count},
        )
        rest = text("update photo set state = case when number > :count then 'published' else 'in_review' end")
        work.connection.execute(rest, {"count": count})


def alerts(api: Api, who: str = "franchise", query: str = "?open=true") -> list[Any]:
    items: list[Any] = api.get(who, f"/v1/alerts{query}")["items"]
    return items


def test_a_backlog_is_told_once_and_closes_when_it_is_worked_off(api: Api) -> None:
    in_review(api, 51)
    assert [look(api), look(api)] == [1, 0]
    (alert,) = alerts(api)
    assert (alert["kind"], alert["severity"], alert["franchise"]) == ("review_queue", "warning", "001")
    assert alert["message"] == "51 photos wait for review (more than 50)."
    assert alert["what_to_do"]
    in_review(api, 45)
    assert look(api) == 0
    in_review(api, 40)
    assert look(api) == 1
    assert alerts(api) == []
    assert [one["id"] for one in alerts(api, query="")] == [alert["id"]]
    kinds = [line["kind"] for line in api.get("franchise", "/v1/history")["items"]]
    assert kinds[:2] == ["alert.closed", "alert.review_queue"]


def test_who_acknowledged_first_is_noted(api: Api) -> None:
    in_review(api, 60)
    look(api)
    number = alerts(api)[0]["id"]
    known = api.post("franchise", f"/v1/alerts/{number}/acknowledge")
    assert known["acknowledged_by"] == "franchise:franchise"
    assert api.post("head_office", f"/v1/alerts/{number}/acknowledge") == known
    assert len(api.get("franchise", "/v1/history?kind=alert.acknowledged")["items"]) == 1
    assert alerts(api)[0]["acknowledged_at"] == known["acknowledged_at"]


def test_a_studio_sees_no_alarm_of_another_and_none_of_the_whole_service(api: Api) -> None:
    in_review(api, 60)
    look(api, free=0.01)
    assert {one["kind"] for one in alerts(api, "head_office")} == {"review_queue", "disk"}
    assert {one["kind"] for one in alerts(api)} == {"review_queue"}
    assert alerts(api, "other", "?franchise=001") == []
    disk = next(one["id"] for one in alerts(api, "head_office") if one["kind"] == "disk")
    assert api.refused("franchise", "POST", f"/v1/alerts/{disk}/acknowledge") == (404, "no_alert")


def test_the_services_own_troubles_are_found(api: Api) -> None:
    with as_owner(api.service.records) as work:
        for statement in (
            """insert into minute (at, requests, errors, looks, workers, needed, busy)
               select now() - interval '1 minute' * n, 100, 6, 4, case when n > 2 then 8 else 0 end, 8, 8
               from generate_series(0, 9) n""",
            """insert into outcome (line, franchise, photo, at, before, after, lane, first, seconds, score)
               select -n, '001', n, now(), 'scored', 'published', 'vip', true, 50, 80 from generate_series(1, 21) n""",
            """insert into photo (franchise, session, number, filename, extension, size, sha256, state, lane, missed_at)
               select '001', 1, n, 'a.jpg', 'jpg', 1, n, 'queued', 'bulk', now() from generate_series(1, 1001) n""",
        ):
            work.connection.execute(text(statement))
    look(api)
    found = {one["kind"]: one["message"] for one in alerts(api, "head_office")}
    assert set(found) == {
        *("queue_depth", "error_rate", "no_worker", "worker_use"),
        *("processing_time", "score", "promises"),
    }
    assert found["queue_depth"] == "1,001 photos wait for a worker (more than 1,000)."
    assert found["error_rate"].startswith("6.0% of the API's requests")
    assert {one["kind"] for one in alerts(api)} == {"processing_time", "score", "promises"}


def test_a_service_that_just_started_has_no_alarms(api: Api) -> None:
    assert look(api) == 0
    assert alerts(api, "head_office") == []
