"""Turn what was typed into what is meant."""

import hashlib
import re
from pathlib import Path
from typing import Any

from mirrorme.imaging.errors import RecipeError
from mirrorme.imaging.styles import Style, find_style, parse_style
from mirrorme.pipeline.errors import OrderError

_EXTRAS = ("cutout", "alpha")


def extras(values: list[str]) -> set[str]:
    """``--also cutout,alpha``.

    Raises:
        OrderError: another word.
    """
    words = {word.strip() for value in values for word in value.split(",") if word.strip()}
    if unknown := words - set(_EXTRAS):
        raise OrderError(f"--also takes {' and '.join(_EXTRAS)}, not {', '.join(sorted(unknown))}")
    return words


def size(value: str) -> tuple[int, int]:
    """``--min-size 2000x3000``: shorter and longer side.

    Raises:
        OrderError: it is none.
    """
    match = re.fullmatch(r"(\d{1,6})\s*[xX]\s*(\d{1,6})", value.strip())
    if not match:
        raise OrderError(f"--min-size takes pixels like 2000x3000, not {value}")
    short, long = sorted((int(match[1]), int(match[2])))
    return short, long


def digest(path: Path) -> str:
    """SHA-256 of a file that was named.

    Raises:
        OrderError: it can't be read.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise OrderError(f"can't read {path}: {error.strerror}") from error


def backdrop(value: str) -> tuple[str, str | None, Path | None]:
    """``--backdrop NAME|FILE|none``: the name for the recipe, and for a file its digest and where it is."""
    path = Path(value).expanduser()
    if path.is_file():
        return "file", digest(path), path
    if path.suffix or len(path.parts) > 1:
        raise OrderError(f"there is no backdrop file {value}")
    return value, None, None


def style(value: str) -> tuple[Style, Path | None]:
    """``--style NAME|FILE.json``: the style, with the digest of the ``.cube`` file that it names, and where that is."""
    path = Path(value).expanduser()
    try:
        if not path.suffix and not path.is_file():
            return find_style(value), None
        chosen = parse_style(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise OrderError(f"can't read the style {path}: {error}") from error
    except RecipeError as error:
        raise OrderError(str(error)) from error
    if chosen.cube is None:
        return chosen, None
    cube = path.parent / chosen.cube
    grade = chosen.grade.model_copy(update={"lut": digest(cube)})
    return chosen.model_copy(update={"grade": grade}), cube


def check_file(path: Path | None, pinned: str | None, option: str) -> None:
    """Whether a file is the one that a stored recipe was carried out with.

    Raises:
        OrderError: it is missing, another one, or not needed.
    """
    if path is None and pinned is not None:
        raise OrderError(f"this recipe used a file with the SHA-256 {pinned}: name it with {option}")
    if path is not None and pinned is None:
        raise OrderError(f"this recipe used no file: leave out {option}")
    if path is not None and digest(path) != pinned:
        raise OrderError(f"{path} is not the file of this recipe: its SHA-256 is not {pinned}")


def gate(min_size: str | None, min_focus: float | None) -> dict[str, Any]:
    """Gate 1's limits, as far as they were set."""
    limits: dict[str, Any] = {}
    if min_size is not None:
        limits["min_short"], limits["min_long"] = size(min_size)
    if min_focus is not None:
        limits["min_focus"] = min_focus
    return limits
