"""Why a file is not read, in words that tell a studio what to do."""

from mirrorme.imaging.errors import Reason, UnreadableError

UPLOAD = "Upload a JPEG, PNG, TIFF, WebP, HEIC or camera RAW file."


def empty_file() -> UnreadableError:
    """Refuse a file without a byte."""
    return UnreadableError(Reason("empty_file", "The file is empty: copy it from the card again and upload it.", 0))


def not_a_photo(what: str) -> UnreadableError:
    """Refuse bytes that are no picture at all."""
    return UnreadableError(Reason("not_a_photo", f"The file is no photo: it seems to be {what}. {UPLOAD}", what))


def unsupported_format(what: str) -> UnreadableError:
    """Refuse a picture of a kind that isn't edited."""
    return UnreadableError(
        Reason("unsupported_format", f"The file is {what}, a format that isn't edited. {UPLOAD}", what)
    )


def damaged(what: str) -> UnreadableError:
    """Refuse a picture whose data contradict themselves."""
    return UnreadableError(
        Reason("damaged", f"The file is damaged ({what}): export or copy it again and upload the new file.", what)
    )


def truncated() -> UnreadableError:
    """Refuse a picture of which a part is missing."""
    return UnreadableError(
        Reason("truncated", "The file ends before the picture does: copy it from the card again and upload it whole.")
    )


def too_many_bytes(measured: int, limit: int) -> UnreadableError:
    """Refuse a file over the limit of bytes."""
    message = (
        f"The file has {measured / 1e6:.0f} MB, more than the {limit / 1e6:.0f} MB allowed: "
        "export it as a JPEG of quality 95 and upload that."
    )
    return UnreadableError(Reason("too_many_bytes", message, measured, limit))


def too_many_pixels(width: int, height: int, limit: int) -> UnreadableError:
    """Refuse a picture over the limit of pixels."""
    message = (
        f"The picture has {width} x {height} pixels ({width * height / 1e6:.0f} megapixels), more than the "
        f"{limit / 1e6:.0f} megapixels allowed: export it smaller and upload that."
    )
    return UnreadableError(Reason("too_many_pixels", message, width * height, limit))


def too_few_pixels(width: int, height: int, limit: int) -> UnreadableError:
    """Refuse a picture too small to show anyone."""
    message = (
        f"The picture has only {width} x {height} pixels: upload the original, whose shorter side has at least {limit}."
    )
    return UnreadableError(Reason("too_few_pixels", message, min(width, height), limit))


def raw_undecodable(what: str) -> UnreadableError:
    """Refuse a camera RAW that gives no picture, or a wrong one."""
    message = (
        f"The camera RAW file can't be developed ({what}): copy it from the card again, "
        "or upload the camera's JPEG of the same shot."
    )
    return UnreadableError(Reason("raw_undecodable", message, what))
