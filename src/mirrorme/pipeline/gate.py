"""Gate 1: read a photo, find its faces, and look whether it is worth editing."""

from mirrorme.imaging.errors import ImagingError, Reason
from mirrorme.imaging.faces import Face, faces
from mirrorme.imaging.inspect import inspect
from mirrorme.imaging.read import Photo, read
from mirrorme.pipeline.bench import Bench, Progress


class RejectedError(ImagingError):
    """A photo that Gate 1 turns away; ``reasons`` has all that is wrong with it."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__(reasons[0])
        self.reasons = reasons


def admit(photo: str, bench: Bench, progress: Progress) -> tuple[Photo, tuple[Face, ...]]:
    """The photo and its faces, if it passes.

    Raises:
        UnreadableError: it is no photo, or a damaged one.
        RejectedError: it is below the gate's limits.
        StorageError: the file can't be read.
        SetupError: the network that finds faces can't be loaded.
    """
    with progress.timed("read"):
        read_photo = read(bench.originals.read(photo, bench.limits.max_bytes + 1), bench.limits)
    progress.photo = read_photo
    source = read_photo.source
    progress.measured |= {"format": source.format, "width": read_photo.image.width, "height": read_photo.image.height}
    progress.measured |= {"profile": source.profile} | ({"notes": list(source.notes)} if source.notes else {})
    with progress.timed("faces"):
        found = faces(read_photo.image, bench.face)
    progress.measured["faces"] = len(found)
    if bench.gate is not None:
        with progress.timed("inspect"):
            inspection = inspect(read_photo, found, bench.gate)
        progress.measured["gate"] = {
            "focus": round(inspection.focus, 1),
            "shadows": round(inspection.light.shadows, 3),
            "highlights": round(inspection.light.highlights, 3),
            "stops": round(inspection.light.stops, 2),
            "jpeg_quality": inspection.jpeg_quality,
        }
        if inspection.reasons:
            raise RejectedError(inspection.reasons)
    return read_photo, found
