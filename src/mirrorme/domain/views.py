"""Pictures for screens: small ones of a photo and its edit, kept beside the edit itself."""

from collections.abc import Mapping
from typing import Literal, get_args

from mirrorme.domain.keys import SessionPlace

Kind = Literal[
    "thumb",
    "screen",
    "original-thumb",
    "original-screen",
    "matte",
    "heat-edges",
    "heat-light",
    "heat-colour",
    "heat-composition",
    "heat-artifacts",
]
"""What can be asked for. matte: lies over ``screen``. heat-...: where a factor of the score saw what."""
WHOLE_MATTE = "whole-matte"
"""The matte before the crop, kept where there is one: a preview may crop otherwise."""
EXTENSIONS: Mapping[str, str] = {**dict.fromkeys(get_args(Kind), "webp"), "matte": "png", WHOLE_MATTE: "png"}
"""All kinds; mattes have no loss, since a preview is put together from them."""
OF_REJECTED = ("original-thumb", "original-screen")
"""What there is of a photo that was turned away."""


def views_of_edit(place: SessionPlace, photo: int, edit: int) -> dict[str, str]:
    """The keys of an edit's views, by kind; not all of them are made of every edit."""
    return {kind: str(place.edited_view(photo, edit, kind, end)) for kind, end in EXTENSIONS.items()}


def views_of_rejected(place: SessionPlace, photo: int) -> dict[str, str]:
    """The keys of the views of a photo that was turned away, by kind."""
    return {kind: str(place.rejected_view(photo, kind, EXTENSIONS[kind])) for kind in OF_REJECTED}
