"""What the service says and keeps, while it says all it can: no secret is anywhere in it."""

import base64
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psutil
import pytest
from sqlalchemy import text

from mirrorme.adapters.keys.master_file import FileMaster
from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.pipeline.data_keys import unwrapped
from tests.integration.service.conftest import Running, free_port

pytestmark = pytest.mark.xdist_group("service")
MAIL_PASSWORD = "hunter2-of-the-mail-server"  # noqa: S105 (so that it can be looked for)


@dataclass
class Talkative(Running):
    """A service that logs all it can, with a password in its environment that it has no business with."""

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {"MIRRORME_LOG": "debug", "MIRRORME_SMTP_PASSWORD": MAIL_PASSWORD}


@pytest.fixture
def service() -> Iterator[Talkative]:
    with TemporaryDirectory(prefix="mirrorme-secrets-") as name:
        Path(name).chmod(0o755)
        service = Talkative(Path(name), free_port())
        service.start()
        try:
            yield service
        finally:
            if service.process is not None:
                service.stop()


def spellings(secret: bytes) -> set[bytes]:
    """As it is, and as programs write bytes."""
    plain = base64.b64encode(secret)
    return {secret, secret.hex().encode(), plain, plain.rstrip(b"="), base64.urlsafe_b64encode(secret).rstrip(b"=")}


def secrets_of(service: Talkative, records: PostgresRecords) -> dict[str, set[bytes]]:
    master = FileMaster(service.data / "master.key")
    lines = [line for line in (service.data / "master.key").read_text().splitlines() if not line.startswith("#")]
    found = {f"master key {n}": spellings(base64.b64decode(line.split()[1])) for n, line in enumerate(lines)}
    found["secret"] = {(service.data / "secret").read_bytes().strip()}
    found["mail password"] = {MAIL_PASSWORD.encode()}
    keys = json.loads((service.data / "access.json").read_text())["keys"]
    found |= {f"API key {name}": {key.encode()} for name, key in keys.items()}
    with records.begin() as work:
        for key in work.data_keys.all():
            if key.wrapped is not None:
                found[f"data key {key.id}"] = spellings(unwrapped(master, key))
    return found


def everything_said(service: Talkative) -> dict[str, bytes]:
    logs = [service.log, *(service.data / "logs").iterdir(), *(service.data / "postgres").glob("*log*")]
    said = {str(path): path.read_bytes() for path in logs if path.is_file()}
    assert service.process is not None
    for process in psutil.Process(service.process.pid).children(recursive=True):
        said[f"command line of {process.pid}"] = " ".join(process.cmdline()).encode()
    return said


def everything_kept(records: PostgresRecords) -> dict[str, bytes]:
    """All rows of all tables, the queue's too, with bytes as they are."""
    tables = text(
        "select schemaname || '.' || tablename from pg_tables where schemaname in ('public', 'procrastinate')"
    )
    kept = {}
    with records.begin() as work:
        work.connection.execute(text("set local role none"))
        work.connection.execute(text("select set_config('app.franchise', '*', true)"))
        for table in work.connection.execute(tables).scalars().all():
            rows = work.connection.execute(text(f"select * from {table}")).all()  # noqa: S608 (its own name)
            cells = [cell for row in rows for cell in row]
            kept[table] = b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in cells)
    return kept


def test_no_secret_is_in_any_log_or_table(service: Talkative) -> None:
    customer = service.post("/v1/customers", {"franchise": "001", "name": "Ada"})
    assert service.upload("Smith", service.portrait("smith/a.jpg")).returncode == 0
    large = service.upload("Smith", service.portrait("smith/b.jpg", os.urandom(6_000_000)))
    assert large.returncode == 0, large.stderr
    for photo in service.photos("Smith"):
        service.get(f"/v1/photos/{photo['id']}/original")
        service.get(f"/v1/photos/{photo['id']}/edited")
    httpx.get(f"{service.url}/v1/sessions", headers={"authorization": "Bearer wrong"}, trust_env=False)
    httpx.post(f"{service.url}/v1/sessions", content=b"{", trust_env=False)
    for command in (["keys", "rotate"], ["keys", "rotate", "--master"], ["keys", "list"], ["keys", "status"]):
        done = service.run(*command)
        assert done.returncode == 0, done.stderr
        with service.log.open("ab") as log:
            log.write((done.stdout + done.stderr).encode())
    done = service.run("admin", "rotate-key", 1)
    assert done.returncode == 0
    service.post(f"/v1/customers/{customer['id']}/erase", None)

    with service.records() as records:
        secrets = secrets_of(service, records) | {"rotated API key": {done.stdout.strip().encode()}}
        everywhere = everything_said(service) | everything_kept(records)
    assert len(secrets) >= 8
    assert len(everywhere) > 15
    assert any(b"debug" in text.lower() for text in everywhere.values())
    found = [
        f"{name} in {place}"
        for place, content in everywhere.items()
        for name, ways in secrets.items()
        if any(way in content for way in ways)
    ]
    assert found == []
    assert not [place for place, content in everywhere.items() if b"signature=" in content]
