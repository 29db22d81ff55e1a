"""From ratings to the model that serves, on real records: refusals, registry, trials, and what erasure takes out."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import numpy as np
import pytest
from sqlalchemy import text

from mirrorme.adapters.postgres import accuracy, lists
from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.domain.errors import ConflictError, InvalidError
from mirrorme.domain.model_registry import Model, ModelState
from mirrorme.domain.records import Caller
from mirrorme.domain.trials import Arm, is_tried
from mirrorme.pipeline import dataset, learning
from mirrorme.pipeline.dataset import digest_of
from mirrorme.pipeline.judging import Judges, Own, serving_of
from mirrorme.pipeline.learning import advance, learn_and_advance, retrain
from mirrorme.pipeline.model_registry import move, register, roll_back
from mirrorme.pipeline.on_trial import on_trial
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.privacy import ask_erasure
from mirrorme.pipeline.result import EditResult
from mirrorme.quality.crowd import an_edit
from mirrorme.quality.score import version_of
from tests.integration.conftest import as_owner
from tests.integration.pipeline.rated import BEGAN, OWN, fill

HEAD = Caller("key:3", "office", "head_office", None)


def model_named(name: str, worst: float, at: datetime | None = None, own: Own = OWN) -> Model:
    """A calibration of its own, for a machine."""
    content = replace(own.calibration, name=name, worst=worst).to_json(own.network)
    digest, now = sha256(content.encode()).hexdigest(), at or datetime.now(UTC)
    version = version_of(content, own.network)
    state = ModelState.CANDIDATE
    return Model(0, "quality", name, digest, version, content, state, "", {}, "", made_at=now, state_at=now)


def put(records: PostgresRecords, name: str, worst: float, *states: ModelState) -> Model:
    with records.begin() as work:
        made = register(work, model_named(name, worst), who="test", why="test")
        for state in states:
            made = move(work, made.id, state, who="test", why="test")
    return made


def a_result(seed: int = 1) -> EditResult:
    score = an_edit(OWN.calibration, OWN.version, np.random.default_rng(seed))
    return EditResult("photo", "edited", measured={"score": score})


def an_order(photo: int = 1) -> Order:
    return Order(f"mirrorme-franchise-001/raw/2026-11-17/session-001/photo-{photo:03d}.jpg", jpeg="")


def told(records: PostgresRecords, kind: str) -> list[Any]:
    with records.begin() as work:
        return lists.history(work.connection, lists.Asked(kind=kind), None, 100)


def test_too_few_ratings_are_refused_with_how_many_there_are(records: PostgresRecords) -> None:
    fill(records, 30)
    with pytest.raises(ConflictError, match=r"takes 200 ratings with stars by 3 people.*there are 30 by 5"):
        retrain(records, OWN, who="test")
    (line,) = told(records, "model.not_learnt")
    assert "there are 30 by 5" in line.why
    assert learn_and_advance(records, OWN) == 0
    # once in a month is enough
    assert len(told(records, "model.not_learnt")) == 1


def test_what_is_learnt_is_registered_with_its_card_and_no_worse_on_what_was_kept_out(records: PostgresRecords) -> None:
    fill(records, 400)
    asked = retrain(records, OWN, who="test", dry=True)
    assert told(records, "model.registered") == []
    done = retrain(records, OWN, who="test")
    assert done.model is not None
    assert done.model.content == asked.learnt.calibration.to_json("")
    figures = done.model.figures
    assert figures["agreement_after"] >= figures["agreement_before"]
    assert figures["error_after"] < figures["error_before"]
    assert done.data.franchises
    assert "person:1" in done.model.card
    assert done.model.dataset == done.data.digest
    with pytest.raises(ConflictError, match=f"model {done.model.id}"):
        retrain(records, OWN, who="test")
    moved = advance(records, OWN)
    assert moved is not None
    assert moved.state is ModelState.SHADOW
    assert [line.kind for line in told(records, "model.moved")] == ["model.moved"]


def test_nothing_of_a_franchise_that_is_kept_out_is_learnt(records: PostgresRecords) -> None:
    fill(records, 300)
    with records.begin() as work:
        lines = work.ratings.dataset()
    found = dataset.split(lines, {OWN.version: OWN.calibration})
    away = {line.edit for line in lines if line.franchise in found.franchises}
    assert away
    assert away.isdisjoint({one.edit for one in found.learn})
    assert {one.edit for one in found.learn}.isdisjoint({one.edit for one in found.held_out})
    latest = max(line.at for line in lines if line.edit in {one.edit for one in found.learn})
    assert latest.isoformat() <= found.until


def test_scores_by_other_measurements_are_left_out(records: PostgresRecords) -> None:
    fill(records, 210)
    with as_owner(records) as work:
        change = """update edit set measured = jsonb_set(measured, '{score,version}', '"older"') where id % 2 = 0"""
        work.connection.execute(text(change))
    with pytest.raises(ConflictError, match="there are 105 by 5"):
        retrain(records, OWN, who="test", dry=True)


def test_a_score_that_nobody_could_be_sure_of_teaches_nothing_and_is_no_disagreement(records: PostgresRecords) -> None:
    fill(records, 210)
    with as_owner(records) as work:
        change = "update edit set measured = jsonb_set(measured, '{score,sure}', 'false') where id % 2 = 0"
        work.connection.execute(text(change))
    with pytest.raises(ConflictError, match="there are 105 by 5"):
        retrain(records, OWN, who="test", dry=True)
    with records.begin() as work:
        assert len(accuracy.rated(work.connection, accuracy.About())) == 105
        assert len(work.models.rated(BEGAN)) == 105


def test_who_is_erased_or_takes_a_yes_back_is_out_of_the_next_dataset(records: PostgresRecords) -> None:
    first, second, *_ = fill(records, 40)
    with records.begin() as work:
        before = work.ratings.dataset()
    ask_erasure(records, HEAD, first)
    with records.begin() as work:
        after = work.ratings.dataset()
    assert {line.franchise for line in before} - {line.franchise for line in after} == {"001"}
    assert digest_of(before) != digest_of(after)
    with records.begin() as work:
        no = {"franchise": "002", "customer": second}
        work.connection.execute(
            text("""insert into consent (franchise, customer, kind, given, who, source)
                    values (:franchise, :customer, 'training', false, 'test', 'form')"""),
            no,
        )
        last = work.ratings.dataset()
    assert {line.franchise for line in last} == {"003", "004", "005"}
    assert digest_of(last) != digest_of(after)


def test_the_registrys_model_scores_and_others_are_kept_beside(records: PostgresRecords) -> None:
    serving = put(records, "serving", 0.1, ModelState.TRIAL, ModelState.SERVING)
    trial = put(records, "trial", 0.9, ModelState.TRIAL)
    shadow = put(records, "shadow", 0.5, ModelState.SHADOW)
    judges = Judges(records, OWN, "worker:test", tell=pytest.fail)
    versions = {}
    for photo in range(1, 60):
        order, result = an_order(photo), a_result()
        measured = judges.judged(order, result).measured
        tried = is_tried(trial.digest, "001", order.photo.partition("/")[2])
        versions[photo] = measured["score"]["version"]
        assert versions[photo] == (trial if tried else serving).version
        beside = [one["version"] for one in measured["shadow"]]
        assert beside == [(serving if tried else trial).version, shadow.version]
        again = judges.judged(order, result).measured
        assert again == measured
    assert set(versions.values()) == {serving.version, trial.version}
    # the trial counts the worst factor more, so it gives less
    one = next(photo for photo, version in versions.items() if version == trial.version)
    measured = judges.judged(an_order(one), a_result()).measured
    assert measured["score"]["value"] < measured["shadow"][0]["value"]


def test_without_a_model_in_the_registry_scores_stay_as_the_machine_gave_them(records: PostgresRecords) -> None:
    result = a_result()
    assert Judges(records, OWN, "worker:test", tell=pytest.fail).judged(an_order(), result) == result


def test_an_altered_model_is_refused_aloud_and_the_last_good_one_serves(records: PostgresRecords) -> None:
    former = put(records, "former", 0.2, ModelState.TRIAL, ModelState.SERVING)
    serving = put(records, "serving", 0.1, ModelState.TRIAL, ModelState.SERVING)
    said: list[str] = []
    judges = Judges(records, OWN, "worker:test", said.append)
    assert judges.judged(an_order(), a_result()).measured["score"]["version"] == serving.version
    with as_owner(records) as work:
        altered = text("""update model set content = replace(content, '"worst": 0.1', '"worst": 0.0') where id = :id""")
        work.connection.execute(altered, {"id": serving.id})
    for _ in range(3):
        measured = judges.judged(an_order(), a_result()).measured
        assert measured["score"]["version"] == former.version
    assert len(said) == 1
    assert f"model {serving.id} is altered" in said[0]
    assert [line.who for line in told(records, "alert.model_refused")] == ["worker:test"]
    with as_owner(records) as work:
        work.connection.execute(text("update model set content = content || ' '"))
    assert judges.judged(an_order(), a_result()).measured["score"]["version"] == OWN.version


def alter(records: PostgresRecords, model: Model) -> None:
    """Behind the program's back."""
    with as_owner(records) as work:
        work.connection.execute(text("update model set content = content || ' ' where id = :id"), {"id": model.id})


