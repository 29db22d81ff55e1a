"""What `mirrorme doctor` looks at."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mirrorme.pipeline.errors import SetupError


@dataclass(frozen=True, slots=True)
class Finding:
    """what: was looked at. found: how it is. fix: what to do about it; empty if nothing."""

    what: str
    state: Literal["well", "warning", "wrong"]
    found: str
    fix: str = ""


def examine(data: Path) -> Iterator[Finding]:
    """Look at everything; what is wrong with one thing doesn't keep the others from being looked at."""
    yield _machine()
    yield _room(data)
    yield from _weights()
    yield _kernels()
    network = bool(os.environ.get("DATABASE_URL"))
    checks: list[Callable[[], Iterator[Finding]]] = (
        [_settings, _database, _store, _residency, _encryption, _mail] if network else []
    )
    if not network:
        checks = [lambda: _records(data), lambda: _service(data), lambda: _own_encryption(data), _mail]
    for check in checks:
        try:
            yield from check()
        except SetupError as error:
            yield Finding(check.__name__.strip("_<>"), "wrong", str(error))


def _machine() -> Finding:
    from mirrorme.adapters.machine import cores, free_memory
    from mirrorme.interfaces.cli.service.size import WORKER_BYTES

    free = free_memory()
    found = f"{cores()} cores, {free / 1e9:.1f} GB free"
    if free < WORKER_BYTES:
        fix = "one edit worker needs 2 GB: close other programs, or edit with `--matte fast`"
        return Finding("machine", "warning", found, fix)
    return Finding("machine", "well", found)


