import json
from pathlib import Path

import pytest

from mirrorme.adapters.models import selection, user
from mirrorme.adapters.models.catalogue import CATALOGUE, FACE, ISNET, U2NET
from mirrorme.adapters.models.loading import WeightsError, check
from mirrorme.adapters.models.user import PRESETS, UserModelError, UserSpec, choose, chosen, read_spec, take


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "mine.onnx"
    path.write_bytes(b"weights")
    return path


def test_a_chosen_model_is_kept_with_its_spec_digest_and_licence(model: Path, tmp_path: Path) -> None:
    assert chosen(tmp_path / "config") is None
    taken = take(model, PRESETS["rvm"], name=None, licence="GPL-3.0, bought", fuse=True)
    choose(tmp_path / "config", taken)
    assert chosen(tmp_path / "config") == taken
    assert (taken.name, taken.licence, taken.spec.passes) == ("mine", "GPL-3.0, bought", 3)
    choose(tmp_path / "config", None)
    choose(tmp_path / "config", None)
    assert chosen(tmp_path / "config") is None


def test_a_file_that_changed_since_is_refused(model: Path) -> None:
    loadable = take(model, PRESETS["modnet"], name="m", licence="", fuse=False).loadable()
    check(loadable)
    model.write_bytes(b"other weights")
    with pytest.raises(WeightsError, match=r"altered.*models use"):
        check(loadable)


def test_the_engine_gets_the_wanted_output_as_its_only_one(model: Path) -> None:
    loadable = take(model, PRESETS["rvm"], name="m", licence="", fuse=False).loadable()
    assert (loadable.outputs, loadable.spec.output, loadable.passes) == ((1,), 0, 3)


def test_a_spec_file_says_how_a_network_takes_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "spec.json"
    path.write_text(json.dumps({"size": 768, "mean": [0.5, 0.5, 0.5], "sigmoid": True}))
    assert read_spec(path) == UserSpec(size=768, mean=(0.5, 0.5, 0.5), sigmoid=True)


@pytest.mark.parametrize("text", ["{}", "no JSON", '{"size": 512, "sice": 1}', '{"size": 9999999}'])
def test_a_spec_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "spec.json"
    path.write_text(text)
    with pytest.raises(UserModelError, match="is no preprocessing spec"):
        read_spec(path)
    with pytest.raises(UserModelError, match="can't read"):
        read_spec(tmp_path / "none.json")


def test_a_model_that_is_not_there_or_cannot_be_named_is_refused(model: Path, tmp_path: Path) -> None:
    with pytest.raises(UserModelError, match="can't read"):
        take(tmp_path / "none.onnx", PRESETS["rvm"], name=None, licence="", fuse=False)
    with pytest.raises(UserModelError, match="letters, digits"):
        take(model, PRESETS["rvm"], name="../x y", licence="", fuse=False)


@pytest.mark.parametrize("text", ["{", "[]", '{"matte": {"name": "x"}}', "{}"])
def test_a_damaged_record_is_said_not_ignored(tmp_path: Path, text: str) -> None:
    (tmp_path / "models.json").write_text(text)
    with pytest.raises(UserModelError, match=r"damaged.*models use"):
        chosen(tmp_path)


def test_a_record_that_cannot_be_written_is_said(model: Path) -> None:
    with pytest.raises(UserModelError, match="MIRRORME_CONFIG"):
        choose(model / "below-a-file", take(model, PRESETS["rvm"], name=None, licence="", fuse=False))


def test_a_strict_policy_leaves_out_what_is_in_doubt_and_says_so() -> None:
    strict = selection.select("strict", None)
    assert (strict.broad, strict.fine, strict.left_out) == (U2NET, None, (ISNET,))
    assert all(weights.licence.clear for weights in strict.known())
    assert selection.select("any", None).fine == ISNET


def test_the_users_model_stands_alone_or_with_isnet(model: Path) -> None:
    alone = take(model, PRESETS["birefnet"], name=None, licence="", fuse=False)
    assert list(selection.select("any", alone).known()) == [FACE]
    fused = user.UserModel.model_validate(alone.model_dump() | {"fuse": True})
    assert (selection.select("any", fused).broad, selection.select("any", fused).fine) == (fused, ISNET)


def test_every_known_file_is_pinned_and_named_apart() -> None:
    assert len({w.name for w in CATALOGUE}) == len(CATALOGUE) == len({w.asset.sha256 for w in CATALOGUE})
    assert all(len(w.asset.sha256) == 64 and w.licence.note for w in CATALOGUE)
