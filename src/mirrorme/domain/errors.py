"""What can be wrong with a request. Each has a stable code for programs and a sentence for people."""


class DomainError(Exception):
    """A request that can't be done. code: stable, in snake case. The message says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class InvalidError(DomainError):
    """It contradicts itself or a rule: asking again changes nothing."""


class NotFoundError(DomainError):
    """No such record, or none that the caller may see."""


class ConflictError(DomainError):
    """The record is in another state than the request needs."""


class ForbiddenError(DomainError):
    """The caller may not do this."""


class UnauthenticatedError(DomainError):
    """Nobody knows who asks."""


class LimitError(DomainError):
    """It was tried too often. wait_s: seconds after which it may be tried again."""

    def __init__(self, code: str, message: str, wait_s: int) -> None:
        super().__init__(code, message)
        self.wait_s = wait_s
