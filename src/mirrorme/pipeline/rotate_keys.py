"""Begin to encrypt, and rotate keys: new objects are under the new one at once, old ones follow in the background."""

from collections import Counter
from collections.abc import Sequence

from mirrorme.domain.encryption import ROTATE_AFTER, Encryption, KeyRecord
from mirrorme.domain.errors import NotFoundError
from mirrorme.pipeline.data_keys import add_key, unwrapped, wrong_master
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_keys import KeyRecords, KeyWork, Master

AT_ONCE = 200
"""Keys of one transaction."""


def begin_encryption(records: KeyRecords, master: Master | None, *, plain: bool) -> Encryption | None:
    """Encrypt from now on, if there is a master key; see whether it is the right one if that was begun before.

    plain: whether there are objects already.

    Raises:
        SetupError: the master key is missing, or another one.
    """
    with records.begin() as work:
        found = work.data_keys.encryption()
        if found is None and master is not None and work.data_keys.begin(master.newest, plain=plain):
            why = "all photos are encrypted from now on" + (", and older ones in the background" if plain else "")
            work.history.note("keys.begun", who="service", why=why, data={"master": master.newest})
        found = work.data_keys.encryption()
        known = work.data_keys.any()
    if found is None:
        return None
    if master is None:
        raise SetupError(
            "MIRRORME_MASTER_KEY is missing, but the photos of this store are encrypted: name the file or the KMS key "
            f"of master key {found.master} (docs/runbooks/keys.md); nothing was written"
        )
    if not master.has(found.master):
        raise SetupError(wrong_master(found.master))
    if known is not None:
        try:
            unwrapped(master, known)
        except StorageError as error:
            raise SetupError(f"the master key can't be used: {error.reason.message}") from error
    return found


def rotate(records: KeyRecords, master: Master, who: str, franchise: str | None = None) -> int:
    """New data keys for a franchise and all of its customers, or for all franchises. Gives how many.

    Whenever it is cut off, each key is either rotated or not; asked again, all are rotated.

    Raises:
        NotFoundError: no such franchise.
        StorageError: the master key can't be used.
    """
    with records.begin() as work:
        if franchise is not None and work.franchises.get(franchise) is None:
            raise NotFoundError("no_franchise", f"There is no franchise {franchise}.")
        codes = work.data_keys.franchises() if franchise is None else [franchise]
    done = 0
    for code in codes:
        with records.begin() as work:
            done += _rotate(work, master, work.data_keys.lock_current(code), who, "by request")
    return done


def rotate_due(records: KeyRecords, master: Master) -> int:
    """Rotate keys that are a year old. Gives how many.

    Raises:
        StorageError: the master key can't be used.
    """
    with records.begin() as work:
        old = work.data_keys.due(ROTATE_AFTER, AT_ONCE)
        return _rotate(work, master, old, "scheduler", "older than a year")


def rotate_master(records: KeyRecords, master: Master, who: str) -> int:
    """Wrap all data keys by the newest master key; photos are not touched. Gives how many.

    New ones are wrapped by it from the first moment on. Whenever it is cut off, all can be unwrapped, since the old
    master key is still there; asked again, it goes on.

    Raises:
        StorageError: a master key can't be used.
    """
    newest = master.newest
    with records.begin() as work:
        found = work.data_keys.encryption()
        if found is None or found.master != newest:
            work.data_keys.change(master=newest)
    done = 0
    while True:
        with records.begin() as work:
            others = work.data_keys.lock_wrapped_otherwise(newest, AT_ONCE)
            for key in others:
                secret = unwrapped(master, key)
                work.data_keys.wrap_again(key.id, newest, master.wrap(newest, secret, key.about))
            done += len(others)
            if not others:
                data = {"keys": done, "master": newest}
                work.history.note("keys.master_rotated", who=who, why="by request", data=data)
                return done


def _rotate(work: KeyWork, master: Master, old: Sequence[KeyRecord], who: str, why: str) -> int:
    state = work.data_keys.encryption()
    if state is None:
        return 0
    for key in old:
        work.data_keys.retire(key.id)
        add_key(work, master, state.master, key.owner, key.version + 1)
    for franchise, count in sorted(Counter(key.franchise for key in old).items()):
        work.history.note("keys.rotated", who=who, why=why, franchise=franchise, data={"keys": count})
    return len(old)
