"""What one franchise may count for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.shares import MOST_SHARE, bounded, most_share

MASSES = st.lists(st.integers(0, 2000), max_size=30)


@given(MASSES)
def test_nobody_has_more_than_their_share_and_nobody_gets_more_than_they_have(masses: list[int]) -> None:
    held = bounded(masses)
    assert all(0 <= one <= mass for one, mass in zip(held, masses, strict=True))
    assert max(held, default=0) <= most_share(masses) * sum(held) + 1e-4


@pytest.mark.parametrize(
    ("number", "most"), [(1, 1.0), (2, 0.8), (3, 0.6), (4, 0.4), (5, MOST_SHARE), (50, MOST_SHARE)]
)
def test_from_five_franchises_on_it_is_a_fifth(number: int, most: float) -> None:
    assert most_share([10] * number) == pytest.approx(most)


def test_one_that_brings_much_does_not_make_the_others_few() -> None:
    assert bounded([9000, 20, 20, 20, 20]) == pytest.approx([20] * 5, abs=0.01)


def test_a_studio_that_has_just_begun_takes_nothing_from_the_others() -> None:
    assert bounded([500, 500, 500, 500, 1]) == [500, 500, 500, 500, 1]


@given(MASSES, st.integers(0, 29))
def test_half_of_what_five_have_in_the_middle_is_never_lost(masses: list[int], place: int) -> None:
    held = bounded(masses)
    middle = sorted(one for one in masses if one)[: len(masses)]
    if place < len(masses) and middle:
        assert held[place] >= min(masses[place], middle[(len(middle) - 1) // 2] / 2) - 1e-4
