"""What a franchise chooses shows in the next edit; pictures of backdrops come at once; what a large backdrop takes.

    python benchmarks/brand.py [--testdata DIR] [--changes 6] [--pictures 500]

A style is changed and a photo sent right after the answer: late is an edit whose recipe has the value from before.
Beside the pictures, in the same run: a request for the health page, which does nothing.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from measuring import TESTDATA
from service import edit_took, photos
from serving import Client, p95, service

WIDTH, HEIGHT = 9504, 6336


def changes(client: Client, pictures: list[bytes]) -> None:
    """Edits that came too late for a change, and how long a change takes to be in a picture."""
    made = client.post("/v1/styles", {"name": "Changing", "base": "neutral"})
    number, look = made["id"], {"style": made["name"], "matte": "fast"}
    session = client.new_session("Changing", "vip", look)
    client.upload(session, "warm.jpg", pictures[0])
    client.wait_settled(session, 300)
    late, waits, edits = 0, [], []
    for index, data in enumerate(pictures[1:], start=1):
        client.http.patch(f"/v1/styles/{number}", json={"saturation": index}).raise_for_status()
        began = time.perf_counter()
        photo, _ = client.upload(session, f"{index}.jpg", data)
        client.wait_settled(session, 300)
        waits.append(time.perf_counter() - began)
        edits.append(edit_took(client, photo))
        (edit,) = client.get(f"/v1/photos/{photo}/edits")["items"]
        grade = next(step for step in edit["recipe"]["steps"] if step["step"] == "grade")
        late += round(grade["saturation"] * 100) != index
    print(f"style changes: {len(waits)}, edits late: {late}")
    print(
        f"from the change to the published picture: median {statistics.median(waits):.1f} s, "
        f"of which the edit itself took {statistics.median(edits):.1f} s"
    )


def timed(ask: Callable[[], Any], times: int) -> list[float]:
    """Milliseconds."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        found.append(1000 * (time.perf_counter() - began))
    return found


def told(what: str, found: list[float]) -> None:
    """A line."""
    print(f"{what}: median {statistics.median(found):.1f} ms, p95 {p95(found):.1f} ms ({len(found)})")


def backdrop_pictures(client: Client, own: str, times: int) -> None:
    """How long the gallery of backdrops takes."""
    names = [one["name"] for one in client.get("/v1/backdrops")["items"] if not one["own"]]
    began = time.perf_counter()
    sizes = [len(client.http.get(f"/v1/backdrops/{name}/picture").raise_for_status().content) for name in names]
    print(f"all {len(names)} pictures, some painted for the first time: {time.perf_counter() - began:.1f} s; ", end="")
    print(f"median {statistics.median(sizes) / 1e3:.1f} kB, largest {max(sizes) / 1e3:.1f} kB")
    turns = iter(range(10**9))
    told("health", timed(lambda: client.http.get("/v1/health").raise_for_status(), times))
    told("list", timed(lambda: client.get("/v1/backdrops"), times // 5))
    told(
        "picture",
        timed(
            lambda: client.http.get(f"/v1/backdrops/{names[next(turns) % len(names)]}/picture").raise_for_status(),
            times,
        ),
    )
    etag = client.http.get(f"/v1/backdrops/{names[0]}/picture").headers["etag"]
    headers = {"if-none-match": etag}
    told(
        "picture that the browser has",
        timed(lambda: client.http.get(f"/v1/backdrops/{names[0]}/picture", headers=headers), times),
    )
    told(
        "own picture, decrypted",
        timed(lambda: client.http.get(f"/v1/backdrops/{own}/picture").raise_for_status(), times),
    )


def bring(client: Client) -> str:
    """Have a picture of 60 megapixels taken in; gives its name."""
    small = np.random.default_rng(1).integers(0, 255, (HEIGHT // 32, WIDTH // 32, 3), np.uint8)
    picture = cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 92])
    if not done:
        raise SystemExit("no JPEG could be made")
    began = time.perf_counter()
    headers = {"idempotency-key": "large"}
    answer = client.http.post("/v1/backdrops?name=Large", content=data.tobytes(), headers=headers, timeout=200)
    answer.raise_for_status()
    took = time.perf_counter() - began
    began = time.perf_counter()
    cv2.imdecode(data, cv2.IMREAD_COLOR)
    floor = time.perf_counter() - began
    made = answer.json()
    kept = f"{made['width']}x{made['height']}"
    print(f"{WIDTH}x{HEIGHT} taken in as {kept}: {took:.1f} s (OpenCV decodes it in {floor:.1f} s)")
    return str(made["name"])


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    parser.add_argument("--changes", type=int, default=6)
    parser.add_argument("--pictures", type=int, default=500)
    asked = parser.parse_args()
    pictures = photos(asked.testdata, asked.changes + 1)
    with service(workers=1) as live, Client(live.url, live.key("franchise:001")) as client:
        own = bring(client)
        backdrop_pictures(client, own, asked.pictures)
        changes(client, pictures)


if __name__ == "__main__":
    main()
