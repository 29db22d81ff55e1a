"""Portraits that the tests make themselves: a head and shoulders with hair, exact matte included."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.network import NetworkSpec, Tensor


def true_matte(height: int, width: int) -> Alpha:
    """Head, shoulders and strands of hair, anti-aliased."""
    scale = 4
    canvas = np.zeros((height * scale, width * scale), np.uint8)
    h, w = canvas.shape
    cv2.ellipse(canvas, (w // 2, int(h * 0.38)), (int(w * 0.16), int(h * 0.2)), 0, 0, 360, 255, -1)
    cv2.ellipse(canvas, (w // 2, int(h * 1.02)), (int(w * 0.36), int(h * 0.42)), 0, 0, 360, 255, -1)
    for k in range(12):
        angle = np.pi * (1.1 + 0.8 * k / 11)
        start = (int(w / 2 + w * 0.15 * np.cos(angle)), int(h * 0.38 + h * 0.19 * np.sin(angle)))
        end = (int(w / 2 + w * 0.2 * np.cos(angle)), int(h * 0.38 + h * 0.25 * np.sin(angle)))
        cv2.line(canvas, start, end, 255, scale)
    return np.asarray(cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def portrait(height: int = 240, width: int = 200, backdrop: int = 190) -> tuple[Image, Alpha]:
    """A dark, slightly textured subject before an even backdrop, and its matte."""
    rng = np.random.default_rng(7)
    matte = true_matte(height, width)
    texture = cv2.GaussianBlur(rng.normal(0, 12, (height, width, 3)).astype(np.float32), (0, 0), 1.5)
    subject = np.array([70, 45, 60], np.float32) + texture
    behind = np.full((height, width, 3), backdrop, np.float32) + rng.normal(0, 1.5, (height, width, 3))
    a = matte[..., np.newaxis].astype(np.float32) / 255
    return Image(np.clip(subject * a + behind * (1 - a), 0, 255).astype(np.uint8)), matte


@dataclass
class Answering:
    """A network that answers with a given map, as the real ones do: coarse, at its own size."""

    answer: NDArray[np.float32]
    spec: NetworkSpec
    name: str = "answering"
    digest: str = "0" * 64

    def run(self, *inputs: Tensor) -> list[Tensor]:
        assert inputs[0].shape == (1, 3, self.spec.size, self.spec.size)
        return [self.answer[np.newaxis, np.newaxis]]


def coarse_network(matte: Alpha, size: int, blur: float = 2.0) -> Answering:
    """Segments as the truth does, but small and blurred."""
    small = cv2.resize(matte, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return Answering(np.asarray(cv2.GaussianBlur(small, (0, 0), blur), np.float32), NetworkSpec(size=size))
