"""What people say of two models on the same edits."""

from mirrorme.domain.trials import Paired
from mirrorme.pipeline.learning import paired_of
from mirrorme.pipeline.model_registry import Rated


def said(rater: str, franchise: str, stars: int, times: int) -> list[Rated]:
    # four stars is what the newer model says, two what the older does
    return [Rated(rater, franchise, stars, {"new": 85.0, "old": 45.0})] * times


def test_the_accounts_of_one_franchise_do_not_decide_a_trial() -> None:
    honest = [one for place in range(8) for one in said(f"person:{place}", f"{place:03d}", 4, 10)]
    owned = [one for place in range(20) for one in said(f"person:1{place:02d}", "900", 1, 10)]
    assert paired_of(honest, "new", "old") == Paired(80, 80, 0)
    assert paired_of([*owned, *honest], "new", "old") == Paired(100, 80, 20)


def test_one_person_has_a_fifth_of_what_counts() -> None:
    much = said("person:1", "001", 1, 500)
    others = [one for place in range(2, 10) for one in said(f"person:{place}", "001", 4, 5)]
    assert paired_of([*much, *others], "new", "old") == Paired(50, 40, 10)


def test_only_edits_that_both_have_scored_count() -> None:
    assert paired_of([], "new", "old") == Paired(0, 0, 0)
    assert paired_of([Rated("person:1", "001", 4, {"new": 85.0})], "new", "old") == Paired(0, 0, 0)