def test_all_who_ask_what_serves_are_told_what_workers_score_with(records: PostgresRecords) -> None:
    former = put(records, "former", 0.2, ModelState.TRIAL, ModelState.SERVING)
    altered = put(records, "altered", 0.1, ModelState.TRIAL, ModelState.SERVING)
    put(records, "trial", 0.9, ModelState.TRIAL)
    alter(records, altered)
    with records.begin() as work:
        trial = on_trial(work, OWN)
        assert serving_of(work.models.in_use("quality"), OWN).version == former.version
    assert trial is not None
    assert trial.older == former.version
    fill(records, 400)
    assert "The calibration former with" in retrain(records, OWN, who="test", dry=True).card
    alter(records, former)
    with records.begin() as work:
        assert serving_of(work.models.in_use("quality"), OWN).version == OWN.version


@pytest.mark.parametrize("state", [ModelState.SHADOW, ModelState.TRIAL])
def test_a_model_that_is_altered_on_its_way_is_taken_out_by_rule(records: PostgresRecords, state: ModelState) -> None:
    model = put(records, "altered", 0.1, state)
    assert advance(records, replace(OWN, network="f" * 64)) is None
    alter(records, model)
    moved = advance(records, OWN)
    assert moved is not None
    assert (moved.id, moved.state) == (model.id, ModelState.REFUSED)
    assert told(records, "model.moved")[0].why.startswith(f"by rule: model {model.id} is altered")


