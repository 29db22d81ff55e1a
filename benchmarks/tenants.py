"""Ten franchises that upload a thousand photos an hour each, at once: API latency and broken promises meanwhile.

    python benchmarks/tenants.py [--testdata DIR] [--minutes 5]

The seed's load test. Nine photos of ten are small; lanes are mixed as a franchise would (5 % VIP, 10 % Express, 35 %
Standard, 50 % Bulk). The floor beside it: the same requests with nothing going on.
"""

import argparse
import random
import threading
import time
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
from measuring import TESTDATA
from service import LOOK, photos
from serving import Client, Live, service, told

FRANCHISES, HOURLY = 10, 1000
LANES = ("vip",) * 1 + ("express",) * 2 + ("standard",) * 7 + ("bulk",) * 10
PAGES = ("/v1/sessions", "/v1/summary", "/v1/photos", "/v1/lanes", "/v1/history")


def small(picture: bytes, number: int) -> bytes:
    """The portrait at 600x900, with a pixel of its own."""
    whole = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    assert whole is not None
    pixels = cv2.resize(whole, (600, 900))
    pixels[0, 0] = [number % 256, number // 256 % 256, number // 65536]
    return cv2.imencode(".png", pixels)[1].tobytes() if number % 50 == 0 else cv2.imencode(".jpg", pixels)[1].tobytes()


def studio(live: Live, key: str, pictures: list[bytes], until: float, sent: Counter[str]) -> None:
    """One franchise: a photo every 3.6 seconds."""
    choose = random.Random(key)  # noqa: S311
    with Client(live.url, key) as client:
        kinds = {
            lane: client.post("/v1/sessions", {"name": lane, "booking_type": client.booking_type(lane), "look": LOOK})[
                "id"
            ]
            for lane in dict.fromkeys(LANES)
        }
        due, number = time.monotonic() + choose.uniform(0, 3600 / HOURLY), choose.randrange(1 << 24)
        while (now := time.monotonic()) < until:
            if now < due:
                time.sleep(min(due - now, 0.5))
                continue
            due += 3600 / HOURLY
            number += 1
            lane = choose.choice(LANES)
            picture = choose.choice(pictures)
            data = small(picture, number) if choose.random() < 0.9 else picture + number.to_bytes(8, "big")
            client.upload(kinds[lane], f"{number}.jpg", data)
            sent[lane] += 1


def probe(live: Live, until: float) -> list[float]:
    """Seconds of the pages that people look at, one after the other."""
    values = []
    with Client(live.url, live.key("head_office")) as client:
        while time.monotonic() < until:
            for page in PAGES:
                began = time.perf_counter()
                client.get(page)
                values.append(time.perf_counter() - began)
                time.sleep(0.05)
    return values


def main() -> None:
    """Load, look, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    parser.add_argument("--minutes", type=float, default=5)
    asked = parser.parse_args()
    pictures = photos(asked.testdata, 10)
    with service(2) as live:
        keys = [live.key("franchise:001")]
        with Client(live.url, live.key("head_office")) as head:
            for code in range(2, FRANCHISES + 1):
                body = {"code": f"{code:03d}", "name": f"Studio {code}", "region": "us-east-1", "timezone": "UTC"}
                keys.append(head.post("/v1/franchises", body)["keys"]["franchise"])
        print(told("API, nothing going on", probe(live, time.monotonic() + 10)), flush=True)
        until = time.monotonic() + 60 * asked.minutes
        sent: Counter[str] = Counter()
        studios = [threading.Thread(target=studio, args=(live, key, pictures, until, sent)) for key in keys]
        for one in studios:
            one.start()
        print(told("API under load", probe(live, until)), flush=True)
        for one in studios:
            one.join()
        hourly = sent.total() / asked.minutes * 60
        print(f"sent {sent.total()} photos ({hourly:.0f} an hour): {dict(sent)}")
        with Client(live.url, live.key("head_office")) as head:
            for lane in head.get("/v1/lanes"):
                facts = {name: lane[name] for name in ("published_today", "waiting", "missed_today")}
                print(f"    {lane['name']}: {facts}")


if __name__ == "__main__":
    main()
