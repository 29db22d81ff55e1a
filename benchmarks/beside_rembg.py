"""Beside rembg, with the same weights on the same photos in the same run: python benchmarks/beside_rembg.py.

Promise: against ISNet with alpha matting MAD <= 0.5 x, band <= 1.05 x, time at 24 MP <= 1/25, memory <= 1/5; against
plain ISNet band <= 0.9 x; the fast tier quicker than plain rembg U2-Net from JPEG to JPEG at 24 MP, with a lower band
error. ``--quick`` leaves out alpha matting at 24 MP, which takes minutes and about 14 GB.
"""

import argparse
import os
import tempfile
from pathlib import Path

from measuring import TESTDATA, fresh, large_photo

from mirrorme.settings import Settings

PEER = """
import io, json, sys, time, pathlib
import numpy as np
from PIL import Image
from rembg import new_session, remove
sys.path.insert(0, sys.argv[5])
from measuring import matte_error
mode, model, matting, paths = sys.argv[1], sys.argv[2], sys.argv[3] == "matting", sys.argv[4]
session = new_session(model, providers=["CPUExecutionProvider"])
def cut(data):
    return remove(Image.open(io.BytesIO(data)), session=session, alpha_matting=matting)
if mode == "whole":
    times = []
    for _ in range(int(sys.argv[6])):
        began = time.perf_counter()
        done = cut(pathlib.Path(paths).read_bytes())
        white = Image.new("RGB", done.size, "white")
        white.paste(done, mask=done.getchannel("A"))
        buffer = io.BytesIO()
        white.save(buffer, "JPEG", quality=95)
        times.append(time.perf_counter() - began)
    print(json.dumps({"seconds": sorted(times)[len(times) // 2]}))
else:
    rows = []
    for truth in sorted(pathlib.Path(paths).glob("*_alpha.png")):
        photo = truth.with_name(truth.name.removesuffix("_alpha.png") + ".jpg")
        found = np.asarray(cut(photo.read_bytes()).getchannel("A"))
        rows.append(matte_error(found, np.asarray(Image.open(truth).convert("L"))))
    mad, band = np.array(rows).T
    print(json.dumps({"mad": float(mad.mean()), "band": float(band.mean())}))
"""

OURS = """
import json, pathlib, sys, time
sys.path.insert(0, sys.argv[5])
import numpy as np
from PIL import Image
from measuring import matte_error
from mirrorme.imaging.develop import develop, portrait_recipe
from mirrorme.imaging.export import export_jpeg
from mirrorme.imaging.faces import faces
from mirrorme.imaging.matte import matte
from mirrorme.imaging.read import read
from mirrorme.imaging.recipe import Export
from mirrorme.pipeline.order import Job
from mirrorme.settings import Settings
from mirrorme.wiring import make_bench
mode, tier, paths = sys.argv[1], sys.argv[2], sys.argv[4]
recipe = portrait_recipe(backdrop="brand:#ffffff", tier=tier)
bench = make_bench(Job(recipe=recipe, gate=None, threads=2), Settings.from_environment())
if mode == "whole":
    times = []
    for _ in range(int(sys.argv[6]) + 1):
        began = time.perf_counter()
        photo = read(pathlib.Path(paths).read_bytes())
        done = develop(photo, faces(photo.image, bench.face), recipe, bench.kit)
        export_jpeg(done.image, photo.metadata, Export())
        times.append(time.perf_counter() - began)
    print(json.dumps({"seconds": sorted(times[1:])[len(times[1:]) // 2]}))
else:
    rows = []
    for truth in sorted(pathlib.Path(paths).glob("*_alpha.png")):
        photo = read(truth.with_name(truth.name.removesuffix("_alpha.png") + ".jpg").read_bytes())
        found = matte(photo.image, bench.kit.segmenters, tier, threads=2).alpha
        rows.append(matte_error(found, np.asarray(Image.open(truth).convert("L"))))
    mad, band = np.array(rows).T
    print(json.dumps({"mad": float(mad.mean()), "band": float(band.mean())}))
"""


def lend_weights(folder: Path) -> None:
    """Let rembg find our weights under its names."""
    weights = Settings.from_environment().cache / "weights"
    for own, theirs in (("u2net.onnx", "u2net.onnx"), ("isnet-medium.onnx", "isnet-general-use.onnx")):
        (folder / theirs).symlink_to(weights / own)
    os.environ |= {"U2NET_HOME": str(folder), "MODEL_CHECKSUM_DISABLED": "1"}


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    here, runs = str(Path(__file__).parent), str(given.runs)
    studio = str(given.testdata / "mattes" / "studio")
    with tempfile.TemporaryDirectory() as folder:
        lend_weights(Path(folder))
        photo = str(large_photo(given.testdata, Path(folder)))
        rows = {
            "rembg U2-Net": (PEER, "u2net", "plain"),
            "rembg ISNet": (PEER, "isnet-general-use", "plain"),
            "rembg ISNet + alpha matting": (PEER, "isnet-general-use", "matting"),
            "MirrorMe fast": (OURS, "fast", ""),
            "MirrorMe standard": (OURS, "standard", ""),
        }
        figures: dict[str, dict[str, float]] = {}
        for name, (code, model, matting) in rows.items():
            scores = fresh(code, "mattes", model, matting, studio, here)
            figures[name] = dict(scores.result)
            line = f"{name:28s} studio MAD {scores.result['mad']:6.2f} band {scores.result['band']:6.1f}"
            if not (given.quick and matting == "matting"):
                whole = fresh(code, "whole", model, matting, photo, here, "1" if matting == "matting" else runs)
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
    print(f"against {matting}: MAD {ratio(ours, matting, 'mad')} (<= 0.5), band {ratio(ours, matting, 'band')} (<= 1.05),")
    print(f"  time {ratio(ours, matting, 'seconds')} (<= 0.04), memory {ratio(ours, matting, 'megabytes')} (<= 0.2)")
    print(f"against {plain}: band {ratio(ours, plain, 'band')} (<= 0.9)")
    fast, u2net = "MirrorMe fast", "rembg U2-Net"
    print(f"fast against {u2net}: time {ratio(fast, u2net, 'seconds')} (< 1), band {ratio(fast, u2net, 'band')} (< 1)")


if __name__ == "__main__":
    main()
