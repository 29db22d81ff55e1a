"""Read photographed session codes: PYTHONPATH=. python benchmarks/codes.py [--testdata DIR].

Promise: 95 of 100 codes that are a tenth of a 24 MP frame or more are read, however they lie, and none is read wrong.
Beside it: OpenCV's plain detector on the same pictures; and the time beside decoding the same file whole.
"""

import argparse
import statistics
import time
from dataclasses import replace

import cv2
import numpy as np
from measuring import TESTDATA

from mirrorme.imaging.codes import Grey, glance, texts_in
from mirrorme.imaging.errors import UnreadableError
from mirrorme.pipeline.session_code import text_of
from tests.photographed import Scene, photographed

EACH, PROMISED = 20, 0.95
FRAME = Scene(size=(4000, 6000), blur=1.5)
SCENES = {
    "a quarter of the frame": replace(FRAME, side=0.25),
    "a tenth of the frame": replace(FRAME, side=0.1),
    "a quarter turn": replace(FRAME, side=0.15, turn=90),
    "upside down": replace(FRAME, side=0.15, turn=180),
    "askew": replace(FRAME, side=0.15, turn=37),
    "from the side": replace(FRAME, side=0.2, tilt=0.3),
    "out of focus": replace(FRAME, side=0.15, blur=7.0),
    "dim, noisy": replace(FRAME, side=0.15, light=0.2, noise=10.0),
    "on a telephone": replace(FRAME, side=0.15, screen=True),
    "all at once": replace(FRAME, side=0.2, turn=12, tilt=0.2, blur=4.0, noise=15.0, light=0.4, screen=True),
}
BEYOND = {"a twentieth of the frame (no promise)": replace(FRAME, side=0.05)}


def _plain(grey: Grey) -> frozenset[str]:
    try:
        found, texts, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(grey)
    except cv2.error:
        return frozenset()
    return frozenset(text for text in texts if text) if found else frozenset()


def main() -> None:
    """Print the rates; end with 1 if a promise is broken."""
    options = argparse.ArgumentParser()
    options.add_argument("--testdata", type=type(TESTDATA), default=TESTDATA)
    testdata = options.parse_args().testdata
    right, wrong, total, ours_s, decoding_s = 0, 0, 0, [], []
    for name, scene in (SCENES | BEYOND).items():
        ours, plain = 0, 0
        for seed in range(EACH):
            session = 17 + seed * 7919
            file = photographed(session, scene, seed)
            began = time.process_time()
            seen = glance(file)
            read = texts_in(seen.grey)
            ours_s.append(time.process_time() - began)
            began = time.process_time()
            cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_COLOR)
            decoding_s.append(time.process_time() - began)
            ours += text_of(session) in read
            plain += text_of(session) in _plain(seen.grey)
            wrong += len(read - {text_of(session)})
        print(f"{name}: {ours} of {EACH} (plain detector {plain})", flush=True)
        if name in SCENES:
            right, total = right + ours, total + EACH
    portraits = 0
    for path in sorted((testdata / "people").iterdir()):
        try:
            wrong += len(texts_in(glance(path.read_bytes()).grey))
        except UnreadableError:
            continue
        portraits += 1
    print(f"read {right} of {total}, promised {PROMISED:.0%}; read wrong, also on {portraits} portraits: {wrong}")
    print(
        f"processor time a 24 MP JPEG: {statistics.median(ours_s) * 1000:.0f} ms, "
        f"decoding it whole {statistics.median(decoding_s) * 1000:.0f} ms"
    )
    raise SystemExit(0 if right >= PROMISED * total and not wrong else 1)


if __name__ == "__main__":
    main()
