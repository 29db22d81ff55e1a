import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from mirrorme.imaging.cube import MAX_CHARACTERS, parse_cube
from mirrorme.imaging.errors import RecipeError
from mirrorme.imaging.lut import UNIT

EIGHT = "\n".join(f"{r} {g} {b}" for b in (0, 1) for g in (0, 1) for r in (0, 1))
TWO = "0 0 0\n1 1 1"
FINITE = st.floats(-1e6, 1e6, width=32)


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(RecipeError) as caught:
        parse_cube(text)
    return caught.value.reason.code, caught.value.reason.message


def test_red_runs_fastest_in_a_3d_table() -> None:
    lut = parse_cube(f"LUT_3D_SIZE 2\n{EIGHT}")
    assert lut.curve is None
    assert lut.cube is not None
    assert lut.cube.domain == UNIT
    np.testing.assert_array_equal(lut.cube.values[0, 0, 1], [1, 0, 0])
    np.testing.assert_array_equal(lut.cube.values[1, 0, 0], [0, 0, 1])


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeffLUT_3D_SIZE 2\n{EIGHT}",
        f"LUT_3D_SIZE 2\r\n{EIGHT}\r\n".replace("\n", "\r\n").replace("\r\r", "\r"),
        f"# by hand\n\n  LUT_3D_SIZE\t2  \n\n{EIGHT}\n\n# end\n\n",
        f'TITLE "x"\nlut_3d_size 2\n{EIGHT.replace(" ", "   ")}',
        f"LUT_3D_SIZE 2\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1.0 1.0 1.0\n{EIGHT.replace('1', '1.0E+00')}",
        f"LUT_3D_SIZE 2\nLUT_3D_INPUT_RANGE 0.0 1.0\n{EIGHT.replace('1', '+1.').replace('0', '.0')}",
    ],
    ids=["byte order mark", "CRLF", "comments and blanks", "spaces", "exponents", "signs and bare points"],
)
def test_the_way_it_is_written_does_not_matter(text: str) -> None:
    plain, odd = parse_cube(f"LUT_3D_SIZE 2\n{EIGHT}").cube, parse_cube(text).cube
    assert plain is not None
    assert odd is not None
    assert odd.domain == UNIT
    np.testing.assert_array_equal(odd.values, plain.values)


def test_a_title_loses_its_quotes_and_keeps_its_words() -> None:
    assert parse_cube(f'TITLE "Warm  #2"\nLUT_1D_SIZE 2\n{TWO}').title == "Warm  #2"


def test_adobes_domain_is_per_channel() -> None:
    lut = parse_cube(f"LUT_1D_SIZE 2\nDOMAIN_MIN -1 0 0.1\nDOMAIN_MAX 2 1 0.9\n{TWO}")
    assert lut.curve is not None
    assert lut.curve.domain == ((-1, 0, 0.1), (2, 1, 0.9))


def test_resolves_shaper_feeds_its_cube_with_ranges_of_their_own() -> None:
    header = "LUT_1D_SIZE 2\nLUT_1D_INPUT_RANGE -0.1 3\nLUT_3D_SIZE 2\nLUT_3D_INPUT_RANGE 0 2"
    lut = parse_cube(f"{header}\n{TWO}\n{EIGHT}")
    assert lut.curve is not None
    assert lut.cube is not None
    assert lut.curve.domain == ((-0.1, -0.1, -0.1), (3.0, 3.0, 3.0))
    assert lut.cube.domain == ((0.0, 0.0, 0.0), (2.0, 2.0, 2.0))
    np.testing.assert_array_equal(lut.curve.values, [[0, 0, 0], [1, 1, 1]])


