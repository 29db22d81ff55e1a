"""A session's code."""

import re

from mirrorme.pipeline.session_code import picture_of, text_of


def test_the_code_names_the_session_and_nothing_else() -> None:
    assert text_of(42) == "mirrorme:session:42"


def test_sessions_have_pictures_of_their_own_and_always_the_same() -> None:
    assert picture_of(42) == picture_of(42)
    assert picture_of(42) != picture_of(43)
    assert re.match(rb"<svg [^>]*>", picture_of(42))
