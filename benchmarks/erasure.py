"""How long it takes until a customer with 500 photos is forgotten.

    python benchmarks/erasure.py [--photos 500]

Promised: 30 s. Each photo has an original and two edited pictures. The floor, in the same run: the same files unlinked.
"""

import argparse
import os
import time
from pathlib import Path

from serving import Client, service

SIZE = 200_000


def main() -> None:
    """Upload, erase, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=500)
    count = parser.parse_args().photos
    with service(1) as live, Client(live.url, live.key("franchise:001")) as client:
        with Client(live.url, live.key("head_office")) as head:
            head.post("/v1/lanes/standard/pause")
        customer = client.post("/v1/customers", {"name": "Ada"})["id"]
        body = {"name": "Large", "booking_type": client.booking_type("standard"), "customer": customer}
        session = client.post("/v1/sessions", body)
        for number in range(count):
            client.upload(session["id"], f"{number}.jpg", os.urandom(SIZE))
        bucket = live.data / "objects" / "mirrorme-franchise-001"
        folder = bucket / "processed" / session["day"] / f"session-{session['number']:03d}"
        copies = live.data / "copies"
        for where, names in ((folder, 2 * count), (copies, 3 * count)):
            where.mkdir(parents=True)
            for number in range(names):
                (where / f"photo-{number:03d}-edited.jpg").write_bytes(bytes(SIZE))
        began = time.perf_counter()
        done = client.post(f"/v1/customers/{customer}/erase")
        seconds = time.perf_counter() - began
        left = [path for path in bucket.rglob("photo-*") if path.is_file()]
        what = f"{done['photos']} photos, {done['objects']} objects"
        print(f"{what} erased in {seconds:.1f} s (promise 30), {len(left)} left")
        print(f"the same files unlinked: {unlink(copies):.2f} s")


def unlink(folder: Path) -> float:
    """Seconds."""
    began = time.perf_counter()
    for path in folder.iterdir():
        path.unlink()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
