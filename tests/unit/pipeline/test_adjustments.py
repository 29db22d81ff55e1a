"""What is changed of a look for one photo."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mirrorme.imaging.recipe import Compose, Frame, Light, Matte, Recipe
from mirrorme.pipeline.look import Adjustments, Look, recipe_of
from mirrorme.pipeline.variation import vary
from tests.fakes.scores import score_of

ADJUSTMENTS = st.builds(
    Adjustments,
    matte=st.none() | st.sampled_from(("fast", "standard", "best")),
    exposure=st.none() | st.floats(-2, 2),
    warmth=st.none() | st.floats(-100, 100),
    backdrop=st.none() | st.sampled_from(("none", "paper-white", "brand:#112233")),
    style=st.none() | st.sampled_from(("high-key", "neutral")),
    crop=st.none() | st.sampled_from(("4x6", "square", "none")),
)


def step(recipe: Recipe, kind: type[Any]) -> Any:
    return next(one for one in recipe.steps if isinstance(one, kind))


@given(ADJUSTMENTS)
def test_each_adjustment_is_in_the_recipe_and_nothing_else_changes(changed: Adjustments) -> None:
    look = Look(style="high-key", crop="5x7", backdrop="paper-dove-grey")
    recipe = recipe_of(look, changed)
    assert step(recipe, Matte).tier == (changed.matte or look.matte)
    assert step(recipe, Frame).aspect == (changed.crop or look.crop)
    assert step(recipe, Compose).backdrop == (changed.backdrop or look.backdrop)
    style_ev = 0.35 if (changed.style or look.style) == "high-key" else 0.0
    assert step(recipe, Light).exposure_ev == style_ev + (changed.exposure or 0.0)
    assert step(recipe, Light).warmth == (changed.warmth or 0.0) / 100
    assert Recipe.model_validate_json(recipe.model_dump_json()) == recipe
    assert Adjustments.model_validate(changed.named) == changed


def test_without_adjustments_a_recipe_is_what_it_was() -> None:
    assert recipe_of(Look()) == recipe_of(Look(), Adjustments())
    old = {"step": "light", "auto": True, "exposure_ev": 0.35}
    assert Light.model_validate(old) == Light(exposure_ev=0.35, warmth=0.0)


@pytest.mark.parametrize(
    "wrong", [{"exposure": 2.1}, {"warmth": -101}, {"matte": "better"}, {"exposure": float("nan")}]
)
def test_adjustments_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Adjustments.model_validate(wrong)


@given(
    st.sampled_from(("fast", "standard", "best")),
    ADJUSTMENTS,
    st.sampled_from(("edges", "light", "colour", "composition", "artifacts")),
    st.sampled_from(("the subject is 0.8 stops too dark", "the subject is 1.2 stops too bright", "something")),
)
def test_a_photo_that_scored_low_is_edited_otherwise_than_before(
    tier: Any, before: Adjustments, worst: str, sentence: str
) -> None:
    look = Look(matte=tier)
    before = before.model_copy(update={"matte": None, "exposure": None})
    score = score_of(60, worst=worst)
    for factor in score["factors"]:
        factor["findings"][0]["sentence"] = sentence
    recipe = recipe_of(look, before)
    after = recipe_of(look, vary(recipe.model_dump(mode="json"), before, score))
    assert after != recipe
    moved = step(after, Light).exposure_ev - step(recipe, Light).exposure_ev
    if worst != "light" or sentence == "something":
        assert moved == 0
        assert step(after, Matte).tier != tier
    else:
        assert (moved > 0) == ("dark" in sentence)
