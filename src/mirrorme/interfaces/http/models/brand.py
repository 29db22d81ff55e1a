"""Brands, backdrops, styles and colour tables: what is asked for, and what is answered."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from mirrorme.domain.brand import Brand, Locale, Notifications, Theme, Watermark
from mirrorme.domain.colours import contrast
from mirrorme.domain.print_sizes import LEAST_MM, MOST_MM, MOST_SIZES, PrintSize
from mirrorme.domain.records import Franchise
from mirrorme.domain.templates import OWN, OwnBackdrop, OwnLut, OwnStyle
from mirrorme.imaging.styles import Style
from mirrorme.interfaces.http.models.answers import Answer
from mirrorme.interfaces.http.models.fields import Code, Id, Name, Plain
from mirrorme.interfaces.http.models.requests import Asked, Change, LookBody
from mirrorme.pipeline.brand import UNSEEN, Seen, shown_name
from mirrorme.pipeline.templates import Values, values_of

if TYPE_CHECKING:
    # all that paints them takes half a second to import
    from mirrorme.imaging.backdrops.backdrop import Backdrop

HOUSE = Brand("")
Colour = Annotated[str, StringConstraints(max_length=20), Field(description="As #rrggbb.")]
Slider = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]
Side = Annotated[float, Field(ge=LEAST_MM, le=MOST_MM, allow_inf_nan=False, description="To a tenth of a millimetre.")]
Exposure = Annotated[float, Field(ge=-2, le=2, allow_inf_nan=False, description="EV.")]


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
    """All settings of a brand; what is left out is the house's.

    in_place_of: ``changed_at`` of the brand that was seen; then another's change in between is not overwritten.
    """

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
    in_place_of: datetime | None = None

    def seen(self) -> Seen:
        """What was looked at before; nothing is said of it by who replaces whatever there is."""
        return self.in_place_of if "in_place_of" in self.model_fields_set else UNSEEN

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
    """A franchise's brand. name: what customers read. changed_at: null if nothing was ever set."""

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
        )


def contrasts(brand: Brand) -> dict[str, ContrastAnswer]:
    """Of both colours."""
    return {name: ContrastAnswer.model_validate(contrast(getattr(brand, name))) for name in ("primary", "accent")}


class BackdropAnswer(Answer):
    """A backdrop that can be chosen. name: as looks have it. id, franchise, width, height: of an own one."""

    name: str
    label: str
    family: str
    own: bool
    id: int | None = None
    franchise: str | None = None
    width: int | None = None
    height: int | None = None
    created_at: datetime | None = None

    @classmethod
    def built_in(cls, one: "Backdrop") -> "BackdropAnswer":
        """One of ours."""
        return cls(name=one.name, label=one.title, family=one.family, own=False)

    @classmethod
    def brought(cls, one: OwnBackdrop) -> "BackdropAnswer":
        """A franchise's own."""
        return cls(
            name=f"{OWN}{one.id}",
            label=one.name,
            family="own",
            own=True,
            id=one.id,
            franchise=one.franchise,
            width=one.width,
            height=one.height,
            created_at=one.created_at,
        )


class BackdropsAnswer(Answer):
    """All that can be chosen, family by family; own ones first."""

    items: list[BackdropAnswer]


class GradeAnswer(Answer):
    """What a style sets. exposure: EV. contrast, warmth, saturation: -100 to 100. lut: number of an own table."""

    exposure: float | None
    contrast: float | None
    warmth: float | None
    saturation: float | None
    lut: int | None


class StyleAnswer(Answer):
    """A style that can be chosen. name: as looks have it. id, franchise, base: of an own one."""

    name: str
    label: str
    own: bool
    grade: GradeAnswer
    id: int | None = None
    franchise: str | None = None
    base: str | None = None

    @classmethod
    def built_in(cls, one: Style) -> "StyleAnswer":
        """One of ours."""
        return cls(name=one.name, label=one.title, own=False, grade=GradeAnswer.model_validate(values_of(one)))

    @classmethod
    def made(cls, one: OwnStyle) -> "StyleAnswer":
        """A franchise's own."""
        return cls(
            name=f"{OWN}{one.id}",
            label=one.name,
            own=True,
            grade=GradeAnswer.model_validate(one),
            id=one.id,
            franchise=one.franchise,
            base=one.base,
        )


class StylesAnswer(Answer):
    """All that can be chosen; own ones first."""

    items: list[StyleAnswer]


class StyleBody(Asked):
    """A new style: a built-in one with other values; what is left out is the base's. franchise: from head office."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Our warm one", "base": "warm-portrait", "warmth": 25, "contrast": 10}]
        }
    )
    franchise: Code | None = None
    name: Name
    base: Annotated[Plain, Field(description="The name of a built-in style.")] = "neutral"
    exposure: Exposure | None = None
    contrast: Slider | None = None
    warmth: Slider | None = None
    saturation: Slider | None = None
    lut: Id | None = None

    def values(self) -> Values:
        """What was set."""
        return Values(self.exposure, self.contrast, self.warmth, self.saturation, self.lut)


class StyleChange(Change):
    """What may change of an own style; the next edit has it. lut: null takes it away."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"saturation": -10}]})
    name: Name = ""
    base: Plain = "neutral"
    exposure: Exposure = 0.0
    contrast: Slider = 0.0
    warmth: Slider = 0.0
    saturation: Slider = 0.0
    lut: Id | None = None


class LutAnswer(Answer):
    """A colour table. title: what the file says of itself."""

    id: int
    franchise: str
    name: str
    title: str
    created_at: datetime

    @classmethod
    def of(cls, one: OwnLut) -> "LutAnswer":
        """A franchise's own."""
        return cls.model_validate(one)


class LutsAnswer(Answer):
    """All that own styles can use."""

    items: list[LutAnswer]


class Brought(Asked):
    """A file that came: what tells one request from another."""

    franchise: str
    name: str
    sha256: str
