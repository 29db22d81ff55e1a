"""What is learnt from: ratings that may teach, split into those to learn from and those to be judged by."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from mirrorme.domain.errors import ConflictError
from mirrorme.domain.ratings import Taught
from mirrorme.quality.calibration import Calibration
from mirrorme.quality.learning import Example
from mirrorme.quality.rescore import NotStoredError, facts_of

LEAST = 200
"""Ratings that learning takes."""
LEAST_RATERS = 3
LEAST_HELD_OUT = 40
HELD_OUT_TIME = 0.2
"""The part of all ratings, the latest, that is kept out."""
HELD_OUT_FRANCHISES = 5
"""One franchise of so many is kept out, by the digest of its code: for good, whenever is learnt."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Ratings to learn from, and those that are kept out.

    digest: of all lines, each with its consent: another one as soon as a customer is erased or takes a yes back.
    franchises: kept out as a whole. until: the last moment that is learnt from. left_out: ratings of scores by other
    measurements.
    """

    digest: str
    learn: tuple[Example, ...]
    held_out: tuple[Example, ...]
    franchises: tuple[str, ...]
    until: str
    left_out: int
    by_franchise: Mapping[str, int]


def digest_of(lines: Sequence[Taught]) -> str:
    """SHA-256 (hex) of a dataset with its lineage."""
    whole = sha256()
    for line in sorted(lines, key=lambda one: one.rating):
        told = [line.rating, line.edit, line.rater, line.stars, line.at.isoformat(), line.consent, line.version]
        whole.update(json.dumps(told).encode() + b"\n")
    return whole.hexdigest()


def is_held_out(franchise: str) -> bool:
    """Whether a franchise is one of those that nothing is ever learnt from."""
    return int(sha256(franchise.encode()).hexdigest(), 16) % HELD_OUT_FRANCHISES == 0


def split(lines: Sequence[Taught], calibrations: Mapping[str, Calibration]) -> Dataset:
    """Split what may teach by franchise and by time.

    Args:
        lines: all that may teach.
        calibrations: by version of scores, those whose measurements are this program's.

    Raises:
        ConflictError: there are too few; says how many there are and how many it takes.
    """
    examples = []
    for line in sorted(lines, key=lambda one: (one.at, one.rating)):
        made_by = calibrations.get(line.version)
        try:
            facts = None if made_by is None else facts_of(line.score, made_by)
        except NotStoredError:
            facts = None
        if facts is not None:
            examples.append((line, Example(line.rater, line.franchise, line.edit, line.stars, facts)))
    _enough(examples)
    codes = sorted({line.franchise for line, _ in examples})
    away = {code for code in codes if is_held_out(code)}
    if not away and len(codes) > 1:
        # so few franchises that none was drawn: the first by digest, which stays the same as others join
        away = {min(codes, key=lambda code: sha256(code.encode()).hexdigest())}
    if len(away) == len(codes):
        away = set()
    until = examples[int((1 - HELD_OUT_TIME) * len(examples)) - 1][0].at
    learn = tuple(one for line, one in examples if line.franchise not in away and line.at <= until)
    taken = {one.edit for one in learn}
    # an edit that somebody rated early and somebody else late must not be on both sides
    held = tuple(one for line, one in examples if (line.franchise in away or line.at > until) and one.edit not in taken)
    if len(held) < LEAST_HELD_OUT or len(learn) < LEAST_HELD_OUT:
        raise ConflictError(
            "too_few_ratings",
            f"There are {len(learn)} ratings to learn from and {len(held)} to be judged by; it takes {LEAST_HELD_OUT} "
            "of each.",
        )
    counts = Counter(line.franchise for line, _ in examples)
    return Dataset(
        digest=digest_of(lines),
        learn=learn,
        held_out=held,
        franchises=tuple(sorted(away)),
        until=until.isoformat(),
        left_out=len(lines) - len(examples),
        by_franchise=dict(sorted(counts.items())),
    )


def _enough(examples: Sequence[tuple[Taught, Example]]) -> None:
    raters = len({example.rater for _, example in examples})
    if len(examples) < LEAST or raters < LEAST_RATERS:
        raise ConflictError(
            "too_few_ratings",
            f"Learning takes {LEAST} ratings with stars by {LEAST_RATERS} people, of photos whose customers agreed; "
            f"there are {len(examples)} by {raters}.",
        )
