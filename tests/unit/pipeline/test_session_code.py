"""A session's code: what it says, whom it names, and which photos follow it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.errors import InvalidError
from mirrorme.pipeline.session_code import Shot, picture_of, session_of, stretches, text_of

NINE = datetime(2026, 11, 25, 9)  # noqa: DTZ001 (as cameras write it)


def test_the_code_names_the_session_and_nothing_else() -> None:
    assert text_of(42) == "mirrorme:session:42"


def test_sessions_have_pictures_of_their_own_and_always_the_same() -> None:
    assert picture_of(42) == picture_of(42)
    assert picture_of(42) != picture_of(43)
    assert re.match(rb"<svg [^>]*>", picture_of(42))


@given(st.integers(1, 10**18 - 1))
def test_what_a_code_says_is_understood(session: int) -> None:
    assert session_of([text_of(session), "https://example.com"]) == session


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/mirrorme:session:7",
        "mirrorme:session:7 ",
        "mirrorme:session:7\n",
        "mirrorme:session:07",
        "mirrorme:session:0",
        "mirrorme:session:-7",
        "mirrorme:session:\u0667",
        "mirrorme:session:" + "9" * 19,
        "MIRRORME:SESSION:7",
        "mirrorme:photo:7",
        "",
    ],
)
def test_other_codes_lead_nowhere(text: str) -> None:
    assert session_of([text]) is None


def test_two_sessions_on_one_photo_are_no_session() -> None:
    with pytest.raises(InvalidError, match="sessions 7 and 8"):
        session_of([text_of(8), text_of(7)])


def shots(*told: tuple[str, int | None, int | None]) -> list[Shot]:
    """name, minutes after nine, session."""
    return [Shot(name, None if at is None else NINE + timedelta(minutes=at), session) for name, at, session in told]


def test_photos_are_of_the_session_whose_code_was_taken_before_them() -> None:
    card = shots(("a", 0, None), ("b", 1, 7), ("c", 2, None), ("d", 3, 8), ("e", 4, None), ("f", 5, 7), ("g", 6, None))
    assert [(one.session, one.codes, one.photos) for one in stretches(card)] == [
        (None, (), (0,)),
        (7, (1, 5), (2, 6)),
        (8, (3,), (4,)),
    ]


def test_the_clock_decides_and_not_the_name_where_a_camera_counts_anew() -> None:
    card = shots(("DSC_0001", 3, None), ("DSC_9998", 1, 7), ("DSC_9999", 2, None))
    (only,) = stretches(card)
    assert (only.session, only.codes, only.photos) == (7, (1,), (2, 0))


def test_names_decide_within_a_second_and_for_photos_without_a_time() -> None:
    card = shots(("c", 5, None), ("b", 5, 7), ("d", None, None), ("e", 6, 8), ("f", None, None))
    assert [(one.session, one.photos) for one in stretches(card)] == [(7, (0, 2)), (8, (4,))]
    assert [one.photos for one in stretches(shots(("b", None, None), ("a", None, 7)))] == [(0,)]


def test_a_zone_that_only_one_of_two_files_has_changes_nothing() -> None:
    card = [Shot("a", NINE.replace(tzinfo=UTC), 7), Shot("b", NINE + timedelta(minutes=1), None)]
    assert [one.photos for one in stretches(card)] == [(1,)]


TIMES = st.none() | st.integers(0, 5).map(lambda minutes: NINE + timedelta(minutes=minutes))
CARDS = st.lists(st.builds(Shot, st.text("abc", max_size=3), TIMES, st.none() | st.integers(1, 3)))


@given(CARDS)
def test_each_photo_is_in_exactly_one_stretch_and_no_code_is_a_portrait(card: list[Shot]) -> None:
    found = stretches(card)
    assert sorted(at for one in found for at in (*one.codes, *one.photos)) == list(range(len(card)))
    assert all(card[at].session is None for one in found for at in one.photos)
    assert all(card[at].session == one.session for one in found for at in one.codes)
