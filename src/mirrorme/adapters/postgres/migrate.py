"""Bring the tables up to what this version of the program needs."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from mirrorme.adapters.postgres.engine import connection
from mirrorme.pipeline.errors import SetupError

_LOCK = 7_266_377_001
"""An advisory lock: of machines that start at once, one migrates and the others wait."""


def newest() -> str:
    """The revision that this version of the program works with."""
    head = ScriptDirectory.from_config(_config(None)).get_current_head()
    if head is None:
        raise SetupError("this installation has no migrations: install it again")
    return head


def revision(live: Connection) -> str | None:
    """The revision that the database is at; None for an empty one."""
    return MigrationContext.configure(live).get_current_revision()


def migrate(engine: Engine, to: str = "head") -> None:
    """Go forward to a revision, ``head`` being the newest; one transaction, so that it is done or not begun.

    Raises:
        UnavailableError: the database can't be reached.
        SetupError: the database is newer than this program.
    """
    with connection(engine) as live:
        live.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        _check_known(live)
        command.upgrade(_config(live), to)


def migrate_back(engine: Engine, to: str) -> None:
    """Go back to a revision, ``base`` being an empty database. Data that only newer revisions have is lost."""
    with connection(engine) as live:
        live.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.downgrade(_config(live), to)


def check(engine: Engine) -> None:
    """Whether the database is what this version of the program works with.

    Raises:
        SetupError: it is older or newer.
        UnavailableError: the database can't be reached.
    """
    with connection(engine) as live:
        _check_known(live)
        if (now := revision(live)) != newest():
            raise SetupError(f"the database is at revision {now or 'nothing'}, not {newest()}: run `mirrorme migrate`")


def _check_known(live: Connection) -> None:
    now = revision(live)
    known = {script.revision for script in ScriptDirectory.from_config(_config(None)).walk_revisions()}
    if now is not None and now not in known:
        raise SetupError(f"the database is at revision {now}, which this version doesn't know: update MirrorMe")


def _config(live: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("mirrorme.adapters.postgres.migrations")))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = live
    return config
