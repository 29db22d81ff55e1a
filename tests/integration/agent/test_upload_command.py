"""`mirrorme upload` as a studio runs it, against a small service over real HTTP."""

import hashlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fakes.api import KEY, Kept
from tests.integration.agent.conftest import photo

BIG = 60 * 1024 * 1024


def command(url: str, key: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.integration.agent.run", "upload", "--url", url, "--key", key, *arguments]


def run(url: str, *arguments: str, key: str = KEY) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command(url, key, *arguments), capture_output=True, text=True, check=False, timeout=120)


def test_a_folder_is_uploaded_and_followed(url: str, folder: Path) -> None:
    photo(folder, "a.jpg")
    photo(folder, ".hidden.jpg")
    (folder / "notes.txt").write_text("no photo")
    done = run(url, str(folder), "--session", "Smith", "--booking-type", "portrait", "--wait", "--json")
    assert done.returncode == 0, done.stderr
    sent, settled = map(json.loads, done.stdout.splitlines())
    assert (sent["file"], sent["status"], settled["state"]) == ("a.jpg", "uploaded", "published")
    assert "left out .hidden.jpg: hidden" in done.stderr
    assert "left out notes.txt" in done.stderr


def test_the_exit_code_tells_that_some_did_not_arrive(url: str, folder: Path) -> None:
    photo(folder, "a.jpg")
    (folder / "empty.jpg").touch()
    done = run(url, str(folder), "--session", "Smith", "--booking-type", "Portrait")
    assert (done.returncode, done.stdout) == (1, "")
    assert "empty.jpg: refused: This file is empty" in done.stderr


@pytest.mark.parametrize(
    ("key", "booking_type", "told"),
    [("mm_wrong", "Portrait", "This key is not known"), (KEY, "Pets", "there is: Portrait, School")],
)
def test_wrong_usage_is_told(url: str, folder: Path, key: str, booking_type: str, told: str) -> None:
    photo(folder, "a.jpg")
    done = run(url, str(folder), "--session", "Smith", "--booking-type", booking_type, key=key)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_session_of_another_type_is_not_mixed_up(url: str, folder: Path) -> None:
    photo(folder, "a.jpg")
    assert run(url, str(folder), "--session", "Smith", "--booking-type", "Portrait").returncode == 0
    done = run(url, str(folder), "--session", "Smith", "--booking-type", "School")
    assert done.returncode == 2
    assert "booked as another type" in done.stderr


def test_a_client_that_is_killed_goes_on_where_it_was(url: str, kept: Kept, folder: Path) -> None:
    file = photo(folder, "big.jpg", BIG)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    arguments = (str(folder), "--session", "Smith", "--booking-type", "Portrait")
    client = subprocess.Popen(command(url, KEY, *arguments), stderr=subprocess.DEVNULL)
    while not kept.received[digest] and client.poll() is None:
        time.sleep(0.001)
    client.kill()
    client.wait()
    had = sum(map(len, kept.parts[digest].values()))
    kept.received.clear()
    done = run(url, *arguments)
    assert done.returncode == 0, done.stderr
    assert kept.received[digest] <= BIG - had
    assert hashlib.sha256(kept.originals[digest]).hexdigest() == digest


def test_ctrl_c_leaves_things_to_go_on_with(url: str, kept: Kept, folder: Path) -> None:
    file = photo(folder, "big.jpg", BIG)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    kept.answers["/complete"] = [503] * 99
    arguments = (str(folder), "--session", "Smith", "--booking-type", "Portrait")
    client = subprocess.Popen(command(url, KEY, *arguments), stderr=subprocess.PIPE, text=True)
    while len(kept.answers["/complete"]) == 99 and client.poll() is None:
        time.sleep(0.001)
    client.send_signal(signal.SIGINT)
    _, told = client.communicate(timeout=60)
    assert client.returncode == 1
    assert "stopped; run the same again to send the rest" in told
    kept.answers.clear()
    kept.received.clear()
    assert run(url, *arguments).returncode == 0
    assert kept.received[digest] == 0
