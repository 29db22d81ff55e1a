"""A contact sheet: all backdrops in one picture."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from mirrorme.imaging.backdrops import Backdrop, render

_COLUMNS = 8
_WIDTH, _HEIGHT, _LABEL, _GAP = 240, 320, 26, 16
_PAPER, _INK = (250, 250, 250), (40, 40, 40)


def contact_sheet(backdrops: Sequence[Backdrop]) -> bytes:
    """A PNG of all of them, each with its name."""
    rows = -(-len(backdrops) // _COLUMNS)
    size = (_GAP + _COLUMNS * (_WIDTH + _GAP), _GAP + rows * (_HEIGHT + _LABEL + _GAP))
    sheet = Image.new("RGB", size, _PAPER)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=15)
    for index, backdrop in enumerate(backdrops):
        row, column = divmod(index, _COLUMNS)
        left, top = _GAP + column * (_WIDTH + _GAP), _GAP + row * (_HEIGHT + _LABEL + _GAP)
        sheet.paste(Image.fromarray(render(backdrop.name, _WIDTH, _HEIGHT).pixels), (left, top))
        draw.text((left, top + _HEIGHT + 4), backdrop.name, _INK, font=font)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()
