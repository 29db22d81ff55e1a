"""What the service says in English the portal knows word by word, so that it can say it in the reader's language."""

import json
import re
from pathlib import Path
from typing import Any

from mirrorme.domain.alerts import RULES
from mirrorme.imaging.backdrops import catalogue
from mirrorme.imaging.styles import styles
from mirrorme.pipeline.advice import ADVICE
from mirrorme.quality.records import NOT_CUT, PUBLISH_FROM, REVIEW_FROM, SMALL, WEIGHTS, nothing_found

SOURCE = Path(__file__).parents[3] / "src" / "mirrorme"
FEATURES = Path(__file__).parents[3] / "portal" / "src" / "features"


def english(feature: str) -> Any:
    """Our English, with the apostrophes that the service writes; the portal's are typeset."""
    return json.loads((FEATURES / feature / "i18n" / "en.json").read_text().replace("\u2019", "'"))


def test_every_alarm() -> None:
    said = {kind: re.sub(r"\{(:[^}]*)\}", blank, rule.say) for kind, rule in RULES.items()}
    assert english("office")["says"] == said


def test_every_backdrop_and_style_of_the_house() -> None:
    ours = {one.name: one.title for one in catalogue()} | {one.name: one.title for one in styles()}
    assert english("studio")["looks"] == ours


def test_every_advice_for_a_retake() -> None:
    reasons = english("studio")["reasons"]
    assert {name: reasons[f"low_{name}"]["todo"] for name in ADVICE} == dict(ADVICE)


def test_when_a_score_is_good_and_what_is_said_of_a_factor_then() -> None:
    grades = (FEATURES / "photo" / "components" / "grade.ts").read_text()
    begins = {name: float(value) for name, value in re.findall(r"^const (GOOD|FAIR) = (\d+);$", grades, re.MULTILINE)}
    assert begins == {"GOOD": PUBLISH_FROM, "FAIR": REVIEW_FROM}
    said = english("photo")["said"]
    assert {name: said[f"{name}Well"] for name in WEIGHTS} == {
        name: nothing_found(name, PUBLISH_FROM) for name in WEIGHTS
    }
    assert (said["small"], said["notCut"]) == (SMALL, NOT_CUT)


def blank(field: re.Match[str]) -> str:
    return "{{n}}%" if field[1].endswith("%") else "{{n}}"


def test_a_franchise_is_feminine_in_german() -> None:
    ours = [*FEATURES.glob("*/i18n/de.json"), SOURCE / "pipeline" / "notice_texts.py"]
    wrong = re.compile(r"\b(?:das|ein|Ihr|[Ii]hres|eines|ganzes|neues|jedes|dieses) Franchise\b")
    assert [found[0] for path in ours for found in wrong.finditer(path.read_text())] == []
