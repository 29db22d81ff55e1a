"""Small networks as real ONNX files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def bright_is_subject(path: Path, size: int | None = 32) -> Path:
    """A network whose first output is the mean of the channels and whose second is its negative; size None: any."""
    shape: list[int | str] = [1, 3, size or "h", size or "w"]
    nodes = [
        helper.make_node("ReduceMean", ["picture", "axis"], ["map"], keepdims=1),
        helper.make_node("Neg", ["map"], ["negative"]),
    ]
    axis = numpy_helper.from_array(np.array([1], np.int64), "axis")
    return _save(path, nodes, {"picture": shape}, {"map": [1, 1, *shape[2:]], "negative": [1, 1, *shape[2:]]}, [axis])


def sure_of_the_bright(path: Path) -> Path:
    """A network that is certain: whatever is brighter than two thirds is subject, darker than one third background."""
    constants: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {
        "axis": np.array([1], np.int64),
        "steep": np.array([3], np.float32),
        "shift": np.array([-1], np.float32),
    }
    limits: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {
        "low": np.array(0, np.float32),
        "high": np.array(1, np.float32),
    }
    nodes = [
        helper.make_node("ReduceMean", ["picture", "axis"], ["mean"], keepdims=1),
        helper.make_node("Mul", ["mean", "steep"], ["steeper"]),
        helper.make_node("Add", ["steeper", "shift"], ["shifted"]),
        helper.make_node("Clip", ["shifted", "low", "high"], ["map"]),
    ]
    arrays = [numpy_helper.from_array(array, name) for name, array in (constants | limits).items()]
    return _save(path, nodes, {"picture": [1, 3, 64, 64]}, {"map": [1, 1, 64, 64]}, arrays)


def sees_no_face(path: Path) -> Path:
    """A network with BlazeFace's inputs and outputs that never finds a face."""
    zero = numpy_helper.from_array(np.zeros((1, 1, 1), np.float32), "zero")
    low = numpy_helper.from_array(np.full((1, 896, 1), -50, np.float32), "low")
    boxes = numpy_helper.from_array(np.zeros((1, 896, 16), np.float32), "boxes")
    axes = numpy_helper.from_array(np.array([2, 3], np.int64), "axes")
    channel = numpy_helper.from_array(np.array([1], np.int64), "channel")
    nodes = [
        helper.make_node("ReduceMean", ["picture", "axes"], ["tones"], keepdims=0),
        helper.make_node("ReduceMean", ["tones", "channel"], ["tone"], keepdims=1),
        helper.make_node("Mul", ["tone", "zero"], ["nothing"]),
        helper.make_node("Add", ["nothing", "boxes"], ["regressors"]),
        helper.make_node("Add", ["nothing", "low"], ["classificators"]),
    ]
    outputs = {"regressors": [1, 896, 16], "classificators": [1, 896, 1]}
    return _save(path, nodes, {"picture": [1, 3, 128, 128]}, outputs, [zero, low, boxes, axes, channel])


def counts_its_passes(path: Path) -> Path:
    """A recurrent network: alpha is the state that it was given plus 0.25, and that is its new state."""
    quarter = numpy_helper.from_array(np.array([0.25], np.float32), "quarter")
    axis = numpy_helper.from_array(np.array([1], np.int64), "axis")
    zero = numpy_helper.from_array(np.array([0.0], np.float32), "zero")
    nodes = [
        helper.make_node("Identity", ["src"], ["fgr"]),
        helper.make_node("ReduceMean", ["src", "axis"], ["level"], keepdims=1),
        helper.make_node("Mul", ["level", "zero"], ["nothing"]),
        helper.make_node("Mul", ["downsample_ratio", "zero"], ["no_ratio"]),
        helper.make_node("Add", ["r1i", "quarter"], ["more"]),
        helper.make_node("Add", ["more", "no_ratio"], ["r1o"]),
        helper.make_node("Add", ["nothing", "r1o"], ["pha"]),
    ]
    inputs: Mapping[str, Sequence[int | str]] = {
        "src": [1, 3, "h", "w"],
        "r1i": [1, "c", "y", "x"],
        "downsample_ratio": [1],
    }
    outputs: Mapping[str, Sequence[int | str]] = {
        "fgr": [1, 3, "h", "w"],
        "pha": [1, 1, "h", "w"],
        "r1o": [1, "c", "y", "x"],
    }
    return _save(path, nodes, inputs, outputs, [quarter, axis, zero])


def _save(
    path: Path,
    nodes: list[onnx.NodeProto],
    inputs: Mapping[str, Sequence[int | str]],
    outputs: Mapping[str, Sequence[int | str]],
    constants: list[onnx.TensorProto],
) -> Path:
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape)) for name, shape in inputs.items()],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape)) for name, shape in outputs.items()],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
    return path
