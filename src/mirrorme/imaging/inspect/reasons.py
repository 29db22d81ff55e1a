"""Why a photo doesn't pass Gate 1, in words that tell a studio what to do."""

from mirrorme.imaging.errors import Reason
from mirrorme.imaging.image import Image
from mirrorme.imaging.inspect.records import GateLimits, Light
from mirrorme.imaging.read.records import Format


def of_format(found: Format, limits: GateLimits) -> Reason | None:
    """Refuse a format that the franchise doesn't take."""
    if found in limits.formats:
        return None
    taken = ", ".join(sorted(f.upper() for f in limits.formats))
    return Reason(
        "format_not_taken", f"The file is {found.upper()}, which isn't taken here: upload {taken}.", found, taken
    )


def of_size(image: Image, limits: GateLimits) -> Reason | None:
    """Refuse a picture that is too small to print."""
    short, long = sorted((image.width, image.height))
    if short >= limits.min_short and long >= limits.min_long:
        return None
    needed = f"{limits.min_short} x {limits.min_long}"
    return Reason(
        "too_small",
        f"The picture has {image.width} x {image.height} pixels, print needs {needed}: "
        "upload the camera's original, or set the camera to its full resolution and retake.",
        f"{image.width} x {image.height}",
        needed,
    )


def of_light(light: Light, limits: GateLimits) -> Reason | None:
    """Refuse a subject that got far too little or too much light."""
    if light.shadows > limits.max_share:
        return Reason(
            "too_dark",
            f"The picture is too dark: {light.shadows:.0%} of the subject lies in shadow. Open up by about "
            f"{_stops(light.stops)} or move the lights closer, and retake.",
            round(light.shadows, 3),
            limits.max_share,
            stops=round(light.stops, 2),
        )
    if light.highlights > limits.max_share:
        return Reason(
            "too_bright",
            f"The picture is too bright: {light.highlights:.0%} of the lit part of the subject is blown out. Close "
            f"down by about {_stops(-light.stops)} or move the lights away, and retake.",
            round(light.highlights, 3),
            limits.max_share,
            stops=round(light.stops, 2),
        )
    return None


def of_compression(quality: float | None, limits: GateLimits) -> Reason | None:
    """Refuse a picture in which the blocks of a hard JPEG compression show."""
    if quality is None or quality >= limits.min_jpeg_quality:
        return None
    return Reason(
        "too_compressed",
        f"The picture was compressed too hard (JPEG quality {quality:.0f}), so that blocks show: upload the camera's "
        "original, not a copy from a chat or a web page.",
        round(quality, 1),
        limits.min_jpeg_quality,
    )


def of_focus(score: float, limits: GateLimits) -> Reason | None:
    """Refuse a subject that is out of focus or blurred by motion."""
    if score >= limits.min_focus:
        return None
    return Reason(
        "out_of_focus",
        f"The subject is not sharp (focus {score:.0f} of 100): focus on the eyes, use 1/125 s or shorter, and retake.",
        round(score, 1),
        limits.min_focus,
    )


def _stops(stops: float) -> str:
    whole = max(round(stops), 1)
    return f"{whole} stop" if whole == 1 else f"{whole} stops"
