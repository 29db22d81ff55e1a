"""A service to send to, and photos to send."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mirrorme.adapters.files.find import Found
from mirrorme.interfaces.agent.choose import choose
from mirrorme.interfaces.agent.connection import Connection
from mirrorme.interfaces.agent.upload import Result, Uploader
from tests.fakes.api import KEY, Kept, serving


@pytest.fixture
def kept() -> Kept:
    """What the service has."""
    return Kept()


@pytest.fixture
def url(kept: Kept) -> Iterator[str]:
    """Of the service."""
    with serving(kept) as at:
        yield at


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    """To the service."""
    with Connection(url, KEY, patience_s=20.0) as live:
        yield live


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the studio's photos are."""
    made = tmp_path / "photos"
    made.mkdir()
    return made


def photo(folder: Path, name: str, size: int = 2000) -> Path:
    """A file that is as far as the client can tell a photo of its own."""
    file = folder / name
    file.write_bytes((name.encode(errors="surrogateescape") * (size // len(name) + 1))[:size])
    return file


def send_all(connection: Connection, folder: Path) -> dict[str, Result]:
    """What became of each file."""
    return send(connection, choose([folder]).photos)


def send(connection: Connection, files: tuple[Found, ...]) -> dict[str, Result]:
    """What became of each file."""
    return {result.file: result for result in Uploader(connection, 1).upload(files, _nobody_looks)}


def _nobody_looks(_: Found, __: int) -> None: ...
