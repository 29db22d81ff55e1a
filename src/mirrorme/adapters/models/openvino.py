"""Run networks on the CPU with OpenVINO: ONNX and TFLite files, float32 throughout."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import openvino as ov

from mirrorme.adapters.models.loading import Loadable, Weighted, WeightsError
from mirrorme.adapters.models.recurrent import feed_back
from mirrorme.imaging.network import Tensor

_DIGEST_BYTES = 32
_OPTIONS: dict[str, object] = {
    "INFERENCE_PRECISION_HINT": "f32",  # bf16 on newer processors would give other mattes there
    "NUM_STREAMS": 1,
    "ENABLE_CPU_PINNING": False,  # pinned, the workers of one machine would share the first cores
}


class OpenVinoNetwork(Weighted):
    """A network that is compiled for this machine.

    weights: checked by the caller. threads: how many it may use. compiled: folder that keeps the compiled form, keyed
    by all that decides it; reading that back takes a third of the time of compiling.
    """

    def __init__(self, weights: Loadable, *, threads: int, compiled: Path) -> None:
        super().__init__(weights)
        core = ov.Core()
        options = _OPTIONS | {"INFERENCE_NUM_THREADS": threads}
        kept = compiled / f"{weights.digest[:12]}-{_key(core, weights)}.blob"
        model = _read_back(core, kept, options)
        if model is None:
            model = _compile(core, weights, options)
            _keep(model, kept)
        self._model = model
        self._request = model.create_infer_request()

    def run(self, *inputs: Tensor) -> list[Tensor]:
        """Run once on float32 inputs, NCHW; gives every kept output as float32."""
        if self._weights.passes > 1:
            names = [port.any_name for port in self._model.inputs]
            return self._weights.keep(feed_back(self._infer, names, inputs[0], self._weights.passes))
        return self._infer(
            {
                port.any_name: x.transpose(0, 2, 3, 1) if _is_nhwc(port) else x
                for port, x in zip(self._model.inputs, inputs, strict=True)
            }
        )

    def _infer(self, inputs: dict[str, Tensor]) -> list[Tensor]:
        results = self._request.infer({name: np.ascontiguousarray(x) for name, x in inputs.items()})
        return [np.asarray(results[port], np.float32) for port in self._model.outputs]


def _is_nhwc(port: Any) -> bool:  # noqa: ANN401 (OpenVINO ships no types)
    shape = port.partial_shape
    return bool(shape.rank == 4 and shape[3].is_static and shape[3] == 3 and shape[1] != 3)


def _key(core: ov.Core, weights: Loadable) -> str:
    # the number of threads is left out: the compiled form is the same, and so are the bits that it computes
    decides = (ov.get_version(), core.get_property("CPU", "FULL_DEVICE_NAME"), weights.spec.size, weights.outputs)
    return hashlib.sha256(repr((decides, sorted(_OPTIONS.items()))).encode()).hexdigest()[:12]


def _compile(core: ov.Core, weights: Loadable, options: dict[str, object]) -> ov.CompiledModel:
    try:
        model = core.read_model(weights.path)
        first = model.inputs[0]
        if weights.passes > 1:  # its states have a size of their own, which it finds
            return core.compile_model(model, "CPU", options)
        if weights.outputs:
            results = [model.output(index).get_node() for index in weights.outputs]
            model = ov.Model(results, model.get_parameters(), weights.name)
        if first.partial_shape.is_dynamic:
            channels = first.partial_shape[1].get_length() if first.partial_shape[1].is_static else 3
            model.reshape({first: [1, channels, weights.spec.size, weights.spec.size]})
        return core.compile_model(model, "CPU", options)
    except (RuntimeError, IndexError) as error:
        raise WeightsError(f"OpenVINO can't run the weights of {weights.name} ({weights.path}): {error}") from error


def _read_back(core: ov.Core, kept: Path, options: dict[str, object]) -> ov.CompiledModel | None:
    """What was compiled before; None when there is nothing or it is damaged (then it is made anew)."""
    try:
        data = np.memmap(kept, np.uint8, mode="r")
    except (OSError, ValueError):
        return None
    blob, trailer = data[:-_DIGEST_BYTES], data[-_DIGEST_BYTES:]
    if hashlib.sha256(blob.data).digest() != trailer.tobytes():
        return None
    return core.import_model(ov.Tensor(blob), "CPU", options)


def _keep(model: ov.CompiledModel, kept: Path) -> None:
    blob = model.export_model().getbuffer()
    part = kept.with_suffix(f".{os.getpid()}.part")
    with suppress(OSError):  # a full or read-only disk costs the next start a second or two, and nothing else
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                file.write(blob)
                file.write(hashlib.sha256(blob).digest())
            part.replace(kept)
        finally:
            part.unlink(missing_ok=True)
