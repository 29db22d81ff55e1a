"""Edit photos, one line in, one line out.

The first line is a ``Job``; the answer is ``ready NOTES``, what people should know. Each further line is an ``Order``;
the answer is ``done RESULT``. Instead of an answer there may come ``refused MESSAGE`` or, if what was asked for doesn't
exist, ``misused MESSAGE``. Everything is JSON. When its input ends, the process is gone at once.
"""

import json
import os
import queue
import signal
import sys
import threading
from typing import IO

from mirrorme.pipeline.errors import OrderError, SetupError
from mirrorme.pipeline.order import Job, Order
from mirrorme.settings import Settings
from mirrorme.wiring import make_bench


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
    bench = make_bench(job, Settings.from_environment())
    # imported only now, when the networks have begun to load
    import cv2  # noqa: PLC0415

    from mirrorme.pipeline.edit import carry_out  # noqa: PLC0415

    cv2.setNumThreads(job.threads)
    _say(answers, f"ready {json.dumps(bench.notes)}")
    while True:
        _say(answers, "done " + carry_out(Order.from_json(lines.get()), job.recipe, bench).to_json())


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
