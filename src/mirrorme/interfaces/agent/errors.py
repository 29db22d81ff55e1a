"""What the service, or the way to it, can have against a request."""

from collections.abc import Mapping
from typing import Any

from mirrorme.pipeline.errors import OrderError, SetupError


class ApiError(SetupError):
    """The service says no. status: of HTTP. code: stable. members: what else its problem says."""

    def __init__(self, status: int, code: str, message: str, members: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.members = dict(members or {})


class KeyRefusedError(ApiError, OrderError):
    """No such key, or one that may not do this."""


class UnreachableError(SetupError):
    """The service doesn't answer, or not in the time that we wait for it."""


class StoppedError(SetupError):
    """Somebody asked us to stop; what was sent stays sent."""


class FileError(Exception):
    """A file can't be sent as it is. code: stable. The message says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
