"""The real worker, with networks that take no time, a scorer that is content, and a photo that kills it.

A photo named ``killer``, or one of the service with ``KILLER`` in it, ends the process as the kernel does when memory
runs out.
"""

import os
import signal
import sys
from pathlib import Path

from mirrorme.adapters.files.folder import OriginalFiles
from mirrorme.adapters.models import selection
from mirrorme.adapters.objects.pictures import ObjectOriginals
from mirrorme.interfaces.worker.__main__ import main
from mirrorme.settings import Settings
from mirrorme.wiring import scorer
from tests.fakes.cli import JUDGES
from tests.fakes.scorer import content
from tests.fakes.weights import small_weights


def _dangerous(self: OriginalFiles, photo: str, at_most: int) -> bytes:
    if Path(photo).stem == "killer":
        os.kill(os.getpid(), signal.SIGKILL)
    return _READ(self, photo, at_most)


def _dangerous_object(self: ObjectOriginals, photo: str, at_most: int) -> bytes:
    data = _READ_OBJECT(self, photo, at_most)
    if KILLER in data:
        os.kill(os.getpid(), signal.SIGKILL)
    return data


KILLER = b"this photo kills its worker"
_READ, _READ_OBJECT = OriginalFiles.read, ObjectOriginals.read

if __name__ == "__main__":
    OriginalFiles.read = _dangerous  # type: ignore[method-assign]
    ObjectOriginals.read = _dangerous_object  # type: ignore[method-assign]
    settings = Settings.from_environment()
    vars(selection).update(small_weights(settings.weights, settings.cache / "made"))
    if JUDGES not in sys.argv:
        vars(scorer).update(start_scorer=content)
    main()
