"""What the service says in English the portal knows word by word, so that it can say it in the reader's language."""

import json
import re
from pathlib import Path
from typing import Any

from mirrorme.domain.alerts import RULES
from mirrorme.imaging.backdrops import catalogue
from mirrorme.imaging.styles import styles
from mirrorme.pipeline.advice import ADVICE

FEATURES = Path(__file__).parents[3] / "portal" / "src" / "features"


def english(feature: str) -> Any:
    return json.loads((FEATURES / feature / "i18n" / "en.json").read_text())


def test_every_alarm() -> None:
    said = {kind: re.sub(r"\{(:[^}]*)\}", blank, rule.say) for kind, rule in RULES.items()}
    assert english("office")["says"] == said


def test_every_backdrop_and_style_of_the_house() -> None:
    ours = {one.name: one.title for one in catalogue()} | {one.name: one.title for one in styles()}
    assert english("studio")["looks"] == ours


def test_every_advice_for_a_retake() -> None:
    reasons = english("studio")["reasons"]
    assert {name: reasons[f"low_{name}"]["todo"] for name in ADVICE} == dict(ADVICE)


def blank(field: re.Match[str]) -> str:
    return "{{n}}%" if field[1].endswith("%") else "{{n}}"
