"""Edit photos, one line in, one line out.

The first line is a ``Job``; the answer is ``ready NOTES``, what people should know. Each further line is an ``Order``;
the answer is ``done RESULT``. Instead of an answer there may come ``refused MESSAGE`` or, if what was asked for doesn't
exist, ``misused MESSAGE``. Everything is JSON. When its input ends, the process is gone at once.

A job with a store is the service's: then ``ready`` means that all networks are loaded, and the process gives way to
API and database, which have to answer while it computes.
"""

import json
import os
import signal
import sys
from typing import IO, TYPE_CHECKING

from mirrorme.imaging.errors import Reason
from mirrorme.interfaces.worker.lines import lines, own_answers, say
from mirrorme.pipeline.errors import OrderError, SetupError
from mirrorme.pipeline.order import Job, Order
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.result import EditResult
from mirrorme.settings import Settings
from mirrorme.wiring import make_benches

if TYPE_CHECKING:
    import queue

    from mirrorme.wiring.bench import Benches

NICENESS = 10


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends us
    answers = own_answers()
    try:
        _serve(lines(sys.stdin), answers)
    except SetupError as error:
        say(answers, f"{'misused' if isinstance(error, OrderError) else 'refused'} {json.dumps(str(error))}")
        sys.exit(1)


def _serve(asked: "queue.SimpleQueue[str]", answers: IO[str]) -> None:
    job = Job.from_json(asked.get())
    if job.store is not None and hasattr(os, "nice"):
        os.nice(NICENESS)
    benches = make_benches(job, Settings.from_environment())
    # imported only now, when the networks have begun to load
    import cv2  # noqa: PLC0415

    cv2.setNumThreads(job.threads)
    if job.store is not None:
        benches.wait()
    say(answers, f"ready {json.dumps(benches.common.notes)}")
    while True:
        say(answers, "done " + _carry_out(Order.from_json(asked.get()), job, benches).to_json())


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


if __name__ == "__main__":
    main()
