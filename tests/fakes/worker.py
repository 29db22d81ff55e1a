"""The real worker, with networks that take no time, a scorer that is content, and a photo that kills it.

A photo named ``killer``, or one of the service with ``KILLER`` in it, ends the process as the kernel does when memory
runs out.
"""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from mirrorme.adapters.files.folder import OriginalFiles
from mirrorme.adapters.models import selection
from mirrorme.adapters.models.catalogue import FACE, ISNET, U2NET, Weights
from mirrorme.adapters.models.download import sha256_of
from mirrorme.adapters.models.fetch import Cache
from mirrorme.adapters.objects.pictures import ObjectOriginals
from mirrorme.imaging.network import NetworkSpec
from mirrorme.interfaces.worker.__main__ import main
from mirrorme.settings import Settings
from mirrorme.wiring import scorer
from tests.fakes.cli import JUDGES
from tests.fakes.networks import sees_no_face, sure_of_the_bright
from tests.fakes.scorer import content


def small_weights(cache: Cache, made: Path) -> dict[str, Weights]:
    """Put small networks where the catalogue's would be; gives what stands in for ``selection``'s names."""
    made.mkdir(parents=True, exist_ok=True)
    bright, nobody = sure_of_the_bright(made / "bright.onnx"), sees_no_face(made / "nobody.onnx")
    return {
        "U2NET": _standing_in(U2NET, bright, cache, 64),
        "ISNET": _standing_in(ISNET, bright, cache, 64),
        "FACE": _standing_in(FACE, nobody, cache, 128),
    }


def _standing_in(weights: Weights, path: Path, cache: Cache, size: int) -> Weights:
    asset = replace(weights.asset, sha256=sha256_of(path), size=path.stat().st_size, file=f"{weights.name}.onnx")
    cache.folder.mkdir(parents=True, exist_ok=True)
    target = cache.path(asset)
    if not target.exists():
        target.write_bytes(path.read_bytes())
    return replace(weights, asset=asset, spec=NetworkSpec(size))


def _dangerous(self: OriginalFiles, photo: str, at_most: int) -> bytes:
    if Path(photo).stem == "killer":
        os.kill(os.getpid(), signal.SIGKILL)
    return _READ(self, photo, at_most)


def _dangerous_object(self: ObjectOriginals, photo: str, at_most: int) -> bytes:
    data = _READ_OBJECT(self, photo, at_most)
    if KILLER in data:
        os.kill(os.getpid(), signal.SIGKILL)
    return data


KILLER = b"this photo kills its worker"
_READ, _READ_OBJECT = OriginalFiles.read, ObjectOriginals.read

if __name__ == "__main__":
    OriginalFiles.read = _dangerous  # type: ignore[method-assign]
    ObjectOriginals.read = _dangerous_object  # type: ignore[method-assign]
    settings = Settings.from_environment()
    vars(selection).update(small_weights(settings.weights, settings.cache / "made"))
    if JUDGES not in sys.argv:
        vars(scorer).update(start_scorer=content)
    main()
