"""Whether a bucket is where its franchise's data may be."""

from collections.abc import Callable
from dataclasses import dataclass, field

from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError

Wanted = Callable[[str], str | None]
"""The region that a bucket has to be in, by its name; None if nobody knows of it."""


def unknown(_: str) -> None:
    """Nobody knows of any bucket: for processes that have no records."""


@dataclass(frozen=True, slots=True)
class Residency:
    """wanted: where a bucket has to be. actual: where it is; None where the store has no region."""

    wanted: Wanted
    actual: Callable[[str], str | None]
    _well: set[str] = field(default_factory=set)

    def check(self, bucket: str, region: str | None = None) -> None:
        """Whether it is in its region; asked once. region: that it has to be in, if it is known already.

        Raises:
            StorageError: ``wrong_region``; or the store can't be asked.
        """
        if bucket in self._well or (actual := self.actual(bucket)) is None:
            return
        wanted = region or self.wanted(bucket)
        if wanted is not None and wanted != actual:
            raise StorageError(
                Reason(
                    "wrong_region",
                    f"{bucket} is in {actual}, but its franchise's data has to be in {wanted}: nothing is written. "
                    "Make the bucket there (move what is in it), or set the store of that region in STORAGE_URL.",
                )
            )
        if wanted is not None:
            self._well.add(bucket)
