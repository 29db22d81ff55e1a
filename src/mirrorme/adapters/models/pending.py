"""Networks that load in the background while the photo is read."""

import contextlib
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from mirrorme.adapters.models.cuda import CudaError, OnnxCudaNetwork, why_not
from mirrorme.adapters.models.loading import Loadable, Weighted, check
from mirrorme.adapters.models.openvino import OpenVinoNetwork
from mirrorme.imaging.network import Tensor
from mirrorme.pipeline.order import Device

Loaded = OpenVinoNetwork | OnnxCudaNetwork


class PendingNetwork(Weighted):
    """A network whose weights are on their way; ``run`` and ``device`` wait for them, and raise what went wrong."""

    def __init__(self, weights: Loadable, loading: Future[Loaded]) -> None:
        super().__init__(weights)
        self._loading = loading

    @property
    def device(self) -> str:
        """What it runs on: ``cpu`` or ``cuda``."""
        return "cuda" if isinstance(self._loading.result(), OnnxCudaNetwork) else "cpu"

    def run(self, *inputs: Tensor) -> list[Tensor]:
        """Run once on float32 inputs, NCHW; gives every kept output as float32."""
        return self._loading.result().run(*inputs)


class Loader:
    """Checks and loads weights in two threads, those first that were asked for first.

    device: ``auto`` takes a GPU where one can really be used. threads: of a network on the CPU. compiled: where
    OpenVINO's compiled networks are kept.
    """

    def __init__(self, *, device: Device, threads: int, compiled: Path) -> None:
        self._device, self._threads, self._compiled = device, threads, compiled
        self._pool = ThreadPoolExecutor(2, "load")

    def load(self, weights: Loadable) -> PendingNetwork:
        """Begin to load. TFLite files run on the CPU whatever the device is."""
        return PendingNetwork(weights, self._pool.submit(self._open, weights))

    def _open(self, weights: Loadable) -> Loaded:
        check(weights)
        if weights.path.suffix != ".tflite":
            if self._device == "cuda":
                return OnnxCudaNetwork(weights)
            if self._device == "auto" and why_not() is None:
                with contextlib.suppress(CudaError):  # what `auto` is for; the report says which device it was
                    return OnnxCudaNetwork(weights)
        return OpenVinoNetwork(weights, threads=self._threads, compiled=self._compiled)
