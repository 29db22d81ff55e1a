"""Where pictures for screens are kept: by their key it is known whose they are, as of all that is theirs."""

from datetime import date
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.keys import ObjectKey, PhotoPlace, SessionPlace, place_of
from mirrorme.domain.views import EXTENSIONS, OF_REJECTED, Kind, views_of_edit, views_of_rejected
from mirrorme.quality.records import WEIGHTS


@given(st.dates(), st.integers(1, 10_000), st.integers(1, 10_000), st.integers(1, 32_767))
def test_every_view_tells_whose_it_is_and_lies_where_its_session_is_erased(
    day: date, number: int, photo: int, edit: int
) -> None:
    place = SessionPlace("007", day, number)
    for names in (views_of_edit(place, photo, edit), views_of_rejected(place, photo)):
        for name in names.values():
            at = ObjectKey.parse(name)
            assert place_of(at) == PhotoPlace(place, photo)
            assert at.key.startswith(place.folders)


@given(st.integers(1, 500), st.integers(1, 500))
def test_no_view_of_an_edit_lies_where_another_has_its_own(one: int, other: int) -> None:
    place = SessionPlace("007", date(2025, 11, 17), 1)
    of_one, of_other = (set(views_of_edit(place, 1, edit).values()) for edit in (one, other))
    assert len(of_one) == len(EXTENSIONS)
    assert of_one == of_other if one == other else not of_one & of_other
    assert str(place.edited(1, one, "jpg")) not in of_other


def test_there_is_a_kind_of_heat_for_every_factor() -> None:
    assert {kind.removeprefix("heat-") for kind in get_args(Kind) if kind.startswith("heat-")} == set(WEIGHTS)
    assert set(OF_REJECTED) <= set(get_args(Kind)) <= set(EXTENSIONS)
