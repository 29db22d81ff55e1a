"""A photographer's own picture as the backdrop."""

import cv2

from mirrorme.imaging.image import Image, Pixels


def cover(image: Image, width: int, height: int) -> Image:
    """Fill a frame with a picture: scaled until it covers, cut evenly at the sides that stick out.

    Area filter down, cubic up. A picture of the right size comes back as it is.

    Args:
        image: (H, W, 3) uint8 or uint16; the depth stays.
        width: columns wanted.
        height: rows wanted.

    Raises:
        ValueError: a size below 1.
    """
    if width < 1 or height < 1:
        raise ValueError(f"a backdrop is at least 1x1, not {width}x{height}")
    scale = max(width / image.width, height / image.height)
    # the part of the picture that stays, in its own pixels: cut first, so that no pixel is scaled for nothing
    kept_width = min(max(round(width / scale), 1), image.width)
    kept_height = min(max(round(height / scale), 1), image.height)
    left = (image.width - kept_width) // 2
    top = (image.height - kept_height) // 2
    kept = image.pixels[top : top + kept_height, left : left + kept_width]
    if kept.shape[:2] == (height, width):
        return Image(kept)
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scaled: Pixels = cv2.resize(kept, (width, height), interpolation=interpolation)  # type: ignore[assignment]  # same depth
    return Image(scaled)
