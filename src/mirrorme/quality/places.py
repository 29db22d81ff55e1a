"""Say where something is, as a photographer would: left and right are those of the picture."""

import cv2
import numpy as np

from mirrorme.quality.view import Box, Mask, Plane, View


def worst(view: View, heat: Plane, *, among: Mask) -> Mask:
    """The place where a heat map is worst: a window of a sixth of the long side around most of the heat."""
    side = max(8, view.long // 6)
    kept = np.asarray(heat * among, np.float32)
    few = cv2.resize(kept, (max(1, kept.shape[1] // 4), max(1, kept.shape[0] // 4)), interpolation=cv2.INTER_AREA)
    weight = cv2.blur(few, (max(2, side // 4),) * 2, borderType=cv2.BORDER_CONSTANT)
    row, column = (4 * n for n in divmod(int(np.argmax(weight)), weight.shape[1]))
    half = side // 2
    window = slice(max(0, row - half), row + half + 1), slice(max(0, column - half), column + half + 1)
    hot = np.zeros(heat.shape, np.bool_)
    near = kept[window]
    hot[window] = near > 0.35 * max(float(near.max()), 1e-6)
    return hot


def where(view: View, mask: Mask) -> str:
    """``along the left shoulder``, of a place at the subject's edge."""
    left, top, wide, tall = cv2.boundingRect(mask.view(np.uint8))
    if not wide:
        return "along the subject"
    rows, columns = np.nonzero(mask[top : top + tall, left : left + wide])
    x, y = left + float(columns.mean()), top + float(rows.mean())
    return _by_face(view.faces[0], x, y) if view.faces else _by_thirds(view, x, y)


def _by_face(face: Box, x: float, y: float) -> str:
    """In words of the body that hangs below a face."""
    left, top, right, bottom = face
    wide, middle = right - left, (left + right) / 2
    side = "left" if x < middle else "right"
    level = (y - top) / max(bottom - top, 1.0)
    if abs(x - middle) > 3.2 * wide or level > 9:
        return f"along the {side} side of the picture"
    levels = (
        (0.05, "at the top of the head", f"at the hair on the {side}"),
        (1.0, "in the face", f"at the {side} side of the head"),
        (1.5, "at the neck", f"at the hair or neck on the {side}"),
        (2.6, "on the chest", f"along the {side} shoulder"),
        (4.4, "on the body", f"along the {side} arm"),
        (9.0, "on the legs", f"beside the legs on the {side}"),
    )
    _, inside, outside = next(row for row in levels if level <= row[0])
    return inside if abs(x - middle) < 0.6 * wide else outside


def _by_thirds(view: View, x: float, y: float) -> str:
    height, width = view.alpha.shape
    across = "left" if x < width / 3 else "right" if x > 2 * width / 3 else "middle"
    down = "upper" if y < height / 3 else "lower" if y > 2 * height / 3 else "middle"
    return "in the middle of the picture" if across == down == "middle" else f"in the {down} {across} of the picture"
