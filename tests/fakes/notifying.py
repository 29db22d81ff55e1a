"""A process that writes to owners and is killed after the first mail was put into the outbox.

python -m tests.fakes.notifying DATABASE_URL SECRET
"""

import os
import signal
import sys

from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.adapters.postgres.mails import PostgresMails
from mirrorme.pipeline.notify import notify


def main(url: str, secret: str) -> None:
    add = PostgresMails.add

    def add_and_die(self: PostgresMails, kind: str, sealed: bytes, franchise: str | None) -> None:
        add(self, kind, sealed, franchise)
        sys.stdout.write("put\n")
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGKILL)

    PostgresMails.add = add_and_die  # type: ignore[method-assign] # it dies in the middle
    notify(PostgresRecords(open_engine(url)), secret.encode(), "https://portal.example")


if __name__ == "__main__":
    main(*sys.argv[1:])
