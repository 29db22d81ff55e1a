"""The first start: franchise 001 and its keys, made once however often it is cut off."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.adapters.postgres.keys import find_caller
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
    for file in (machine.access, machine.data / "secret"):
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
