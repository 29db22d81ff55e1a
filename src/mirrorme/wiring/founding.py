"""The first start: franchise 001 and its keys; every further start finds them."""

import os

from sqlalchemy import Engine, text

from mirrorme.adapters.keys.master_file import make_master
from mirrorme.adapters.keys.open_master import open_master
from mirrorme.adapters.objects.folder import FolderObjects
from mirrorme.adapters.objects.open_store import open_store
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.adapters.postgres.migrate import migrate
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.errors import InvalidError
from mirrorme.domain.records import Caller, KeyRole
from mirrorme.pipeline.access import derived_key, franchise_keys
from mirrorme.pipeline.bookings import NewFranchise, found_franchise
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import StorageError, UnavailableError
from mirrorme.pipeline.ports_objects import Objects
from mirrorme.pipeline.rotate_keys import begin_encryption
from mirrorme.wiring.one_machine import OneMachine

FIRST = "001"
HEAD_OFFICE = "head_office"
_FOUNDER = Caller(id="first start", name="first start", role="head_office", franchise=None)


def found(machine: OneMachine, url: str) -> bool:
    """Have tables, master key, franchise 001 and the file with its keys; whether nobody booked anything with it yet.

    Cut off anywhere, the next start goes on from there: the keys come out of the machine's secret, so they can be
    written again.

    Raises:
        SetupError: the database is newer than this program, the data folder can't be written, no such region; the
            master key of an encrypted store is not there, or another one.
    """
    secret = machine.secret().encode()
    engine = open_engine(url, 1)
    try:
        migrate(engine)
        cold = os.environ.get("MIRRORME_COLD_URL")
        home = f"file://{machine.objects.absolute()}"
        objects, _ = open_store(home, secret=secret, base_url=machine.url, cold_url=cold)
        _have_encryption(engine, machine, objects)
        is_new = _have_franchise(engine, objects, secret)
    except UnavailableError as error:
        raise SetupError(str(error)) from error
    except StorageError as error:
        raise SetupError(error.reason.message) from error
    except InvalidError as error:
        raise SetupError(f"MIRRORME_REGION: {error.message}") from error
    finally:
        engine.dispose()
    machine.write_access({**machine.read_access(), **_keys(secret)})
    return is_new


def _have_encryption(engine: Engine, machine: OneMachine, objects: Objects) -> None:
    """The first start makes a master key; one that is gone afterwards is never made anew."""
    records = PostgresRecords(engine)
    with records.begin() as work:
        was_begun = work.data_keys.encryption() is not None
    if not was_begun and machine.master_key == str(machine.own_master_key):
        make_master(machine.own_master_key)
    plain = isinstance(objects, FolderObjects) and not objects.is_empty()
    begin_encryption(records, open_master(machine.master_key), plain=plain)


def _have_franchise(engine: Engine, objects: Objects, secret: bytes) -> bool:
    with PostgresRecords(engine).begin() as work:
        # two that start at once found it once
        work.connection.execute(text("lock table franchise in share row exclusive mode"))
        if work.franchises.get(FIRST) is None:
            new = NewFranchise(FIRST, f"Studio {FIRST}", os.environ.get("MIRRORME_REGION") or "us-east-1", "UTC")
            found_franchise(work, objects, _FOUNDER, new)
            for name, key in _keys(secret).items():
                _add_key(work, name, key)
        booked = text("select exists (select from session where franchise = :code)")
        return not work.connection.execute(booked, {"code": FIRST}).scalar_one()


def _add_key(work: PostgresWork, name: str, key: str) -> None:
    """name: such as ``upload:001``, or ``head_office``."""
    kind, _, franchise = name.partition(":")
    roles: dict[str, KeyRole] = {HEAD_OFFICE: "head_office", "franchise": "franchise", "upload": "upload"}
    work.franchises.add_key(key, name=f"first {name}", role=roles[kind], franchise=franchise or None)


def _keys(secret: bytes) -> dict[str, str]:
    own = {f"{role}:{FIRST}": key for role, key in franchise_keys(secret, FIRST).items()}
    return {HEAD_OFFICE: derived_key(secret, HEAD_OFFICE), **own}
