"""From upload to published photo, through the commands and processes of the real service."""

import json
import re
import shutil
import signal
from pathlib import Path

import cv2
import httpx
import numpy as np
import psutil
import pytest

from mirrorme.adapters.objects.envelope import MAGIC
from mirrorme.domain.keys import ObjectKey
from tests.fakes.worker import KILLER
from tests.integration.service.conftest import Running

pytestmark = pytest.mark.xdist_group("service")


def decodes(data: bytes) -> bool:
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) is not None


def lives(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_a_session_goes_from_upload_to_published(service: Running) -> None:
    files = [service.portrait(f"smith/IMG_{number}.jpg") for number in range(3)]
    done = service.upload("Smith", files[0].parent)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["status"] for line in lines if "status" in line] == ["uploaded"] * 3
    assert [line["state"] for line in lines if "state" in line] == ["published"] * 3

    photos = service.photos("Smith")
    assert [photo["number"] for photo in photos] == [1, 2, 3]
    (raw,) = (service.data / "objects/mirrorme-franchise-001/raw").iterdir()
    kept = sorted((raw / "session-001").iterdir())
    assert [path.name for path in kept] == ["photo-001.jpg", "photo-002.jpg", "photo-003.jpg"]
    headers = {"authorization": f"Bearer {service.key('head_office')}"}
    preview = httpx.post(
        f"{service.url}/v1/photos/{photos[0]['id']}/preview",
        json={"adjustments": {"exposure": 0.5, "crop": "square"}},
        headers=headers,
        timeout=60,
        trust_env=False,
    )
    assert (preview.status_code, preview.headers["content-type"]) == (200, "image/webp"), preview.text
    assert decodes(preview.content)
    originals = {service.get(f"/v1/photos/{photo['id']}/original") for photo in photos}
    assert originals == {file.read_bytes() for file in files}
    stored = [path.read_bytes() for path in (service.data / "objects").rglob("photo-*")]
    assert all(data.startswith(MAGIC) for data in stored)
    assert not any(mark in data for data in stored for mark in (b"JFIF\x00\x01", b"WEBPVP8", b"\x89PNG\r\n"))
    for photo in photos:
        assert decodes(service.get(f"/v1/photos/{photo['id']}/edited"))
        (edit,) = service.get(f"/v1/photos/{photo['id']}/edits")["items"]
        assert re.fullmatch(
            rf"mirrorme-franchise-001/processed/{raw.name}/session-001/photo-00\d-edited.jpg", edit["outputs"]["jpeg"]
        )
        assert edit["models"]
        pictures = service.get(f"/v1/photos/{photo['id']}/pictures")
        assert pictures["edit"] == 1
        assert {"thumb", "screen", "original-thumb", "original-screen", "matte"} <= set(pictures["kinds"])
        for kind in pictures["kinds"]:
            data = service.get(f"/v1/photos/{photo['id']}/pictures/{kind}?edit=1")
            assert decodes(data), kind
            assert len(data) <= 30_000 or "thumb" not in kind
        history = service.get(f"/v1/photos/{photo['id']}/history")["items"]
        states = [line["after"] for line in history if line["kind"] == "photo"]
        assert states == ["uploading", "received", "queued", "editing", "scored", "published"]


def test_sent_again_nothing_moves(service: Running) -> None:
    file = service.portrait("again/a.jpg")
    assert service.upload("Again", file).returncode == 0
    before = service.get("/v1/history?limit=1")["items"]
    done = service.upload("Again", file)
    assert json.loads(done.stdout.splitlines()[0])["status"] == "already there"
    assert service.get("/v1/history?limit=1")["items"] == before


def test_a_photo_that_is_no_good_is_rejected_with_what_to_do(service: Running) -> None:
    bad = service.portrait("bad/a.jpg")
    bad.write_bytes(bad.read_bytes()[:20_000])
    done = service.upload("Bad", bad)
    assert done.returncode == 1
    (photo,) = service.photos("Bad")
    assert (photo["state"], photo["reasons"][0]["code"]) == ("rejected", "truncated")
    assert photo["reasons"][0]["message"] in done.stderr
    copy = next(service.data.glob("objects/mirrorme-franchise-001/rejected/*/*/photo-001-rejected.jpg"))
    at = copy.relative_to(service.data / "objects").as_posix()
    with service.store() as objects:
        assert objects.read(ObjectKey.parse(at), 2**40) == bad.read_bytes()


