"""For every problem that the service can answer with, the portal has a sentence in its reader's language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.unit.repository.test_portal_words import english

SOURCE = Path(__file__).parents[3] / "src" / "mirrorme"
ANSWERED = {
    *("InvalidError", "NotFoundError", "ConflictError", "ForbiddenError", "UnauthenticatedError", "LimitError"),
    *("SessionExistsError", "StaleError", "problem"),
}
STATED = {"unknown_{what}": ("backdrop", "style"), "withdrawn_{what}": ("backdrop", "style")}
LOOKED_AT = SOURCE / "imaging"
"""What looks at files that are sent: its reasons are answered as they are."""
PASSED_ON = {"archived", "wrong_region", "no_route", "no_method", "too_slow", "too_large", "error", "session_exists"}
"""Codes that ``interfaces/http/problems.py`` and others give without saying them in a call."""
OF_PHOTOS = {
    *("no_subject", "subject_missed", "too_dark", "too_bright", "out_of_focus", "too_small", "too_compressed"),
    "format_not_taken",
}
"""What is found in photos is told with the photo, and is no problem of a request."""


def test_every_problem_has_a_sentence() -> None:
    told = {code for code, _ in _answered()} | PASSED_ON | (_reasons() - OF_PHOTOS)
    assert len(told) > 120
    assert told - set(english("problems")) == set()


def test_what_a_sentence_tells_comes_with_the_problem() -> None:
    blanks = {
        code: set(re.findall(r"\{\{(\w+)\}\}", text))
        for code, text in english("problems").items()
        if isinstance(text, str)
    }
    calls = [(code, call) for code, call in _answered() if blanks[code]]
    assert {code for code, _ in calls} == {code for code, names in blanks.items() if names}
    for code, call in calls:
        given = [node for node in ast.walk(call) if isinstance(node, ast.Dict)]
        assert any({key.value for key in one.keys if isinstance(key, ast.Constant)} >= blanks[code] for one in given)


def _answered() -> Iterator[tuple[str, ast.Call]]:
    """Each code, and the call that makes the problem."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _name(node) in ANSWERED:
                at = 1 if _name(node) == "problem" else 0
                yield from ((code, node) for one in node.args[at : at + 1] for code in _codes(one))


def _codes(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str() as code):
            yield code
        case ast.JoinedStr():
            form = ast.unparse(node)[2:-1]
            yield from (form.replace("{what}", what) for what in STATED[form])
        case _:
            return


def _reasons() -> set[str]:
    return {
        str(node.args[0].value)
        for path in LOOKED_AT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and _name(node) == "Reason" and isinstance(node.args[0], ast.Constant)
    }


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))
