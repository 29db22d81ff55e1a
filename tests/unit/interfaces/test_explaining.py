"""What people read of a score."""

from mirrorme.interfaces.cli.quality import in_lines
from mirrorme.pipeline.explain import ENDS, Explained
from mirrorme.quality import Score
from mirrorme.quality.records import Factor, Finding


def test_every_finding_is_told_with_its_box_the_gravest_too() -> None:
    boxes = [None, *((n, n, 9 * n, 9 * n) for n in range(1, 6))]
    findings = tuple(Finding(f"f{n}", f"fault {n}", 0.9 - n / 10, box) for n, box in enumerate(boxes))
    edges, light = Factor("edges", 50, "fault 0", findings), Factor("light", 99, "the light fits")
    told = in_lines(Explained(Score(80, (edges, light), "0"), (4000, 6000), {}))
    assert "4000 x 6000 pixels" in told
    assert "fault 0 (everywhere)" in told
    assert all(f"fault {n} [{n}, {n}, {9 * n}, {9 * n}]" in told for n in range(1, 6))
    assert told.count("fault 0") == 1
    assert "light (25 %): the light fits" in told


def test_no_evidence_has_a_name_that_an_edit_could_have() -> None:
    edits = ("edited.jpg", "edited.png", "alpha.png")
    assert not [end for end in ENDS if end in edits or not end.startswith("explained")]
