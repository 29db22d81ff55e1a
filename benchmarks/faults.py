"""Kill every part of the service at random moments, and count what was lost, stuck or published twice.

    python benchmarks/faults.py [--testdata DIR] [--photos 300] [--kills 60] [--seed 1]

Real edits of real photos. The client, the API, the scheduler, a worker, a worker's child, Postgres and the supervisor
are ended with SIGKILL in turn; who watches each of them must bring it back. At the end every photo has to be published
or rejected once, and every original has to be, bit by bit, what the client had.
"""

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx
import psutil
from measuring import TESTDATA
from service import EDITED, LOOK, photos
from serving import Client, Live, await_ready, free_port, start

BATCH = 15
"""Photos that one client uploads."""
VICTIMS = ("api", "worker", "child", "scheduler", "postgres", "supervisor", "client")


class Scene:
    """The service, a client that uploads a folder, and who kills them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.data, self.source = folder / "data", folder / "photos"
        self.batches = sorted(self.source.iterdir())
        self.port = free_port()
        self.random = random.Random(seed)  # noqa: S311 (which victim is next)
        self.killed: Counter[str] = Counter()
        self.sent = 0
        self.supervisor = start(self.data, self.port, 2)
        self.live: Live = await_ready(self.data, self.supervisor, workers=2)
        self.client: subprocess.Popen[bytes] | None = None

    def upload(self, settled: int) -> None:
        """Start the client, or start it again until it says that a batch is there; the next when half of it is done."""
        if self.client is not None:
            if self.client.poll() is None:
                return
            if self.client.returncode not in (0, -signal.SIGKILL, 1):
                raise SystemExit(f"`mirrorme upload` ended with {self.client.returncode}")
            if self.client.returncode == 0:
                self.sent += len(list(self.batches.pop(0).iterdir()))
                self.client = None
        if not self.batches or (self.client is None and settled < self.sent - BATCH // 2):
            return
        command = [sys.executable, "-m", "mirrorme.interfaces.cli", "upload", str(self.batches[0])]
        command += ["--session", "Faults", "--booking-type", "Faults", "--at-once", "1"]
        key = {"MIRRORME_URL": self.live.url, "MIRRORME_KEY": self.live.key("upload:001")}
        log = (self.data.parent / "client.log").open("ab")
        self.client = subprocess.Popen(command, env={**os.environ, **key}, stdout=log, stderr=log)

    def kill(self) -> bool:
        """End one of those that were ended least; the supervisor is started again, as its machine would.

        False while it is the client's turn, and it does not run.
        """
        order = sorted(VICTIMS, key=lambda victim: (self.killed[victim], self.random.random()))
        if order[0] == "client" and self.batches and self._find("client") is None:
            return False
        victim, process = next((one, found) for one in order if (found := self._find(one)))
        try:
            process.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            return False
        self.killed[victim] += 1
        if victim == "supervisor":
            self.supervisor.wait()
            self.supervisor = start(self.data, self.port, 2)
        return True

    def _find(self, victim: str) -> psutil.Process | None:
        everybody = psutil.Process(self.supervisor.pid).children(recursive=True)
        if victim == "supervisor":
            return psutil.Process(self.supervisor.pid)
        if victim == "client":
            if self.client is None or self.client.poll() is not None:
                return None
            return psutil.Process(self.client.pid)
        if victim == "postgres":
            from mirrorme.adapters.postgres.embedded import Embedded

            pid = Embedded(self.data / "postgres").pid()
            return psutil.Process(pid) if pid else None
        ends = {"child": "mirrorme.interfaces.worker"}
        found = []
        for process in everybody:
            try:
                line = " ".join(process.cmdline())
            except psutil.Error:
                continue
            if line.endswith(f" {victim}") or (victim in ends and ends[victim] in line):
                found.append(process)
        return self.random.choice(found) if found else None

    def counts(self) -> dict[str, int] | None:
        """Photos by state; None while the API is away."""
        try:
            with Client(self.live.url, self.live.key("franchise:001")) as client:
                sessions = [one for one in client.all("/v1/sessions") if one["name"] == "Faults"]
                return dict(sessions[0]["counts"]) if sessions else {}
        except httpx.HTTPError:
            return None


def check(scene: Scene, sent: dict[str, bytes]) -> list[str]:
    """What is wrong at the end; nothing, if all promises were kept."""
    wrong = []
    digests = {hashlib.sha256(data).hexdigest() for data in sent.values()}
    with Client(scene.live.url, scene.live.key("franchise:001")) as client:
        session = next(one for one in client.all("/v1/sessions") if one["name"] == "Faults")
        found = list(client.all(f"/v1/sessions/{session['id']}/photos"))
        if missing := digests - {photo["sha256"] for photo in found}:
            wrong.append(f"{len(missing)} photos lost")
        for photo in found:
            if photo["state"] not in (*EDITED, "rejected"):
                wrong.append(f"photo {photo['number']} is {photo['state']}: {photo['reasons']}")
            history = list(client.all(f"/v1/photos/{photo['id']}/history"))
            ends = [line["after"] for line in history if line["after"] in (*EDITED, "rejected")]
            if len(ends) != 1:
                wrong.append(f"photo {photo['number']} was settled {len(ends)} times")
            original = client.http.get(f"/v1/photos/{photo['id']}/original", follow_redirects=True)
            if hashlib.sha256(original.content).hexdigest() != photo["sha256"]:
                wrong.append(f"the original of photo {photo['number']} is not what was sent")
            if photo["state"] in EDITED:
                edited = client.http.get(f"/v1/photos/{photo['id']}/edited", follow_redirects=True)
                if edited.status_code != 200 or edited.content[:2] != b"\xff\xd8":
                    wrong.append(f"photo {photo['number']} has no picture")
    return wrong


def main() -> None:
    """Run, kill, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    parser.add_argument("--photos", type=int, default=300)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mirrorme-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        some = photos(asked.testdata, 30)
        # the same portraits under a comment of their own: other files to everybody
        sent = {f"{n:03d}.jpg": _with_comment(some[n % len(some)], n) for n in range(asked.photos)}
        for index, (file, data) in enumerate(sent.items()):
            batch = folder / "photos" / f"{index // BATCH:02d}"
            batch.mkdir(parents=True, exist_ok=True)
            (batch / file).write_bytes(data)
        scene = Scene(folder, asked.seed)
        try:
            run(scene, sent, asked.kills)
        finally:
            scene.supervisor.send_signal(signal.SIGTERM)
            scene.supervisor.wait(60)


