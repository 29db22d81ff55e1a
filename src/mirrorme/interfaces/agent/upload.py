"""Send many files at once; what is wrong with one is no matter to the others."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any, Literal

from mirrorme.adapters.files.find import Found
from mirrorme.interfaces.agent.connection import Connection
from mirrorme.interfaces.agent.errors import ApiError, FileError, UnreachableError
from mirrorme.interfaces.agent.original import take
from mirrorme.interfaces.agent.send import send
from mirrorme.pipeline.errors import SetupError

PARTS_AT_ONCE = 4
Status = Literal["uploaded", "already there", "refused", "failed"]
Told = Callable[[Found, int], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file. file: as it was found. photo: its record, or None. code, reason: why it was not sent."""

    file: str
    status: Status
    size: int = 0
    photo: dict[str, Any] | None = None
    code: str = ""
    reason: str = ""

    @property
    def arrived(self) -> bool:
        """Whether the service has it."""
        return self.photo is not None

    def to_json(self) -> dict[str, Any]:
        """For a line of a report."""
        return {
            "file": self.file,
            "status": self.status,
            "size": self.size,
            "photo": self.photo and self.photo["id"],
            "code": self.code,
            "reason": self.reason,
        }


class Uploader:
    """Sends files into one session. at_once: files; of each, up to four parts are on their way."""

    def __init__(self, connection: Connection, session: int, *, at_once: int = 3) -> None:
        self._connection = connection
        self._session = session
        self._at_once = at_once
        # the same picture under two names is one photo: the second waits, and finds that it is there
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._guard = threading.Lock()

    def upload(self, files: Sequence[Found], told: Told) -> Iterator[Result]:
        """The results as they come; told: bytes that arrived. Closed before its end, it begins no more."""
        with (
            ThreadPoolExecutor(self._at_once * PARTS_AT_ONCE, "part") as parts,
            ThreadPoolExecutor(self._at_once, "file") as pool,
        ):
            try:
                waiting = [pool.submit(self._one, parts, found, told) for found in files]
                for done in as_completed(waiting):
                    yield done.result()
            except BaseException:  # Ctrl-C comes at any time, also while the first ones are handed over
                self._connection.stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _one(self, parts: ThreadPoolExecutor, found: Found, told: Told) -> Result:
        name = shown(str(found.within))
        try:
            original = take(found.path)
            with self._guard:
                turn = self._turns[original.sha256]
            with turn:
                sent = send(
                    self._connection,
                    parts,
                    self._session,
                    shown(found.within.name),
                    original,
                    lambda arrived: told(found, arrived),
                )
        except FileError as error:
            refused = error.code == "empty_file"
            return Result(name, "refused" if refused else "failed", code=error.code, reason=str(error))
        except ApiError as error:
            refused = 400 <= error.status < 500
            return Result(name, "refused" if refused else "failed", code=error.code, reason=str(error))
        except SetupError as error:
            if isinstance(error, UnreachableError):  # the others would wait as long as this one, for nothing
                self._connection.stop.set()
            return Result(name, "failed", code="unreachable", reason=str(error))
        return Result(name, "already there" if sent.was_there else "uploaded", original.size, sent.photo)


def shown(name: str) -> str:
    """A file's name as text; bytes that are no Unicode become escapes."""
    return name.encode(errors="backslashreplace").decode()
