"""Data keys in memory: one a bucket, made when it is asked for; and a real master key file."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from mirrorme.adapters.keys.master_file import FileMaster, make_master
from mirrorme.domain.keys import ObjectKey
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_keys import DataKey


@dataclass
class MemoryKeys:
    """destroyed: numbers of keys that are gone. plain: objects from before are read."""

    keys: dict[int, DataKey] = field(default_factory=dict)
    currents: dict[str, int] = field(default_factory=dict)
    destroyed: set[int] = field(default_factory=set)
    plain: bool = False

    def current(self, at: ObjectKey) -> DataKey:
        if at.bucket not in self.currents:
            self.rotate(at.bucket)
        return self.get(self.currents[at.bucket])

    def get(self, number: int) -> DataKey:
        if number in self.destroyed or number not in self.keys:
            raise StorageError(Reason("erased" if number in self.destroyed else "no_key", f"There is no key {number}."))
        return self.keys[number]

    def takes_plain(self) -> bool:
        return self.plain

    def rotate(self, bucket: str) -> None:
        number = len(self.keys) + 1
        self.keys[number] = DataKey(number, os.urandom(32))
        self.currents[bucket] = number


def new_master(folder: Path) -> FileMaster:
    make_master(folder / "master.key")
    return FileMaster(folder / "master.key")
