"""Look at one file that a franchise brings: ``python -m mirrorme.interfaces.intake backdrop|logo|lut|code``.

The file comes on the standard input. The answer is a line of JSON, and after it the bytes whose lengths it tells. What
is wrong with the file is an answer too; a file that ends this process ends nothing else.
"""

import json
import os
import sys
from typing import Any

MOST_MEMORY = 6_000_000_000
"""Bytes of address space; a picture of 60 megapixels takes a fifth of it."""
MOST_SECONDS = 60
"""Of computing."""


def main(kind: str) -> None:
    """Answer."""
    # native libraries write to descriptor 1 as they please: it goes where errors go, and the answer has one of its own
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit()
    data = sys.stdin.buffer.read()
    about, parts = _look(kind, data)
    answers.write(json.dumps(about | {"parts": [len(part) for part in parts]}).encode() + b"\n")
    for part in parts:
        answers.write(part)
    answers.flush()


def _look(kind: str, data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    from mirrorme.imaging.errors import ImagingError  # noqa: PLC0415 (after the limits)

    try:
        if kind == "code":
            from mirrorme.imaging.codes import LOOK, glance, texts_in  # noqa: PLC0415

            return {"texts": sorted(texts_in(glance(data, LOOK).grey))}, []
        if kind != "lut":
            return _picture(kind, data)
        from mirrorme.imaging.cube import parse_cube  # noqa: PLC0415 (a table needs no decoder)

        return {"title": parse_cube(data.decode("utf-8", errors="replace")).title[:200]}, []
    except ImagingError as error:
        return {"code": error.reason.code, "message": error.reason.message}, []
    except MemoryError:
        return {"code": "out_of_memory", "message": "This file takes more memory than it may: export it smaller."}, []


def _picture(kind: str, data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    from mirrorme.imaging.intake import make_backdrop, make_logo  # noqa: PLC0415

    if kind == "logo":
        return {}, [make_logo(data)]
    made = make_backdrop(data)
    return {"width": made.width, "height": made.height}, [made.jpeg, made.preview]


def _limit() -> None:
    """Where the system can, have this process end before it takes the machine."""
    try:
        import resource  # noqa: PLC0415 (not on every system)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1])
