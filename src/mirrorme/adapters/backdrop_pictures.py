"""Small pictures of the built-in backdrops: painted once, kept in memory and on the disk."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from mirrorme.adapters.files.write import write_whole
from mirrorme.pipeline.ports import StorageError

MOST_KEPT = 300
"""Pictures in memory, 20 kB each; brand colours have no end."""


@dataclass(frozen=True, slots=True)
class Small:
    """A WebP, and what tells it from another."""

    data: bytes
    etag: str


class BackdropPictures:
    """All of them. May be asked from any thread. folder: asked for when it is first needed."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        self._folder = folder
        self._kept: dict[str, Small] = {}
        self._turn = threading.Lock()

    def get(self, name: str) -> Small:
        """That of a backdrop, or of ``brand:#rrggbb``.

        Raises:
            RecipeError: there is no such backdrop.
        """
        if (kept := self._kept.get(name)) is not None:
            return kept
        # painting takes all that a processor has: one at a time
        with self._turn:
            if (kept := self._kept.get(name)) is not None:
                return kept
            data = self._made(name)
            if len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[name] = Small(data, hashlib.sha256(data).hexdigest()[:32])
            return self._kept[name]

    def _made(self, name: str) -> bytes:
        # all that paints them takes half a second to import
        from mirrorme.imaging.backdrops import find, names, render  # noqa: PLC0415
        from mirrorme.imaging.intake import PREVIEW, make_preview  # noqa: PLC0415

        find(name)
        path = self._folder() / f"{version('mirrorme')}-{name}.webp" if name in names() else None
        if path is not None and path.is_file():
            return path.read_bytes()
        data = make_preview(render(name, *PREVIEW))
        if path is not None:
            self._keep(path, data)
        return data

    @staticmethod
    def _keep(path: Path, data: bytes) -> None:
        try:
            write_whole(path, data)
        except StorageError:
            return  # a cache that can't be written costs time, and nothing else
