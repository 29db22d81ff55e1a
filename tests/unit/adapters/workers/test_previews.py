"""Of a person's previews the newest is rendered; whoever was overtaken is told, and what died is replaced."""

import base64
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from mirrorme.adapters.workers.child import Lost
from mirrorme.adapters.workers.previews import MOST_WAITING, Previews
from mirrorme.domain.errors import LimitError
from mirrorme.imaging.recipe import Recipe
from mirrorme.pipeline.ports import UnavailableError
from mirrorme.pipeline.preview_order import PreviewOrder

LIMIT_S = 10.0


@dataclass
class Renderer:
    """In the place of a child: it answers with the original that it was given, when it may."""

    may: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)
    answer: str | Lost | None = None
    alive: bool = True

    def ask(self, line: str, limit_s: float) -> str | Lost:
        self.asked.append(base64.b64decode(json.loads(line)["original"]).decode())
        assert self.may.wait(limit_s)
        return self.answer or json.dumps({"picture": json.loads(line)["original"]})

    def warm(self) -> None: ...

    def close(self) -> None:
        self.alive = False


def order(name: str) -> PreviewOrder:
    return PreviewOrder(Recipe(steps=()), name.encode(), b"")


def previews(*renderers: Renderer) -> Previews:
    left = iter(renderers)
    return Previews(lambda: next(left))  # type: ignore[arg-type,return-value]  # stands for a child


@dataclass
class Asking:
    """Somebody who asks, in a thread of their own."""

    rendering: Previews
    who: str
    name: str
    got: bytes | LimitError | None = None

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._ask, daemon=True)
        self.thread.start()

    def _ask(self) -> None:
        try:
            self.got = self.rendering.render(self.who, order(self.name))
        except LimitError as error:
            self.got = error

    def done(self) -> bytes | str | None:
        self.thread.join(LIMIT_S)
        return self.got.code if isinstance(self.got, LimitError) else self.got


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not done() and time.monotonic() < deadline:
        time.sleep(0.002)
    assert done()


def test_the_newest_wins_and_the_others_are_told() -> None:
    renderer = Renderer()
    rendering = previews(renderer)
    first = Asking(rendering, "ada", "first")
    until(lambda: renderer.asked == ["first"])
    second = Asking(rendering, "ada", "second")
    until(lambda: rendering._newest == {"ada": 2})  # noqa: SLF001 (nobody else can tell)
    third = Asking(rendering, "ada", "third")
    assert second.done() == "overtaken"  # at once, while the first is still under way
    renderer.may.set()
    assert (first.done(), third.done()) == ("overtaken", b"third")
    assert renderer.asked == ["first", "third"]


def test_nobody_overtakes_somebody_else() -> None:
    renderer = Renderer()
    rendering = previews(renderer)
    asking = [Asking(rendering, who, who) for who in ("ada", "bob", "eve")]
    renderer.may.set()
    assert [one.done() for one in asking] == [b"ada", b"bob", b"eve"]


def test_where_too_many_wait_more_are_asked_to_come_back() -> None:
    renderer = Renderer()
    rendering = previews(renderer)
    asking = [Asking(rendering, f"person {number}", "a") for number in range(MOST_WAITING)]
    until(lambda: len(rendering._newest) == MOST_WAITING)  # noqa: SLF001 (nobody else can tell)
    with pytest.raises(LimitError) as refused:
        rendering.render("one more", order("b"))
    assert refused.value.code == "busy"
    renderer.may.set()
    assert {one.done() for one in asking} == {b"a"}


def test_a_process_that_died_is_told_and_replaced() -> None:
    dead, alive = Renderer(answer=Lost("worker_died", "It crashed.")), Renderer()
    dead.may.set()
    alive.may.set()
    rendering = previews(dead, alive)
    with pytest.raises(UnavailableError, match="It crashed"):
        rendering.render("ada", order("a"))
    dead.alive = False
    assert rendering.render("ada", order("b")) == b"b"


def test_what_can_t_be_rendered_is_said() -> None:
    renderer = Renderer(answer=json.dumps({"problem": "it has a LUT"}))
    renderer.may.set()
    with pytest.raises(UnavailableError, match="it has a LUT"):
        previews(renderer).render("ada", order("a"))


def test_a_process_is_warmed_once() -> None:
    renderer = Renderer()
    renderer.may.set()
    rendering = previews(renderer)
    for _ in range(3):
        rendering.warm()
    assert rendering.render("ada", order("a")) == b"a"
    rendering.close()
    assert not renderer.alive
