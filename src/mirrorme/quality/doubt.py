"""When a score would only be a guess."""

from mirrorme.imaging.check import LEAST_SUBJECT
from mirrorme.quality.view import View

_LEAST = 96
"""Long side in pixels under which nothing can be said of edges."""


def doubt_of(view: View) -> str:
    """Why an edit can't be judged, for studio staff; empty if it can."""
    if view.long < _LEAST:
        return f"can't judge: with {view.long} pixels the picture is too small to see edges in"
    if float((view.alpha > 0.5).mean()) < LEAST_SUBJECT:
        return "can't judge: there is hardly anybody in the picture"
    if not view.faces:
        return "can't judge: no face was found, so head room, skin and light on it are unknown"
    return ""
