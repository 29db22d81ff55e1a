"""What can be wrong with a request. Each has a stable code for programs and a sentence for people."""

from collections.abc import Mapping


class DomainError(Exception):
    """A request that can't be done. code: stable, in snake case. The message says what to do.

    params: what is in the message besides its words, for who says it in another language.
    """

    def __init__(self, code: str, message: str, params: Mapping[str, str | int] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.params = dict(params or {})


class InvalidError(DomainError):
    """It contradicts itself or a rule: asking again changes nothing."""


class NotFoundError(DomainError):
    """No such record, or none that the caller may see."""


class ConflictError(DomainError):
    """The record is in another state than the request needs."""


class StaleError(DomainError):
    """The record is no longer in the version that the caller says it changes."""


class ForbiddenError(DomainError):
    """The caller may not do this."""


class UnauthenticatedError(DomainError):
    """Nobody knows who asks."""


class LimitError(DomainError):
    """It was tried too often. wait_s: seconds after which it may be tried again."""

    def __init__(self, code: str, message: str, wait_s: int, params: Mapping[str, str | int] | None = None) -> None:
        super().__init__(code, message, params)
        self.wait_s = wait_s
