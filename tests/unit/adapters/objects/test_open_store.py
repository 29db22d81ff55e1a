"""A URL that names no store is told with what one looks like."""

from pathlib import Path

import pytest

from mirrorme.adapters.objects.folder import FolderObjects
from mirrorme.adapters.objects.open_store import open_store
from mirrorme.adapters.objects.s3 import S3Objects
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import StorageError


def test_a_folder_may_have_any_name() -> None:
    objects, _ = open_store("file:///srv/my%20photos", secret=b"", base_url="")
    assert isinstance(objects, FolderObjects)
    with pytest.raises(StorageError, match="/srv/my photos"):
        next(objects.find("abc", "raw/"))


def test_s3_is_opened_without_being_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    objects, _ = open_store("s3://?region=eu-west-1", secret=b"", base_url="")
    assert isinstance(objects, S3Objects)


def test_s3_without_credentials_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(SetupError, match="AWS_ACCESS_KEY_ID"):
        open_store("s3://?region=eu-west-1", secret=b"", base_url="")


@pytest.mark.parametrize(
    "url",
    ["", "/srv/photos", "file://host/srv", "file:srv", "ftp://x", "s3://", "s3://?region=", "s3://?size=1", "file://["],
)
def test_what_is_none_is_told(url: str) -> None:
    with pytest.raises(SetupError, match="STORAGE_URL"):
        open_store(url, secret=b"", base_url="")
