"""What is missing or wrong in the environment is named at the start."""

import pytest

from mirrorme.pipeline.errors import SetupError
from mirrorme.settings import ServiceSettings

RIGHT = {"DATABASE_URL": "postgresql://x/y", "STORAGE_URL": "file:///srv", "MIRRORME_SECRET": "s" * 32}
NAMES = ("DATABASE_URL", "STORAGE_URL", "MIRRORME_SECRET", "MIRRORME_PORT", "MIRRORME_PUBLIC_URL", "MIRRORME_HEARTBEAT")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_three_settings_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in RIGHT.items():
        monkeypatch.setenv(name, value)
    found = ServiceSettings.from_environment()
    assert (found.port, found.silent_s) == (8400, 30.0)
    assert "s" * 32 not in repr(found)


def test_all_that_is_missing_is_named() -> None:
    with pytest.raises(SetupError) as refused:
        ServiceSettings.from_environment()
    for name in RIGHT:
        assert name in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MIRRORME_SECRET", "too short"),
        ("MIRRORME_PORT", "0"),
        ("MIRRORME_PORT", "eight"),
        ("MIRRORME_PUBLIC_URL", "studio.example.com"),
        ("MIRRORME_HEARTBEAT", "-1"),
    ],
)
def test_what_is_wrong_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    for right in ({**RIGHT, name: value}).items():
        monkeypatch.setenv(*right)
    with pytest.raises(SetupError, match=name):
        ServiceSettings.from_environment()