def test_a_model_for_another_network_is_refused(records: PostgresRecords) -> None:
    put(records, "serving", 0.1, ModelState.TRIAL, ModelState.SERVING)
    said: list[str] = []
    other = replace(OWN, network="f" * 64)
    judged = Judges(records, other, "worker:test", said.append).judged(an_order(), a_result())
    assert judged.measured["score"]["version"] == OWN.version
    assert "goes with the network" in said[0]


def test_a_model_of_former_measurements_is_told_as_one_and_still_listed(records: PostgresRecords) -> None:
    old = put(records, "old", 0.1, ModelState.TRIAL, ModelState.SERVING)
    # as it was registered by a program that measured less
    content = json.dumps({"name": "old", "sha256": OWN.network, "curves": {"halo": [0.1, 2]}})
    former = {"content": content, "digest": sha256(content.encode()).hexdigest(), "version": "0" * 16, "id": old.id}
    with as_owner(records) as work:
        change = "update model set content = :content, digest = :digest, version = :version where id = :id"
        work.connection.execute(text(change), former)
    said: list[str] = []
    judged = Judges(records, OWN, "worker:test", said.append).judged(an_order(), a_result())
    assert judged.measured["score"]["version"] == OWN.version
    assert "was made for other measurements" in said[0]
    with records.begin() as work:
        assert [one.content for one in work.models.all("quality")] == [content]


def test_a_worker_that_began_with_another_model_says_so(records: PostgresRecords) -> None:
    put(records, "serving", 0.1, ModelState.TRIAL, ModelState.SERVING)
    said: list[str] = []
    judges = Judges(records, replace(OWN, version="0123456789abcdef"), "worker:test", said.append)
    for _ in range(2):
        assert judges.judged(an_order(), a_result()) == a_result()
    assert len(said) == 1
    assert "start it again" in said[0]


def test_the_scheduler_learns_once_a_month_and_notes_what_was_learnt_before(records: PostgresRecords) -> None:
    fill(records, 400)
    assert retrain(records, OWN, who="test").model is not None
    # the attempt counts for this month; only what was learnt moves on
    assert learn_and_advance(records, OWN) == 1
    with as_owner(records) as work:
        work.connection.execute(text("alter table history disable trigger all"))
        work.connection.execute(text("delete from history where kind = 'model.learnt'"))
    assert learn_and_advance(records, OWN) == 0
    (line,) = told(records, "model.not_learnt")
    assert "This is model" in line.why


