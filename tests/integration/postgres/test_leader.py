"""Of several schedulers one leads; when its session is gone, another takes over."""

import psycopg

from mirrorme.adapters.postgres.engine import libpq_url
from mirrorme.adapters.postgres.leader import Leader


def test_one_leads_and_another_takes_over(database_url: str) -> None:
    one, two = Leader(database_url), Leader(database_url)
    assert (one.leads(), two.leads(), one.leads()) == (True, False, True)
    one.close()
    while not two.leads():  # Postgres ends a session in its own time
        pass
    assert not one.leads()
    two.close()
    one.close()


def test_who_loses_its_session_leads_no_more(database_url: str) -> None:
    one, two = Leader(database_url), Leader(database_url)
    assert one.leads()
    with psycopg.connect(libpq_url(database_url), autocommit=True) as live:
        live.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'")
    while not two.leads():
        pass
    assert not one.leads()
    two.close()
    one.close()


def test_a_database_that_is_away_has_no_leader() -> None:
    assert not Leader("postgresql://127.0.0.1:9/none").leads()
