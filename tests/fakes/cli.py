"""The command line, with workers that run small networks (see ``tests.fakes.worker``)."""

import sys

from mirrorme.interfaces.cli import crew
from mirrorme.interfaces.cli.main import main

WORKER = [sys.executable, "-m", "tests.fakes.worker"]


def small_worker(_module: str) -> list[str]:
    """In place of ``own_command``."""
    return WORKER


if __name__ == "__main__":
    vars(crew).update(own_command=small_worker)
    main()
