"""What is known of the keys that photos are encrypted under."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

ROTATE_AFTER = timedelta(days=365)
"""So old a data key is rotated by itself."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a data key is. franchise: its code. customer: None for what belongs to no customer."""

    franchise: str
    customer: int | None = None


def about_key(owner: Owner, version: int) -> Mapping[str, str]:
    """What a data key is for: bound to how it is wrapped, so that none can stand in for another."""
    whose = {} if owner.customer is None else {"customer": str(owner.customer)}
    return {"purpose": "mirrorme data key", "franchise": owner.franchise, **whose, "version": str(version)}


@dataclass(frozen=True, slots=True)
class Encryption:
    """How the store is encrypted. master: name of the key that wraps the data keys. plain: old objects may not be."""

    master: str
    plain: bool


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A data key as it is kept.

    wrapped: by the master key of that name; None once it was destroyed. retired_at: new objects are under a later
    version since. emptied_at: no object in the store is under it since, though one in a backup may be.
    """

    id: int
    franchise: str
    customer: int | None
    version: int
    master: str
    wrapped: bytes | None = field(repr=False)
    created_at: datetime
    retired_at: datetime | None
    emptied_at: datetime | None
    destroyed_at: datetime | None

    @property
    def owner(self) -> Owner:
        """Whose it is."""
        return Owner(self.franchise, self.customer)

    @property
    def about(self) -> Mapping[str, str]:
        """What it is for, see ``about_key``."""
        return about_key(self.owner, self.version)

    @property
    def state(self) -> str:
        """In a word."""
        if self.destroyed_at is not None:
            return "destroyed"
        if self.retired_at is None:
            return "current"
        return "retired, being replaced" if self.emptied_at is None else "retired"
