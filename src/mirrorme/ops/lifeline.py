"""A part's end of the lifeline to its supervisor: a pipe that ends when the supervisor does, however that happens."""

import os
import threading
from collections.abc import Callable

from mirrorme.ops.logs import follow

VARIABLE = "MIRRORME_LIFELINE"


def hold(on_end: Callable[[], None]) -> None:
    """Have ``on_end`` called, in a thread of its own, when the supervisor is gone.

    Its log is followed as well (see ``logs``). Does nothing in a process that no supervisor started. The first
    call takes the lifeline: programs that this process starts don't take their own standard input for one.
    """
    if os.environ.pop(VARIABLE, "") != "stdin":
        return
    follow()
    threading.Thread(target=_wait, args=(on_end,), name="lifeline", daemon=True).start()


def _wait(on_end: Callable[[], None]) -> None:
    # not through sys.stdin, whose lock would be held when the interpreter ends
    while os.read(0, 4096):
        pass
    on_end()