def test_a_lone_cube_takes_a_range_written_with_the_other_keyword() -> None:
    lut = parse_cube(f"LUT_3D_SIZE 2\nLUT_1D_INPUT_RANGE -1 3\n{EIGHT}")
    assert lut.cube is not None
    assert lut.cube.domain == ((-1, -1, -1), (3, 3, 3))


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("", "lut_table", "LUT_3D_SIZE"),
        (EIGHT, "lut_table", "line 1"),
        (f"LUT_3D_SIZE 2\n{EIGHT}\nTITLE late", "lut_keyword", "line 10"),
        ("hello world", "lut_keyword", "line 1"),
        ("\x89PNG\r\n\x1a\n", "lut_keyword", "line 1"),
        (f"LUT_3D_SIZE 2\n{EIGHT}\n0 0 0", "lut_rows", "line 10"),
        (f"LUT_3D_SIZE 3\n{EIGHT}", "lut_rows", "27"),
        ("LUT_3D_SIZE 100000\n", "lut_size", "line 1"),
        ("LUT_3D_SIZE 99999999999999999999999999\n", "lut_size", "line 1"),
        ("LUT_1D_SIZE 65537\n", "lut_size", "65536"),
        ("LUT_3D_SIZE 1\n0 0 0", "lut_size", "line 1"),
        ("LUT_3D_SIZE -2\n", "lut_size", "line 1"),
        ("LUT_3D_SIZE two\n", "lut_size", "two"),
        ("LUT_3D_SIZE\n", "lut_size", "line 1"),
        (f"LUT_3D_SIZE 2\nLUT_3D_SIZE 2\n{EIGHT}", "lut_keyword", "line 2"),
        (f"LUT_3D_SIZE 2\n{EIGHT}".replace("1 1 1", "1 1"), "lut_row", "line 9"),
        (f"LUT_3D_SIZE 2\n{EIGHT}".replace("1 1 1", "1 1 1 1"), "lut_row", "line 9"),
        (f"LUT_3D_SIZE 2\n{EIGHT}".replace("1 1 1", "1 nan 1"), "lut_row", "line 9"),
        (f"LUT_3D_SIZE 2\n{EIGHT}".replace("1 1 1", "1 1 inf"), "lut_row", "line 9"),
        (f"LUT_3D_SIZE 2\n{EIGHT}".replace("1 1 1", "1 1 1_0"), "lut_row", "line 9"),
        (f"LUT_3D_SIZE 2\n{EIGHT}".replace("1 1 1", "1 1 1e39"), "lut_row", "line 9"),
        (f"LUT_3D_SIZE 2\n{EIGHT}".replace("1 1 1", "1 1 1e999"), "lut_row", "line 9"),
        (f"LUT_3D_SIZE 2\nDOMAIN_MIN 1 1 1\nDOMAIN_MAX 0 0 0\n{EIGHT}", "lut_domain", "ends before"),
        (f"LUT_3D_SIZE 2\nDOMAIN_MIN 0 0\n{EIGHT}", "lut_row", "line 2"),
        (f"LUT_3D_SIZE 2\nLUT_3D_INPUT_RANGE 0 0\n{EIGHT}", "lut_domain", "ends before"),
        (f"LUT_3D_SIZE 2\nLUT_IN_VIDEO_RANGE\n{EIGHT}", "lut_video_range", "line 2"),
    ],
)
def test_what_is_no_lut_is_refused_with_the_reason(text: str, code: str, says: str) -> None:
    given_code, message = refusal(text)
    assert given_code == code
    assert says in message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("LUT_3D_SIZE 2\n" + "0 " * 5_000_000, "lut_row"),
        ("LUT_3D_SIZE 2\n" + "\n" * 5_000_000, "lut_large"),
        ("LUT_3D_SIZE 2\n" + "0 0 0\n" * 1_000_000, "lut_rows"),
        (" " * (MAX_CHARACTERS + 1), "lut_large"),
        ('TITLE "' + "x" * 100_000, "lut_row"),
    ],
    ids=["one endless line", "endless lines", "endless rows", "endless", "an endless title"],
)
def test_what_is_endless_is_refused_early(text: str, code: str) -> None:
    assert refusal(text)[0] == code


@given(st.text(max_size=200))
def test_any_text_is_a_lut_or_refused(text: str) -> None:
    try:
        parse_cube(text)
    except RecipeError as error:
        assert error.reason.code.startswith("lut_")  # noqa: PT017 - either outcome is right


@given(st.text(alphabet="LUT_13D SIZE2.0-e\n#DOMAINX", max_size=80), st.integers(0, 60))
def test_a_damaged_file_is_a_lut_or_refused(splinter: str, at: int) -> None:
    whole = f"LUT_3D_SIZE 2\n{EIGHT}"
    try:
        parse_cube(whole[:at] + splinter + whole[at:])
    except RecipeError as error:
        assert error.reason.code.startswith("lut_")  # noqa: PT017 - either outcome is right


@given(
    rows=st.none() | arrays(np.float32, (4, 3), elements=FINITE),
    corners=st.none() | arrays(np.float32, (2, 2, 2, 3), elements=FINITE),
    low=st.floats(-10, 0),
    high=st.floats(0.5, 10),
)
def test_every_number_arrives_where_it_belongs(
    rows: NDArray[np.float32] | None, corners: NDArray[np.float32] | None, low: float, high: float
) -> None:
    if rows is None and corners is None:
        return
    header, body = [], []
    for name, table in (("1D", rows), ("3D", corners)):
        if table is not None:
            header += [f"LUT_{name}_SIZE {len(table)}", f"LUT_{name}_INPUT_RANGE {low!r} {high!r}"]
            body += [" ".join(map(repr, row)) for row in table.reshape(-1, 3).tolist()]
    lut = parse_cube("\n".join(header + body))
    for wanted, got in ((rows, lut.curve), (corners, lut.cube)):
        assert (wanted is None) == (got is None)
        if wanted is not None and got is not None:
            np.testing.assert_array_equal(got.values, wanted)
            assert got.domain == ((low, low, low), (high, high, high))
