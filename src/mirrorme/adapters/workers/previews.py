"""Previews out of one warm process: one at a time, and of each person's only the newest."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mirrorme.adapters.workers.child import Child, Lost
from mirrorme.domain.errors import LimitError
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import UnavailableError
from mirrorme.pipeline.preview_order import PreviewOrder

LIMIT_S = 20.0
"""A preview takes half a second; on a machine that is this busy it is given up."""
MOST_WAITING = 16
"""Who comes then is asked to come back."""


class Previews:
    """Renders previews. Any thread may ask. hire: starts the process, which is done at the first preview."""

    def __init__(self, hire: Callable[[], Child]) -> None:
        self._hire = hire
        self._child: Child | None = None
        self._turn = threading.Condition()
        self._busy = False
        self._newest: dict[str, int] = {}
        self._tickets = 0

    def render(self, who: str, order: PreviewOrder) -> bytes:
        """A preview, as WebP; it waits for its turn, unless the same person asks for another meanwhile.

        Raises:
            LimitError: ``overtaken`` by a newer one, whose turn has come or will; ``busy``.
            UnavailableError: it could not be rendered.
        """
        with self._in_turn(who):
            child = self._seated()
            try:
                answer = child.ask(order.to_json(), LIMIT_S)
            except SetupError as error:
                raise UnavailableError(f"Previews can't be rendered: {error}") from error
        if isinstance(answer, Lost):
            raise UnavailableError(f"The preview was not finished. {answer.message}")
        told = json.loads(answer)
        if "problem" in told:
            raise UnavailableError(f"The preview can't be rendered: {told['problem']}")
        return base64.b64decode(told["picture"])

    def warm(self) -> None:
        """Have the process begin to get ready, if there is none; somebody may want a preview soon."""
        with self._turn:
            if self._busy or self._child is not None:
                return
            self._busy = True
        threading.Thread(target=self._warm, name="previews", daemon=True).start()

    def close(self) -> None:
        """End the process."""
        with self._turn:
            child, self._child = self._child, None
        if child is not None:
            child.close()

    @contextmanager
    def _in_turn(self, who: str) -> Iterator[None]:
        with self._turn:
            if len(self._newest) >= MOST_WAITING and who not in self._newest:
                raise LimitError("busy", "Many previews are being made just now. Try again in a few seconds.", 2)
            self._tickets += 1
            mine = self._newest[who] = self._tickets
            self._turn.notify_all()
            while self._busy and self._newest.get(who) == mine:
                self._turn.wait()
            self._check_newest(who, mine)
            self._busy = True
        try:
            yield
        finally:
            with self._turn:
                overtaken = self._newest[who] != mine
                if not overtaken:
                    del self._newest[who]
                self._busy = False
                self._turn.notify_all()
        if overtaken:
            raise _overtaken()

    def _check_newest(self, who: str, mine: int) -> None:
        if self._newest.get(who) != mine:
            raise _overtaken()

    def _seated(self) -> Child:
        if self._child is None or not self._child.alive:
            if self._child is not None:
                self._child.close()
            try:
                self._child = self._hire()
            except SetupError as error:
                raise UnavailableError(f"Previews can't be rendered: {error}") from error
        return self._child

    def _warm(self) -> None:
        try:
            self._seated().warm()
        except (SetupError, UnavailableError):
            return  # whoever asks for a preview is told
        finally:
            with self._turn:
                self._busy = False
                self._turn.notify_all()


def _overtaken() -> LimitError:
    return LimitError("overtaken", "You asked for a newer preview, so this one was dropped.", 1)
