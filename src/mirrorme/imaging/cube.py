"""Read the text of ``.cube`` files: the Adobe (Iridas) and the Resolve dialect.

After Adobe, "Cube LUT Specification", version 1.0 (2013), and Blackmagic Design's LUT notes of the Resolve manual,
where one file may hold a 1D table (the shaper) that feeds a 3D table, each with its own input range.
"""

from array import array
from dataclasses import dataclass, field
from typing import NoReturn

import numpy as np

from mirrorme.imaging.errors import Reason, RecipeError
from mirrorme.imaging.lut import UNIT, Cube, Curve, Domain, Lut

MAX_1D = 65536
MAX_3D = 129
# a 3D table of the largest size takes about 60 million, and a line for each row, some comments beside
MAX_CHARACTERS = 80_000_000
MAX_LINES = MAX_3D**3 + MAX_1D + 10_000
MAX_LINE = 1000
# beyond any light, and far inside of what single precision can be multiplied with
MAX_NUMBER = 1e9

_RANGES = ("LUT_1D_INPUT_RANGE", "LUT_3D_INPUT_RANGE")
_SIZES = {"LUT_1D_SIZE": MAX_1D, "LUT_3D_SIZE": MAX_3D}
_NUMBERS = {"DOMAIN_MIN": 3, "DOMAIN_MAX": 3, "LUT_1D_INPUT_RANGE": 2, "LUT_3D_INPUT_RANGE": 2}
_VIDEO = ("LUT_IN_VIDEO_RANGE", "LUT_OUT_VIDEO_RANGE")


@dataclass(slots=True)
class _Draft:
    title: str = ""
    sizes: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, tuple[float, ...]] = field(default_factory=dict)
    rows: "array[float]" = field(default_factory=lambda: array("f"))

    @property
    def wanted(self) -> int:
        return self.sizes.get("LUT_1D_SIZE", 0) + self.sizes.get("LUT_3D_SIZE", 0) ** 3


def _refuse(code: str, message: str, measured: float | str | None = None, limit: float | str | None = None) -> NoReturn:
    raise RecipeError(Reason(code, f"The LUT can't be used: {message}", measured, limit))


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}..."


def _floats(fields: list[str], count: int, line: int) -> tuple[float, ...]:
    try:
        # float() would also take 1_000
        values = tuple(float(f) for f in fields if "_" not in f)
    except ValueError:
        values = ()
    if len(values) != count or not all(abs(v) <= MAX_NUMBER for v in values):
        text = _shown(" ".join(fields))
        _refuse("lut_row", f"line {line} should hold {count} plain numbers, and holds '{text}'.", text, count)
    return values


def _size(keyword: str, fields: list[str], line: int) -> int:
    text, most = _shown(" ".join(fields)), _SIZES[keyword]
    if len(fields) != 1 or not (fields[0].isascii() and fields[0].isdigit()) or not 2 <= int(fields[0][:9]) <= most:
        _refuse("lut_size", f"line {line} gives {keyword} as '{text}'; 2 to {most} is possible.", text, most)
    return int(fields[0])


def _read_row(draft: _Draft, fields: list[str], line: int) -> None:
    if not draft.sizes:
        _refuse("lut_table", f"line {line} holds numbers before any LUT_1D_SIZE or LUT_3D_SIZE.")
    if len(draft.rows) == 3 * draft.wanted:
        _refuse(
            "lut_rows", f"line {line} goes on after the {draft.wanted} rows that it should hold.", None, draft.wanted
        )
    draft.rows.extend(_floats(fields, 3, line))