def test_a_photo_that_kills_its_worker_is_set_aside_and_the_others_go_on(service: Running) -> None:
    killer = service.portrait("killer/killer.jpg", KILLER)
    service.portrait("killer/beside.jpg")
    service.upload("Killer", killer.parent)
    states = {photo["filename"]: photo["state"] for photo in service.photos("Killer")}
    assert states == {"killer.jpg": "failed", "beside.jpg": "published"}
    failed = next(photo for photo in service.photos("Killer") if photo["state"] == "failed")
    assert failed["reasons"][0]["code"] == "worker_died"
    history = service.get(f"/v1/photos/{failed['id']}/history")["items"]
    assert [line["after"] for line in history].count("editing") <= 3

    assert service.run("retry", failed["id"]).returncode == 0
    service.wait_for(lambda: service.states("Killer") == {"failed", "published"}, "the same end again")


def test_status_lanes_and_doctor_agree_with_the_api(service: Running) -> None:
    summary = service.get("/v1/summary")
    told = json.loads(service.run("status", "--json").stdout)
    assert told["today"] == summary["today"]
    lanes = json.loads(service.run("lanes", "--json").stdout)
    assert [lane["name"] for lane in lanes] == ["vip", "express", "standard", "bulk"]
    doctor = service.run("doctor", "--json")
    found = {line["what"]: line["state"] for line in map(json.loads, doctor.stdout.splitlines())}
    assert (found["database"], found["service"], found["encryption"]) == ("well", "well", "well")


@pytest.mark.parametrize("victim", ["api", "scheduler", "worker", "child", "postgres"])
def test_whatever_is_killed_comes_back_and_no_photo_is_lost(service: Running, victim: str) -> None:
    files = [service.portrait(f"{victim}/{number}.jpg") for number in range(4)]
    assert service.upload(f"Kill {victim}", *files, wait=False).returncode == 0
    service.wait_for(lambda: "editing" in service.states(f"Kill {victim}"), "an edit that has begun")
    killed = service.parts(victim)
    for process in killed:
        process.send_signal(signal.SIGKILL)
    service.wait_for(lambda: service.states(f"Kill {victim}") == {"published"}, "all published")
    for photo in service.photos(f"Kill {victim}"):
        ends = [line["after"] for line in service.get(f"/v1/photos/{photo['id']}/history")["items"]]
        assert ends.count("published") == 1
    service.wait_for(lambda: bool(service.parts(victim)), f"{victim} to come back")
    assert {process.pid for process in killed}.isdisjoint(process.pid for process in service.parts(victim))


def test_a_supervisor_that_was_killed_leaves_nothing_behind_and_the_next_one_goes_on(service: Running) -> None:
    files = [service.portrait(f"supervisor/{number}.jpg") for number in range(4)]
    assert service.upload("Supervisor", *files, wait=False).returncode == 0
    parts = [process for name in ("api", "scheduler", "worker", "child") for process in service.parts(name)]
    assert service.process is not None
    service.process.kill()
    service.process.wait()
    service.process = None
    service.wait_for(lambda: not any(lives(process) for process in parts), "the parts to end")
    service.start()
    service.wait_for(lambda: service.states("Supervisor") == {"published"}, "all published")


def test_a_second_service_does_not_start_on_the_same_data_or_port(service: Running, tmp_path: Path) -> None:
    same = service.run("up", "--no-samples", "--port", service.port + 1)
    assert (same.returncode, "runs already" in same.stderr) == (1, True)
    port = service.run("up", "--no-samples", "--data", tmp_path / "other", "--port", service.port)
    assert (port.returncode, "--port" in port.stderr) == (1, True)


def test_sigterm_stops_all_and_the_keys_are_still_good_after_it(service: Running) -> None:
    key = service.key("franchise:001")
    assert service.upload("Before", service.portrait("before/a.jpg")).returncode == 0
    parts = [process for name in ("api", "scheduler", "worker", "child", "postgres") for process in service.parts(name)]
    assert service.stop() == 0
    assert not any(lives(process) for process in parts)
    (service.data / "access.json").unlink()
    service.start()
    assert service.key("franchise:001") == key
    assert (service.data / "access.json").stat().st_mode & 0o077 == 0
    assert service.states("Before") == {"published"}
    shutil.rmtree(service.folder / "photos")


def test_what_is_due_by_age_is_told_and_requests_are_noted(service: Running) -> None:
    file = service.portrait("old/a.jpg")
    assert service.upload("Old", file).returncode == 0
    told = service.run("retention", "--dry-run", "--json")
    assert told.returncode == 0, told.stderr
    kinds = {line["kind"]: line for line in json.loads(told.stdout)}
    assert (kinds["raw"]["action"], kinds["processed"]["action"]) == ("keep", "keep")
    assert kinds["raw"]["objects"] >= 1
    (event, *_) = service.get("/v1/history?kind=session.created&limit=1")["items"]
    lines = [json.loads(line) for line in (service.data / "logs/access.log").read_text().splitlines()]
    assert {"POST", "GET", "PUT"} <= {line["method"] for line in lines}
    assert event["who"] in {line["who"] for line in lines}
    assert "signature" not in (service.data / "logs/access.log").read_text()
