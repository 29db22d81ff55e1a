"""One photo through the pipeline, with networks that take no time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import cv2
import numpy as np
import pytest

from mirrorme.imaging.backdrops import render
from mirrorme.imaging.develop import Kit
from mirrorme.imaging.errors import Reason
from mirrorme.imaging.inspect import GateLimits
from mirrorme.imaging.matte import Segmenters
from mirrorme.imaging.network import NetworkSpec, Tensor
from mirrorme.imaging.recipe import Compose, Export, Frame, Grade, Light, Matte, Recipe
from mirrorme.pipeline.bench import Bench
from mirrorme.pipeline.edit import carry_out
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.ports import StorageError

RECIPE = Recipe(
    steps=(Matte(), Light(), Frame(), Compose(backdrop="paper-white"), Grade(), Export(cutout=True, alpha=True))
)
ORDER = Order("a.jpg", "a-edited.jpg", "a-edited.png", "a-alpha.png")


@dataclass(frozen=True)
class Bright:
    """Takes what is bright for the subject."""

    name: str = "bright"
    digest: str = "1" * 64
    spec: NetworkSpec = NetworkSpec(64)  # noqa: RUF009 (frozen)

    def run(self, *inputs: Tensor) -> list[Tensor]:
        return [np.clip(inputs[0].mean(1, keepdims=True) * 3 - 1, 0, 1)]


@dataclass(frozen=True)
class Nobody:
    """Finds no face."""

    name: str = "nobody"
    digest: str = "2" * 64
    spec: NetworkSpec = NetworkSpec(128)  # noqa: RUF009 (frozen)

    def run(self, *_: Tensor) -> list[Tensor]:
        return [np.zeros((1, 896, 16), np.float32), np.full((1, 896, 1), -50, np.float32)]


@dataclass(frozen=True)
class Memory:
    """Photos and pictures in memory; full after so many pictures."""

    photos: Mapping[str, bytes]
    room: int = 100
    kept: dict[str, bytes] = field(default_factory=dict)

    def read(self, photo: str, at_most: int) -> bytes:
        if photo not in self.photos:
            raise StorageError(Reason("not_readable", "It is gone."))
        return self.photos[photo][:at_most]

    def write(self, name: str, data: bytes) -> None:
        if len(self.kept) >= self.room:
            raise StorageError(Reason("disk_full", "There is no room."))
        self.kept[name] = data


def portrait() -> bytes:
    picture = np.random.default_rng(3).integers(10, 30, (600, 480, 3), np.uint8)
    cv2.ellipse(picture, (240, 360), (120, 200), 0, 0, 360, (190, 200, 220), -1)
    return cv2.imencode(".jpg", picture)[1].tobytes()


PHOTO = portrait()


def bench(memory: Memory, gate: GateLimits | None = None) -> Bench:
    kit = Kit(Segmenters(Bright(), Bright()), partial(render, "paper-white"))
    return Bench(memory, memory, Nobody(), gate, kit, device=lambda: "cpu")


def test_an_order_gives_all_its_pictures_and_a_full_account() -> None:
    memory = Memory({"a.jpg": PHOTO})
    result = carry_out(ORDER, RECIPE, bench(memory))
    assert (result.status, result.reasons, result.device) == ("edited", (), "cpu")
    assert result.outputs == ("a-edited.jpg", "a-edited.png", "a-alpha.png") == tuple(memory.kept)
    assert {"read", "faces", "matte", "light", "compose", "grade", "export", "write"} <= result.seconds.keys()
    assert result.recipe == RECIPE.model_dump(mode="json")
    assert result.models == {"nobody": "2" * 64, "bright": "1" * 64}
    decoded = [cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED) for data in memory.kept.values()]
    assert [picture is not None and picture.shape for picture in decoded] == [(600, 480, 3), (600, 480, 4), (600, 480)]


def test_the_same_order_gives_the_same_bytes() -> None:
    first, second = Memory({"a.jpg": PHOTO}), Memory({"a.jpg": PHOTO})
    carry_out(ORDER, RECIPE, bench(first))
    carry_out(ORDER, RECIPE, bench(second))
    assert first.kept == second.kept


def test_only_what_was_ordered_is_written() -> None:
    memory = Memory({"a.jpg": PHOTO})
    plain = RECIPE.model_copy(update={"steps": (*RECIPE.steps[:-1], Export())})
    assert carry_out(Order("a.jpg", "a-edited.jpg"), plain, bench(memory)).outputs == ("a-edited.jpg",)


def test_a_photo_below_the_gate_is_rejected_with_every_reason_and_nothing_is_written() -> None:
    memory = Memory({"a.jpg": PHOTO})
    result = carry_out(ORDER, RECIPE, bench(memory, GateLimits()))
    assert result.status == "rejected"
    assert len(result.reasons) >= 1
    assert (result.outputs, memory.kept) == ((), {})


def test_without_a_recipe_a_photo_is_only_inspected() -> None:
    memory = Memory({"a.jpg": PHOTO})
    lenient = GateLimits(min_short=100, min_long=100, min_focus=0, max_share=1, min_jpeg_quality=0)
    looking = replace(bench(memory, lenient), kit=None)
    result = carry_out(ORDER, None, looking)
    assert (result.status, result.recipe, memory.kept) == ("passed", {}, {})
    assert result.measured["gate"]
    assert carry_out(ORDER, None, replace(looking, gate=GateLimits())).status == "rejected"


@pytest.mark.parametrize("data", [b"", b"no photo at all", PHOTO[: len(PHOTO) // 2]])
def test_what_is_no_whole_photo_is_rejected(data: bytes) -> None:
    result = carry_out(ORDER, RECIPE, bench(Memory({"a.jpg": data})))
    assert result.status == "rejected"
    assert result.reasons[0].message


def test_a_photo_that_is_gone_fails_and_is_not_called_bad() -> None:
    result = carry_out(ORDER, RECIPE, bench(Memory({})))
    assert (result.status, result.reasons[0].code) == ("failed", "not_readable")


def test_where_room_runs_out_the_result_names_what_was_written() -> None:
    memory = Memory({"a.jpg": PHOTO}, room=1)
    result = carry_out(ORDER, RECIPE, bench(memory))
    assert (result.status, result.reasons[0].code, result.outputs) == ("failed", "disk_full", ("a-edited.jpg",))
