"""How often may be guessed, so that guessing is hopeless and nobody can lock somebody else out.

Wrong passwords are counted for an account by where they come from: each browser that has signed in before by itself
(it holds a token of ours), and all strangers together (OWASP's device cookies). Who guesses at somebody's account
locks strangers out of it, not the browsers that its owner uses.
"""

import hmac
import secrets
from datetime import timedelta
from ipaddress import ip_address, ip_network

from mirrorme.domain.errors import LimitError
from mirrorme.pipeline.accounts.ports import Desk
from mirrorme.pipeline.accounts.sealing import mac

WINDOW = timedelta(minutes=15)
AN_ACCOUNT, AN_ADDRESS = 10, 50
"""Wrong tries within the window; many people may come from a studio's one address."""
QUESTIONS = 300
"""What is asked without being anybody, from an address, within the window."""
MAIL_WINDOW = timedelta(hours=1)
MAILS = 5


def count(desk: Desk, what: str, most: int, window: timedelta = WINDOW) -> int:
    """Count a try; gives what to take it back by.

    Raises:
        LimitError: there were too many.
    """
    tried = desk.tokens.count(what, most, window)
    if tried.wait is not None:
        wait = max(1, round(tried.wait.total_seconds()))
        minutes = -(-wait // 60)
        message = f"That was tried too often. Try again in {minutes} minutes."
        raise LimitError("too_many_tries", message, wait, {"minutes": minutes})
    return tried.id


def bucket_of(secret: bytes, email: str, device: str | None) -> str:
    """What wrong passwords for an account are counted in."""
    known = device is not None and _is_ours(secret, email, device)
    return f"account:{mac(secret, 'bucket', email)}:{device if known else 'strangers'}"


def address_bucket(address: str) -> str:
    """What wrong passwords from an address are counted in: a whole network of /64 where there are so many."""
    try:
        found = ip_address(address)
    except ValueError:
        return "address:unknown"
    network = ip_network((found, 64), strict=False) if found.version == 6 else found
    return f"address:{network}"


def new_device(secret: bytes, email: str) -> str:
    """What a browser keeps that somebody signed in with."""
    nonce = secrets.token_urlsafe(12)
    return f"{nonce}.{mac(secret, 'device', email, nonce)}"


def _is_ours(secret: bytes, email: str, device: str) -> bool:
    nonce, _, given = device.partition(".")
    return hmac.compare_digest(given.encode(), mac(secret, "device", email, nonce).encode())
