"""Every defective file through the real upload: edited or rejected with a reason, and the photos beside it unharmed.

    python benchmarks/defects_upload.py [--testdata DIR]

Promised: no crash, no hang over 20 s, no worker over 2 GB.
"""

import argparse
import threading
from collections import Counter
from datetime import datetime
from pathlib import Path

import httpx
import psutil
from measuring import TESTDATA
from service import LOOK, photos
from serving import Client, Live, service, told


class Memory(threading.Thread):
    """Watches the largest process below the service."""

    def __init__(self, live: Live) -> None:
        super().__init__(daemon=True)
        self._live, self.most, self.over = live, 0, threading.Event()

    def run(self) -> None:
        """Look ten times a second."""
        while not self.over.wait(0.1):
            for process in psutil.Process(self._live.process.pid).children(recursive=True):
                try:
                    self.most = max(self.most, process.memory_info().rss)
                except psutil.Error:
                    continue


def main() -> None:
    """Upload, wait, list."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    folder = parser.parse_args().testdata
    bad = sorted(f for place in ("defects", "raw/broken") for f in (folder / place).rglob("*") if f.is_file())
    good = photos(folder, 6)
    refused: Counter[str] = Counter()
    with service(2) as live, Client(live.url, live.key("franchise:001")) as client:
        memory = Memory(live)
        memory.start()
        session = client.new_session("Defects", "standard", LOOK)
        neighbours = client.new_session("Neighbours", "standard", LOOK)
        for index, file in enumerate(bad):
            if index % 20 == 0 and index // 20 < len(good):
                client.upload(neighbours, f"good-{index}.jpg", good[index // 20])
            try:
                client.upload(session, file.name, file.read_bytes())
            except (SystemExit, httpx.HTTPError) as error:
                refused[str(error).partition("\n")[0][:200]] += 1
        counts = client.wait_settled(session, 1200)
        beside = client.wait_settled(neighbours, 300)
        memory.over.set()
        report(client, session)
        print(f"{len(bad)} files: {counts}; refused before they were sent: {dict(refused)}")
        print(f"photos beside them: {beside}; largest process {memory.most / 1e6:.0f} MB (promise 2,000)")


def report(client: Client, session: int) -> None:
    """What became of each, and how long it took once it was taken up."""
    took = []
    for photo in client.all(f"/v1/sessions/{session}/photos"):
        begun = None
        for line in client.all(f"/v1/photos/{photo['id']}/history"):
            at = datetime.fromisoformat(line["at"]).timestamp()
            if line["after"] == "editing":
                begun = at
            elif begun is not None:
                took.append(at - begun)
                begun = None
        codes = ", ".join(reason["code"] for reason in photo["reasons"])
        print(f"    {photo['filename']}: {photo['state']} {codes}")
    print(told("taken up -> settled (promise 20 s)", took, "s", 1.0))


if __name__ == "__main__":
    main()
