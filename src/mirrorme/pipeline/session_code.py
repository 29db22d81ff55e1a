"""A session's code: photographed first, it names the session that the photos after it are of."""

import io

import segno


def text_of(session: int) -> str:
    """What the code says, for whoever reads it. session: its id."""
    return f"mirrorme:session:{session}"


def picture_of(session: int) -> bytes:
    """The code as an SVG (QR, ISO/IEC 18004) that is read from a print at arm's length, also when it is dirty."""
    out = io.BytesIO()
    segno.make(text_of(session), error="q", micro=False).save(out, kind="svg", scale=8, border=4, xmldecl=False)
    return out.getvalue()
