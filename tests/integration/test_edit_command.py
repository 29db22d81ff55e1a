"""Whole runs of the command line with real worker processes; only the networks are small."""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from mirrorme.adapters.models import selection
from mirrorme.adapters.models.fetch import Cache
from mirrorme.adapters.models.registry import Indexes
from mirrorme.interfaces.cli import crew
from mirrorme.interfaces.cli.main import main
from tests.fakes.calibrations import calibration_data
from tests.fakes.cli import small_worker
from tests.fakes.weights import small_weights

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """What a run gave: exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    def lines(self) -> dict[str, dict[str, Any]]:
        """The report's lines by the photo's file name."""
        records = [json.loads(line) for line in self.out.splitlines()]
        return {Path(record["photo"]).name: record for record in records}


Run = Callable[..., Done]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all, so that the small networks are compiled once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cache: Path, tmp_path: Path) -> Run:
    monkeypatch.setenv("MIRRORME_CACHE", str(cache))
    monkeypatch.setenv("MIRRORME_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'src'}{os.pathsep}{ROOT}")
    monkeypatch.setattr(crew, "own_command", small_worker)
    for name, weights in small_weights(Cache(cache / "weights", Indexes()), cache / "made").items():
        monkeypatch.setattr(selection, name, weights)

    def started(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["mirrorme", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        code = ended.value.code
        return Done(code if isinstance(code, int) else 0 if code is None else 1, told.out, told.err)

    return started


def portrait(path: Path, size: tuple[int, int] = (600, 480)) -> Path:
    """Somebody bright before a dark wall, with grain."""
    height, width = size
    picture = np.random.default_rng(3).integers(20, 40, (height, width, 3), np.uint8)
    cv2.ellipse(picture, (width // 2, height * 3 // 5), (width // 4, height // 3), 0, 0, 360, (190, 200, 220), -1)
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), picture)
    return path


def decodes(path: Path) -> bool:
    return cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED) is not None


def test_a_folder_is_edited_and_what_is_bad_in_it_fails_alone(run: Run, tmp_path: Path) -> None:
    portrait(tmp_path / "in" / "a.jpg")
    portrait(tmp_path / "in" / "sub" / "a.png")
    (tmp_path / "in" / "broken.jpg").write_bytes((tmp_path / "in" / "a.jpg").read_bytes()[:500])
    portrait(tmp_path / "in" / "killer.jpg")
    before = {path: path.read_bytes() for path in (tmp_path / "in").rglob("*.*")}
    out, report = tmp_path / "out", tmp_path / "report.jsonl"
    options = ["--backdrop", "paper-white", "--also", "cutout,alpha", "--no-gate"]
    done = run("edit", tmp_path / "in", "--out", out, *options, "--report", report, "--json", "--workers", 1)
    lines = done.lines()
    assert done.code == 1
    assert {name: line["status"] for name, line in lines.items()} == {
        "a.jpg": "edited",
        "a.png": "edited",
        "broken.jpg": "rejected",
        "killer.jpg": "failed",
    }
    assert lines["killer.jpg"]["reasons"][0]["code"] == "worker_died"
    assert set(report.read_text().splitlines()) == set(done.out.splitlines())
    written = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    names = ["a-alpha.png", "a-edited.jpg", "a-edited.png"]
    assert written == names + [f"sub/{name}" for name in names]
    assert all(decodes(out / name) for name in written)
    assert before == {path: path.read_bytes() for path in (tmp_path / "in").rglob("*.*")}
    assert "2 edited, 1 rejected, 1 failed" in done.err


def test_a_stored_recipe_gives_the_same_bytes_again(run: Run, tmp_path: Path) -> None:
    photo = portrait(tmp_path / "a.jpg")
    wall = portrait(tmp_path / "wall.png", (100, 300))
    report = tmp_path / "report.jsonl"
    asked = ["--backdrop", wall, "--crop", "square", "--also", "cutout", "--no-gate", "--report", report]
    assert run("edit", photo, "--out", tmp_path / "first", *asked).code == 0
    replay = ["develop-recipe", report, photo, "--out", tmp_path / "again"]
    assert run(*replay, "--backdrop", wall).code == 0
    first, again = ({p.name: p.read_bytes() for p in (tmp_path / f).iterdir()} for f in ("first", "again"))
    assert set(first) == {"a-edited.jpg", "a-edited.png"}
    assert first == again
    assert run(*replay).code == 2  # the recipe names a backdrop file, by its digest
    line = json.loads(report.read_text())
    line["models"]["u2net"] = "0" * 64
    report.write_text(json.dumps(line))
    other = run(*replay, "--backdrop", wall)
    assert (other.code, "that is not in use" in other.err) == (1, True)


def test_weights_in_doubt_are_left_out_aloud_and_altered_ones_are_refused(
    run: Run, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = portrait(tmp_path / "a.jpg")
    monkeypatch.setenv("MIRRORME_LICENCES", "strict")
    strict = run("edit", photo, "--out", tmp_path / "strict", "--no-gate", "--json")
    assert "note: isnet is left out by MIRRORME_LICENCES=strict" in strict.err
    assert set(strict.lines()["a.jpg"]["models"]) == {"u2net", "face-short-range"}
    (weights,) = (cache / "weights").glob("u2net-*")
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-1] + b"?")
    done = run("edit", photo, "--out", tmp_path / "other", "--no-gate")
    weights.write_bytes(whole)
    assert done.code == 1
    assert "the weights of u2net" in done.err
    assert "altered" in done.err
    assert "mirrorme models pull" in done.err
    assert list((tmp_path / "other").iterdir()) == []


def test_a_run_that_is_killed_leaves_only_whole_pictures(tmp_path: Path, cache: Path) -> None:
    for number in range(40):
        portrait(tmp_path / "in" / f"{number}.png", (900, 700))
    environment = os.environ | {"MIRRORME_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.fakes.cli", "edit", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    options = ["--no-gate", "--also", "cutout,alpha", "--backdrop", "paper-white", "--workers", "1"]
    with subprocess.Popen([*command, *options], env=environment, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 300
        while not list(tmp_path.glob("out/*")) and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    time.sleep(0.5)  # the workers notice that they are alone
    left = list((tmp_path / "out").iterdir())
    assert left
    assert all(decodes(path) for path in left)
    time.sleep(0.5)
    assert sorted(left) == sorted((tmp_path / "out").iterdir()), "somebody goes on working"


def test_the_report_carries_a_score_and_the_line_for_people_tells_it(run: Run, tmp_path: Path) -> None:
    portrait(tmp_path / "a.jpg")
    done = run("edit", tmp_path / "a.jpg", "--out", tmp_path / "out", "--no-gate", "--json")
    score = done.lines()["a.jpg"]["measured"]["score"]
    assert {part["name"]: part["weight"] for part in score["factors"]} == {
        "edges": 30,
        "light": 25,
        "colour": 20,
        "composition": 15,
        "artifacts": 10,
    }
    assert 0 <= score["value"] <= 100
    assert len(score["version"]) == 16
    # the small networks find no face, so a person has to look
    assert (score["sure"], score["decision"]) == (False, "review")
    assert "can't judge" in done.err


def test_a_score_is_explained_by_pictures(run: Run, tmp_path: Path) -> None:
    portrait(tmp_path / "a.jpg")
    done = run("quality", "explain", tmp_path / "a.jpg", "--out", tmp_path / "why")
    assert done.code == 0
    assert "edges (30 %)" in done.out
    written = {path.name for path in (tmp_path / "why").iterdir()}
    factors = ("artifacts", "colour", "composition", "edges", "light")
    pictures = {"a-explained.jpg", *(f"a-explained-{name}.jpg" for name in factors)}
    assert written == {*pictures, "a-explained-score.json"}
    assert all(decodes(tmp_path / "why" / name) for name in pictures)
    assert json.loads((tmp_path / "why" / "a-explained-score.json").read_text())["version"]
    assert run("quality", "explain", tmp_path / "none.jpg", "--out", tmp_path / "why").code == 2


def test_explaining_replaces_no_edit_and_nothing_else_unless_it_is_told_to(run: Run, tmp_path: Path) -> None:
    portrait(tmp_path / "a.jpg")
    out = tmp_path / "out"
    assert run("edit", tmp_path / "a.jpg", "--out", out, "--no-gate").code == 0
    edited = (out / "a-edited.jpg").read_bytes()
    explain = ("quality", "explain", tmp_path / "a.jpg", "--out", out)
    assert run(*explain).code == 0
    assert (out / "a-edited.jpg").read_bytes() == edited

    (out / "a-explained-edges.jpg").write_bytes(b"mine")
    refused = run(*explain)
    assert (refused.code, "--replace" in refused.err) == (2, True)
    assert (out / "a-explained-edges.jpg").read_bytes() == b"mine"
    assert run(*explain, "--replace").code == 0
    assert decodes(out / "a-explained-edges.jpg")


def test_the_edit_that_was_made_is_the_one_that_is_explained(run: Run, tmp_path: Path) -> None:
    portrait(tmp_path / "a.jpg")
    out = tmp_path / "out"
    options = ("--matte", "best", "--crop", "square", "--backdrop", "paper-ivory", "--style", "neutral")
    edited = run("edit", tmp_path / "a.jpg", "--out", out, "--no-gate", "--json", *options).lines()["a.jpg"]
    told = run("quality", "explain", tmp_path / "a.jpg", "--out", out, *options).out
    score = json.loads((out / "a-explained-score.json").read_text())
    width, height = score.pop("width"), score.pop("height")
    assert score == edited["measured"]["score"]
    picture = cv2.imread(str(out / "a-edited.jpg"))
    assert picture is not None
    assert (height, width) == picture.shape[:2]
    assert f"{width} x {height} pixels" in told


def test_a_quality_model_that_was_altered_is_told_and_the_shipped_one_serves(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    mine.write_text(json.dumps(calibration_data("mine")))
    assert run("quality", "use", mine).code == 0
    portrait(tmp_path / "a.jpg")
    edit = ["edit", tmp_path / "a.jpg", "--out", tmp_path / "out", "--no-gate", "--json"]
    first = run(*edit).lines()["a.jpg"]["measured"]["score"]["version"]
    mine.write_text(mine.read_text().replace("0.1", "0.3"))
    again = run(*edit)
    assert "altered" in again.err
    assert "the last good one serves" in again.err
    assert again.lines()["a.jpg"]["measured"]["score"]["version"] != first
    assert run("quality", "use", mine.with_name("absent.json")).code == 1


def test_a_calibration_that_judges_nothing_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    useless: list[dict[str, Any]] = [{"curves": {}, "network": {}}, {"ratings": {"edges": []}}]
    for spoilt in useless:
        mine = tmp_path / "mine.json"
        mine.write_text(json.dumps(calibration_data("mine") | spoilt))
        done = run("quality", "use", mine)
        assert done.code == 1
        assert "mirrorme: " in done.err
        assert "is in use" not in done.err
        assert not (tmp_path / "config" / "quality.json").exists()


def test_a_damaged_record_of_the_quality_model_is_told_and_stops_no_editing(run: Run, tmp_path: Path) -> None:
    portrait(tmp_path / "a.jpg")
    record = tmp_path / "config" / "quality.json"
    record.parent.mkdir()
    record.write_text("{broken")
    edit = ["edit", tmp_path / "a.jpg", "--out", tmp_path / "out", "--no-gate"]
    done = run(*edit)
    assert done.code == 0
    assert "quality.json, which says what quality model is in use, is damaged" in done.err
    assert run("quality", "use", "default").code == 0
    assert "quality.json" not in run(*edit).err


def test_training_without_torch_says_what_to_install(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    done = run("quality", "train", tmp_path, "--out", tmp_path / "network.onnx")
    assert done.code == 1
    assert "mirrorme[train]" in done.err
