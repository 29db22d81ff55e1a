"""Styles and colour tables (LUTs), as they are sent and answered."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from mirrorme.domain.templates import OWN, OwnLut, OwnStyle
from mirrorme.imaging.styles import Style
from mirrorme.interfaces.http.models.answers import Answer
from mirrorme.interfaces.http.models.fields import Code, Id, Name, Plain
from mirrorme.interfaces.http.models.requests import Asked, Change
from mirrorme.pipeline.templates import Values, values_of

Slider = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]
Exposure = Annotated[float, Field(ge=-2, le=2, allow_inf_nan=False, description="EV.")]


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
