"""URLs that allow one thing for a while, signed with HMAC-SHA-256: what presigned URLs are to S3."""

import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import quote, urlencode

from mirrorme.domain.errors import ForbiddenError

SIGNATURE, EXPIRES = "signature", "expires"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs. secret: the same on all machines; empty where nothing may be signed. base_url: of the API."""

    secret: bytes = field(repr=False)
    base_url: str

    def url(self, method: str, path: str, seconds: int, query: Mapping[str, str] | None = None) -> str:
        """A URL that allows a method on a path, with just this query, for so many seconds.

        Raises:
            RuntimeError: this process has no secret, since it gives no URLs.
        """
        if not self.secret:
            raise RuntimeError("this process signs no URLs")
        said = {**(query or {}), EXPIRES: str(int(time.time()) + seconds)}
        signed = {**said, SIGNATURE: self._sign(method, path, said)}
        return f"{self.base_url}{quote(path)}?{urlencode(signed)}"

    def check(self, method: str, path: str, query: Mapping[str, str]) -> None:
        """Whether we signed this, and it has not expired.

        Raises:
            ForbiddenError: no.
        """
        said = {name: value for name, value in query.items() if name != SIGNATURE}
        right = self._sign(method, path, said)
        if not self.secret or not hmac.compare_digest(right.encode(), query.get(SIGNATURE, "").encode()):
            raise ForbiddenError(
                "bad_signature", "This address was not given by us, or was changed; ask for a new one."
            )
        if time.time() > int(said[EXPIRES]):
            raise ForbiddenError("url_expired", "This address has expired; ask for a new one.")

    def _sign(self, method: str, path: str, query: Mapping[str, str]) -> str:
        text = "\n".join((method, quote(path), urlencode(sorted(query.items()))))
        return hmac.new(self.secret, text.encode(), sha256).hexdigest()
