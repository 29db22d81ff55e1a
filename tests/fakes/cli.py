"""The command line, with workers that run small networks (see ``tests.fakes.worker``)."""

import sys

from mirrorme.interfaces.cli import crew
from mirrorme.interfaces.cli.main import main

WORKER = [sys.executable, "-m", "tests.fakes.worker"]
JUDGES = "judges"
"""Has the worker keep the real scorer."""


def small_worker(_module: str) -> list[str]:
    """In place of ``own_command``."""
    return [*WORKER, JUDGES]


if __name__ == "__main__":
    vars(crew).update(own_command=small_worker)
    main()
