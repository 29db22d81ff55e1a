"""Fields that many bodies have, with their limits."""

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from mirrorme.interfaces.http.pages import BIGGEST

Number = Annotated[int, Path(ge=1, le=BIGGEST, description="The record's id.")]
Id = Annotated[int, Field(ge=1, le=BIGGEST)]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")
]
Plain = Annotated[str, StringConstraints(max_length=250, pattern=r"^[^\x00-\x1f\x7f]*$")]
Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^\s@\x00-\x1f\x7f]+@[^\s@\x00-\x1f\x7f]+$")]
Timezone = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9+_/-]+$")]
Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]
Span = Annotated[list[Clock], Field(min_length=2, max_length=2)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Opening = dict[Weekday, Annotated[list[Span], Field(max_length=12)]]
Score = Annotated[int, Field(ge=0, le=100)]
Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$"),
]
AskedFranchise = Annotated[
    str | None,
    Query(pattern=r"^[0-9]{3}$", description="Of one franchise alone; others than head office see only their own."),
]


def _in_reach(value: datetime | date) -> datetime | date:
    """The database knows no years before 1, and arithmetic with far ones ends badly."""
    if not 2000 <= value.year <= 2200:
        raise ValueError("the year has to be from 2000 to 2200")
    return value


Day = Annotated[date, AfterValidator(_in_reach)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_reach)]
