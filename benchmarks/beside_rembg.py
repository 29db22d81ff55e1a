"""Beside rembg, with the same weights on the same photos in the same run: python benchmarks/beside_rembg.py.

Promise: against ISNet with alpha matting MAD <= 0.5 x, band <= 1.05 x, time at 24 MP <= 1/25, memory <= 1/5; against
plain ISNet band <= 0.9 x; the fast tier quicker than plain rembg U2-Net from JPEG to JPEG at 24 MP, with a lower band
error. ``--quick`` leaves out alpha matting at 24 MP, which takes minutes and about 14 GB.
"""

import argparse
import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from measuring import TESTDATA, fresh, large_photo, matte_error, median
from PIL import Image as Pil

from mirrorme.imaging.develop import develop
from mirrorme.imaging.export import export_jpeg
from mirrorme.imaging.faces import faces
from mirrorme.imaging.matte import matte
from mirrorme.imaging.read import read
from mirrorme.imaging.recipe import Compose, Export, portrait
from mirrorme.pipeline.order import Job
from mirrorme.settings import Settings
from mirrorme.wiring import make_bench

Matting = Callable[[bytes], "np.ndarray"]
Whole = Callable[[bytes], bytes]
ROWS = {
    "rembg U2-Net": "u2net",
    "rembg ISNet": "isnet-general-use",
    "rembg ISNet + alpha matting": "isnet-general-use+",
    "MirrorMe fast": "fast",
    "MirrorMe standard": "standard",
}


def peer(model: str) -> tuple[Matting, Whole]:
    """rembg: its matte of a photo, and a photo before white paper, JPEG to JPEG."""
    from rembg import new_session, remove

    session = new_session(model.removesuffix("+"), providers=["CPUExecutionProvider"])

    def cut(data: bytes) -> Pil.Image:
        done = remove(Pil.open(io.BytesIO(data)), session=session, alpha_matting=model.endswith("+"))
        assert isinstance(done, Pil.Image)
        return done

    def whole(data: bytes) -> bytes:
        done = cut(data)
        white = Pil.new("RGB", done.size, "white")
        white.paste(done, mask=done.getchannel("A"))
        buffer = io.BytesIO()
        white.save(buffer, "JPEG", quality=95)
        return buffer.getvalue()

    return lambda data: np.asarray(cut(data).getchannel("A")), whole


def own(tier: str) -> tuple[Matting, Whole]:
    """The same two of ours; the whole edit corrects the light as well."""
    recipe = portrait(Compose(backdrop="brand:#ffffff"), tier=tier)  # type: ignore[arg-type]  # a tier
    bench = make_bench(Job(recipe=recipe, gate=None, threads=2), Settings.from_environment())
    kit = bench.kit
    assert kit is not None

    def whole(data: bytes) -> bytes:
        photo = read(data)
        done = develop(photo, faces(photo.image, bench.face), recipe, kit)
        return export_jpeg(done.image, photo.metadata, Export())

    return lambda data: matte(read(data).image, kit.segmenters, tier, threads=2).alpha, whole  # type: ignore[arg-type]


def inside(name: str, what: str, path: Path, runs: int) -> None:
    """Measure mattes of a folder, or the time of a photo; print JSON."""
    matting, whole = peer(name) if "net" in name else own(name)
    if what == "mattes":
        rows = []
        for truth in sorted(path.glob("*_alpha.png")):
            photo = truth.with_name(truth.name.removesuffix("_alpha.png") + ".jpg")
            rows.append(matte_error(matting(photo.read_bytes()), np.asarray(Pil.open(truth).convert("L"))))
        mad, band = np.array(rows).T
        print(json.dumps({"mad": float(mad.mean()), "band": float(band.mean())}))
        return
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        whole(path.read_bytes())
        times.append(time.perf_counter() - began)
    print(json.dumps({"seconds": median(times)}))


def lend_weights(folder: Path) -> None:
    """Let rembg find our weights under its names."""
    weights = Settings.from_environment().cache / "weights"
    for own_name, theirs in (("u2net", "u2net.onnx"), ("isnet", "isnet-general-use.onnx")):
        (folder / theirs).symlink_to(next(weights.glob(f"{own_name}*.onnx")).resolve())
    os.environ.update({"U2NET_HOME": str(folder), "MODEL_CHECKSUM_DISABLED": "1"})


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        lend_weights(Path(folder))
        photo = str(large_photo(given.testdata, Path(folder)))
        for name, model in ROWS.items():
            scores = fresh(__file__, model, "mattes", str(given.testdata / "mattes" / "studio"), "1")
            figures[name] = dict(scores.result)
            line = f"{name:28s} studio MAD {scores.result['mad']:6.2f} band {scores.result['band']:6.1f}"
            if not (given.quick and model.endswith("+")):
                whole = fresh(__file__, model, "whole", photo, "1" if model.endswith("+") else str(given.runs))
                figures[name] |= {"seconds": whole.result["seconds"], "megabytes": whole.megabytes}
                line += f"   24 MP JPEG to JPEG {whole.result['seconds']:7.2f} s, peak {whole.megabytes:6.0f} MB"
            print(line, flush=True)
    report(figures)


def report(figures: dict[str, dict[str, float]]) -> None:
    """Print the ratios beside the promises."""

    def ratio(ours: str, theirs: str, what: str) -> str:
        a, b = figures[ours].get(what), figures[theirs].get(what)
        return "not measured" if a is None or b is None else f"{a / b:.3f} x"

    ours, matting, plain = "MirrorMe standard", "rembg ISNet + alpha matting", "rembg ISNet"
    print(
        f"against {matting}: MAD {ratio(ours, matting, 'mad')} (<= 0.5), band {ratio(ours, matting, 'band')} (<= 1.05),"
    )
    print(f"  time {ratio(ours, matting, 'seconds')} (<= 0.04), memory {ratio(ours, matting, 'megabytes')} (<= 0.2)")
    print(f"against {plain}: band {ratio(ours, plain, 'band')} (<= 0.9)")
    fast, u2net = "MirrorMe fast", "rembg U2-Net"
    print(f"fast against {u2net}: time {ratio(fast, u2net, 'seconds')} (< 1), band {ratio(fast, u2net, 'band')} (< 1)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(sys.argv[2], sys.argv[3], Path(sys.argv[4]), int(sys.argv[5]))
    else:
        main()
