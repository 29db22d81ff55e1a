"""Run networks on an NVIDIA GPU with ONNX Runtime: never anything else under that name."""

import importlib.util
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from mirrorme.adapters.models.loading import Loadable, Weighted, WeightsError
from mirrorme.adapters.models.recurrent import feed_back
from mirrorme.imaging.network import Tensor
from mirrorme.pipeline.errors import SetupError

_PROVIDER = "CUDAExecutionProvider"


class CudaError(SetupError):
    """This machine can't run networks on a GPU."""


def why_not() -> str | None:
    """What is missing for a GPU, and how to get it; None when one may be tried."""
    if importlib.util.find_spec("onnxruntime") is None:
        return "onnxruntime-gpu is not installed; install MirrorMe with its extra `cuda` (uv sync --extra cuda)"
    import onnxruntime  # noqa: PLC0415 (an extra: it may be absent)

    if _PROVIDER not in onnxruntime.get_available_providers():
        return "the onnxruntime that is installed is one for CPUs; uninstall it and install onnxruntime-gpu"
    if not Path("/proc/driver/nvidia/version").exists():
        return "no NVIDIA driver is loaded (`nvidia-smi` tells more)"
    return None


class OnnxCudaNetwork(Weighted):
    """A network on the first GPU.

    weights: an ONNX file, checked by the caller.

    Raises:
        CudaError: no package, driver or GPU.
        WeightsError: ONNX Runtime can't run this file.
    """

    def __init__(self, weights: Loadable) -> None:
        super().__init__(weights)
        if missing := why_not():
            raise CudaError(f"no CUDA device can be used: {missing}; or use --device cpu")
        self._session = _session(weights)
        if self._session.get_providers()[:1] != [_PROVIDER]:  # it falls back to the CPU without an error
            raise CudaError(
                "no CUDA device can be used: ONNX Runtime finds no GPU, or a CUDA or cuDNN library is missing "
                "(`nvidia-smi` tells more); or use --device cpu"
            )
        outputs = [output.name for output in self._session.get_outputs()]
        self._kept = [outputs[index] for index in weights.outputs] or outputs
        self._inputs = [port.name for port in self._session.get_inputs()]

    def run(self, *inputs: Tensor) -> list[Tensor]:
        """Run once on float32 inputs, NCHW; gives every kept output as float32."""
        if self._weights.passes > 1:
            outputs = feed_back(partial(self._infer, None), self._inputs, inputs[0], self._weights.passes)
            return self._weights.keep(outputs)
        return self._infer(self._kept, dict(zip(self._inputs, inputs, strict=True)))

    def _infer(self, outputs: list[str] | None, inputs: dict[str, Tensor]) -> list[Tensor]:
        return [np.asarray(output, np.float32) for output in self._session.run(outputs, inputs)]


def _session(weights: Loadable) -> Any:  # noqa: ANN401 (ONNX Runtime ships no types)
    import onnxruntime  # noqa: PLC0415 (an extra: it may be absent)
    from onnxruntime.capi import onnxruntime_pybind11_state as errors  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # what matters is raised
    provider = (_PROVIDER, {"use_tf32": 0, "cudnn_conv_algo_search": "HEURISTIC"})  # exact, and alike at each start
    try:
        return onnxruntime.InferenceSession(str(weights.path), options, providers=[provider])
    except (errors.InvalidProtobuf, errors.InvalidGraph, errors.InvalidArgument, errors.NotImplemented) as error:
        raise WeightsError(f"ONNX Runtime can't run the weights of {weights.name}: {error}") from error
    except (RuntimeError, errors.Fail, errors.EPFail, errors.RuntimeException) as error:
        raise CudaError(f"no CUDA device can be used: {error}; or use --device cpu") from error
