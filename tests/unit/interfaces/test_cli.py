"""What needs no worker: lists, mistakes, dry runs."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirrorme.interfaces.cli import crew, editing
from mirrorme.interfaces.cli.main import main
from mirrorme.pipeline.order import Job, Order

Run = Callable[..., tuple[int, str, str]]
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.setenv("MIRRORME_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("MIRRORME_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("MIRRORME_LICENCES", raising=False)

    def started(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["mirrorme", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return started


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jpg").write_bytes(JPEG)
    return tmp_path / "in" / "a.jpg"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--also", "cutout,halo"], "--also takes cutout and alpha, not halo"),
        (["--min-size", "big"], "--min-size takes pixels like 2000x3000"),
        (["--backdrop", "walls/none.png"], "there is no backdrop file"),
        (["--style", "none.json"], "none.json"),
        (["--style", "no-such-style"], "no-such-style"),
    ],
)
def test_a_mistake_is_said_and_exits_with_2(
    run: Run, photo: Path, tmp_path: Path, options: list[str], said: str
) -> None:
    code, out, err = run("edit", photo, "--out", tmp_path / "out", *options)
    assert (code, out) == (2, "")
    assert said in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["edit"],
        ["edit", "a.jpg"],
        ["edit", "a.jpg", "--out", "o", "--matte", "slow"],
        ["nonsense"],
        ["inspect", "none.jpg"],
    ],
)
def test_wrong_usage_exits_with_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


def test_an_output_that_would_be_an_original_is_refused(run: Run, photo: Path) -> None:
    other = photo.with_name("a-edited.jpg")
    other.write_bytes(JPEG)
    code, _, err = run("edit", photo, other, "--out", photo.parent)
    assert (code, "would be overwritten" in err) == (2, True)


def test_a_report_never_overwrites_a_photo(run: Run, photo: Path, tmp_path: Path) -> None:
    code, _, err = run("edit", photo, "--out", tmp_path / "out", "--report", photo)
    assert (code, "is one of the photos" in err) == (2, True)
    assert photo.read_bytes() == JPEG


def test_an_output_folder_that_cannot_be_made_is_refused(run: Run, photo: Path) -> None:
    code, _, err = run("edit", photo, "--out", photo / "below")
    assert (code, "choose another --out" in err) == (2, True)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(run: Run, photo: Path, tmp_path: Path) -> None:
    code, out, _ = run("edit", photo.parent, "--out", tmp_path / "out", "--also", "alpha", "--dry-run", "--json")
    outputs = [str(tmp_path / "out" / name) for name in ("a-edited.jpg", "a-alpha.png")]
    assert (code, json.loads(out)) == (0, {"photo": str(photo), "outputs": outputs})
    assert not (tmp_path / "out").exists()


def test_models_are_listed_with_licence_digest_and_state(run: Run) -> None:
    code, out, _ = run("models", "list", "--json")
    listed = {record["name"]: record for record in map(json.loads, out.splitlines())}
    assert code == 0
    assert listed["u2net"]["licence"] == "Apache-2.0"
    assert "MIT" in listed["isnet"]["note"]
    assert all((r["state"], r["in_use"], len(r["sha256"])) == ("absent", True, 64) for r in listed.values())
    assert "in use" in run("models")[1]


def test_a_strict_licence_policy_is_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIRRORME_LICENCES", "strict")
    assert "left out by the licence policy" in run("models", "list")[1]
    monkeypatch.setenv("MIRRORME_LICENCES", "lax")
    code, _, err = run("models", "list")
    assert (code, "'any' or 'strict'" in err) == (1, True)


def test_verify_fails_while_weights_are_missing(run: Run) -> None:
    code, out, err = run("models", "verify")
    assert (code, "u2net: absent" in out, "models pull" in err) == (1, True, True)


def test_own_weights_are_put_to_use_and_taken_out_again(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.onnx"
    mine.write_bytes(b"weights")
    assert run("models", "use", mine)[0] == 2  # how does it take a picture?
    assert run("models", "use", mine, "--preset", "modnet", "--licence", "bought")[0] == 0
    listed = {r["name"]: r for r in map(json.loads, run("models", "list", "--json")[1].splitlines())}
    assert (listed["mine"]["state"], listed["mine"]["licence"], listed["mine"]["in_use"]) == ("present", "bought", True)
    assert not listed["u2net"]["in_use"]
    mine.write_bytes(b"altered")
    assert "mine: altered" in run("models", "verify")[1]
    assert run("models", "use", "default")[0] == 0
    assert "mine" not in run("models", "list")[1]


def test_pull_says_when_it_cannot(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:9/simple")
    code, out, err = run("models", "pull")
    assert (code, out) == (1, "")
    assert "check the network" in err


def test_backdrops_and_styles_are_listed_and_shown(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, _ = run("backdrops", "--json")
    assert code == 0
    names = [json.loads(line)["name"] for line in out.splitlines()]
    assert len(names) >= 50
    assert names[0] in run("backdrops")[1]
    assert "neutral" in run("styles")[1]
    from mirrorme.imaging import backdrops  # noqa: PLC0415

    two = backdrops.catalogue()[:2]
    monkeypatch.setattr(backdrops, "catalogue", lambda: two)
    assert run("backdrops", "--sheet", tmp_path / "sheet.png")[0] == 0
    sheet = cv2.imdecode(np.frombuffer((tmp_path / "sheet.png").read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    assert sheet is not None
    assert run("backdrops", "--sheet", tmp_path / "sheet.png" / "below")[0] == 2


def test_workers_share_cores_and_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    from mirrorme.adapters import machine  # noqa: PLC0415

    monkeypatch.setattr(machine, "cores", lambda: 8)
    monkeypatch.setattr(machine, "free_memory", lambda: 9_000_000_000)
    assert crew.count_workers(None, 100) == (4, 2)
    assert crew.count_workers(None, 1) == (1, 8)
    assert crew.count_workers(16, 100) == (16, 1)
    monkeypatch.setattr(machine, "free_memory", lambda: 0)
    assert crew.count_workers(None, 100) == (1, 8)


def test_nothing_to_do_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert editing.carry_out(editing.Plan(Job(None, None), list[Order](), None, 1.0), None, as_json=False) == 0
    assert "no photos found" in capsys.readouterr().err


def test_help_and_mistakes_load_no_heavy_library() -> None:
    code = "import sys, mirrorme.interfaces.cli.main; print(*({'numpy', 'cv2', 'pydantic'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""
