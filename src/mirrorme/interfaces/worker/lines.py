"""Lines in and lines out, for processes of ours that answer another."""

import os
import queue
import threading
from typing import IO


def own_answers() -> IO[str]:
    """Where answers go: a descriptor of their own.

    Native libraries write to descriptor 1 as they please: it goes where errors go from now on.
    """
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def say(answers: IO[str], line: str) -> None:
    """Answer with a line."""
    answers.write(line + "\n")
    answers.flush()


def lines(source: IO[str]) -> "queue.SimpleQueue[str]":
    """The lines of the input as they come; at its end the process ends, even in the middle of a photo."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()

    def read() -> None:
        for line in source:
            waiting.put(line)
        os._exit(0)  # whoever asked is gone, so nobody waits for what is being done

    threading.Thread(target=read, daemon=True).start()
    return waiting
