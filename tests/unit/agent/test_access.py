"""Where the client finds the service and its key."""

import json
from pathlib import Path

import pytest

from mirrorme.interfaces.agent.access import For, choose_key, find_access
from mirrorme.pipeline.errors import OrderError, SetupError

KEYS = {"head_office": "mm_h", "franchise:001": "mm_f", "upload:001": "mm_u"}
TWO = {**KEYS, "franchise:002": "mm_f2", "upload:002": "mm_u2"}


@pytest.mark.parametrize(
    ("purpose", "franchise", "key"),
    [("upload", None, "mm_u"), ("franchise", None, "mm_f"), ("overview", None, "mm_h"), ("overview", "001", "mm_f")],
)
def test_the_key_that_may_do_the_least_is_taken(purpose: For, franchise: str | None, key: str) -> None:
    assert choose_key(KEYS, purpose, franchise) == key


def test_several_franchises_have_to_be_told_apart() -> None:
    with pytest.raises(OrderError, match="001, 002"):
        choose_key(TWO, "upload", None)
    assert choose_key(TWO, "upload", "002") == "mm_u2"


def test_a_machine_without_a_service_says_how_to_go_on(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="mirrorme up"):
        find_access(None, None, tmp_path, "upload", None)


def test_keys_are_never_sent_to_another_service(tmp_path: Path) -> None:
    (tmp_path / "access.json").write_text(json.dumps({"url": "http://127.0.0.1:8400", "keys": KEYS}))
    assert find_access(None, None, tmp_path, "upload", None).key == "mm_u"
    with pytest.raises(OrderError, match="another service"):
        find_access("http://example.org", None, tmp_path, "upload", None)
    with pytest.raises(OrderError, match="no address"):
        find_access("example.org", "mm_x", tmp_path, "upload", None)


def test_a_damaged_note_is_told(tmp_path: Path) -> None:
    (tmp_path / "access.json").write_text("[]")
    with pytest.raises(SetupError, match="give --url and --key"):
        find_access(None, None, tmp_path, "upload", None)
