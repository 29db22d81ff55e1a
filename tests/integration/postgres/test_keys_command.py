"""`mirrorme keys` and what `mirrorme doctor` says of encryption, on a database itself."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mirrorme.adapters.keys.master_file import FileMaster, make_master
from mirrorme.adapters.objects.envelope import KeyedEnvelopes
from mirrorme.adapters.objects.folder import FolderObjects
from mirrorme.adapters.objects.signing import Signer
from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.domain.keys import ObjectKey
from mirrorme.pipeline.data_keys import StoredKeys
from mirrorme.pipeline.rotate_keys import begin_encryption
from tests.integration.conftest import Seeded

Run = Callable[..., subprocess.CompletedProcess[str]]
AT = ObjectKey("mirrorme-franchise-001", "raw/2026-11-17/session-001/photo-001.jpg")


@pytest.fixture
def master(tmp_path: Path) -> Path:
    make_master(tmp_path / "master.key")
    return tmp_path / "master.key"


@pytest.fixture
def run(database_url: str, tmp_path: Path, master: Path) -> Run:
    def started(*arguments: str, key: Path | None = master) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "mirrorme.interfaces.cli", *arguments]
        settings = {
            "DATABASE_URL": database_url,
            "STORAGE_URL": f"file://{tmp_path}/objects",
            "MIRRORME_SECRET": "a secret of the tests, long enough",
            **({} if key is None else {"MIRRORME_MASTER_KEY": str(key)}),
        }
        return subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, check=False)

    return started


@pytest.fixture
def store(records: PostgresRecords, seeded: Seeded, tmp_path: Path, master: Path) -> FolderObjects:
    assert seeded
    key = FileMaster(master)
    begin_encryption(records, key, plain=False)
    store = FolderObjects(tmp_path / "objects", Signer(b"", ""), KeyedEnvelopes(StoredKeys(records, key, 0.0)))
    store.write(AT, b"photo")
    return store


def encryption(done: subprocess.CompletedProcess[str]) -> tuple[str, str]:
    (found,) = [line for line in map(json.loads, done.stdout.splitlines()) if line["what"] == "encryption"]
    return found["state"], found["found"]


def test_keys_are_listed_and_rotated(run: Run, store: FolderObjects) -> None:
    assert json.loads(run("keys", "status", "--json").stdout)["keys"] == {"current": 1}
    done = run("keys", "rotate", "--franchise", "001")
    assert (done.returncode, "1 keys rotated" in done.stderr) == (0, True)
    listed = json.loads(run("keys", "list", "--json").stdout)
    assert [(key["version"], key["state"]) for key in listed] == [(1, "retired, being replaced"), (2, "current")]
    assert "wrapped" not in str(listed)
    assert store.read(AT, 10) == b"photo"
    history = run("audit", "export", "--kind", "keys.rotated").stdout
    assert (json.loads(history)["who"], json.loads(history)["franchise"]) == ("admin", "001")
    wrong = run("keys", "rotate", "--franchise", "999")
    assert (wrong.returncode, "999" in wrong.stderr) == (2, True)


def test_the_master_key_is_rotated_in_two_steps_where_there_are_many_machines(
    run: Run, store: FolderObjects, master: Path
) -> None:
    old = FileMaster(master).newest
    assert run("keys", "rotate", "--master", "--prepare").returncode == 0
    assert len(FileMaster(master).names) == 2
    assert {key["master"] for key in json.loads(run("keys", "list", "--json").stdout)} == {old}
    done = run("keys", "rotate", "--master")
    assert done.returncode == 0, done.stderr
    new = FileMaster(master).newest
    assert FileMaster(master).names == (old, new)
    assert {key["master"] for key in json.loads(run("keys", "list", "--json").stdout)} == {new}
    assert store.read(AT, 10) == b"photo"


def test_doctor_tells_loudly_what_is_wrong(run: Run, store: FolderObjects, tmp_path: Path, master: Path) -> None:
    assert store.read(AT, 10) == b"photo"
    assert encryption(run("doctor", "--json"))[0] == "well"
    make_master(tmp_path / "another.key")
    for key, said in ((tmp_path / "another.key", "put that key back"), (None, "not set"), (tmp_path / "gone", "gone")):
        done = run("doctor", "--json", key=key)
        assert done.returncode == 1
        state, found = encryption(done)
        assert (state, said in found) == ("wrong", True)
        rotated = run("keys", "rotate", key=key or tmp_path / "nowhere")
        assert rotated.returncode == 1
    master.chmod(0o644)
    assert "can be read by others" in run("doctor").stdout


def test_doctor_tells_loudly_that_nothing_is_encrypted(run: Run, seeded: Seeded) -> None:
    assert seeded
    state, found = encryption(run("doctor", "--json", key=None))
    assert (state, found) == ("warning", "PHOTOS ARE NOT ENCRYPTED by MirrorMe in this folder")
    assert "nothing is encrypted" in run("keys", "status").stdout
    assert run("keys", "rotate").returncode == 1


@pytest.mark.parametrize("part", ["api", "worker"])
def test_no_part_starts_with_another_master_key(run: Run, store: FolderObjects, tmp_path: Path, part: str) -> None:
    make_master(tmp_path / "another.key")
    done = run(part, key=tmp_path / "another.key")
    assert (done.returncode, "put that key back" in done.stderr) == (1, True)
    assert store.read(AT, 10) == b"photo"
