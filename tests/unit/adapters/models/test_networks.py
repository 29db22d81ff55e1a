import importlib.util
import os
from pathlib import Path

import numpy as np
import pytest

from mirrorme.adapters.models.cuda import CudaError, OnnxCudaNetwork, why_not
from mirrorme.adapters.models.download import sha256_of
from mirrorme.adapters.models.loading import Loadable, WeightsError
from mirrorme.adapters.models.openvino import OpenVinoNetwork
from mirrorme.adapters.models.pending import Loader
from mirrorme.imaging.network import NetworkSpec
from tests.fakes.networks import bright_is_subject, counts_its_passes

PICTURE = np.linspace(0, 1, 3 * 32 * 32, dtype=np.float32).reshape(1, 3, 32, 32)


def loadable(path: Path, outputs: tuple[int, ...] = (), passes: int = 1, size: int = 32) -> Loadable:
    return Loadable("small", path, sha256_of(path), NetworkSpec(size), outputs, "get it again", passes)


def network(weights: Loadable, compiled: Path) -> OpenVinoNetwork:
    return OpenVinoNetwork(weights, threads=1, compiled=compiled)


def test_gives_every_output_unless_some_are_kept(tmp_path: Path) -> None:
    path = bright_is_subject(tmp_path / "n.onnx")
    mean = PICTURE.mean(1, keepdims=True)
    both = network(loadable(path), tmp_path / "c").run(PICTURE)
    only = network(loadable(path, outputs=(1,)), tmp_path / "c").run(PICTURE)
    np.testing.assert_allclose(both[0], mean, atol=1e-6)
    assert len(both) == 2
    np.testing.assert_allclose(only[0], -mean, atol=1e-6)
    assert len(only) == 1


def test_a_network_for_any_size_is_fixed_to_its_specs(tmp_path: Path) -> None:
    path = bright_is_subject(tmp_path / "n.onnx", size=None)
    assert network(loadable(path), tmp_path / "c").run(PICTURE)[0].shape == (1, 1, 32, 32)


def test_what_was_compiled_gives_the_same_bits_when_read_back_also_for_other_threads(tmp_path: Path) -> None:
    weights = loadable(bright_is_subject(tmp_path / "n.onnx"))
    first = network(weights, tmp_path / "c").run(PICTURE)
    (kept,) = (tmp_path / "c").iterdir()
    before = kept.stat().st_mtime_ns
    second = OpenVinoNetwork(weights, threads=2, compiled=tmp_path / "c").run(PICTURE)
    assert [a.tobytes() for a in first] == [b.tobytes() for b in second]
    assert kept.stat().st_mtime_ns == before


def test_a_damaged_compiled_network_is_made_anew(tmp_path: Path) -> None:
    weights = loadable(bright_is_subject(tmp_path / "n.onnx"))
    first = network(weights, tmp_path / "c").run(PICTURE)
    (kept,) = (tmp_path / "c").iterdir()
    for damaged in (b"", kept.read_bytes()[:-100], kept.read_bytes()[:500] + b"?" + kept.read_bytes()[501:]):
        kept.write_bytes(damaged)
        assert network(weights, tmp_path / "c").run(PICTURE)[0].tobytes() == first[0].tobytes()


def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "c").write_bytes(b"a file, no folder")
    assert network(loadable(bright_is_subject(tmp_path / "n.onnx")), tmp_path / "c").run(PICTURE)


def test_a_recurrent_network_gets_its_own_states_back(tmp_path: Path) -> None:
    weights = loadable(counts_its_passes(tmp_path / "n.onnx"), outputs=(1,), passes=3)
    (alpha,) = network(weights, tmp_path / "c").run(PICTURE)
    assert alpha.shape == (1, 1, 32, 32)
    np.testing.assert_allclose(alpha, 0.75)


def test_a_file_that_is_no_network_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "n.onnx").write_bytes(b"no network")
    with pytest.raises(WeightsError, match="OpenVINO can't run the weights of small"):
        network(loadable(tmp_path / "n.onnx"), tmp_path / "c")


def test_loading_goes_on_in_the_background_and_is_waited_for(tmp_path: Path) -> None:
    weights = loadable(bright_is_subject(tmp_path / "n.onnx"), outputs=(0,))
    pending = Loader(device="cpu", threads=1, compiled=tmp_path / "c").load(weights)
    assert (pending.name, pending.digest, pending.spec.size) == ("small", weights.digest, 32)
    assert len(pending.run(PICTURE)) == 1
    assert pending.device == "cpu"


def test_altered_weights_never_run(tmp_path: Path) -> None:
    weights = loadable(bright_is_subject(tmp_path / "n.onnx"))
    data = bytearray(weights.path.read_bytes())
    data[-1] ^= 1
    about = weights.path.stat()
    weights.path.write_bytes(data)
    os.utime(weights.path, ns=(about.st_atime_ns, about.st_mtime_ns))  # same size and time: only the content tells
    pending = Loader(device="cpu", threads=1, compiled=tmp_path / "c").load(weights)
    with pytest.raises(WeightsError, match=r"altered.*get it again"):
        pending.run(PICTURE)


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    weights = Loadable("small", tmp_path / "none.onnx", "0" * 64, NetworkSpec(32), (), "get it again")
    with pytest.raises(WeightsError, match=r"missing.*get it again"):
        Loader(device="cpu", threads=1, compiled=tmp_path / "c").load(weights).run(PICTURE)


@pytest.mark.skipif(why_not() is None, reason="there is a GPU here")
def test_without_a_gpu_cuda_is_refused_with_the_reason_and_auto_takes_the_cpu(tmp_path: Path) -> None:
    weights = loadable(bright_is_subject(tmp_path / "n.onnx"))
    with pytest.raises(CudaError, match=r"no CUDA device can be used: .* or use --device cpu"):
        OnnxCudaNetwork(weights)
    assert Loader(device="auto", threads=1, compiled=tmp_path / "c").load(weights).device == "cpu"


def test_a_missing_cuda_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert "uv sync --extra cuda" in (why_not() or "")
