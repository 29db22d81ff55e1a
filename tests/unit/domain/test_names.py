"""Names of files and objects: nothing leaves its place."""

from datetime import date
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.errors import InvalidError
from mirrorme.domain.filenames import LONGEST, clean_filename
from mirrorme.domain.keys import ObjectKey, SessionPlace, extension_of

anything = st.text() | st.text(alphabet="./\\\0 a\u202e\ud800😀") | st.text(min_size=250, max_size=400)


@given(anything)
def test_any_name_can_be_shown_and_stored(name: str) -> None:
    shown = clean_filename(name)
    assert 1 <= len(shown) <= LONGEST
    assert not {"/", "\\", "\0", "\n", "\u202e"} & set(shown)
    assert shown not in (".", "..")
    shown.encode()


@given(anything)
def test_no_name_changes_where_an_original_is_kept(name: str) -> None:
    place = SessionPlace("001", date(2025, 11, 17), 1)
    at = place.raw(1, extension_of(name))
    assert PurePosixPath(at.key).parent == PurePosixPath("raw/2025-11-17/session-001")
    assert ObjectKey.parse(str(at)) == at
    assert at.prefix == "raw"


def test_names_are_kept_as_far_as_they_can_be() -> None:
    assert clean_filename("../../etc/passwd") == "passwd"
    assert clean_filename("C:\\shots\\IMG_1.JPG") == "IMG_1.JPG"
    assert clean_filename("\0") == "photo"
    assert clean_filename("x" * 300 + ".jpeg").endswith("x.jpeg")
    assert clean_filename("👰‍♀️.jpg") == "👰‍♀️.jpg"


@pytest.mark.parametrize("key", ["../x", "raw/../../x", "raw//x", "/raw", "raw/", "raw/./x", "raw/a b", "", "raw/\0"])
def test_keys_that_could_leave_their_place_are_refused(key: str) -> None:
    with pytest.raises(InvalidError):
        ObjectKey("mirrorme-franchise-001", key)


@given(st.dates(), st.integers(1, 10_000), st.integers(1, 10_000))
def test_an_object_tells_which_session_it_is_of(day: date, number: int, photo: int) -> None:
    place = SessionPlace("007", day, number)
    for at in (place.raw(photo, "jpg"), place.edited(photo, 2, "png"), place.rejected(photo, "cr2")):
        assert SessionPlace.of(at) == place


@pytest.mark.parametrize(
    "key", ["templates/wall.jpg", "raw/2025-13-17/session-001/a.jpg", "raw/2025-11-17/session-1/a.jpg", "raw/a.jpg"]
)
def test_what_is_of_no_session_is_told(key: str) -> None:
    assert SessionPlace.of(ObjectKey("mirrorme-franchise-007", key)) is None


def test_objects_are_laid_out_as_the_architecture_says() -> None:
    place = SessionPlace("001", date(2025, 11, 17), 1)
    assert str(place.raw(1, "jpg")) == "mirrorme-franchise-001/raw/2025-11-17/session-001/photo-001.jpg"
    assert place.edited(1, 1, "png").key == "processed/2025-11-17/session-001/photo-001-edited.png"
    assert place.edited(1, 2, "jpg").key == "processed/2025-11-17/session-001/photo-001-edited-2.jpg"
    assert place.rejected(3, "jpg").key == "rejected/2025-11-17/session-001/photo-003-rejected.jpg"
