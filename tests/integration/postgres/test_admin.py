"""`mirrorme admin` and `mirrorme audit`, on a database itself."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from sqlalchemy import text

from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.adapters.postgres.keys import find_caller
from tests.integration.conftest import Seeded, as_owner

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(database_url: str, seeded: Seeded) -> Run:
    assert seeded

    def started(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "mirrorme.interfaces.cli", *arguments]
        portal = {"MIRRORME_PUBLIC_URL": "https://portal.example"}
        environment = {**os.environ, "DATABASE_URL": database_url, **portal}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return started


def role(records: PostgresRecords, key: str) -> str | None:
    with records.begin() as work:
        caller = find_caller(work, key)
    return None if caller is None else f"{caller.role} of {caller.franchise}"


def test_keys_are_made_rotated_and_revoked(run: Run, records: PostgresRecords) -> None:
    key = run("admin", "create-key", "front desk", "--role", "franchise", "--franchise", "001").stdout.strip()
    assert role(records, key) == "franchise of 001"
    (listed,) = json.loads(run("admin", "list-keys", "--json").stdout)
    assert key not in str(listed)
    new = run("admin", "rotate-key", str(listed["id"]), "--overlap-days", "3").stdout.strip()
    assert (role(records, key), role(records, new)) == ("franchise of 001", "franchise of 001")
    with as_owner(records) as work:
        work.connection.execute(text("update api_key set expires_at = now() where id = :id"), {"id": listed["id"]})
    assert (role(records, key), role(records, new)) == (None, "franchise of 001")
    again = run("admin", "rotate-key", str(listed["id"]))
    assert (again.returncode, "list-keys" in again.stderr) == (2, True)
    assert run("admin", "revoke-key", str(listed["id"] + 1)).returncode == 0
    assert role(records, new) is None
    assert "revoked" in run("admin", "list-keys").stdout


@pytest.mark.parametrize(
    "options",
    [("franchise",), ("upload",), ("head_office", "--franchise", "001"), ("franchise", "--franchise", "999")],
)
def test_a_key_that_makes_no_sense_is_not_made(run: Run, options: tuple[str, ...]) -> None:
    done = run("admin", "create-key", "x", "--role", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert json.loads(run("admin", "list-keys", "--json").stdout) == []


def test_a_tampered_line_is_found_by_its_number(run: Run, records: PostgresRecords) -> None:
    for _ in range(3):
        run("admin", "create-key", "x", "--role", "head_office")
    well = run("audit", "verify")
    assert (well.returncode, "3 lines in 1 seals, 0 wrong" in well.stderr) == (0, True)
    anchor = well.stderr.strip().rpartition(" ")[2]
    assert run("audit", "verify", "--anchor", anchor).returncode == 0
    assert run("audit", "verify", "--anchor", f"1:{'0' * 64}").returncode == 1
    with as_owner(records) as work:
        work.connection.execute(text("set local session_replication_role = replica"))
        work.connection.execute(text("update history set who = 'nobody' where id = 2"))
    found = run("audit", "verify")
    assert (found.returncode, found.stdout) == (1, "seal 1 at line 2: a line was changed\n")


def test_the_history_is_exported_for_programs_and_for_spreadsheets(run: Run, records: PostgresRecords) -> None:
    with records.begin() as work:
        for why in ("plain", "=1+1", "é\n"):
            work.history.note("test", who="somebody", why=why, franchise="001", data={"a": 1})
        work.history.note("other", who="nobody", why="not asked for")
    lines = [json.loads(line) for line in run("audit", "export", "--kind", "test").stdout.splitlines()]
    assert [line["why"] for line in lines] == ["plain", "=1+1", "é\n"]
    table = list(csv.DictReader(io.StringIO(run("audit", "export", "--franchise", "001", "--format", "csv").stdout)))
    assert [row["why"] for row in table] == ["plain", "'=1+1", "é\n"]
    assert run("audit", "export", "--until", "2020-01-01").stdout == ""
    assert len(run("audit", "export", "--who", "nobody").stdout.splitlines()) == 1


def test_the_first_account_is_made_by_command(run: Run, records: PostgresRecords) -> None:
    made = run("admin", "create-user", "Head@Office.example", "--name", "Ada", "--role", "head_office")
    again = run("admin", "create-user", "head@office.example", "--name", "Ada", "--role", "head_office")
    link = run("admin", "link", "head@office.example")
    assert made.stdout.startswith("https://portal.example/portal/welcome#")
    assert (again.returncode, "has an account already" in again.stderr) == (2, True)
    assert link.stdout.startswith("https://portal.example/portal/welcome#")
    (listed,) = json.loads(run("admin", "list-users", "--json").stdout)
    assert (listed["email"], listed["second"], listed["signed_in_at"]) == ("head@office.example", [], None)
    assert run("admin", "change-user", "head@office.example", "--disable").returncode == 0
    assert "disabled" in run("admin", "list-users").stdout
    assert run("admin", "change-user", "head@office.example").returncode == 2
    assert run("admin", "link", "nobody@office.example").returncode == 2
    with records.begin() as work:
        kinds = set(work.connection.execute(text("select kind from history where who like '%admin%'")).scalars())
    assert {"person.invited", "person.link", "person.changed"} <= kinds


@pytest.mark.parametrize(
    "options",
    [("staff",), ("franchise",), ("head_office", "--franchise", "001"), ("staff", "--franchise", "999")],
)
def test_an_account_that_makes_no_sense_is_not_made(run: Run, options: tuple[str, ...]) -> None:
    told = run("admin", "create-user", "a@b.c", "--name", "Ada", "--role", *options)
    assert (told.returncode, told.stdout) == (2, "")


def test_the_review_tells_what_nobody_uses(run: Run, records: PostgresRecords) -> None:
    run("admin", "create-key", "old camera", "--role", "upload", "--franchise", "001")
    run("admin", "create-key", "website", "--role", "client", "--scope", "photos:read", "--days", "30")
    with records.begin() as work:
        work.people.add(email="owner@one.example", name="Ada", role="franchise", franchise="001")
        work.connection.execute(text("update api_key set created_at = now() - interval '91 days' where id = 1"))
    lines = {line["role"]: line for line in json.loads(run("admin", "review", "--json").stdout)}
    assert lines["upload"]["look"] == "not used for 90 days, it never ends"
    assert lines["client photos:read"]["look"] == ""
    assert lines["franchise"]["look"] == "no second factor yet"
    assert run("admin", "create-key", "x", "--role", "client").returncode == 2
    assert "access.reviewed" in run("audit", "export").stdout
