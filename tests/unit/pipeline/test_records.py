import json

from mirrorme.imaging.errors import Reason
from mirrorme.imaging.recipe import Compose, Matte, Recipe
from mirrorme.pipeline.order import Job, Order
from mirrorme.pipeline.result import EditResult

RECIPE = Recipe(steps=(Matte(tier="best"), Compose(backdrop="paper-white")))


def test_a_job_comes_out_of_json_as_it_went_in() -> None:
    job = Job(RECIPE, {"min_focus": 50.0}, "cpu", 2, "wall.png", None, {"u2net": "0" * 64})
    assert Job.from_json(job.to_json()) == job
    looking = Job(None, None)
    assert Job.from_json(looking.to_json()) == looking
    assert looking.steps == ()


def test_names_that_are_no_valid_unicode_survive() -> None:
    order = Order("in/\udcff.jpg", "out/\udcff-edited.jpg", None, "out/é-alpha.png")
    assert Order.from_json(order.to_json()) == order
    result = EditResult("in/\udcff.jpg", "edited", outputs=("out/\udcff.jpg",))
    line = result.to_json()
    assert line.encode("ascii")
    assert EditResult.from_json(line) == result


def test_a_result_is_one_line_with_all_that_was_promised() -> None:
    reason = Reason("too_dark", "It is\ntoo dark.", 93.0, 80.0)
    result = EditResult("a.jpg", "rejected", (reason,), seconds={"read": 0.1}, recipe=RECIPE.model_dump(mode="json"))
    line = result.to_json()
    assert "\n" not in line
    record = json.loads(line)
    assert record["reasons"] == [
        {"code": "too_dark", "message": "It is\ntoo dark.", "measured": 93.0, "limit": 80.0, "stops": None}
    ]
    assert {"photo", "status", "reasons", "outputs", "seconds", "recipe", "models", "measured"} <= record.keys()
    assert EditResult.from_json(line) == result
