"""Who did something, as the history tells it: ``role:name``, ``role:person-3``, or a part of the service."""

import re

_TOLD_TO_ALL = {"service", "admin"}
_PERSON = re.compile(r"head_office:person-\d+")


def told_who(who: str, reader: str | None) -> str:
    """Who it was, as far as the reader may know: machines and head office's keys are named to head office alone.

    reader: the franchise of whoever reads; None for head office and its auditors.
    """
    if reader is None or who in _TOLD_TO_ALL:
        return who
    role, separator, _ = who.partition(":")
    if role == "worker":
        return "worker"
    if not separator:
        return "service"
    return "head_office:key" if role == "head_office" and not _PERSON.fullmatch(who) else who
