"""The first start: franchise 001 and its keys, made once however often it is cut off."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mirrorme.adapters.keys.master_file import FileMaster, make_master
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.adapters.postgres.keys import find_caller
from mirrorme.domain.encryption import Encryption
from mirrorme.pipeline.errors import SetupError
from mirrorme.wiring.founding import found
from mirrorme.wiring.one_machine import OneMachine


@pytest.fixture
def machine(tmp_path: Path) -> OneMachine:
    (tmp_path / "data").mkdir()
    return OneMachine(tmp_path / "data", "127.0.0.1", 8400, 1)


def keys_of(machine: OneMachine) -> dict[str, str]:
    keys: dict[str, str] = json.loads(machine.access.read_text())["keys"]
    return keys


def roles(url: str, keys: dict[str, str]) -> dict[str, tuple[str, str | None]]:
    engine = open_engine(url, 1)
    with PostgresRecords(engine).begin() as work:
        callers = {name: find_caller(work, key) for name, key in keys.items()}
    engine.dispose()
    return {name: (caller.role, caller.franchise) for name, caller in callers.items() if caller}


def test_the_first_start_makes_a_franchise_and_its_keys(machine: OneMachine, empty_url: str) -> None:
    assert found(machine, empty_url)
    assert (machine.objects / "mirrorme-franchise-001").is_dir()
    assert roles(empty_url, keys_of(machine)) == {
        "head_office": ("head_office", None),
        "franchise:001": ("franchise", "001"),
        "upload:001": ("upload", "001"),
    }
    for file in (machine.access, machine.data / "secret", machine.own_master_key):
        assert file.stat().st_mode & 0o077 == 0


def test_further_starts_find_the_same_keys_and_write_them_again(machine: OneMachine, empty_url: str) -> None:
    found(machine, empty_url)
    keys = keys_of(machine)
    machine.access.unlink()
    assert found(machine, empty_url)
    assert keys_of(machine) == keys


def test_a_start_that_was_cut_off_is_gone_on_with(
    machine: OneMachine, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise SetupError("no room")

    with monkeypatch.context() as broken:
        broken.setattr(OneMachine, "write_access", full)
        with pytest.raises(SetupError, match="no room"):
            found(machine, empty_url)
    assert found(machine, empty_url)
    assert len(roles(empty_url, keys_of(machine))) == 3


def test_two_that_start_at_once_found_it_once(machine: OneMachine, database_url: str) -> None:
    machine.secret()
    with ThreadPoolExecutor(4) as starting:
        assert all(starting.map(lambda _: found(machine, database_url), range(4)))
    assert len(roles(database_url, keys_of(machine))) == 3


def test_a_bucket_that_cannot_be_made_leaves_no_franchise(machine: OneMachine, empty_url: str) -> None:
    machine.objects.write_text("no folder")
    with pytest.raises(SetupError):
        found(machine, empty_url)
    assert not machine.access.exists()
    machine.objects.unlink()
    assert found(machine, empty_url)


def state(url: str) -> Encryption | None:
    engine = open_engine(url, 1)
    with PostgresRecords(engine).begin() as work:
        found = work.data_keys.encryption()
    engine.dispose()
    return found


def test_a_new_store_is_encrypted_from_the_first_photo_on(machine: OneMachine, empty_url: str) -> None:
    found(machine, empty_url)
    assert state(empty_url) == Encryption(FileMaster(machine.own_master_key).newest, plain=False)
    assert machine.environment(empty_url)["MIRRORME_MASTER_KEY"] == str(machine.own_master_key)


def test_a_store_from_before_takes_its_photos_as_they_are(machine: OneMachine, empty_url: str) -> None:
    old = machine.objects / "mirrorme-franchise-001/raw/2025-11-17/session-001/photo-001.jpg"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"from before")
    found(machine, empty_url)
    assert state(empty_url) == Encryption(FileMaster(machine.own_master_key).newest, plain=True)


def test_a_master_key_that_is_gone_is_never_made_anew(machine: OneMachine, empty_url: str) -> None:
    found(machine, empty_url)
    kept = machine.own_master_key.rename(machine.data / "kept")
    with pytest.raises(SetupError, match="put it back"):
        found(machine, empty_url)
    assert not machine.own_master_key.exists()
    make_master(machine.own_master_key)
    with pytest.raises(SetupError, match="put that key back"):
        found(machine, empty_url)
    kept.replace(machine.own_master_key)
    found(machine, empty_url)


def test_a_master_key_of_the_users_own_is_taken(
    machine: OneMachine, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_master(tmp_path / "elsewhere.key")
    monkeypatch.setenv("MIRRORME_MASTER_KEY", str(tmp_path / "elsewhere.key"))
    found(machine, empty_url)
    assert not machine.own_master_key.exists()
    assert state(empty_url) == Encryption(FileMaster(tmp_path / "elsewhere.key").newest, plain=False)
