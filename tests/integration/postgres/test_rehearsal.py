"""The simulated month, small: from nothing to a model that somebody decided about, by the real rules."""

from mirrorme.wiring.simulated_month import Month, rehearse_month
from tests.integration.pipeline.rated import OWN


def test_a_month_goes_from_too_few_ratings_to_a_model_with_its_card() -> None:
    told = list(rehearse_month(Month(seed=1, franchises=10, photos=10), OWN))
    whole = "\n".join(told)
    assert "day 0: learning refuses: Learning takes 200 ratings" in whole
    assert "day 8: model 1 is a candidate" in whole
    assert "day 8: model 1 is shadow" in whole
    assert "model 1 is trial" in whole
    assert "far from all others" in whole
    assert told[-1] == "3000 edits scored; 0 alerts"
    (last,) = [line for line in told if line.startswith("in the end: ")]
    assert "model 1 " in last
    # how soon a trial ends depends on the day's date, which draws the photos that take part
    missed = "".join(line for line in told if line.startswith("not reached in this run: "))
    assert not any(step in missed for step in ("registered", "on shadow", "on trial"))


def test_a_month_with_few_ratings_says_so_tries_again_and_says_what_was_not_reached() -> None:
    told = list(rehearse_month(Month(seed=7, franchises=3, photos=10), OWN))
    refused = [line.split(":")[0] for line in told if "learning refuses: Learning takes 200 ratings" in line]
    assert refused[:3] == ["day 0", "day 8", "day 12"]
    assert any(line.startswith("day 28: ") for line in told)
    assert "in the end: no model" in told
    assert told[-2].startswith("not reached in this run: registered, on shadow, on trial, promoted, rolled back; more ")
    assert told[-1] == "900 edits scored; 0 alerts"
