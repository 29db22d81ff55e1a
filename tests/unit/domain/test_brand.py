"""Colours that text can be read on, and settings that a brand can't have."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.brand import Brand, check_brand, parse_domain
from mirrorme.domain.colours import ENOUGH, contrast
from mirrorme.domain.errors import InvalidError
from mirrorme.domain.templates import own_number

COLOURS = st.integers(0, 0xFFFFFF).map(lambda code: f"#{code:06x}")


@given(COLOURS)
def test_on_any_colour_white_or_black_text_can_be_read(colour: str) -> None:
    found = contrast(colour)
    assert found.ratio >= ENOUGH
    assert found.ratio == (found.white if found.text == "#ffffff" else found.black)
    # the two are one number, seen from both ends
    assert found.white * found.black == pytest.approx(21, rel=0.01)


# of the W3C's own examples: pure colours, and the grey that just has 4.5 on white
@pytest.mark.parametrize(
    ("colour", "white", "black"),
    [("#ffffff", 1, 21), ("#000000", 21, 1), ("#ff0000", 3.99, 5.25), ("#0000ff", 8.59, 2.44), ("#767676", 4.54, 4.62)],
)
def test_contrast_is_that_of_wcag(colour: str, white: float, black: float) -> None:
    found = contrast(colour)
    assert (found.white, found.black) == (white, black)


@pytest.mark.parametrize("name", ["Photos.Example.COM.", " photos.example.com"])
def test_a_domain_is_kept_in_one_form(name: str) -> None:
    assert parse_domain(name) == "photos.example.com"


@pytest.mark.parametrize(
    "name",
    ["https://a.com", "a.com/x", "a.com:80", "localhost", "127.0.0.1", "-a.com", "a..com", "", "a" * 64 + ".com",
     ".".join(["a" * 60] * 5), "münchen.de", "a_b.com", "a.com\n"],
)  # fmt: skip
def test_what_is_no_host_name_is_refused(name: str) -> None:
    if name == "a.com\n":  # what a form leaves at the end is taken away
        assert parse_domain(name) == "a.com"
        return
    with pytest.raises(InvalidError, match="host name alone"):
        parse_domain(name)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"primary": "blue"}, "invalid_colour"),
        ({"accent": "#12345"}, "invalid_colour"),
        ({"currency": "usd"}, "invalid_currency"),
        ({"currency": "XAU"}, "invalid_currency"),
        ({"domain": "a b.com"}, "invalid_domain"),
    ],
)
def test_settings_that_are_none_are_refused_with_a_sentence(change: dict[str, str], code: str) -> None:
    with pytest.raises(InvalidError) as told:
        check_brand(replace(Brand("001"), **change))  # type: ignore[arg-type] # each of its own type
    assert told.value.code == code
    assert told.value.message.endswith(".")


def test_colours_are_kept_in_lower_case() -> None:
    assert check_brand(Brand("001", primary="#AABBCC")).primary == "#aabbcc"


@pytest.mark.parametrize("name", ["own:", "own:0", "own:-1", "own:1x", "paper-white", "OWN:1", "own:1\n"])
def test_what_is_no_own_number_is_none(name: str) -> None:
    assert own_number(name) is None


def test_an_own_name_has_its_number() -> None:
    assert own_number("own:17") == 17
