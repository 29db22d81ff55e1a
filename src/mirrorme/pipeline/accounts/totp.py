"""Codes by time (TOTP, RFC 6238) and recovery codes."""

import hmac
import io
import secrets

import pyotp
import segno

ISSUER = "MirrorMe"
STEP_S = 30
COUNT = 10
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that are taken for each other."""


def new_secret() -> str:
    """160 random bits, base 32."""
    return pyotp.random_base32()


def address(secret: str, email: str) -> str:
    """What an authenticator app reads, as a URL."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def picture(address: str) -> str:
    """The same as a QR code, an SVG."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=4, border=4, xmldecl=False)
    return out.getvalue().decode()


def step_of(secret: str, code: str, at: float, after: int) -> int | None:
    """The step of 30 s that a code belongs to: this one, the one before or after, and only one later than ``after``.

    None if it belongs to none, or was used: whoever looked over a shoulder can't use it again.
    """
    now = int(at // STEP_S)
    totp = pyotp.TOTP(secret)
    given = code.replace(" ", "").encode()
    for step in (now, now - 1, now + 1):
        if step > after and hmac.compare_digest(totp.at(step * STEP_S).encode(), given):
            return step
    return None


def new_codes() -> list[str]:
    """Recovery codes, each of 49 random bits, good once."""
    return ["".join(secrets.choice(_LETTERS) for _ in range(5)) + "-" + _half() for _ in range(COUNT)]


def plain_code(code: str) -> str:
    """As it is compared."""
    return "".join(code.lower().split()).replace("-", "")


def _half() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(5))
