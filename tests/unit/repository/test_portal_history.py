"""What the history tells, kinds and reasons, the portal can say in its reader's language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from mirrorme.domain.alerts import RULES
from tests.unit.repository.test_portal_words import FEATURES, english

SOURCE = Path(__file__).parents[3] / "src" / "mirrorme"
OTHERS = (
    "adapters/workers/seat.py",
    "interfaces/cli/review.py",
    "interfaces/http/live.py",
    "pipeline/notice_texts.py",
)
"""Where ``why`` is something else."""
SPELT = {
    "7 was 7": ["vip was paused", "bulk was resumed"],
    "7, though it was 7": [
        "tried again by hand, though it was rejected",
        "tried again by hand, though it was to be taken again",
    ],
    "by 7": ["by password", "by totp", "by passkey", "by recovery", "by single sign-on"],
    "wrong 7": ["wrong password", "wrong totp", "wrong passkey", "wrong recovery"],
    "taken back: 7": ["taken back: approved", "taken back: sent to be edited again", "taken back: retaken"],
}
"""What is said of few words that the program puts together."""
MADE = {
    *(f"lane.{verb}" for verb in ("paused", "resumed")),
    *(f"{part}.withdrawn" for part in ("backdrop", "lut", "style")),
    *(f"notice.{kind}" for kind in ("rejections", "review", "summary")),
    *(f"view.{which}" for which in ("original", "edited", "picture", "export")),
}
"""Kinds that the program puts together; those of alarms are said as the alarms are."""
NOT_LEARNT = {"too_few_ratings", "model_exists"}
"""Refusals that the history tells as the reason why nothing was learnt."""
KIND = re.compile(r"[a-z_]+\.[a-z_]+")


def test_every_reason_has_words() -> None:
    known = [*_texts_of("WHYS"), *_texts_of("SILENT")]
    forms = [re.compile(re.sub(r"\\\{\\\{\w+\\\}\\\}", ".+", re.escape(text))) for text in known]
    told = {one for text in _whys() for one in SPELT.get(text, [text])}
    assert len(told) > 80
    assert sorted(text for text in told if not any(form.fullmatch(text) for form in forms)) == []


def test_every_kind_has_words() -> None:
    told = {kind for path in SOURCE.rglob("*.py") for kind in _kinds(ast.parse(path.read_text()))} | MADE
    assert len(told) > 60
    assert told - _leaves(english("history")["kinds"]) == set()
    assert set(RULES) == set(english("office")["kinds"])


def _whys() -> set[str]:
    """All that is given as a reason, its blanks as 7."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).as_posix() not in OTHERS:
            for node in ast.walk(ast.parse(path.read_text())):
                found.update(text for value in _reasons(node) for text in _texts(value))
    return found - {""}


def _reasons(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.keyword(arg="why", value=value):
            yield value
        case ast.Assign(targets=[ast.Name(id="why" | "GIVEN_UP")], value=value):
            yield value
        case ast.FunctionDef(name="_why" | "objection"):
            for one in ast.walk(node):
                yield from [one.value] if isinstance(one, ast.Return) and one.value else []
                yield from one.values if isinstance(one, ast.Dict) else []
        case ast.Call(func=ast.Name(id="ConflictError"), args=[ast.Constant(value=code), text]) if code in NOT_LEARNT:
            yield text
        case ast.Call(func=ast.Name(id="ModelRefusedError" | "OtherNetworkError"), args=[text]):
            yield text
        case ast.FunctionDef(args=ast.arguments(args=args, defaults=defaults)):
            named = zip(args[len(args) - len(defaults) :], defaults, strict=True)
            yield from (value for one, value in named if one.arg == "why")
        case _:
            return


def _texts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "7" for one in values)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_texts(body), *_texts(orelse))
        case ast.BinOp(left=left, right=right):
            yield from (one + other for one in _texts(left) for other in _texts(right))
        case _:
            return


def _kinds(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("note", "_note"):
            yield from (text for one in node.args for text in _texts(one) if KIND.fullmatch(text))


def _texts_of(name: str) -> list[str]:
    source = (FEATURES / "history" / "components" / "whys.ts").read_text()
    found = re.search(rf"const {name} = \{{(.*?)\n\}} as const;", source, re.DOTALL)
    assert found is not None
    return [text for _, text in re.findall(r"""^\s+\w+:\s*(["'])(.*?)\1,$""", found[1], re.MULTILINE)]


def _leaves(tree: dict[str, str | dict[str, str]], before: str = "") -> set[str]:
    return {
        leaf
        for key, value in tree.items()
        for leaf in ({before + key} if isinstance(value, str) else {f"{before}{key}.{one}" for one in value})
    }
