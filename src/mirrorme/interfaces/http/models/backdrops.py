"""Backdrops as they are answered, and files that are brought."""

from datetime import datetime
from typing import TYPE_CHECKING

from mirrorme.domain.templates import OWN, OwnBackdrop
from mirrorme.interfaces.http.models.answers import Answer
from mirrorme.interfaces.http.models.requests import Asked

if TYPE_CHECKING:
    # all that paints them takes half a second to import
    from mirrorme.imaging.backdrops.backdrop import Backdrop


class BackdropAnswer(Answer):
    """A backdrop that can be chosen. name: as looks have it. id, franchise, width, height: of an own one."""

    name: str
    label: str
    family: str
    own: bool
    id: int | None = None
    franchise: str | None = None
    width: int | None = None
    height: int | None = None
    created_at: datetime | None = None

    @classmethod
    def built_in(cls, one: "Backdrop") -> "BackdropAnswer":
        """One of ours."""
        return cls(name=one.name, label=one.title, family=one.family, own=False)

    @classmethod
    def brought(cls, one: OwnBackdrop) -> "BackdropAnswer":
        """A franchise's own."""
        return cls(
            name=f"{OWN}{one.id}",
            label=one.name,
            family="own",
            own=True,
            id=one.id,
            franchise=one.franchise,
            width=one.width,
            height=one.height,
            created_at=one.created_at,
        )


class BackdropsAnswer(Answer):
    """All that can be chosen, family by family; own ones first."""

    items: list[BackdropAnswer]


class Brought(Asked):
    """A file that came: what tells one request from another."""

    franchise: str
    name: str
    sha256: str
