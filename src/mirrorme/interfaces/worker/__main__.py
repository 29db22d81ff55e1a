"""Edit photos, one line in, one line out.

The first line is a ``Job``; the answer is ``ready NOTES``, what people should know. Each further line is an ``Order``;
the answer is ``done RESULT``. Instead of an answer there may come ``refused MESSAGE`` or, if what was asked for doesn't
exist, ``misused MESSAGE``. Everything is JSON. When its input ends, the process is gone at once.

A job with a store is the service's: then ``ready`` means that all networks are loaded, and the process gives way to
API and database, which have to answer while it computes.
"""

import json
import os
import queue
import signal
import sys
import threading
from typing import IO, TYPE_CHECKING

from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.errors import OrderError, SetupError
from mirrorme.pipeline.order import Job, Order
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.result import EditResult
from mirrorme.settings import Settings
from mirrorme.wiring import make_benches

if TYPE_CHECKING:
    from mirrorme.wiring.bench import Benches

NICENESS = 10


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends us
    # native libraries write to descriptor 1 as they please: it goes where errors go, and answers have one of their own
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        _serve(_lines(sys.stdin), answers)
    except SetupError as error:
        _say(answers, f"{'misused' if isinstance(error, OrderError) else 'refused'} {json.dumps(str(error))}")
        sys.exit(1)


def _serve(lines: "queue.SimpleQueue[str]", answers: IO[str]) -> None:
    job = Job.from_json(lines.get())
    if job.store is not None and hasattr(os, "nice"):
        os.nice(NICENESS)
    benches = make_benches(job, Settings.from_environment())
    # imported only now, when the networks have begun to load
    import cv2  # noqa: PLC0415

    cv2.setNumThreads(job.threads)
    if job.store is not None:
        benches.wait()
    _say(answers, f"ready {json.dumps(benches.common.notes)}")
    while True:
        _say(answers, "done " + _carry_out(Order.from_json(lines.get()), job, benches).to_json())


def _carry_out(order: Order, job: Job, benches: "Benches") -> EditResult:
    from mirrorme.pipeline.edit import carry_out  # noqa: PLC0415

    try:
        bench = benches.of(order)
    except StorageError as error:
        return EditResult(order.photo, "failed", (error.reason,))
    except OrderError as error:
        if order.recipe is None:
            raise
        # its own recipe is at fault, and other photos have others
        return EditResult(order.photo, "failed", (Reason("recipe_unusable", str(error)),))
    return carry_out(order, order.recipe_in(job), bench)


def _say(answers: IO[str], line: str) -> None:
    answers.write(line + "\n")
    answers.flush()


def _lines(source: IO[str]) -> "queue.SimpleQueue[str]":
    """The lines of the input as they come; at its end the process ends, even in the middle of a photo."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()

    def read() -> None:
        for line in source:
            waiting.put(line)
        os._exit(0)  # whoever asked is gone, so nobody waits for what is being done

    threading.Thread(target=read, daemon=True).start()
    return waiting


if __name__ == "__main__":
    main()
