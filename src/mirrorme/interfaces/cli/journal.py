"""What the parts of the service say: one line for each thing worth knowing, on standard error."""

import logging
import sys
import time
from collections.abc import Callable


def open_journal(part: str, level: str) -> Callable[[str], None]:
    """Have all that is logged go there, with ISO time in UTC; gives what adds a line. level: ``info`` and the like."""
    form = logging.Formatter(f"%(asctime)s.%(msecs)03dZ {part} %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(form)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # of every job it would tell three times
    logging.getLogger("procrastinate").setLevel(logging.WARNING if level != "debug" else logging.DEBUG)
    # when it tells all, it tells what is wrapped by KMS too
    logging.getLogger("botocore").setLevel(logging.INFO)
    return logging.getLogger("mirrorme").info
