"""A brand: what is asked for, and what is answered."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from mirrorme.domain.brand import Brand, Locale, Notifications, Theme, Watermark
from mirrorme.domain.colours import contrast
from mirrorme.domain.print_sizes import LEAST_MM, MOST_MM, MOST_SIZES, PrintSize
from mirrorme.domain.records import Franchise
from mirrorme.interfaces.http.models.answers import Answer
from mirrorme.interfaces.http.models.fields import Name, Plain
from mirrorme.interfaces.http.models.requests import Asked, LookBody
from mirrorme.pipeline.brand import shown_name, version_of

HOUSE = Brand("")
Colour = Annotated[str, StringConstraints(max_length=20), Field(description="As #rrggbb.")]
Side = Annotated[float, Field(ge=LEAST_MM, le=MOST_MM, allow_inf_nan=False, description="To a tenth of a millimetre.")]


class WatermarkBody(Asked):
    """What stands across previews."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "PROOF", "opacity": 0.3}]})
    text: Annotated[Name, Field(max_length=80)]
    opacity: Annotated[float, Field(ge=0.05, le=1, allow_inf_nan=False)] = 0.3


class NotificationsBody(Asked):
    """Which mails a franchise wants."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"review_email": True, "daily_summary": True}]})
    review_email: bool = True
    rejection_email: bool = True
    daily_summary: bool = False


class PrintSizeBody(Asked):
    """A size that a studio prints."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Wallet", "width_mm": 64, "height_mm": 89}]})
    name: Annotated[Name, Field(max_length=40)]
    width_mm: Side
    height_mm: Side


class BrandBody(Asked):
    """All settings of a brand; what is left out is the house's."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "display_name": "Studio Boston",
                    "primary": "#1f6feb",
                    "accent": "#b45309",
                    "locale": "en",
                    "currency": "USD",
                    "look": {"backdrop": "canvas-olive", "style": "warm-portrait"},
                    "watermark": {"text": "PROOF", "opacity": 0.3},
                    "gallery_theme": "paper",
                }
            ]
        }
    )
    display_name: Name | None = None
    primary: Colour = HOUSE.primary
    accent: Colour = HOUSE.accent
    locale: Locale = HOUSE.locale
    currency: Annotated[str, StringConstraints(max_length=10)] = HOUSE.currency
    domain: Annotated[Plain | None, Field(description="Set by head office alone.")] = None
    look: LookBody = LookBody()
    watermark: WatermarkBody | None = None
    gallery_theme: Theme = HOUSE.gallery_theme
    notifications: NotificationsBody = NotificationsBody()
    print_sizes: Annotated[tuple[PrintSizeBody, ...], Field(max_length=MOST_SIZES)] = ()

    def brand(self, franchise: str) -> Brand:
        """As a record."""
        mark = self.watermark
        return Brand(
            franchise=franchise,
            display_name=self.display_name,
            primary=self.primary,
            accent=self.accent,
            locale=self.locale,
            currency=self.currency,
            domain=self.domain or None,
            look=self.look.chosen(),
            watermark=None if mark is None else Watermark(mark.text, mark.opacity),
            gallery_theme=self.gallery_theme,
            notifications=Notifications(**self.notifications.model_dump()),
            print_sizes=tuple(PrintSize(one.name, one.width_mm, one.height_mm) for one in self.print_sizes),
        )


class ContrastAnswer(Answer):
    """WCAG 2.2 contrast of a colour. text: white or black, whichever is read better on it; ratio: of that text."""

    text: str
    ratio: float
    white: float
    black: float


class WatermarkAnswer(Answer):
    """What stands across previews."""

    text: str
    opacity: float


class NotificationsAnswer(Answer):
    """Which mails a franchise wants."""

    review_email: bool
    rejection_email: bool
    daily_summary: bool


class PublicBrandAnswer(Answer):
    """What a sign-in page shows, to anybody."""

    name: str
    logo_url: str | None
    primary: str
    accent: str
    locale: Locale
    contrast: dict[str, ContrastAnswer]

    @classmethod
    def at(cls, name: str, brand: Brand | None) -> "PublicBrandAnswer":
        """Of the brand that a host stands for; None for the house's."""
        shown = brand or HOUSE
        return cls(
            name=name,
            logo_url=None if shown.logo is None else f"/v1/brand/logo?v={shown.logo[:16]}",
            primary=shown.primary,
            accent=shown.accent,
            locale=shown.locale,
            contrast=contrasts(shown),
        )


class PrintSizeAnswer(Answer):
    """A size that a studio prints."""

    name: str
    width_mm: float
    height_mm: float


class BrandAnswer(Answer):
    """A franchise's brand. name: what customers read.

    changed_at, changed_by: of the last change; null if nothing was ever set. version: its ETag.
    """

    franchise: str
    name: str
    display_name: str | None
    logo_url: str | None
    primary: str
    accent: str
    contrast: dict[str, ContrastAnswer]
    locale: Locale
    currency: str
    domain: str | None
    look: dict[str, Any]
    watermark: WatermarkAnswer | None
    gallery_theme: Theme
    notifications: NotificationsAnswer
    print_sizes: list[PrintSizeAnswer]
    changed_at: datetime | None
    changed_by: str | None
    version: str

    @classmethod
    def of(cls, found: tuple[Franchise, Brand]) -> "BrandAnswer":
        """Of a franchise."""
        franchise, brand = found
        mark = brand.watermark
        return cls(
            franchise=franchise.code,
            name=shown_name(brand, franchise),
            display_name=brand.display_name,
            logo_url=None if brand.logo is None else f"/v1/franchises/{franchise.code}/logo?v={brand.logo[:16]}",
            primary=brand.primary,
            accent=brand.accent,
            contrast=contrasts(brand),
            locale=brand.locale,
            currency=brand.currency,
            domain=brand.domain,
            look=brand.look,
            watermark=None if mark is None else WatermarkAnswer.model_validate(mark),
            gallery_theme=brand.gallery_theme,
            notifications=NotificationsAnswer.model_validate(brand.notifications),
            print_sizes=[PrintSizeAnswer.model_validate(one) for one in brand.print_sizes],
            changed_at=brand.changed_at,
            changed_by=brand.changed_by,
            version=version_of(brand),
        )


def contrasts(brand: Brand) -> dict[str, ContrastAnswer]:
    """Of both colours."""
    return {name: ContrastAnswer.model_validate(contrast(getattr(brand, name))) for name in ("primary", "accent")}
