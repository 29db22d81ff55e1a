"""A real S3-compatible server on this machine."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

START_LIMIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where it is, and the only key to it."""

    endpoint: str
    key: str
    secret: str

    @property
    def storage_url(self) -> str:
        return f"s3://?region=us-east-1&endpoint={self.endpoint}"

    @property
    def environment(self) -> dict[str, str]:
        return {"AWS_ACCESS_KEY_ID": self.key, "AWS_SECRET_ACCESS_KEY": self.secret}


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Run it as long as the block."""
    key, secret = "tests", secrets.token_hex(16)
    actions = ["Admin", "Read", "Write", "List"]
    identity = {"name": key, "credentials": [{"accessKey": key, "secretKey": secret}], "actions": actions}
    config = folder / "s3.json"
    # keys of its own, made when they are first named: what KMS is to S3
    local = {"type": "local", "enableOnDemandCreate": True}
    kms = {"default_provider": "local", "providers": {"local": local}}
    config.write_text(json.dumps({"identities": [identity], "kms": kms}))
    (folder / "volumes").mkdir()
    names = ("master", "volume", "filer", "s3")
    ports = _free_ports(2 * len(names))
    options = [f"-{name}.port={ports[i]}" for i, name in enumerate(names)]
    options += [f"-{name}.port.grpc={ports[i + len(names)]}" for i, name in enumerate(names)]
    program = shutil.which("weed", path=Path(sys.executable).parent) or "weed"
    command = [program, "server", f"-dir={folder / 'volumes'}", "-ip=127.0.0.1", "-filer", "-s3", *options]
    command += [f"-s3.config={config}", "-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0"]
    command += ["-master.volumeSizeLimitMB=64", "-volume.max=1000"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)})
    try:
        endpoint = f"http://127.0.0.1:{ports[3]}"
        server = Server(endpoint, key, secret)
        _await(server, process, folder / "log")
        yield server
    finally:
        process.kill()
        process.wait()


def _await(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until it keeps what it is given: the part that speaks S3 is there before the one that has the disk."""
    once = Config(retries={"total_max_attempts": 1}, proxies={})
    session = boto3.Session(server.key, server.secret, region_name="us-east-1")
    client = session.client("s3", endpoint_url=server.endpoint, config=once)
    deadline, last = time.monotonic() + START_LIMIT_S, ""
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with suppress(ClientError):  # it is there since the last time
                client.create_bucket(Bucket="probe")
            client.put_object(Bucket="probe", Key="probe", Body=b"probe")
        except (BotoCoreError, ClientError) as error:
            last = str(error)
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not start: {last} {log.read_text()[-2000:]}")


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
