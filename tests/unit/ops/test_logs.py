"""Logs are a day's, kept for a month, and nothing that a part says is lost."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from mirrorme.ops import logs
from mirrorme.ops.part import Pace, Part
from mirrorme.ops.supervisor import Supervisor

DAY = date(2026, 11, 17)
LIMIT_S = 30.0


def test_a_log_is_put_aside_under_its_day_and_old_ones_are_deleted(tmp_path: Path) -> None:
    log = tmp_path / "worker-1.log"
    for days in (1, 30, 31, 400):
        (tmp_path / f"worker-1-{DAY - timedelta(days=days)}.log").write_text("old")
    for other in ("worker-10.log", "worker-1-notes.log", "access.log"):
        (tmp_path / other).write_text("of others")
    log.write_text("today's")
    logs.put_aside(log, DAY)
    assert not log.exists()
    assert (tmp_path / "worker-1-2026-11-17.log").read_text() == "today's"
    assert sorted(path.name for path in tmp_path.glob("worker-1-2*")) == [
        "worker-1-2026-10-18.log",
        "worker-1-2026-11-16.log",
        "worker-1-2026-11-17.log",
    ]
    assert len(list(tmp_path.iterdir())) == 6


def test_a_log_that_was_put_aside_today_is_not_overwritten(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    for text in ("first", "second"):
        log.write_text(text)
        logs.put_aside(log, DAY)
    assert (tmp_path / "api-2026-11-17.log").read_text() == "first"
    assert log.read_text() == "second"


def test_output_goes_on_into_the_new_file(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    code = f"""
import os
from pathlib import Path
from mirrorme.ops.logs import reopen
log = Path({str(log)!r})
print("before", flush=True)
assert not reopen(log)
log.rename(log.with_name("aside.log"))
assert reopen(log)
print("after", flush=True)
os.write(2, b"errors too\\n")
"""
    with log.open("ab") as file:
        subprocess.run([sys.executable, "-c", code], stdout=file, stderr=file, check=True)
    assert (tmp_path / "aside.log").read_text() == "before\n"
    assert log.read_text() == "after\nerrors too\n"


def test_a_part_goes_on_into_the_log_of_the_new_day(tmp_path: Path) -> None:
    says = """
import itertools, os, time
from mirrorme.ops import logs
from mirrorme.ops.lifeline import hold
logs.LOOK_S = 0.02
hold(lambda: os._exit(0))
for number in itertools.count():
    print(number, flush=True)
    time.sleep(0.01)
"""
    log, today = tmp_path / "a.log", [DAY]
    part = Part("a", (sys.executable, "-c", says), dict(os.environ), log)
    supervisor = Supervisor([part], lambda _: None, Pace(grace_s=1.0), today=lambda: today[0])
    stop = threading.Event()
    thread = threading.Thread(target=supervisor.run, args=(stop, lambda: None, 0.01))
    thread.start()
    aside = tmp_path / f"a-{DAY}.log"
    _wait_for(lambda: log.exists() and log.read_text().count("\n") > 3)
    today[0] = DAY + timedelta(days=1)
    _wait_for(lambda: aside.exists() and log.exists() and log.read_text().count("\n") > 3)
    stop.set()
    thread.join()
    numbers = [int(line) for line in (aside.read_text() + log.read_text()).splitlines()]
    assert numbers == list(range(len(numbers)))


def _wait_for(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.01)
