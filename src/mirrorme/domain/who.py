"""Who did something, as the history tells it: ``role:name``, ``role:person-3``, or a part of the service."""

_TOLD_TO_ALL = {"service", "admin"}


def told_who(who: str, reader: str | None) -> str:
    """Who it was, as far as the reader may know: machines and parts of the service are named to head office alone.

    reader: the franchise of whoever reads; None for head office and its auditors.
    """
    if reader is None or who in _TOLD_TO_ALL:
        return who
    role, separator, _ = who.partition(":")
    if role == "worker":
        return "worker"
    return who if separator else "service"
