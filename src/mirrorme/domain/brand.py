"""What a franchise looks like: to its customers, to its staff, and in its pictures."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from mirrorme.domain.colours import parse_colour
from mirrorme.domain.currencies import CURRENCIES
from mirrorme.domain.errors import InvalidError
from mirrorme.domain.print_sizes import PrintSize, check_sizes

Locale = Literal["en", "es", "fr", "de"]
Theme = Literal["light", "dark", "paper"]
HOUSE_NAME = "MirrorMe"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")
MOST_DOMAIN = 253


@dataclass(frozen=True, slots=True)
class Watermark:
    """What stands across previews. opacity: 0.05 to 1."""

    text: str
    opacity: float


@dataclass(frozen=True, slots=True)
class Notifications:
    """Which mails a franchise wants."""

    review_email: bool = True
    rejection_email: bool = True
    daily_summary: bool = False


@dataclass(frozen=True, slots=True)
class Brand:
    """A franchise's settings. What is not set is the house's.

    display_name: None for the franchise's own name. primary, accent: ``#rrggbb``. currency: ISO 4217. domain: by which
    customers and staff reach this franchise's pages. look: choices for edits where booking type and session make none.
    logo: SHA-256 of the picture as it is kept; None without one. changed_at, changed_by: when
    and by whom it was changed last; None if nothing was ever set, or before that was noted.
    """

    franchise: str
    display_name: str | None = None
    primary: str = "#1d4ed8"
    accent: str = "#b45309"
    locale: Locale = "en"
    currency: str = "USD"
    domain: str | None = None
    look: dict[str, Any] = field(default_factory=dict)
    watermark: Watermark | None = None
    gallery_theme: Theme = "light"
    notifications: Notifications = Notifications()
    print_sizes: tuple[PrintSize, ...] = ()
    logo: str | None = None
    changed_at: datetime | None = None
    changed_by: str | None = None


def parse_currency(text: str) -> str:
    """A currency's code.

    Raises:
        InvalidError: there is none of this code.
    """
    if text not in CURRENCIES:
        raise InvalidError("invalid_currency", "The currency has to be a code of ISO 4217, such as USD, EUR or MXN.")
    return text


def parse_domain(text: str) -> str:
    """A host name as it is kept: lower case, international ones in their ASCII form (``xn--``).

    Raises:
        InvalidError: it is none.
    """
    name = text.strip().lower().removesuffix(".")
    if len(name) > MOST_DOMAIN or not _DOMAIN.fullmatch(name):
        raise InvalidError(
            "invalid_domain",
            "The domain has to be a host name alone, such as photos.example.com: no https://, no path, no port; "
            "names with other letters in their xn-- form.",
        )
    return name


def check_brand(brand: Brand) -> Brand:
    """The brand as it is kept.

    Raises:
        InvalidError: a colour, currency or domain that is none; print sizes that can't be used.
    """
    parse_currency(brand.currency)
    return replace(
        brand,
        primary=parse_colour(brand.primary, "primary"),
        accent=parse_colour(brand.accent, "accent"),
        domain=None if brand.domain is None else parse_domain(brand.domain),
        print_sizes=check_sizes(brand.print_sizes),
    )
