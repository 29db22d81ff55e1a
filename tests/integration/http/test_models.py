"""Models, trials and accuracy through the API and the command."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.domain.model_registry import ModelState
from mirrorme.pipeline.accuracy import NO_DATA
from mirrorme.pipeline.alerts import watch
from mirrorme.pipeline.model_registry import move, register
from mirrorme.settings import Settings
from mirrorme.wiring.scorer import own_model
from tests.integration.conftest import Seeded, as_owner
from tests.integration.http.conftest import Api
from tests.integration.pipeline.rated import OWN, fill
from tests.integration.pipeline.test_learning import model_named

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(database_url: str, seeded: Seeded, tmp_path: Path) -> Run:
    assert seeded

    def started(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "mirrorme.interfaces.cli", "quality", *arguments]
        environment = {**os.environ, "DATABASE_URL": database_url, "MIRRORME_CONFIG": str(tmp_path)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return started


def add(records: PostgresRecords, name: str = "quality-2026-11", worst: float = 0.3) -> int:
    # for what the service itself scores with, whose network it has to go with
    own = own_model(Settings.from_environment().config)[0]
    model = replace(model_named(name, worst, own=own), card="# Card")
    with records.begin() as work:
        return register(work, model, who="test", why="test").id


def test_head_office_brings_models_on_and_nobody_else_does(api: Api) -> None:
    number = add(api.service.records)
    (listed,) = api.get("head_office", "/v1/models")
    assert (listed["id"], listed["kind"], listed["state"], listed["card"]) == (number, "quality", "candidate", "# Card")
    assert "content" not in listed
    state = f"/v1/models/{number}/state"
    for who in ("franchise", "client", "auditor"):
        assert api.refused(who, "POST", state, {"to": "trial", "why": "x"})[0] == 403
        for path in ("", "/trial", "/shadow", "/serving"):
            assert api.refused(who, "GET", f"/v1/models{path}")[0] == 403
    assert api.get("head_office", "/v1/models/trial")["model"] is None
    assert api.post("head_office", state, {"to": "trial", "why": "looks right"})["state"] == "trial"
    trial = api.get("head_office", "/v1/models/trial")
    assert trial["model"]["id"] == number
    assert trial["newer_arm"] == {"edits": 0, "published": 0, "complaints": 0}
    assert trial["judgement"]["verdict"] == "go_on"
    assert api.refused("head_office", "POST", state, {"to": "candidate", "why": "back"}) == (409, "wrong_model_state")
    assert api.refused("head_office", "POST", "/v1/models/999/state", {"to": "trial", "why": "x"}) == (404, "no_model")
    history = api.get("head_office", "/v1/history?kind=model.moved")["items"]
    assert [(one["who"], one["why"], one["data"]["to"]) for one in history] == [
        ("head_office:head_office", "looks right", "trial")
    ]


def test_a_trial_tells_what_it_takes_and_how_long_it_has_been(api: Api) -> None:
    before = api.get("head_office", "/v1/models/trial")
    assert (before["share"], before["rule"]["edits"], before["rule"]["rated"], before["days"]) == (0.1, 200, 50, None)
    number = add(api.service.records)
    api.post("head_office", f"/v1/models/{number}/state", {"to": "trial", "why": "x"})
    trial = api.get("head_office", "/v1/models/trial")
    assert trial["rule"] == before["rule"]
    assert 0 <= trial["days"] < 1
    assert (trial["franchises"], trial["confirmed_from"], trial["judgement"]["largest"]) == (0, 3, 0)
    assert trial["judgement"]["reason"] == "too_few"


def test_a_trial_tells_whose_photos_it_hangs_on(api: Api, run: Run) -> None:
    number = add(api.service.records)
    api.post("head_office", f"/v1/models/{number}/state", {"to": "trial", "why": "x"})
    fill(api.service.records, 12, franchises=6)
    with as_owner(api.service.records) as work:
        work.connection.execute(text("update model set state_at = '2026-09-01' where id = :id"), {"id": number})
        whose = "update edit set measured = jsonb_set(measured, '{score,version}', :version)"
        version = api.get("head_office", "/v1/models/trial")["model"]["version"]
        work.connection.execute(text(whose), {"version": json.dumps(version)})
    trial = api.get("head_office", "/v1/models/trial")
    assert (trial["franchises"], trial["newer_arm"]["edits"], trial["judgement"]["edits"]) == (6, 12, 12)
    assert trial["judgement"]["largest"] == pytest.approx(1 / 6)
    assert "6 franchises, the largest counts for 17%" in run("models").stderr


def test_a_shadow_tells_what_it_would_have_published(api: Api) -> None:
    assert api.get("head_office", "/v1/models/shadow")["model"] is None
    number = add(api.service.records)
    api.post("head_office", f"/v1/models/{number}/state", {"to": "shadow", "why": "x"})
    version = api.get("head_office", "/v1/models/shadow")["model"]["version"]
    fill(api.service.records, 6)
    # of six, those with a number that three divides would not go out by the shadow's scores
    change = """
        update edit set created_at = now() + interval '1 minute', measured = jsonb_set(measured, '{score,sure}', 'true')
            || jsonb_build_object('shadow', jsonb_build_array(jsonb_build_object(
                'version', cast(:version as text), 'value', case when id % 3 = 0 then 20 else 99 end)))"""
    with as_owner(api.service.records) as work:
        work.connection.execute(text(change), {"version": version})
    shadow = api.get("head_office", "/v1/models/shadow")
    assert (shadow["edits"], shadow["would_publish"], shadow["edits_needed"]) == (6, 4, 200)


def test_what_serves_is_told_and_rolled_back(api: Api) -> None:
    scorer, matting = api.get("head_office", "/v1/models/serving")
    assert (scorer["kind"], scorer["model"], matting["kind"], matting["model"]) == ("quality", None, "matting", None)
    assert (scorer["name"], len(scorer["version"]) > 0) == ("quality-3", True)
    back = {"kind": "quality", "why": "owners complain"}
    assert api.refused("head_office", "POST", "/v1/models/roll-back", back) == (409, "nothing_to_roll_back")
    number = add(api.service.records)
    for to in ("trial", "serving"):
        moved = api.post("head_office", f"/v1/models/{number}/state", {"to": to, "why": "x"})
    assert moved["moves"] == ["retired", "refused"]
    assert api.get("head_office", "/v1/models/serving")[0]["model"]["id"] == number
    assert api.refused("auditor", "POST", "/v1/models/roll-back", back)[0] == 403
    gone = api.post("head_office", "/v1/models/roll-back", back)
    assert (gone["id"], gone["state"], gone["moves"]) == (number, "refused", [])
    assert api.get("head_office", "/v1/models/serving")[0] == scorer


def test_a_model_that_is_altered_does_not_serve_and_is_told(api: Api, run: Run) -> None:
    records = api.service.records
    first, second = add(records, "first", 0.31), add(records, "second", 0.32)
    with records.begin() as work:
        for number in (first, second):
            for to in (ModelState.TRIAL, ModelState.SERVING):
                move(work, number, to, who="test", why="test")
    told = api.get("head_office", "/v1/models/serving")[0]
    assert (told["model"]["id"], told["refused"]) == (second, None)
    with as_owner(records) as work:
        work.connection.execute(text("update model set content = content || ' ' where id = :id"), {"id": second})
    told = api.get("head_office", "/v1/models/serving")[0]
    assert (told["model"]["id"], told["name"], told["refused"]["id"]) == (first, "first", second)
    assert f"model {first} serves" in run("models").stderr
    watch(records, 30, lambda: 0.5)
    (alert,) = api.get("head_office", "/v1/alerts?open=true")["items"]
    assert (alert["kind"], alert["severity"], alert["franchise"]) == ("model_altered", "critical", None)
    back = {"kind": "quality", "why": "altered"}
    assert api.post("head_office", "/v1/models/roll-back", back)["id"] == second
    assert api.get("head_office", "/v1/models/serving")[0]["refused"] is None
    watch(records, 30, lambda: 0.5)
    assert api.get("head_office", "/v1/alerts?open=true")["items"] == []


def test_with_no_ratings_accuracy_says_so(api: Api) -> None:
    found = api.get("franchise", "/v1/quality/accuracy")
    assert (found["rated"], found["within_one_star"], found["pairwise"]) == (0, None, None)
    assert (found["enough"], found["target"]) == (100, 0.92)
    assert found["note"] == NO_DATA


def test_accuracy_is_of_ones_own_franchise_by_model_and_month(api: Api) -> None:
    fill(api.service.records, 90, franchises=3)
    everything = api.get("head_office", "/v1/quality/accuracy")
    own = api.get("franchise", "/v1/quality/accuracy?franchise=002")
    assert (everything["rated"], own["rated"]) == (90, 30)
    assert {one["franchise"] for one in own["groups"]} == {"001"}
    assert {one["month"] for one in everything["groups"]} == {"2026-10"}
    assert sum(one["n"] for one in own["calibration"]) == 30
    assert 0 <= own["within_one_star"] <= 1
    assert "Only 30 ratings" in own["note"]
    (drift,) = everything["drift"]
    assert (drift["month"], drift["edits"], drift["psi"]) == ("2026-10", 90, None)
    assert set(drift["inputs"]) == {"edges", "light", "colour", "composition", "artifacts"}
    assert api.get("head_office", "/v1/quality/accuracy?since=2026-11-01T00:00:00Z")["rated"] == 0


def test_the_command_tells_accuracy_and_refuses_to_learn_from_too_little(run: Run, records: PostgresRecords) -> None:
    assert run("accuracy").stdout.strip() == NO_DATA
    fill(records, 30)
    told = run("accuracy")
    assert "Only 30 ratings" in told.stdout
    assert json.loads(run("accuracy", "--json").stdout)["rated"] == 30
    refused = run("retrain")
    assert refused.returncode == 1
    assert "takes 200 ratings" in refused.stderr


def test_the_command_registers_promotes_and_rolls_back(run: Run, records: PostgresRecords, tmp_path: Path) -> None:
    mine, hair, card = tmp_path / "mine.json", tmp_path / "hair.onnx", tmp_path / "card.md"
    mine.write_text(OWN.calibration.to_json(""))
    hair.write_bytes(b"weights")
    card.write_text("# Mine")
    assert run("register", str(mine), "--name", "mine", "--card", str(card)).returncode == 0
    assert run("register", str(hair), "--name", "hair").returncode == 0
    again = run("register", str(mine), "--name", "mine")
    assert (again.returncode, "This is model" in again.stderr) == (2, True)
    mine.write_text("{}")
    assert "this is no calibration" in run("register", str(mine), "--name", "mine").stderr
    listed = json.loads(run("models", "--json").stdout)
    assert [(one["kind"], one["state"]) for one in listed] == [("matting", "candidate"), ("quality", "candidate")]
    number = str(listed[1]["id"])
    assert run("promote", number).returncode == 2
    assert run("promote", number, "--to", "trial").returncode == 0
    assert "on trial: go on" in run("models").stderr
    assert run("promote", number, "--why", "it is better").returncode == 0
    assert "serving" in run("models").stdout
    assert run("roll-back", "--why", "it is not").returncode == 0
    refused = run("roll-back")
    assert (refused.returncode, "Nothing is on trial" in refused.stderr) == (2, True)
    with records.begin() as work:
        assert [one.state for one in work.models.all("quality")] == [ModelState.REFUSED]
        assert work.models.all("matting")[0].digest == listed[0]["digest"]


def test_a_promoted_model_can_be_had_back(records: PostgresRecords) -> None:
    first, second = add(records), add(records, "other", 0.5)
    with records.begin() as work:
        for number in (first, second):
            move(work, number, ModelState.TRIAL, who="test", why="")
            move(work, number, ModelState.SERVING, who="test", why="")
        assert move(work, first, ModelState.SERVING, who="test", why="had back").state is ModelState.SERVING
        assert {one.id: one.state for one in work.models.all()}[second] is ModelState.RETIRED
