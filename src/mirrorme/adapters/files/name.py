"""Name what is written, so that no two photos meet and no original is touched."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from mirrorme.adapters.files.find import Found
from mirrorme.pipeline.errors import OrderError


@dataclass(frozen=True, slots=True)
class Names:
    """Where the files of one photo go; None for what was not asked for."""

    jpeg: Path
    cutout: Path | None
    alpha: Path | None

    def all(self) -> list[Path]:
        """Those that will be written."""
        return [path for path in (self.jpeg, self.cutout, self.alpha) if path is not None]


def name_outputs(photos: Sequence[Found], out: Path, *, cutout: bool, alpha: bool) -> list[Names]:
    """Names for all photos: ``NAME-edited.jpg``, ``NAME-edited.png``, ``NAME-alpha.png``, sub-folders kept.

    Photos whose names differ only in their extension keep it (``a_jpg-edited.jpg``, ``a_png-edited.jpg``); what still
    meets, also on a file system that takes no notice of case, is numbered in the order of the photos.

    Raises:
        OrderError: an output would overwrite one of the photos.
    """
    crowd = Counter(_key(photo.within.with_suffix("")) for photo in photos)
    taken: set[str] = set()
    names: dict[int, Names] = {}
    # those that meet nobody choose first, so that a crowd's names don't push them aside
    for index in sorted(range(len(photos)), key=lambda i: crowd[_key(photos[i].within.with_suffix(""))] > 1):
        within = photos[index].within
        base = within.with_suffix("")
        if crowd[_key(base)] > 1:
            base = within.with_name(f"{within.stem}_{within.suffix[1:].lower()}" if within.suffix else within.name)
        chosen, number = base, 1
        while _key(chosen) in taken:
            number += 1
            chosen = base.with_name(f"{base.name}-{number}")
        taken.add(_key(chosen))
        place = out / chosen
        names[index] = Names(
            jpeg=place.with_name(f"{place.name}-edited.jpg"),
            cutout=place.with_name(f"{place.name}-edited.png") if cutout else None,
            alpha=place.with_name(f"{place.name}-alpha.png") if alpha else None,
        )
    ordered = [names[index] for index in range(len(photos))]
    _check_originals(photos, ordered)
    return ordered


def _key(path: PurePath) -> str:
    """Two paths with the same key are one file on some file system."""
    return unicodedata.normalize("NFC", str(path)).casefold()


def _check_originals(photos: Sequence[Found], names: Sequence[Names]) -> None:
    originals = {(about.st_dev, about.st_ino) for about in (photo.path.stat() for photo in photos)}
    for output in (path for name in names for path in name.all()):
        if output.exists() and (output.stat().st_dev, output.stat().st_ino) in originals:
            raise OrderError(f"{output} would be overwritten, and it is one of the photos: give another --out")
