"""Judge a finished edit by another calibration, from what was stored of it: no picture is needed, and no time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mirrorme.quality.calibration import Calibration
from mirrorme.quality.records import NOT_CUT, WEIGHTS, FactorName, Score, nothing_found


class NotStoredError(ValueError):
    """A stored score that has not what another calibration would need."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was seen of an edit, before anything weighed it. opinion: the network's severity by factor, 0 to 1."""

    measured: Mapping[FactorName, Mapping[str, float]]
    opinion: Mapping[FactorName, float]

    def severities(self, factor: FactorName, by: Calibration) -> dict[str, float]:
        """All that speaks against a factor, 0 to 1 each, as a calibration weighs it."""
        found = {code: by.severity(code, value) for code, value in self.measured[factor].items()}
        return found | {"network": by.network.get(factor, 0.0) * self.opinion[factor]}

    def score(self, by: Calibration) -> float:
        """0 to 100."""
        return by.total({name: by.value(name, self.severities(name, by).values()) for name in WEIGHTS})


def facts_of(score: Mapping[str, Any], made_by: Calibration) -> Facts:
    """What a stored score was made of.

    Args:
        score: as ``Score.to_data`` gave it.
        made_by: the calibration that gave it: what the network said is its severity over its weight there.

    Raises:
        NotStoredError: a factor or its measurements are missing.
    """
    try:
        factors = {factor["name"]: factor for factor in score["factors"]}
        measured = {name: dict(factors[name]["measured"]) for name in WEIGHTS}
        opinion = {}
        for name in WEIGHTS:
            weight = made_by.network.get(name, 0.0)
            opinion[name] = min(1.0, factors[name]["severities"].get("network", 0.0) / weight) if weight else 0.0
    except (KeyError, TypeError, AttributeError) as error:
        raise NotStoredError(f"this score can't be weighed anew: {error!r} is missing") from error
    return Facts(measured, opinion)


def rescored(score: Mapping[str, Any], made_by: Calibration, by: Calibration, version: str) -> dict[str, Any]:
    """A stored score as another calibration gives it; what was found stays, with its sentences and boxes.

    Raises:
        NotStoredError: it has not what that takes.
    """
    facts = facts_of(score, made_by)
    factors = []
    for factor in score["factors"]:
        severities = facts.severities(factor["name"], by)
        findings = [one | {"severity": round(severities[one["code"]], 3)} for one in factor["findings"]]
        value = round(by.value(factor["name"], severities.values()), 2)
        kept = findings or factor["sentence"] == NOT_CUT
        factors.append(
            factor
            | {
                "value": value,
                "sentence": factor["sentence"] if kept else nothing_found(factor["name"], value),
                "severities": {code: round(severity, 4) for code, severity in severities.items()},
                "findings": findings,
            }
        )
    total = round(by.total({factor["name"]: factor["value"] for factor in factors}), 2)
    decision = Score(total, (), version, bool(score["sure"])).decision
    return {**score, "value": total, "decision": decision, "version": version, "factors": factors}
