"""Erasures: what was asked, what was done, and a receipt that can be checked later."""

import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

PROMISED = timedelta(days=30)
"""So long an erasure may take, by the GDPR (article 12)."""
SWEEP = timedelta(hours=1)
"""So long an address that was given for an upload is good, and longer than any edit takes: then all is swept again."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """One customer's data, asked to be gone.

    again_at: when it is swept once more, since something was under way; None if nothing was. objects: that were
    deleted, every version counted. receipt: once it is done. Times have a time zone.
    """

    id: int
    franchise: str
    customer: int
    asked_at: datetime
    asked_by: str
    again_at: datetime | None
    done_at: datetime | None
    photos: int
    objects: int
    receipt: dict[str, Any] | None

    @property
    def due_at(self) -> datetime:
        """By when it was promised."""
        return self.asked_at + PROMISED


def sign_receipt(secret: bytes, claims: dict[str, Any]) -> dict[str, Any]:
    """The claims with a signature (HMAC-SHA-256 over their canonical JSON, hex)."""
    return {**claims, "signature": _signature(secret, claims)}


def is_receipt(secret: bytes, receipt: dict[str, Any]) -> bool:
    """Whether we signed just this."""
    claims = {name: value for name, value in receipt.items() if name != "signature"}
    return hmac.compare_digest(str(receipt.get("signature")).encode(), _signature(secret, claims).encode())


def _signature(secret: bytes, claims: dict[str, Any]) -> str:
    own = hmac.digest(secret, b"erasure receipts", "sha256")
    text = json.dumps(claims, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.digest(own, text.encode(), "sha256").hex()
