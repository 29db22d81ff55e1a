"""From portraits to a network with its calibration."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from mirrorme.adapters.models.quality import SHIPPED
from mirrorme.adapters.training.plan import Plan
from mirrorme.adapters.training.portraits import held_out, portraits
from mirrorme.adapters.training.samples import LOOKS, TURNS, make_samples
from mirrorme.adapters.training.train import train
from mirrorme.pipeline.bench import Bench


def run(photos: Sequence[Path], out: Path, bench: Bench, cache: Path, plan: Plan) -> Iterator[str]:
    """Train on the portraits that are not held out; yields progress in lines.

    Writes the network and, beside it, the shipped calibration with the new digest. How much the network counts in it is
    for ``mirrorme quality evaluate`` to justify: it starts with what the shipped one has.
    """
    people = list(portraits([path for path in photos if not held_out(path.stem)], bench, cache))
    rounds = -(-plan.samples // LOOKS)
    yield f"{len(people)} portraits, {rounds * LOOKS} looks at {-(-rounds // TURNS)} edits of them"
    made = make_samples(people, rounds, plan.seed, cache / f"samples-{plan.seed}", plan.threads)
    yield "samples are made"
    lines: list[str] = []
    digest = train(made, out, plan, lines.append)
    yield from lines
    data = json.loads(SHIPPED.read_text(encoding="utf-8")) | {"name": out.stem, "sha256": digest}
    calibration = out.with_suffix(".json")
    calibration.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    yield f"{out} has the SHA-256 {digest}; `mirrorme quality use {calibration}` scores with it"
