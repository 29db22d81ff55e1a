"""The whole service beside a bare loop of the engine; how long a photo waits, idle and behind 5,000 others.

    python benchmarks/service.py [--testdata DIR] [--photos 24] [--backlog 5000]

Same photos, same workers, same run, the same pictures for screens; the studio publishes whatever its score, since what
is edited again would be edited oftener than in the loop. Waits are from the client's last byte to the `editing` line of
the history.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from measuring import TESTDATA
from serving import Client, Live, p95, service, told

from mirrorme.adapters.workers.child import Child, Lost, own_command
from mirrorme.adapters.workers.crew import Crew
from mirrorme.domain.keys import SessionPlace
from mirrorme.domain.views import EXTENSIONS
from mirrorme.pipeline.look import Look, recipe_of
from mirrorme.pipeline.order import Job, Order
from mirrorme.pipeline.result import EditResult

WORKERS = 2
LOOK = {"matte": "fast"}
EDITED = ("published", "in_review", "retake")
"""Where a photo is once it was edited, whatever its score leads to."""


def photos(testdata: Path, count: int) -> list[bytes]:
    """Different portraits of 2000x3000 and more, as JPEG."""
    found = []
    for path in sorted((testdata / "people").glob("*.jpg")):
        picture = cv2.imread(str(path))
        if picture is None:
            continue
        scale = max(2000 / min(picture.shape[:2]), 3000 / max(picture.shape[:2]))
        if scale > 1:
            picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 92])
        if done:
            found.append(data.tobytes())
        if len(found) == count:
            break
    if len(found) < count:
        raise SystemExit(f"{count} photos are needed, and {testdata / 'people'} has {len(found)}; say --testdata")
    return found


def bare_loop(pictures: Sequence[bytes], folder: Path) -> float:
    """Photos an hour of the engine alone: as many workers, all of them warm."""
    orders = []
    for index, data in enumerate(pictures):
        source = folder / f"{index}.jpg"
        source.write_bytes(data)
        views = {kind: str(folder / f"{index}-{kind}.{end}") for kind, end in EXTENSIONS.items()}
        orders.append(Order(photo=str(source), jpeg=str(folder / f"{index}-edited.jpg"), views=views).to_json())
    job = Job(recipe_of(Look.model_validate(LOOK)), {}, threads=1)
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    hire = partial(Child, own_command("mirrorme.interfaces.worker"), environment, job.to_json())
    with Crew(hire, size=WORKERS, limit_s=300) as crew:
        warm(crew.work(orders[:WORKERS]))
        began = time.perf_counter()
        warm(crew.work(orders))
        return len(orders) / (time.perf_counter() - began) * 3600


def warm(answers: Any) -> None:
    """See all answers through."""
    for _, answer in answers:
        if isinstance(answer, Lost) or EditResult.from_json(answer).status == "failed":
            raise SystemExit(f"the engine failed: {answer}")


def through_service(live: Live, pictures: Sequence[bytes]) -> tuple[float, list[float]]:
    """Photos an hour from the lane's opening to the last photo, and how long each held its worker."""
    with Client(live.url, live.key("franchise:001")) as client, Client(live.url, live.key("head_office")) as head:
        head.http.patch("/v1/franchises/001", json={"auto_publish": 0, "review_from": 0}).raise_for_status()
        first = client.new_session("Warm", "standard", LOOK)
        for index in range(WORKERS * 2):
            client.upload(first, f"{index}.jpg", pictures[index])
        client.wait_settled(first, 300)
        session = client.new_session("Measured", "standard", LOOK)
        head.post("/v1/lanes/standard/pause")
        for index, data in enumerate(pictures):
            client.upload(session, f"{index}.jpg", data)
        began = time.perf_counter()
        head.post("/v1/lanes/standard/resume")
        counts = client.wait_settled(session, 60 * len(pictures))
        hourly = len(pictures) / (time.perf_counter() - began) * 3600
        print(f"through the service: {counts}")
        done = [one for one in client.all(f"/v1/sessions/{session}/photos") if one["state"] in EDITED]
        return hourly, [edit_took(client, photo["id"]) for photo in done]


