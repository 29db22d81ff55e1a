"""A quality model serves only as long as it is the file that it was."""

import hashlib
import json
from pathlib import Path

import pytest

from mirrorme.adapters.models import quality
from mirrorme.adapters.models.quality import QualityModelError, choose, chosen, find_quality_model
from tests.fakes.calibrations import calibration_data


def model(folder: Path, name: str, *, weights: bytes = b"") -> Path:
    """A calibration, with a network beside it if there are weights."""
    path = folder / f"{name}.json"
    data = calibration_data(name)
    if weights:
        path.with_suffix(".onnx").write_bytes(weights)
        data |= {"sha256": hashlib.sha256(weights).hexdigest()}
    path.write_text(json.dumps(data))
    return path


def test_the_shipped_model_is_the_one_that_is_pinned(tmp_path: Path) -> None:
    found = find_quality_model(tmp_path)
    assert (found.calibration.name, found.refused) == ("quality-3", ())
    assert sum(path.stat().st_size for path in quality.DATA.iterdir()) <= 12e6


def test_the_newest_model_that_was_chosen_serves(tmp_path: Path) -> None:
    choose(tmp_path / "config", model(tmp_path, "first"))
    choose(tmp_path / "config", model(tmp_path, "second", weights=b"network"))
    found = find_quality_model(tmp_path / "config")
    assert found.calibration.name == "second"
    assert found.network is not None
    assert found.network.digest == hashlib.sha256(b"network").hexdigest()


@pytest.mark.parametrize("spoil", ["calibration", "network", "missing network", "missing calibration"])
def test_an_altered_model_is_refused_and_the_last_good_one_serves(tmp_path: Path, spoil: str) -> None:
    choose(tmp_path / "config", model(tmp_path, "first"))
    newest = model(tmp_path, "second", weights=b"network")
    choose(tmp_path / "config", newest)
    if spoil == "calibration":
        newest.write_text(newest.read_text().replace("0.1", "0.2"))
    elif spoil == "network":
        newest.with_suffix(".onnx").write_bytes(b"another")
    elif spoil == "missing network":
        newest.with_suffix(".onnx").unlink()
    else:
        newest.unlink()
    found = find_quality_model(tmp_path / "config")
    assert found.calibration.name == "first"
    assert len(found.refused) == 1
    assert "second" in found.refused[0]


def test_without_any_good_choice_the_shipped_model_serves(tmp_path: Path) -> None:
    only = model(tmp_path, "only")
    choose(tmp_path / "config", only)
    only.unlink()
    assert find_quality_model(tmp_path / "config").calibration.name == "quality-3"


def test_a_damaged_shipped_model_is_an_error_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality, "SHIPPED_SHA256", "0" * 64)
    with pytest.raises(QualityModelError, match="install MirrorMe again"):
        find_quality_model(tmp_path)


def test_a_file_that_is_no_model_is_not_taken(tmp_path: Path) -> None:
    empty = json.dumps({"name": "empty", "curves": {}, "network": {}})
    for name, text in (("a", "{}"), ("b", "nothing"), ("c", empty)):
        path = tmp_path / f"{name}.json"
        path.write_text(text)
        with pytest.raises(QualityModelError):
            choose(tmp_path, path)
    with pytest.raises(QualityModelError):
        choose(tmp_path, tmp_path / "absent.json")
    assert chosen(tmp_path) == []


def test_another_calibration_is_another_version(tmp_path: Path) -> None:
    first = choose(tmp_path, model(tmp_path, "first"))
    second = choose(tmp_path, model(tmp_path, "second"))
    assert len({first.version, second.version, choose(tmp_path, None).version}) == 3


@pytest.mark.parametrize("record", ["{broken", "[]", '{"models": 7}', '{"models": [{"path": "a.json"}]}', "\0"])
def test_a_damaged_record_of_choices_is_said_the_shipped_model_serves_and_choosing_again_mends_it(
    tmp_path: Path, record: str
) -> None:
    (tmp_path / "quality.json").write_text(record)
    found = find_quality_model(tmp_path)
    assert found.calibration.name == "quality-3"
    (said,) = found.refused
    assert "quality.json" in said
    assert "damaged" in said
    assert "run `mirrorme quality use` again" in said
    choose(tmp_path, model(tmp_path, "mine"))
    mended = find_quality_model(tmp_path)
    assert (mended.calibration.name, mended.refused) == ("mine", ())


def test_a_damaged_record_of_choices_is_gone_once_people_go_back_to_the_shipped_model(tmp_path: Path) -> None:
    (tmp_path / "quality.json").write_text("{broken")
    assert choose(tmp_path, None).refused == ()
    assert find_quality_model(tmp_path).refused == ()
