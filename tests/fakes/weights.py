"""Small networks in place of those of the catalogue."""

from dataclasses import replace
from pathlib import Path

from mirrorme.adapters.models.catalogue import FACE, ISNET, U2NET, Weights
from mirrorme.adapters.models.download import sha256_of
from mirrorme.adapters.models.fetch import Cache
from mirrorme.imaging.network import NetworkSpec
from tests.fakes.networks import sees_no_face, sure_of_the_bright


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