def _read_keyword(draft: _Draft, fields: list[str], text: str, line: int) -> None:
    first, keyword = fields[0], fields[0].upper()
    if keyword in draft.sizes or keyword in draft.numbers:
        _refuse("lut_keyword", f"line {line} gives {keyword} a second time.", keyword)
    if draft.rows:
        _refuse(
            "lut_keyword", f"line {line} holds '{_shown(first)}' where a row of numbers should stand.", _shown(first)
        )
    if keyword == "TITLE":
        draft.title = text.strip()[len(first) :].strip().strip('"')
    elif keyword in _SIZES:
        draft.sizes[keyword] = _size(keyword, fields[1:], line)
    elif keyword in _NUMBERS:
        draft.numbers[keyword] = _floats(fields[1:], _NUMBERS[keyword], line)
    elif keyword in _VIDEO:
        _refuse("lut_video_range", f"line {line} says that it is for video levels; photos are full range.", keyword)
    else:
        _refuse("lut_keyword", f"line {line} holds '{_shown(first)}', which no .cube file should hold.")


def _domain(draft: _Draft, keyword: str, *, first: bool) -> Domain:
    given = draft.numbers
    # with one table some programs write the other table's keyword, and can only mean the one that there is
    spare = next((k for k in _RANGES if k in given), keyword) if len(draft.sizes) == 1 else keyword
    if keyword in given or spare in given:
        low, high = given.get(keyword, given.get(spare, ()))
        domain: Domain = ((low,) * 3, (high,) * 3)
    elif first:
        r, g, b = given.get("DOMAIN_MIN", UNIT[0])
        x, y, z = given.get("DOMAIN_MAX", UNIT[1])
        domain = ((r, g, b), (x, y, z))
    else:
        domain = UNIT
    if not all(a < b for a, b in zip(*domain, strict=True)):
        _refuse("lut_domain", f"its input range ends before it begins: {domain[0]} to {domain[1]}.", str(domain))
    return domain


def parse_cube(text: str) -> Lut:
    """Read a ``.cube`` file: 1D, 3D, or a 1D shaper that feeds a 3D table.

    Understands ``TITLE``, ``LUT_1D_SIZE``, ``LUT_3D_SIZE``, ``DOMAIN_MIN`` / ``DOMAIN_MAX`` (Adobe; the range of the
    first table), ``LUT_1D_INPUT_RANGE`` / ``LUT_3D_INPUT_RANGE`` (Resolve), comments and blank lines anywhere, a byte
    order mark and any line ends.

    Args:
        text: the file, decoded.

    Raises:
        RecipeError: no usable LUT; the reason names the line (``lut_row``, ``lut_rows``, ``lut_size``, ``lut_domain``,
            ``lut_keyword``, ``lut_video_range``, ``lut_table``, ``lut_large``).
    """
    if len(text) > MAX_CHARACTERS:
        _refuse("lut_large", f"it is longer than {MAX_CHARACTERS} characters.", len(text), MAX_CHARACTERS)
    if text.count("\n") + text.count("\r") > 2 * MAX_LINES:
        _refuse("lut_large", f"it has more than {MAX_LINES} lines.", None, MAX_LINES)
    draft = _Draft()
    lines = text.removeprefix("\ufeff").splitlines()
    for line, content in enumerate(lines, 1):
        if len(content) > MAX_LINE:
            _refuse("lut_row", f"line {line} is {len(content)} characters long.", len(content), MAX_LINE)
        fields = content.split()
        if not fields or fields[0].startswith("#"):
            continue
        if fields[0][0] in "+-.0123456789":
            _read_row(draft, fields, line)
        else:
            _read_keyword(draft, fields, content, line)

    n, m = draft.sizes.get("LUT_1D_SIZE", 0), draft.sizes.get("LUT_3D_SIZE", 0)
    if not draft.sizes:
        _refuse("lut_table", "no line says LUT_1D_SIZE or LUT_3D_SIZE; is it a .cube file?")
    found = len(draft.rows) // 3
    if found < draft.wanted:
        message = f"it should hold {draft.wanted} rows of numbers, and ends after {found} on line {len(lines)}."
        _refuse("lut_rows", message, found, draft.wanted)
    rows = np.array(draft.rows, np.float32).reshape(-1, 3)
    curve = Curve(rows[:n], _domain(draft, "LUT_1D_INPUT_RANGE", first=True)) if n else None
    cube = Cube(rows[n:].reshape(m, m, m, 3), _domain(draft, "LUT_3D_INPUT_RANGE", first=not n)) if m else None
    return Lut(draft.title, curve, cube)
