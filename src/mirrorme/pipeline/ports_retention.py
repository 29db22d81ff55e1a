"""What retention needs of records and store."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mirrorme.domain.keys import ObjectKey, SessionPlace
from mirrorme.domain.photo import Photo
from mirrorme.domain.records import Franchise
from mirrorme.domain.retention import Rule, Tier
from mirrorme.pipeline.ports_bookings import Desk
from mirrorme.pipeline.ports_objects import Objects


@dataclass(frozen=True, slots=True)
class Shelved:
    """An object, and where it is. size: bytes. modified: when it was written; moving it changes nothing of that."""

    at: ObjectKey
    size: int
    modified: datetime
    tier: Tier


class Shelves(Objects, Protocol):
    """A store with cheaper places in it."""

    def lacking(self, tier: Tier) -> str:
        """Why we move nothing there; empty if we do."""

    def folders(self, bucket: str, prefix: str) -> list[str]:
        """What is right below a prefix that ends in a slash: further such prefixes, sorted."""

    def shelved(self, bucket: str, prefix: str) -> Iterator[Shelved]:
        """All below a prefix that ends in a slash, sorted by key."""

    def shelve(self, at: ObjectKey, tier: Tier) -> bool:
        """Have it there, or have it brought there by the store itself; False if that was done before."""

    def forget(self, at: ObjectKey) -> int:
        """Have this one gone for good, with every version; gives how many there were."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What speaks for and against deleting what a session has. held: its customer's data is kept by law."""

    session: int
    held: bool
    photos: dict[int, Photo]


class Retention(Protocol):
    """Rules, and what was done by them."""

    def franchises(self) -> list[Franchise]:
        """All that the caller may see."""

    def own_rules(self, franchise: str) -> list[Rule]:
        """A franchise's own rules, by kind."""

    def replace(self, franchise: str, rules: Sequence[Rule]) -> None:
        """Have just these, in place of those before."""

    def standing(self, place: SessionPlace) -> Standing | None:
        """As it is now; None if there is no such session (any more)."""

    def hold_still(self, place: SessionPlace) -> Standing | None:
        """The same, and nobody puts a hold on it or changes its photos until the transaction ends."""

    def expire_original(self, photo: int) -> bool:
        """Note that a photo's original is gone; False if that was noted before."""

    def expire_picture(self, photo: int, at: ObjectKey) -> bool:
        """Note that a picture of a photo's edits is gone; False if that was noted before, or it is of no edit."""


class Keeping(Desk, Protocol):
    """One transaction."""

    @property
    def retention(self) -> Retention: ...  # noqa: D102


class KeptRecords(Protocol):
    """All records."""

    def begin(self) -> AbstractContextManager[Keeping]:
        """A transaction."""
