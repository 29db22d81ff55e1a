"""A real mail server on this machine that keeps what it is given."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller

from mirrorme.adapters.mail.smtp import Smtp


@dataclass
class Box:
    """What a server took. answer: to each message."""

    answer: str = "250 OK"
    taken: list[Any] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 (the server calls it)
        if self.answer.startswith("250"):
            self.taken.append(envelope)
        return self.answer


@contextmanager
def serving(box: Box) -> Iterator[Smtp]:
    """A way to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield Smtp.parse(f"smtp://127.0.0.1:{port}", "MirrorMe <no-reply@example.com>")
    server.stop()
