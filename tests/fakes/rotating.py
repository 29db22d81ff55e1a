"""A process that rotates the key of a folder and wraps all of its photos anew, until it is killed.

    python -m tests.fakes.rotating FOLDER [once | check]

Its keys are numbers, so that the next process has the same ones.
"""

import sys
from hashlib import sha256
from pathlib import Path

from mirrorme.adapters.objects.envelope import KeyedEnvelopes
from mirrorme.adapters.objects.folder import FolderObjects
from mirrorme.adapters.objects.signing import Signer
from mirrorme.domain.keys import ObjectKey
from mirrorme.pipeline.ports_keys import DataKey

BUCKET = "mirrorme-franchise-001"
PHOTOS = [ObjectKey(BUCKET, f"raw/2026-11-17/session-001/photo-{number:03d}.jpg") for number in range(40)]


class Numbers:
    """Keys that come out of their numbers."""

    def __init__(self, now: int) -> None:
        self.now = now

    def current(self, at: ObjectKey) -> DataKey:
        assert at.bucket == BUCKET
        return self.get(self.now)

    def get(self, number: int) -> DataKey:
        return DataKey(number, sha256(b"%d" % number).digest())

    def takes_plain(self) -> bool:
        return False


def main(root: Path, what: str) -> None:
    keys = Numbers(1)
    store = FolderObjects(root, Signer(b"", ""), KeyedEnvelopes(keys))
    contents = {at: str(at).encode() * 1000 for at in PHOTOS}
    if what == "once":
        for at, data in contents.items():
            store.write(at, data)
        print(len(contents))
        return
    if what == "check":
        good = sum(store.read(at, 2**30) == data for at, data in contents.items())
        print(f"{good} well")
        return
    print("begins", flush=True)
    while True:
        keys.now += 1
        for at in PHOTOS:
            store.renew(at)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
