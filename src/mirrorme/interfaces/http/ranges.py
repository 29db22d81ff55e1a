"""Which bytes of something a request asks for (RFC 9110, sections 13.1.5 and 14)."""

import re
from collections.abc import Mapping

_ONE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.IGNORECASE | re.ASCII)
MOST_DIGITS = 18


class RangeError(Exception):
    """There are no such bytes."""


def asked_range(headers: Mapping[str, str], etag: str, modified: str, size: int) -> tuple[int, int] | None:
    """From which byte on up to which, the end not included; None for all of it.

    Several ranges at once are answered with all of it, as are those that are none, and those of another version.

    headers: by lower-case names. etag, modified: of what is there, as they are answered. size: bytes.

    Raises:
        RangeError: it has fewer bytes.
    """
    found = _ONE.fullmatch(headers.get("range", ""))
    if found is None or headers.get("if-range", etag) not in (etag, modified):
        return None
    first, last = found[1], found[2]
    if not (first or last) or max(len(first), len(last)) > MOST_DIGITS:
        return None
    if not first:  # so many at the end
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), size if not last else min(int(last) + 1, size)
        if last and int(last) < int(first):
            return None
    if start >= size or (not first and not int(last)):
        raise RangeError
    return start, stop
