"""`mirrorme status`, `lanes`, `retry` and `cancel`, against a small service over real HTTP."""

import json
import subprocess
import sys
from datetime import datetime
from typing import Any

import pytest

from tests.fakes.api import KEY, Kept

TODAY = datetime.now().astimezone().date().isoformat()
SESSION = {
    "id": 7,
    "name": "Smith",
    "day": TODAY,
    "franchise": "001",
    "lane": "bulk",
    "cancelled": False,
    "counts": {"failed": 1, "published": 2},
}
PHOTO = {
    "id": 5,
    "number": 1,
    "session": 7,
    "filename": "a.jpg",
    "state": "failed",
    "lane": "bulk",
    "deadline": None,
    "missed_at": None,
    "reasons": [{"code": "killed", "message": "Its worker died three times."}],
}
LANE: dict[str, Any] = {
    "name": "vip",
    "promise_s": 120,
    "paused": True,
    "waiting": 3,
    "editing": 1,
    "oldest_deadline": None,
    "missed_today": 0,
    "published_today": 9,
}


ITEM: dict[str, Any] = {
    "photo": PHOTO,
    "edit": {"id": 9, "number": 2},
    "session_name": "Smith",
    "customer_name": None,
    "score": {
        "value": 78.2,
        "sure": True,
        "doubt": "",
        "factors": [
            {"value": 99, "sentence": "the colours fit"},
            {"value": 61, "sentence": "halo along the left shoulder"},
        ],
    },
    "due_at": "2026-11-17T12:00:00Z",
    "claimed_by": "franchise:ada",
    "claimed_until": None,
}
FIGURES = {"auto_publish_rate": 0.92, "waiting": 2, "overdue": 1}


@pytest.fixture(autouse=True)
def _known(kept: Kept) -> None:
    kept.documents = {
        "GET /v1/sessions": {"items": [SESSION], "next": None},
        "GET /v1/sessions/7": SESSION,
        "GET /v1/sessions/7/photos": {"items": [PHOTO], "next": None},
        "GET /v1/photos": {"items": [PHOTO], "next": None},
        "GET /v1/lanes": [LANE],
        "GET /v1/summary": {
            "photos": {"failed": 1, "in_review": 2, "retake": 3},
            "today": {},
            "lanes": [LANE],
            "workers": [{"name": "w1", "seen_at": "2026-11-17T12:00:00Z", "busy": True}],
        },
        "GET /v1/review": {"items": [ITEM, {**ITEM, "score": None}], "next": None},
        "GET /v1/review/figures": FIGURES,
        "POST /v1/sessions/7/retry": {"retried": 1},
        "POST /v1/retry": {"retried": 4},
        "POST /v1/photos/5/retry": {**PHOTO, "state": "queued"},
        "POST /v1/photos/5/cancel": {**PHOTO, "state": "cancelled"},
        "POST /v1/sessions/7/cancel": SESSION,
        "PATCH /v1/sessions/7": SESSION,
        "POST /v1/lanes/vip/pause": LANE,
        "POST /v1/lanes/vip/resume": LANE,
    }


def run(url: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.integration.agent.run", *arguments, "--url", url, "--key", KEY]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_status_tells_of_today(url: str) -> None:
    done = run(url, "status")
    assert done.returncode == 0, done.stderr
    for told in (
        "1 failed, 2 published",
        "Its worker died three times.",
        "review: 2 in review, 3 to be taken again; see `mirrorme review`",
        "lane vip: 3 waiting, 1 editing, paused",
        "w1",
    ):
        assert told in done.stdout


def test_review_tells_what_waits_until_when_and_why(url: str) -> None:
    done = run(url, "review")
    assert done.returncode == 0, done.stderr
    for told in ("halo along the left shoulder", "78", "min late", "franchise:ada", "nobody judged it"):
        assert told in done.stdout
    assert "2 in review, 1 overdue; 92% of all edits went out without a person" in done.stderr
    told = json.loads(run(url, "review", "--session", "7", "--json").stdout)
    assert (len(told["items"]), told["figures"]) == (2, FIGURES)


def test_status_of_a_session_tells_of_each_photo(url: str) -> None:
    for asked in ("smith", "7"):
        done = run(url, "status", "--session", asked)
        assert "Its worker died three times." in done.stdout, done.stderr
    assert json.loads(run(url, "status", "--session", "7", "--json").stdout)["photos"] == [PHOTO]


def test_an_unknown_session_is_wrong_usage(url: str) -> None:
    done = run(url, "status", "--session", "Jones")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no session 'Jones'" in done.stderr


def test_lanes_are_shown_paused_and_resumed(url: str, kept: Kept) -> None:
    assert "2 min" in run(url, "lanes").stdout
    assert run(url, "lanes", "pause", "vip").returncode == 0
    assert run(url, "lanes", "resume", "vip").returncode == 0
    assert kept.asked[-2:] == ["POST /v1/lanes/vip/pause", "POST /v1/lanes/vip/resume"]
    assert run(url, "lanes", "pause", "slow").returncode == 2


def test_a_session_is_moved_by_its_name(url: str, kept: Kept) -> None:
    assert run(url, "lanes", "move", "Smith", "vip").returncode == 0
    assert kept.asked[-1] == "PATCH /v1/sessions/7"


def test_retry_and_cancel_take_photos_sessions_or_all(url: str, kept: Kept) -> None:
    assert "photo 5: queued" in run(url, "retry", "5").stderr
    assert "1 edited again" in run(url, "retry", "--session", "Smith").stderr
    assert "4 edited again" in run(url, "retry", "--all").stderr
    assert run(url, "retry").returncode == 2
    assert run(url, "cancel", "5", "99").returncode == 1
    assert run(url, "cancel", "--session", "7").returncode == 0
    assert kept.asked[-1] == "POST /v1/sessions/7/cancel"


def test_a_service_that_is_not_running_is_told() -> None:
    done = run("http://127.0.0.1:9", "lanes")
    assert done.returncode == 1
    assert "is `mirrorme up` running?" in done.stderr
