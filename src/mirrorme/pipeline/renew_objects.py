"""Have old objects follow their keys: wrapped anew after a rotation, encrypted if they never were."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from mirrorme.domain.encryption import KeyRecord
from mirrorme.domain.keys import ObjectKey, bucket_of
from mirrorme.pipeline.data_keys import KEPT_S
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_keys import KeyRecords, Sealed

AT_ONCE = 500
"""Objects that are written in one call."""
LOOKED_AT = 20_000
"""Objects that are looked at in one call."""
SETTLED = timedelta(seconds=2 * KEPT_S)
"""After a rotation, so long some process may still write under the old key."""


class Renewal:
    """Walks over all objects of a store, a bounded number a call; begun anew whenever it was cut off.

    One thread works with it. settled: after a rotation, so long the walk that is the last one waits.
    """

    def __init__(self, records: KeyRecords, store: Sealed, settled: timedelta = SETTLED) -> None:
        self._records, self._store, self._settled = records, store, settled
        self._walk: _Walk | None = None

    def go_on(self, at_most: int = AT_ONCE) -> int:
        """Renew so many at most. Gives how many.

        Raises:
            StorageError: an object that can't be renewed; the others were, and it is tried again with the next walk.
        """
        if self._walk is None:
            self._walk = self._begin()
        walk, done = self._walk, 0
        if walk is None:
            return 0
        for looked, at in enumerate(walk.objects, start=1):
            done += self._renew(walk, at)
            if done >= at_most or looked >= LOOKED_AT:
                return done
        self._walk = None
        if walk.trouble is not None:
            raise walk.trouble
        self._note_end(walk)
        return done

    def _begin(self) -> "_Walk | None":
        with self._records.begin() as work:
            state, old = work.data_keys.encryption(), work.data_keys.unemptied()
            if state is None or not (old or state.plain):
                return None
            codes = work.data_keys.franchises() if state.plain else sorted({key.franchise for key in old})
            buckets = [bucket_of(code) for code in codes]
            objects = (at for bucket in buckets for at in self._store.all_in(bucket))
            return _Walk(objects, work.now, old, plain=state.plain)

    def _renew(self, walk: "_Walk", at: ObjectKey) -> bool:
        try:
            return self._store.renew(at)
        except StorageError as error:
            # of a customer who was erased: it is about to be deleted, and can't be read meanwhile
            if error.reason.code != "erased":
                walk.trouble = error
            return False

    def _note_end(self, walk: "_Walk") -> None:
        emptied = [key.id for key in walk.old if key.retired_at and key.retired_at <= walk.began - self._settled]
        with self._records.begin() as work:
            work.data_keys.note_emptied(emptied)
            if walk.plain and not self._store.has_plain_parts():
                work.data_keys.change(plain=False)
                why = "all photos are encrypted; plain ones are refused from now on"
                work.history.note("keys.all_encrypted", who="scheduler", why=why)


class _Walk:
    """One way through the store."""

    def __init__(self, objects: Iterator[ObjectKey], began: datetime, old: Sequence[KeyRecord], *, plain: bool) -> None:
        self.objects, self.began, self.old, self.plain = objects, began, old, plain
        self.trouble: StorageError | None = None
