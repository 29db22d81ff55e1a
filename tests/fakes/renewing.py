"""A process that rotates keys and renews objects again and again, until it is killed.

python -m tests.fakes.renewing DATABASE_URL FOLDER
"""

import sys
from datetime import timedelta
from pathlib import Path

from mirrorme.adapters.keys.master_file import FileMaster
from mirrorme.adapters.objects.envelope import KeyedEnvelopes
from mirrorme.adapters.objects.folder import FolderObjects
from mirrorme.adapters.objects.signing import Signer
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.pipeline.data_keys import StoredKeys
from mirrorme.pipeline.renew_objects import Renewal
from mirrorme.pipeline.rotate_keys import rotate


def main(url: str, folder: Path) -> None:
    records, master = PostgresRecords(open_engine(url, 2)), FileMaster(folder / "master.key")
    store = FolderObjects(folder / "objects", Signer(b"", ""), KeyedEnvelopes(StoredKeys(records, master, 0.0)))
    while True:
        rotate(records, master, "test")
        sys.stdout.write("rotated\n")
        sys.stdout.flush()
        Renewal(records, store, timedelta(0)).go_on()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