def _room(data: Path) -> Finding:
    there = next(folder for folder in (data, *data.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    found = f"{free / 1e9:.1f} GB free in {there}"
    if not os.access(there, os.W_OK):
        return Finding("disk", "wrong", f"{there} can't be written", "change its permissions or choose another --data")
    if free < 1e9:
        return Finding("disk", "wrong", found, "make room: a session of 100 photos needs 2 GB")
    return Finding("disk", "warning" if free < 10e9 else "well", found, "make room soon" if free < 10e9 else "")


def _weights() -> Iterator[Finding]:
    from mirrorme.interfaces.cli.stock import stock

    for item in stock():
        if not item.in_use:
            continue
        well = item.state == "present"
        yield Finding(
            f"weights {item.name}",
            "well" if well else "wrong",
            f"{item.state}, {item.licence}",
            "" if well else "run `mirrorme models pull`",
        )


def _kernels() -> Finding:
    from mirrorme.settings import Settings

    compiled = Settings.from_environment().compiled
    if compiled.exists() and any(compiled.iterdir()):
        return Finding("compiled networks", "well", str(compiled))
    return Finding("compiled networks", "warning", "none yet", "the first edit takes some seconds longer")


def _settings() -> Iterator[Finding]:
    from mirrorme.settings import ServiceSettings

    ServiceSettings.from_environment()
    yield Finding("settings", "well", "complete")


def _database() -> Iterator[Finding]:
    from sqlalchemy import text

    from mirrorme.adapters.postgres.engine import connection, open_engine
    from mirrorme.adapters.postgres.migrate import check
    from mirrorme.pipeline.ports import UnavailableError

    engine = open_engine(os.environ["DATABASE_URL"], 1)
    try:
        with connection(engine) as live:
            version = int(live.execute(text("show server_version_num")).scalar_one())
            drift = float(live.execute(text("select extract(epoch from clock_timestamp())")).scalar_one())
    except UnavailableError as error:
        yield Finding("database", "wrong", str(error), "see that DATABASE_URL is right and that Postgres runs")
        return
    if version < 150_000:
        yield Finding("database", "wrong", f"Postgres {version // 10_000}", "MirrorMe needs Postgres 15 or newer")
        return
    yield Finding("database", "well", f"Postgres {version // 10_000}")
    yield _clock(drift)
    try:
        check(engine)
        yield Finding("tables", "well", "as this version needs them")
    except SetupError as error:
        yield Finding("tables", "wrong", str(error), "run `mirrorme migrate`")


def _clock(database: float) -> Finding:
    import time

    seconds = abs(database - time.time())
    if seconds > 5:
        fix = "have both machines set their clock by NTP: upload URLs expire by this machine's clock"
        return Finding("clock", "warning", f"{seconds:.0f} s apart from the database's", fix)
    return Finding("clock", "well", "agrees with the database's")


def _store() -> Iterator[Finding]:
    from mirrorme.pipeline.ports import StorageError
    from mirrorme.settings import ServiceSettings
    from mirrorme.wiring.service import open_service

    settings = ServiceSettings.from_environment()
    try:
        bucket = "mirrorme-franchise-001"
        next(iter(open_service(settings, 1).objects.find(bucket, "raw/")), None)
    except StorageError as error:
        yield Finding("store", "wrong", error.reason.message, "see that STORAGE_URL and its credentials are right")
        return
    yield Finding("store", "well", settings.storage_url)


def _residency() -> Iterator[Finding]:
    """Whether buckets, and what they copy themselves to, are where their franchises' data may be."""
    from mirrorme.adapters.objects.s3 import S3Objects
    from mirrorme.domain.errors import ForbiddenError
    from mirrorme.domain.keys import bucket_of
    from mirrorme.domain.residency import check_replica
    from mirrorme.pipeline.ports import StorageError, UnavailableError
    from mirrorme.settings import ServiceSettings
    from mirrorme.wiring.service import open_service

    service = open_service(ServiceSettings.from_environment(), 1)
    wrong = False
    try:
        with service.records.begin() as work:
            franchises = work.retention.franchises()
        for one in franchises:
            bucket = bucket_of(one.code)
            service.objects.check_place(bucket)
            for target, region in service.objects.replicas(bucket) if isinstance(service.objects, S3Objects) else ():
                try:
                    check_replica(one.region, region)
                except ForbiddenError as error:
                    wrong = True
                    yield Finding("residency", "wrong", f"{bucket} is copied to {target}", error.message)
    except StorageError as error:
        yield Finding("residency", "wrong", error.reason.message)
        return
    except UnavailableError as error:
        yield Finding("residency", "warning", str(error), "see that DATABASE_URL is right and that Postgres runs")
        return
    if not wrong:
        yield Finding("residency", "well", f"{len(franchises)} franchises, each in its region")


def _encryption() -> Iterator[Finding]:
    from mirrorme.interfaces.cli.service.encryption_checks import examine_encryption
    from mirrorme.settings import ServiceSettings

    settings = ServiceSettings.from_environment()
    if settings.folder is None:
        sse = "kms=" in settings.storage_url
        found = "SSE-KMS, a key a franchise" if sse else "what the bucket does by itself"
        fix = "" if sse else "say kms=alias/...-{code} in STORAGE_URL for a key a franchise (docs/runbooks/keys.md)"
        yield Finding("encryption", "well" if sse else "warning", found, fix)
        return
    yield from examine_encryption(settings.database_url, settings.master_key)


def _own_encryption(data: Path) -> Iterator[Finding]:
    from mirrorme.adapters.postgres.embedded import Embedded
    from mirrorme.interfaces.cli.service.encryption_checks import examine_encryption

    database = Embedded(data / "postgres")
    if database.running():
        named = os.environ.get("MIRRORME_MASTER_KEY") or str(data / "master.key")
        yield from examine_encryption(database.start(), named)


def _mail() -> Iterator[Finding]:
    from mirrorme.interfaces.cli.service.mail_checks import examine_mail

    yield from examine_mail()


def _records(data: Path) -> Iterator[Finding]:
    from mirrorme.adapters.postgres.embedded import Embedded

    database = Embedded(data / "postgres")
    if not (database.home / "pgdata").exists():
        yield Finding("database", "warning", f"none in {data} yet", "`mirrorme up` makes it")
        return
    if not database.running():
        yield Finding("database", "warning", "does not run", "`mirrorme up` starts it")
        return
    yield Finding("database", "well", f"runs (pid {database.pid()})")
    last = [line for line in database.log_tail(200) if "PANIC" in line or "FATAL" in line]
    if last:
        yield Finding("database log", "warning", last[-1], f"see {database.log}")


def _service(data: Path) -> Iterator[Finding]:
    import httpx

    access = data / "access.json"
    if not access.exists():
        yield Finding("service", "warning", "never started here", "start it with `mirrorme up`")
        return
    if access.stat().st_mode & 0o077:
        yield Finding("keys", "wrong", f"{access} can be read by others", f"chmod 600 {access}")
    url = json.loads(access.read_text("utf-8"))["url"]
    try:
        answer = httpx.get(f"{url}/v1/ready", timeout=5)
    except httpx.HTTPError as error:
        yield Finding("service", "warning", f"no answer at {url} ({error})", "start it with `mirrorme up`")
        return
    well = answer.status_code == 200
    fix = "" if well else f"look into {data / 'logs'}"
    yield Finding("service", "well" if well else "wrong", f"{url} says {answer.text[:300]}", fix)