def edit_took(client: Client, photo: int) -> float:
    """Seconds that a photo held its worker: from `editing` to `scored`."""
    at = {line["after"]: datetime.fromisoformat(line["at"]) for line in client.all(f"/v1/photos/{photo}/history")}
    return (at["scored"] - at["editing"]).total_seconds()


def editing_began(client: Client, photo: int, limit_s: float = 120.0) -> float:
    """Unix time of the first `editing` in a photo's history."""
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        for line in client.all(f"/v1/photos/{photo}/history"):
            if line["after"] == "editing":
                return datetime.fromisoformat(line["at"]).timestamp()
        time.sleep(0.05)
    raise SystemExit(f"photo {photo} was not taken up in {limit_s:.0f} s")


def idle_waits(live: Live, times: int) -> list[float]:
    """Seconds from the last byte to `editing`, with nothing else to do: photos that are too small, and end at once."""
    random = np.random.default_rng(1)
    waits = []
    with Client(live.url, live.key("franchise:001")) as client:
        session = client.new_session("Idle", "standard", LOOK)
        for index in range(times):
            noise = random.integers(0, 255, (300, 200, 3), dtype=np.uint8)
            photo, sent = client.upload(session, f"{index}.jpg", cv2.imencode(".jpg", noise)[1].tobytes())
            waits.append(editing_began(client, photo) - sent)
            client.wait_settled(session, 60)
            time.sleep(0.1)
    return waits


def build_backlog(live: Live, picture: bytes, count: int) -> None:
    """Have so many Bulk photos wait: their rows and their files as uploads leave them."""
    from serving_records import bulk_photos, encrypted_store

    with Client(live.url, live.key("franchise:001")) as client:
        session = client.get(f"/v1/sessions/{client.new_session('Backlog', 'bulk', LOOK)}")
    place = SessionPlace("001", datetime.fromisoformat(session["day"]).date(), session["number"])
    with encrypted_store(live.data) as objects:
        for number in range(1, count + 1):
            objects.write(place.raw(number, "jpg"), picture)
    bulk_photos(live.data, session["id"], count, len(picture))


def behind_backlog(live: Live, pictures: Sequence[bytes]) -> tuple[list[float], list[float]]:
    """Seconds that VIP photos wait behind the backlog, each sent when the one before is begun; and of their edits."""
    waits, sent_photos = [], []
    with Client(live.url, live.key("franchise:001")) as client:
        session = client.new_session("Corporate", "vip", LOOK)
        for index, data in enumerate(pictures):
            photo, sent = client.upload(session, f"{index}.jpg", data)
            waits.append(editing_began(client, photo) - sent)
            sent_photos.append(photo)
        client.wait_settled(session, 60)
        done = [photo for photo in sent_photos if client.get(f"/v1/photos/{photo}")["state"] in EDITED]
        return waits, [edit_took(client, photo) for photo in done]


def main() -> None:
    """Measure all of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--backlog", type=int, default=5000)
    asked = parser.parse_args()
    pictures = photos(asked.testdata, asked.photos)
    with tempfile.TemporaryDirectory() as folder:
        bare = bare_loop(pictures, Path(folder))
    print(f"bare loop, {WORKERS} workers: {bare:.0f} photos an hour", flush=True)
    with service(WORKERS) as live:
        hourly, seconds = through_service(live, pictures)
        print(f"service: {hourly:.0f} photos an hour, {hourly / bare:.2f} of the bare loop (seed, one GPU: 120)")
        print(told("one edit", seconds, "s", 1.0), flush=True)
        print(told("idle, last byte -> editing", idle_waits(live, 60)), flush=True)
        build_backlog(live, pictures[0], asked.backlog)
        waits, seconds = behind_backlog(live, pictures)
        print(told(f"VIP behind {asked.backlog} Bulk photos, last byte -> editing", waits, "s", 1.0))
        print(
            f"    allowed: one edit of these (median {statistics.median(seconds):.2f}, p95 {p95(seconds):.2f}) + 0.1 s"
        )


if __name__ == "__main__":
    main()