def test_who_complains_about_everything_counts_in_no_trial(records: PostgresRecords) -> None:
    fill(records, 30, franchises=2)
    with as_owner(records) as work:
        for statement in (
            "update edit set measured = jsonb_set(measured, '{score,value}', '90')",
            "update rating set stars = 5, thumb = 'up'",
            "update rating set stars = 1, thumb = 'down' where rater = 'person:1'",
            "update rating set stars = 2 where id = (select min(id) from rating where rater = 'person:2')",
        ):
            work.connection.execute(text(statement))
    with records.begin() as work:
        first, second = work.models.sides("another", BEGAN)
        assert (first.newer, first.older, second.older) == (Arm(0, 0, 0), Arm(15, 15, 0), Arm(15, 15, 1))
        first, second = work.models.sides(OWN.version, BEGAN)
        assert (first.newer, second.newer, second.older) == (Arm(15, 15, 0), Arm(15, 15, 1), Arm(0, 0, 0))
        assert (first.franchise, second.franchise) == ("001", "002")


def test_one_serves_and_a_roll_back_has_the_one_before_again(records: PostgresRecords) -> None:
    first = put(records, "first", 0.1, ModelState.TRIAL, ModelState.SERVING)
    second = put(records, "second", 0.2, ModelState.TRIAL, ModelState.SERVING)

    def states() -> dict[int, str]:
        with records.begin() as work:
            return {one.id: str(one.state) for one in work.models.all("quality")}

    assert states() == {first.id: "retired", second.id: "serving"}
    third = put(records, "third", 0.3, ModelState.TRIAL)
    with pytest.raises(ConflictError, match="Another model is on trial"):
        put(records, "fourth", 0.4, ModelState.TRIAL)
    with records.begin() as work:
        assert roll_back(work, "quality", who="test", why="looks wrong").id == third.id
        assert roll_back(work, "quality", who="test", why="looks wrong").id == second.id
    assert states() == {first.id: "serving", second.id: "refused", third.id: "refused"}
    with records.begin() as work:
        roll_back(work, "quality", who="test", why="looks wrong")
    with pytest.raises(ConflictError, match="Nothing is on trial"), records.begin() as work:
        roll_back(work, "quality", who="test", why="looks wrong")
    with pytest.raises(ConflictError, match="is refused"), records.begin() as work:
        move(work, first.id, ModelState.SERVING, who="test", why="")
    assert all(line.why for line in told(records, "model.moved"))


def test_mattes_are_not_tried_on_photos_but_served_or_not(records: PostgresRecords) -> None:
    matting = replace(model_named("hair", 0.1), kind="matting", content="", version="")
    with records.begin() as work:
        made = register(work, matting, who="test", why="test")
    with pytest.raises(InvalidError, match="Mattes"), records.begin() as work:
        move(work, made.id, ModelState.SHADOW, who="test", why="")
    with records.begin() as work:
        move(work, made.id, ModelState.SERVING, who="test", why="")
    said: list[str] = []
    judges = Judges(records, OWN, "worker:test", said.append)
    judges.judged(an_order(), replace(a_result(), models={"hair": matting.digest}))
    assert said == []
    judges.judged(an_order(), a_result())
    judges.judged(an_order(), a_result())
    assert len(said) == 1
    assert "`mirrorme models use`" in said[0]


def test_a_shadow_goes_on_trial_and_a_bad_one_is_rolled_back_by_rule(
    records: PostgresRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "SHADOW_EDITS", 20)
    at = datetime.now(UTC) - timedelta(days=30)
    with records.begin() as work:
        # the worst factor alone counts: it publishes far less, and agrees with people less
        made = register(work, model_named("bad", 1.0, at), who="test", why="test")
        shadow = move(work, made.id, ModelState.SHADOW, who="test", why="test", now=at)
    assert advance(records, OWN) is None
    fill(records, 200)
    change = """
        update edit set created_at = now() - interval '10 days', measured = jsonb_set(measured, '{shadow}',
            jsonb_build_array(jsonb_build_object('version', cast(:version as text), 'value',
                (measured #>> '{score,value}')::float8 - :less)))"""
    with as_owner(records) as work:
        work.connection.execute(text(change), {"version": shadow.version, "less": 0.0})
    moved = advance(records, OWN)
    assert moved is not None
    assert moved.state is ModelState.TRIAL
    with as_owner(records) as work:
        work.connection.execute(text(change), {"version": shadow.version, "less": 45.0})
    moved = advance(records, OWN)
    assert moved is not None
    assert moved.state is ModelState.REFUSED
    last = told(records, "model.moved")[0]
    assert "by rule: it agrees with people less" in last.why
    assert last.who == "service"
