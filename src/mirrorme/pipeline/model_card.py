"""The model card of a calibration that was learnt: what it is, what from, how good, what it can't."""

from collections.abc import Iterator

from mirrorme.pipeline.dataset import Dataset
from mirrorme.quality.calibration import Calibration
from mirrorme.quality.comparison import Comparison
from mirrorme.quality.learning import KNOTS, Learnt


def card_of(learnt: Learnt, before: Calibration, data: Dataset, found: Comparison, seed: int) -> str:
    """Markdown."""
    return "\n".join(_lines(learnt, before, data, found, seed)) + "\n"


def _lines(learnt: Learnt, before: Calibration, data: Dataset, found: Comparison, seed: int) -> Iterator[str]:
    yield f"# Model card: {learnt.calibration.name}"
    yield ""
    yield (
        f"**What it is.** The calibration {before.name} with {learnt.freedom} moved by ratings: what is measured, and "
        "every sentence, are as before. Worse never scores better: all knots rise."
    )
    yield ""
    yield (
        f"**Learnt from** {len(data.learn)} ratings of {len(data.by_franchise)} franchises until {data.until}, with "
        f"the customers' consent to training (dataset {data.digest[:16]}, seed {seed}; the same give the same model)."
    )
    if data.left_out:
        yield f"{data.left_out} ratings were left out: their scores are of other measurements."
    yield ""
    away = ", ".join(data.franchises) or "none"
    yield f"**Judged by** {found.rated} ratings kept out: all after that time, and all of franchise {away}."
    yield ""
    yield "| | before | after |"
    yield "|---|---|---|"
    yield f"| within one star | {found.agreement_before:.1%} | {found.agreement_after:.1%} |"
    yield f"| mean error, stars | {found.error_before:.3f} | {found.error_after:.3f} |"
    if found.order_before is not None and found.order_after is not None:
        yield f"| one person's pairs in order | {found.order_before:.1%} | {found.order_after:.1%} |"
    yield ""
    yield f"Gain {found.gain:+.1%}, between {found.gain_low:+.1%} and {found.gain_high:+.1%} (95 %, bootstrap)."
    yield ""
    yield "**How people were heard** (bias: stars beside the others, of which at most one is believed)"
    yield ""
    yield "| who | ratings | mean stars | bias | weight | share | |"
    yield "|---|---|---|---|---|---|---|"
    for one in learnt.raters:
        said = "far from all others" if one.suspect else ""
        yield (
            f"| {one.rater} | {one.ratings} | {one.mean_stars} | {one.bias:+.2f} | {one.weight:.2f} | "
            f"{one.share:.1%} | {said} |"
        )
    yield ""
    yield "**Knots** (a factor's value before, and what it counts)"
    yield ""
    yield "| factor | " + " | ".join(f"{knot:g}" for knot in KNOTS) + " |"
    yield "|---" * (len(KNOTS) + 1) + "|"
    for name, knots in learnt.calibration.ratings.items():
        yield f"| {name} | " + " | ".join(f"{value:.1f}" for _, value in knots) + " |"
    yield ""
    yield (
        "**Limits.** It knows the people who rated and what they were shown, which is what was published: edits that "
        "never were have no ratings. A fault that no measurement sees can't be learnt."
    )
