"""HTTP to what runs on this machine: no TLS, so a context that knows no authority, made once; no proxy; and patience.

Without the context httpx reads all authorities there are before each request, which costs more than most answers.
"""

import ssl
from typing import Any

PLAIN: dict[str, Any] = {
    "verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    "trust_env": False,
    # a machine that three processes test on may stand still for longer than the five seconds that are httpx' own
    "timeout": 30.0,
}
