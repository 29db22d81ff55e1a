"""A disk that is full: it is said, nothing that is there is harmed, and with room again all goes on."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.http.conftest import Api

MB = 1_000_000
LARGE = os.urandom(12 * MB)

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small file system")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=14m", "tmpfs", folder], check=False)  # noqa: S607
    if mounted.returncode:
        pytest.skip("this root may not mount")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)  # noqa: S607


def test_a_full_disk_loses_nothing_and_goes_on_with_room(api: Api, store: Path) -> None:
    first = os.urandom(3 * MB)
    photo = api.upload(first)
    upload = api.begin(LARGE)["upload"]
    answers = api.send(upload, LARGE)
    assert [answer.status_code for answer in answers] == [200, 200, 503]
    assert answers[-1].json()["code"] == "store_unavailable"
    assert int(answers[-1].headers["retry-after"]) > 0
    assert api.get("upload", f"/v1/uploads/{upload['id']}")["missing"] == [3]
    assert api.kept(1) == first

    # room for the part, but not for the object that is made of all of them
    subprocess.run(["mount", "-o", "remount,size=20m", store], check=True)  # noqa: S607
    api.send(upload, LARGE, [3])
    path = f"/v1/uploads/{upload['id']}/complete"
    assert api.refused("upload", "POST", path) == (503, "store_unavailable")
    assert list(store.rglob("photo-002.jpg")) == []

    subprocess.run(["mount", "-o", "remount,size=64m", store], check=True)  # noqa: S607
    assert api.post("upload", path)["state"] == "queued"
    assert api.kept(2) == LARGE
    states = [line["after"] for line in api.get("franchise", f"/v1/photos/{photo['id']}/history")["items"]]
    assert states == ["uploading", "received", "queued"]
