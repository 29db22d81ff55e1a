"""`mirrorme upload` of a card: codes that were photographed first say whose the photos are."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes.api import Kept
from tests.integration.agent.test_upload_command import run
from tests.photographed import Scene, photographed

NINE = datetime(2026, 11, 25, 9)  # noqa: DTZ001 (as cameras write it)
SMALL = Scene(size=(800, 1200))
SMITH = {"id": 7, "name": "Smith", "day": "2026-11-25", "lane": "standard", "franchise": "001", "cancelled": False}


@pytest.fixture(autouse=True)
def _booked(kept: Kept) -> None:
    for number, name in ((7, "Smith"), (8, "Jones")):
        kept.documents[f"GET /v1/sessions/{number}"] = {**SMITH, "id": number, "name": name}
    kept.answers["/v1/sessions/9"] = [404] * 5


def shoot(folder: Path, name: str, minute: int, says: int | str = "") -> None:
    """A photo of a card, each its own."""
    file = photographed(says, SMALL, seed=minute, taken=NINE + timedelta(minutes=minute))
    (folder / name).write_bytes(file)


def begun(kept: Kept) -> list[str]:
    return sorted(line for line in kept.asked if line.endswith("/uploads"))


def test_a_card_is_sorted_into_its_sessions_and_codes_stay_behind(url: str, kept: Kept, folder: Path) -> None:
    shoot(folder, "IMG_9998.jpg", 1, 7)
    shoot(folder, "IMG_9999.jpg", 2)
    shoot(folder, "IMG_0001.jpg", 3)
    shoot(folder, "IMG_0002.jpg", 4, 8)
    shoot(folder, "IMG_0003.jpg", 5)
    done = run(url, str(folder), "--json")
    assert done.returncode == 0, done.stderr
    assert begun(kept) == ["POST /v1/sessions/7/uploads"] * 2 + ["POST /v1/sessions/8/uploads"]
    assert "IMG_9998.jpg: code of session 7, not sent" in done.stderr
    assert "session 8 'Jones'" in done.stderr
    told = {line["file"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert told["IMG_0002.jpg"] == {"file": "IMG_0002.jpg", "status": "left out", "code": "session_code", "session": 8}
    assert told["IMG_0001.jpg"]["status"] == "uploaded"
    assert {one["filename"] for one in kept.photos.values()} == {"IMG_9999.jpg", "IMG_0001.jpg", "IMG_0003.jpg"}


def test_photos_before_the_first_code_are_left_and_it_is_said_what_to_do(url: str, kept: Kept, folder: Path) -> None:
    shoot(folder, "a.jpg", 1)
    shoot(folder, "b.jpg", 2, 7)
    shoot(folder, "c.jpg", 3)
    done = run(url, str(folder))
    assert done.returncode == 1
    assert "a.jpg: refused: it was taken before the first code" in done.stderr
    assert "send these with --session NAME" in done.stderr
    assert [one["filename"] for one in kept.photos.values()] == ["c.jpg"]


def test_a_named_session_has_what_is_before_the_first_code(url: str, kept: Kept, folder: Path) -> None:
    shoot(folder, "a.jpg", 1)
    shoot(folder, "b.jpg", 2, 7)
    shoot(folder, "c.jpg", 3)
    done = run(url, str(folder), "--session", "Early", "--booking-type", "Portrait", "--by-code")
    assert done.returncode == 0, done.stderr
    assert begun(kept) == ["POST /v1/sessions/1/uploads", "POST /v1/sessions/7/uploads"]


@pytest.mark.parametrize(
    ("number", "answer", "told"),
    [
        (9, None, "names session 9, which is none of this franchise's"),
        (6, {**SMITH, "id": 6, "cancelled": True}, "names session 6, which is cancelled"),
        (5, {**SMITH, "id": 5, "franchise": "002"}, "names session 5, which is franchise 002's and not 001's"),
    ],
)
def test_a_code_that_leads_nowhere_stops_all_before_a_byte_is_sent(
    url: str, kept: Kept, folder: Path, number: int, answer: object, told: str
) -> None:
    if answer:
        kept.documents[f"GET /v1/sessions/{number}"] = answer
    shoot(folder, "a.jpg", 1, 7)
    shoot(folder, "b.jpg", 2)
    shoot(folder, "c.jpg", 3, number)
    shoot(folder, "d.jpg", 4)
    done = run(url, str(folder), "--franchise", "001")
    assert done.returncode == 2
    assert told in done.stderr
    assert "the code on c.jpg" in done.stderr
    assert begun(kept) == []


def test_without_any_code_a_session_has_to_be_named(url: str, kept: Kept, folder: Path) -> None:
    shoot(folder, "a.jpg", 1)
    shoot(folder, "b.jpg", 2, "https://example.com")
    done = run(url, str(folder))
    assert done.returncode == 2
    assert "no photo shows a session's code, and no session is named" in done.stderr
    assert begun(kept) == []


def test_a_file_that_may_be_a_code_and_cannot_be_looked_at_stops_all(url: str, kept: Kept, folder: Path) -> None:
    shoot(folder, "a.jpg", 1, 7)
    shoot(folder, "b.jpg", 2)
    (folder / "c.jpg").write_bytes(b"\xff\xd8\xff\xe0 torn")
    done = run(url, str(folder))
    assert done.returncode == 2
    assert "c.jpg can't be looked at for a session's code" in done.stderr
    assert begun(kept) == []


def test_what_was_booked_is_said_of_a_named_session_alone(url: str, folder: Path) -> None:
    shoot(folder, "a.jpg", 1, 7)
    done = run(url, str(folder), "--booking-type", "Portrait")
    assert done.returncode == 2
    assert "that --session names" in done.stderr