def run(scene: Scene, sent: dict[str, bytes], kills: int) -> None:
    """Kill until it was enough, then wait for the end."""
    with Client(scene.live.url, scene.live.key("franchise:001")) as client:
        client.post("/v1/booking-types", {"name": "Faults", "lane": "standard", "look": LOOK})
    began = time.monotonic()
    counts: dict[str, int] = {}
    next_kill = began + 5
    while (settled := sum(counts.get(state, 0) for state in (*EDITED, "rejected", "failed"))) < len(sent):
        scene.upload(settled)
        now = scene.counts()
        counts = counts if now is None else now
        if time.monotonic() > next_kill and scene.killed.total() < kills and scene.kill():
            next_kill = time.monotonic() + scene.random.uniform(1, 12)
            print(f"{time.monotonic() - began:5.0f} s  {dict(scene.killed)}  {counts}", flush=True)
        if time.monotonic() - began > 60 + 20 * len(sent):
            break
        time.sleep(0.2)
    await_ready(scene.data, scene.supervisor)
    wrong = check(scene, sent)
    print(
        f"{scene.killed.total()} kills {dict(scene.killed)} over {len(sent)} photos in {time.monotonic() - began:.0f} s"
    )
    print(f"at the end: {counts}; wrong: {len(wrong)}")
    for line in wrong[:40]:
        print(f"    {line}")
    if wrong:
        raise SystemExit(1)


def _with_comment(jpeg: bytes, number: int) -> bytes:
    """The same picture with a COM segment after the start marker."""
    comment = f"copy {number}".encode()
    return jpeg[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + jpeg[2:]


if __name__ == "__main__":
    main()
