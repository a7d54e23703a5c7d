"""CAM++ as an ONNX graph, written node by node from a checkpoint's weights.

The network: Wang, Zheng, Chen, Cheng, Chen: "CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware
Masking", Interspeech 2023 (arXiv:2303.00332). Batch normalisation that follows a convolution is folded into it. The mask of a
layer is worked out once per segment of 100 frames and then spread over them, which gives the same numbers as doing it per frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[np.float32]
Weights = Mapping[str, Array]

FEATURES = 80
EMBEDDING = 192
SEGMENT = 100
BLOCKS = ((12, 1), (24, 2), (16, 2))
"""Dense blocks: layers, dilation."""
EPSILON = 1e-5
OPSET = 19


@dataclass
class Graph:
    """An ONNX graph in the making; each method adds nodes and returns the name of what they give."""

    weights: Weights
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    stored: list[onnx.TensorProto] = field(default_factory=list)

    def add(self, kind: str, *inputs: str, **attributes: object) -> str:
        """One node with one output."""
        name = f"{kind.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def kept(self, values: Array) -> str:
        """Weights, stored in 16 bits and widened when they are loaded."""
        name = f"w{len(self.stored)}"
        self.stored.append(numpy_helper.from_array(values.astype(np.float16), name))
        return self.add("Cast", name, to=TensorProto.FLOAT)

    def exact(self, values: Array) -> str:
        """Weights, stored in 32 bits: scales and shifts, which are few."""
        name = f"w{len(self.stored)}"
        self.stored.append(numpy_helper.from_array(values.astype(np.float32), name))
        return name

    def whole(self, *numbers: int) -> str:
        """Whole numbers, as axes and shapes are given."""
        name = f"n{len(self.stored)}"
        self.stored.append(numpy_helper.from_array(np.array(numbers, np.int64), name))
        return name

    def scaling(self, norm: str) -> tuple[Array, Array]:
        """Scale and shift of a batch normalisation."""
        variance, mean = self.weights[f"{norm}.running_var"], self.weights[f"{norm}.running_mean"]
        scale = self.weights.get(f"{norm}.weight", np.ones_like(mean)) / np.sqrt(variance + EPSILON)
        return scale, self.weights.get(f"{norm}.bias", np.zeros_like(mean)) - mean * scale

    def convolved(self, x: str, weight: str, norm: str | None = None, bias: str | None = None, **shape: object) -> str:
        """A convolution, with the normalisation after it folded in."""
        values = self.weights[f"{weight}.weight"]
        shift = None if bias is None else self.weights[f"{bias}.bias"]
        if norm is not None:
            scale, shift = self.scaling(norm)
            values = values * scale.reshape(-1, *[1] * (values.ndim - 1))
        extra = [] if shift is None else [self.exact(shift)]
        return self.add("Conv", x, self.kept(values), *extra, **shape)

    def normed(self, x: str, norm: str) -> str:
        """Normalised and rectified, before a convolution."""
        scale, shift = (self.exact(one.reshape(1, -1, 1)) for one in self.scaling(norm))
        return self.add("Relu", self.add("Add", self.add("Mul", x, scale), shift))


def model_of(weights: Weights) -> onnx.ModelProto:
    """The network: ``features`` (1, frames, 80), mean-normalised, to ``embedding`` (1, 192)."""
    graph = Graph(weights)
    x = graph.add("Transpose", "features", perm=[0, 2, 1])
    x = _front(graph, graph.add("Unsqueeze", x, graph.whole(1)))
    x = graph.convolved(x, "xvector.tdnn.linear", "xvector.tdnn.nonlinear.batchnorm", strides=[2], pads=[2, 2])
    x = graph.add("Relu", x)
    frames = graph.add("Shape", x, start=2, end=3)
    for number, (layers, dilation) in enumerate(BLOCKS, 1):
        for layer in range(1, layers + 1):
            x = _dense(graph, x, f"xvector.block{number}.tdnnd{layer}", dilation, frames)
        x = graph.normed(x, f"xvector.transit{number}.nonlinear.batchnorm")
        x = graph.convolved(x, f"xvector.transit{number}.linear")
    x = _pooled(graph, graph.normed(x, "xvector.out_nonlinear.batchnorm"), frames)
    x = graph.convolved(x, "xvector.dense.linear", "xvector.dense.nonlinear.batchnorm")
    graph.nodes.append(helper.make_node("Squeeze", [x, graph.whole(2)], ["embedding"], name="embedding"))
    return _model(graph)


def _front(graph: Graph, x: str) -> str:
    """Two-dimensional convolutions over frequency and time; frequency shrinks to an eighth."""
    x = graph.add("Relu", graph.convolved(x, "head.conv1", "head.bn1", pads=[1, 1, 1, 1]))
    for layer in ("head.layer1", "head.layer2"):
        for number, stride in ((0, 2), (1, 1)):
            x = _residual(graph, x, f"{layer}.{number}", stride)
    x = graph.convolved(x, "head.conv2", "head.bn2", strides=[2, 1], pads=[1, 1, 1, 1])
    return graph.add("Reshape", graph.add("Relu", x), graph.whole(0, 320, -1))


def _residual(graph: Graph, x: str, name: str, stride: int) -> str:
    inner = graph.convolved(x, f"{name}.conv1", f"{name}.bn1", strides=[stride, 1], pads=[1, 1, 1, 1])
    inner = graph.convolved(graph.add("Relu", inner), f"{name}.conv2", f"{name}.bn2", pads=[1, 1, 1, 1])
    if stride != 1:
        x = graph.convolved(x, f"{name}.shortcut.0", f"{name}.shortcut.1", strides=[stride, 1])
    return graph.add("Relu", graph.add("Add", inner, x))


def _dense(graph: Graph, x: str, name: str, dilation: int, frames: str) -> str:
    """A densely connected layer with its context-aware mask; its output is put behind its input."""
    inner = graph.convolved(
        graph.normed(x, f"{name}.nonlinear1.batchnorm"), f"{name}.linear1", f"{name}.nonlinear2.batchnorm"
    )
    inner = graph.add("Relu", inner)
    local = graph.convolved(inner, f"{name}.cam_layer.linear_local", pads=[dilation, dilation], dilations=[dilation])
    pooled = graph.add("AveragePool", inner, kernel_shape=[SEGMENT], strides=[SEGMENT], ceil_mode=1)
    context = graph.add("Add", pooled, graph.add("ReduceMean", inner, graph.whole(2), keepdims=1))
    for part in ("linear1", "linear2"):
        context = graph.convolved(context, f"{name}.cam_layer.{part}", bias=f"{name}.cam_layer.{part}")
        context = graph.add("Relu" if part == "linear1" else "Sigmoid", context)
    mask = _spread(graph, context, frames)
    return graph.add("Concat", x, graph.add("Mul", local, mask), axis=1)


def _spread(graph: Graph, context: str, frames: str) -> str:
    wide = graph.add("Expand", graph.add("Unsqueeze", context, graph.whole(3)), graph.whole(1, 1, 1, SEGMENT))
    flat = graph.add("Reshape", wide, graph.whole(0, 0, -1))
    return graph.add("Slice", flat, graph.whole(0), frames, graph.whole(2))


def _pooled(graph: Graph, x: str, frames: str) -> str:
    """Mean and standard deviation over time, one behind the other."""
    axis = graph.whole(2)
    mean = graph.add("ReduceMean", x, axis, keepdims=1)
    squares = graph.add("ReduceSumSquare", graph.add("Sub", x, mean), axis, keepdims=1)
    count = graph.add("Sub", graph.add("Cast", frames, to=TensorProto.FLOAT), graph.exact(np.ones(1, np.float32)))
    return graph.add("Concat", mean, graph.add("Sqrt", graph.add("Div", squares, count)), axis=1)


def _model(graph: Graph) -> onnx.ModelProto:
    given = helper.make_tensor_value_info("features", TensorProto.FLOAT, [1, "frames", FEATURES])
    told = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [1, EMBEDDING])
    made = helper.make_model(
        helper.make_graph(graph.nodes, "campplus", [given], [told], initializer=graph.stored),
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="purport",
    )
    made.ir_version = 9
    onnx.checker.check_model(made, full_check=True)
    return made
