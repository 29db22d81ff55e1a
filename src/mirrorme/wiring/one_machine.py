"""All of the service on one machine: where it keeps things, and which parts run."""

import json
import os
import secrets
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mirrorme.adapters.files.write import OWNER, write_whole
from mirrorme.ops.part import Part
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import StorageError


@dataclass(frozen=True, slots=True)
class OneMachine:
    """Where it is and how large.

    data: the folder with everything that may not be lost. host, port: of the API. workers: edit workers.
    """

    data: Path
    host: str
    port: int
    workers: int

    @property
    def url(self) -> str:
        """Of the API."""
        return f"http://{self.host}:{self.port}"

    @property
    def records(self) -> Path:
        """Postgres' folder."""
        return self.data / "postgres"

    @property
    def objects(self) -> Path:
        """The photos."""
        return self.data / "objects"

    @property
    def access(self) -> Path:
        """The file that tells clients on this machine where the API is, and the keys to it."""
        return self.data / "access.json"

    @property
    def master_key(self) -> str:
        """What the keys of photos are wrapped by: what the user set, else a file that the first start makes."""
        return os.environ.get("MIRRORME_MASTER_KEY") or str(self.own_master_key)

    @property
    def own_master_key(self) -> Path:
        """The file that the first start makes, unless the user set another."""
        return self.data.absolute() / "master.key"

    def environment(self, database_url: str) -> dict[str, str]:
        """The settings of the parts; what the user set otherwise is left as it is.

        Raises:
            SetupError: the folder can't be written.
        """
        threads = str(max(1, (os.cpu_count() or 1) // self.workers))
        return {
            "OMP_NUM_THREADS": threads,
            "OPENBLAS_NUM_THREADS": threads,
            "MIRRORME_ACCESS_LOG": str(self.data / "logs" / "access.log"),
            **os.environ,
            "DATABASE_URL": database_url,
            "STORAGE_URL": f"file://{self.objects.absolute()}",
            "MIRRORME_SECRET": self.secret(),
            "MIRRORME_MASTER_KEY": self.master_key,
            "MIRRORME_PUBLIC_URL": self.url,
            "MIRRORME_HOST": self.host,
            "MIRRORME_PORT": str(self.port),
        }

    def secret(self) -> str:
        """What upload URLs are signed with: made at the first start.

        Raises:
            SetupError: the folder can't be written.
        """
        file = self.data / "secret"
        if not file.exists():
            keep_private(file, secrets.token_urlsafe(48).encode())
        return file.read_text("ascii").strip()

    def parts(self, environment: Mapping[str, str]) -> list[Part]:
        """What the supervisor runs, in the order of the start."""
        logs = self.data / "logs"
        names = ["api", "scheduler", *(f"worker-{number}" for number in range(1, self.workers + 1))]
        return [
            Part(
                name=name,
                command=(sys.executable, "-m", "mirrorme.interfaces.cli", name.partition("-")[0]),
                environment=environment,
                log=logs / f"{name}.log",
            )
            for name in names
        ]

    def check_port(self) -> None:
        """Whether the API can listen.

        Raises:
            SetupError: another program does.
        """
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise SetupError(
                    f"can't listen on {self.host}:{self.port} ({error.strerror}): choose another with --port"
                ) from error

    def read_access(self) -> dict[str, str]:
        """The keys that were made at the first start, by role; empty before."""
        try:
            noted = json.loads(self.access.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        keys: dict[str, str] = noted["keys"]
        return keys

    def write_access(self, keys: Mapping[str, str]) -> None:
        """Note them, for this user alone.

        Raises:
            SetupError: the folder can't be written.
        """
        keep_private(self.access, json.dumps({"url": self.url, "keys": dict(keys)}, indent=2).encode())


def keep_private(file: Path, data: bytes) -> None:
    """Write a file that only its owner may read.

    Raises:
        SetupError: it can't be written.
    """
    try:
        write_whole(file, data, OWNER)
    except StorageError as error:
        raise SetupError(error.reason.message) from error
