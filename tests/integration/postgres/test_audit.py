"""The history is sealed as it grows, and what was changed behind everybody's back is found."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.domain.audit import MOST
from mirrorme.pipeline.audit import seal_history, verify_history
from tests.integration.conftest import as_owner


def note(records: PostgresRecords, count: int = 1, why: str = "because") -> None:
    with records.begin() as work:
        for number in range(count):
            work.history.note("test", who="test", why=why, data={"number": number, "ä": [1.5, None]})


def tamper(records: PostgresRecords, statement: str) -> None:
    """As somebody who owns the database."""
    with as_owner(records) as work:
        work.connection.execute(text("set local session_replication_role = replica"))
        work.connection.execute(text(statement))


def test_all_that_happened_is_sealed_once(records: PostgresRecords) -> None:
    assert seal_history(records) == []
    note(records, MOST + 10)
    assert [made.last - made.first + 1 for made in seal_history(records)] == [MOST, 10]
    assert seal_history(records) == []
    note(records)
    found = verify_history(records)
    assert (found.flaws, found.seals, found.lines, found.open) == ((), 2, MOST + 10, 1)


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("update history set why = 'another' where id = 3", 3),
        ("update history set at = at + interval '1 microsecond' where id = 3", 3),
        ("update history set data = '{}' where id = 3", 3),
        ("delete from history where id = 3", 4),
        ("delete from history where id = 5", None),
    ],
)
def test_a_line_that_was_tampered_with_is_found(records: PostgresRecords, statement: str, line: int | None) -> None:
    note(records, 5)
    seal_history(records)
    note(records, 5)
    seal_history(records)
    tamper(records, statement)
    flaws = verify_history(records).flaws
    assert [(flaw.seal, flaw.line) for flaw in flaws] == [(1, line)]


def test_a_seal_made_anew_does_not_fit_the_ones_after_it(records: PostgresRecords) -> None:
    for _ in range(3):
        note(records, 2)
        seal_history(records)
    tamper(records, "update seal set digest = repeat('0', 64) where number = 2")
    assert {flaw.seal for flaw in verify_history(records).flaws} == {2, 3}
    tamper(records, "delete from seal where number = 2")
    assert 3 in {flaw.seal for flaw in verify_history(records).flaws}


@pytest.mark.parametrize("change", ["update seal set digest = ''", "delete from seal", "truncate seal"])
def test_seals_are_only_added_to(records: PostgresRecords, change: str) -> None:
    note(records)
    seal_history(records)
    with pytest.raises(DBAPIError, match="append-only"), as_owner(records) as work:
        work.connection.execute(text(change))
    with pytest.raises(DBAPIError, match="permission denied"), records.begin() as work:
        work.connection.execute(text(change))


def test_what_is_written_meanwhile_is_sealed_later_and_nothing_is_left_out(records: PostgresRecords) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            note(records, 3)

    with ThreadPoolExecutor(4) as writers:
        running = [writers.submit(write) for _ in range(4)]
        for _ in range(10):
            seal_history(records)
        stop.set()
        for one in running:
            one.result()
    seal_history(records)
    found = verify_history(records)
    with records.begin() as work:
        lines = work.connection.execute(text("select count(*) from history")).scalar()
    assert (found.flaws, found.lines, found.open) == ((), lines, 0)


def test_who_writes_long_is_not_overtaken(records: PostgresRecords) -> None:
    begun, finish = threading.Event(), threading.Event()

    def slowly() -> None:
        with records.begin() as work:
            work.history.note("test", who="slow", why="an id that nobody sees yet")
            begun.set()
            finish.wait(20)

    with ThreadPoolExecutor(2) as both:
        slow = both.submit(slowly)
        begun.wait(20)
        sealing = both.submit(seal_history, records)
        finish.set()
        slow.result()
        sealing.result()
    seal_history(records)
    assert verify_history(records).lines == 1
