"""What `mirrorme doctor` looks at of the encryption of a folder."""

from collections.abc import Iterator
from pathlib import Path

from mirrorme.adapters.keys.open_master import open_master
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.adapters.postgres.migrate import check
from mirrorme.domain.encryption import Encryption, KeyRecord
from mirrorme.interfaces.cli.service.checks import Finding
from mirrorme.pipeline.data_keys import unwrapped, wrong_master
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import StorageError, UnavailableError

WHAT = "encryption"
HOW = "see docs/runbooks/keys.md"


def examine_encryption(database_url: str, master_key: str | None) -> Iterator[Finding]:
    """Look whether the photos are encrypted, and whether the master key is there and the right one.

    Raises:
        SetupError: the database is not of this version.
    """
    engine = open_engine(database_url, 1)
    try:
        check(engine)
        with PostgresRecords(engine).begin() as work:
            state, known = work.data_keys.encryption(), work.data_keys.any()
    except UnavailableError as error:
        yield Finding(WHAT, "wrong", str(error))
        return
    finally:
        engine.dispose()
    if master_key is not None:
        yield from _mode(Path(master_key))
        yield _with_master(master_key, state, known)
    elif state is None:
        fix = f"set MIRRORME_MASTER_KEY, unless the file system encrypts; {HOW}"
        yield Finding(WHAT, "warning", "PHOTOS ARE NOT ENCRYPTED by MirrorMe in this folder", fix)
    else:
        yield Finding(WHAT, "wrong", "the photos are encrypted, but MIRRORME_MASTER_KEY is not set", HOW)


def _mode(file: Path) -> Iterator[Finding]:
    if file.is_file() and file.stat().st_mode & 0o077:
        yield Finding("master key", "wrong", f"{file} can be read by others", f"chmod 600 {file}")


def _with_master(name: str, state: Encryption | None, known: KeyRecord | None) -> Finding:
    try:
        master = open_master(name)
        if state is None:
            return Finding(WHAT, "warning", "not begun yet", "the next start begins it")
        if not master.has(state.master):
            return Finding(WHAT, "wrong", wrong_master(state.master), HOW)
        if known is not None:
            unwrapped(master, known)
    except SetupError as error:
        return Finding(WHAT, "wrong", str(error), HOW)
    except StorageError as error:
        return Finding(WHAT, "wrong", error.reason.message, HOW)
    if state.plain:
        fix = "the scheduler does it; `mirrorme keys status` tells when all is"
        return Finding(WHAT, "warning", "photos from before are still being encrypted", fix)
    return Finding(WHAT, "well", f"AES-256-GCM, master key {state.master}")
