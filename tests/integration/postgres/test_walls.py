"""The database itself keeps franchises apart, whatever a query forgets to say."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from mirrorme.adapters.postgres import (
    account_tables,
    brand_tables,
    learning_tables,
    metric_tables,
    notice_tables,
    review_tables,
    tables,
)
from mirrorme.adapters.postgres.engine import NONE, PostgresRecords
from mirrorme.adapters.postgres.keys import make_key
from mirrorme.domain.encryption import Owner
from mirrorme.domain.lane import Lane, Tier
from mirrorme.domain.photo import State
from mirrorme.pipeline.bookings import add_customer
from tests.integration.conftest import Seeded, as_owner

OTHERS = (
    account_tables.person,
    brand_tables.brand,
    learning_tables.rating,
    metric_tables.outcome,
    notice_tables.notice,
    review_tables.decision,
)
assert all(table.metadata is tables.metadata for table in OTHERS)
COMMON = {"alembic_version", "encryption", "lane", "latency", "minute", "region", "seal"}
"""Tables that hold nothing of any franchise; a seal is digests of lines of all."""
NOBODYS = {"sign_in", "passkey", "recovery_code", "link", "challenge", "attempt"}
"""Tables that no franchise sees anything of: how people sign in."""
HOUSES = {"model", "rate"}
"""Tables that all franchises see and none changes."""
TENANT = sorted(set(tables.metadata.tables) - COMMON - NOBODYS - HOUSES)


@pytest.fixture
def filled(records: PostgresRecords, seeded: Seeded) -> PostgresRecords:
    """A row of each franchise in every table."""
    with records.begin() as work:
        for franchise, number in zip(seeded.franchises, seeded.sessions, strict=True):
            make_key(work, "key", "franchise", franchise)
            customer = add_customer(work, seeded.head_office, franchise, "Ada", None, Tier.REGULAR)
            work.erasures.ask(customer.id, franchise, by="test", again_at=None, photos=0)
            work.data_keys.add(Owner(franchise), 1, "master", b"wrapped")
            session = work.sessions.get(number)
            assert session is not None
            photo = work.photos.add(session, filename="a.jpg", extension="jpg", size=1, sha256="a", who="test")
            key = work.connection.execute(text("select max(id) from api_key")).scalar()
            values = {"franchise": franchise, "photo": photo.id, "key": key, "customer": customer.id}
            for statement in (
                """insert into upload (id, franchise, photo, size, part_size, expires_at)
                   values (:franchise, :franchise, :photo, 1, 1, now())""",
                "insert into edit (franchise, photo, number, device) values (:franchise, :photo, 1, 'cpu')",
                """insert into decision (franchise, photo, edit, who, action)
                   values (:franchise, :photo, 1, 'test', 'review')""",
                """insert into rating (franchise, photo, edit, rater, thumb, training)
                   values (:franchise, :photo, (select max(id) from edit), 'person:' || :key, 'up', true)""",
                "insert into retention (franchise, kind, delete_after) values (:franchise, 'raw', 90)",
                """insert into consent (franchise, customer, kind, given, who, source)
                   values (:franchise, :customer, 'training', true, 'test', 'form')""",
                """insert into idempotency (caller, franchise, key, request)
                   values ('key:' || :key, :franchise, 'a', '')""",
                """insert into person (franchise, email, name, role) values (:franchise, :franchise, 'Ada', 'staff')""",
                """insert into history (franchise, photo, kind, who, before, after, why)
                   values (:franchise, :photo, 'photo', 'test', 'editing', 'published', '')""",
                """insert into alert (franchise, kind, severity, message, what_to_do)
                   values (:franchise, 'review_queue', 'warning', '', '')""",
                """insert into outcome_day (franchise, ended, begun, day, processed, decided, auto, published, rejected,
                                            reviewed, timed, delivered, scored, factors_n, kept_vip, kept_express,
                                            kept_standard, kept_bulk, hours, classes, counts)
                   values (:franchise, now(), now(), current_date, 1, 1, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1,
                           '{1}', '{1}')""",
                "insert into mail (franchise, kind) values (:franchise, 'told')",
                "insert into notice (franchise, kind) values (:franchise, 'review')",
                """insert into brand (franchise, primary_colour, accent_colour, locale, currency, look, gallery_theme,
                                      notifications)
                   values (:franchise, '#000000', '#000000', 'en', 'USD', '{}', 'light', '{}')""",
                "insert into backdrop (franchise, name, digest, width, height) values (:franchise, 'a', 'a', 1, 1)",
                "insert into lut (franchise, name, title, digest) values (:franchise, 'a', '', 'a')",
                """insert into style (franchise, name, base, exposure, contrast, warmth, saturation)
                   values (:franchise, 'a', 'neutral', 0, 0, 0, 0)""",
            ):
                work.connection.execute(text(statement), values)
    return records


def nulls_of(table: str) -> str:
    """A row that has a value wherever it needs one."""
    values = {"person": "1", "expires_at": "now()", "at": "now()", "created_at": "now()", "seen_at": "now()"}
    values |= {"tries": "0", "count": "0", "credential": "'x'::bytea", "public_key": "'x'::bytea"}
    texts = {"digest", "level", "agent", "address", "name", "purpose", "data", "bucket"}
    columns = [column.name for column in tables.metadata.tables[table].c if column.name != "id"]
    return ", ".join("'x'" if name in texts else values.get(name, "null") for name in columns)


def count(records: PostgresRecords, table: str) -> int:
    with records.begin() as work:
        return int(work.connection.execute(text(f"select count(*) from {table}")).scalar_one())  # noqa: S608


def test_every_table_is_behind_the_wall_unless_it_is_said_to_be_common(records: PostgresRecords) -> None:
    catalogue = text("""
        select relname, relrowsecurity and relforcerowsecurity
               and exists (select from pg_policy where polrelid = pg_class.oid)
        from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
    """)
    with records.begin() as work:
        walled = {row[0]: row[1] for row in work.connection.execute(catalogue)}
    assert {table for table, wall in walled.items() if not wall} == COMMON


@pytest.mark.parametrize("table", TENANT)
def test_a_franchise_sees_its_own_rows_alone(filled: PostgresRecords, table: str) -> None:
    own, both = count(filled.behind("001"), table), count(filled, table)
    assert 0 < own < both
    assert count(filled.behind("002"), table) == both - own
    for wall in (NONE, "003", "001' or true --"):
        assert count(filled.behind(wall), table) == 0


@pytest.mark.parametrize("table", sorted(NOBODYS))
def test_how_people_sign_in_is_for_no_franchise_to_see_or_to_add(filled: PostgresRecords, table: str) -> None:
    with filled.begin() as work:
        person = work.people.by_email("001")
        assert person is not None
        work.sign_ins.add(person.id, "d", "full", "", "", timedelta(1))
        work.factors.add_passkey(person.id, b"c", b"k", 0, "p")
        work.factors.set_codes(person.id, ["c"])
        work.tokens.add_link(person.id, "d", "reset", timedelta(1))
        work.tokens.add_challenge("d", "p", "", timedelta(1))
        work.tokens.count("b", 1, timedelta(1))
    assert count(filled, table) == 1
    for wall in (NONE, "001", "002"):
        assert count(filled.behind(wall), table) == 0
        columns = ", ".join(column.name for column in tables.metadata.tables[table].c if column.name != "id")
        with pytest.raises(DBAPIError, match=r"row-level security|null value"), filled.behind(wall).begin() as work:
            work.connection.execute(
                text(
                    f"insert into {table} ({columns}) select {columns} from {table} union all "  # noqa: S608
                    f"select {nulls_of(table)}"
                )
            )


@pytest.mark.parametrize("table", sorted(set(TENANT) - {"franchise", "idempotency"}))
def test_a_franchise_changes_and_adds_its_own_rows_alone(filled: PostgresRecords, table: str) -> None:
    behind = filled.behind("002")
    if table not in ("consent", "decision", "edit", "history", "outcome", "outcome_day"):
        with behind.begin() as work:
            changed = work.connection.execute(text(f"update {table} set franchise = franchise"))  # noqa: S608
        assert changed.rowcount == count(behind, table)
        with pytest.raises(DBAPIError, match="row-level security"), behind.begin() as work:
            work.connection.execute(text(f"update {table} set franchise = '001'"))  # noqa: S608
    columns = [column.name for column in tables.metadata.tables[table].c if column.name not in ("id", "franchise")]
    copied = f"""insert into {table} ({", ".join(["franchise", *columns])})
                 select '001', {", ".join(columns)} from {table} limit 1"""  # noqa: S608
    with pytest.raises(DBAPIError, match=r"row-level security|null value"), behind.begin() as work:
        work.connection.execute(text(copied))


def test_models_are_seen_by_all_and_changed_by_head_office_alone(filled: PostgresRecords) -> None:
    add = """insert into model (kind, name, digest, version, content, state, dataset, card, made_at, state_at)
             values ('quality', 'a', 'd', 'v', '{}', 'candidate', '', '', now(), now())"""
    with filled.begin() as work:
        work.connection.execute(text(add))
    behind = filled.behind("001")
    assert count(behind, "model") == 1
    with behind.begin() as work:
        assert work.connection.execute(text("update model set state = 'serving'")).rowcount == 0
    with pytest.raises(DBAPIError, match="row-level security"), behind.begin() as work:
        work.connection.execute(text(add.replace("'d'", "'e'")))


def test_rates_are_seen_by_all_and_set_by_head_office_alone(filled: PostgresRecords) -> None:
    add = "insert into rate (compute_hour, gb_month, photo, currency) values (1, 1, 0, 'USD')"
    with filled.begin() as work:
        work.connection.execute(text(add))
    behind = filled.behind("001")
    assert count(behind, "rate") == 1
    with pytest.raises(DBAPIError, match="row-level security"), behind.begin() as work:
        work.connection.execute(text(add))
    with pytest.raises(DBAPIError, match="permission denied"), filled.begin() as work:
        work.connection.execute(text("update rate set photo = 1"))


def test_what_may_teach_is_behind_the_wall_too(filled: PostgresRecords) -> None:
    with as_owner(filled) as work:
        work.connection.execute(text("update rating set stars = 4"))
        work.connection.execute(text("""update edit set measured = '{"score": {"version": "v", "sure": true}}'"""))
        work.connection.execute(
            text("update session set customer = (select min(id) from customer c where c.franchise = session.franchise)")
        )
    assert count(filled, "training_rating") == 2
    assert count(filled.behind("001"), "training_rating") == 1
    assert count(filled.behind(NONE), "training_rating") == 0


def test_the_role_of_the_business_owns_nothing_and_forgets_nothing(records: PostgresRecords) -> None:
    with records.begin() as work:
        about = "select rolsuper, rolbypassrls, rolcreaterole, rolcanlogin from pg_roles where rolname = current_user"
        assert work.connection.execute(text(about)).one() == (False, False, False, False)
        owned = "select count(*) from pg_class where relowner = current_user::regrole"
        assert work.connection.execute(text(owned)).scalar() == 0
    for statement in (
        "update history set why = ''",
        "delete from history",
        "delete from photo",
        "drop table photo",
        "alter table photo disable row level security",
        "create table mine ()",
        "select * from alembic_version",
    ):
        with pytest.raises(DBAPIError, match=r"permission denied|must be owner"), records.begin() as work:
            work.connection.execute(text(statement))


def test_the_wall_goes_with_the_transaction(filled: PostgresRecords) -> None:
    with filled.behind("001").begin() as work:
        assert work.connection.execute(text("select current_user")).scalar() == "mirrorme_business"
    with as_owner(filled) as work:
        assert work.connection.execute(text("select current_user")).scalar() != "mirrorme_business"
    assert count(filled, "franchise") == 2


def test_turns_are_fair_though_nobody_sees_the_photos_of_the_others(filled: PostgresRecords, seeded: Seeded) -> None:
    with as_owner(filled) as work:
        work.connection.execute(text("update photo set state = 'queued', tag = 40, lane = 'standard' where id = 1"))
    with filled.behind("002").begin() as work:
        (photo,) = [work.photos.get(number) for number in work.photos.of_session(seeded.sessions[1], {State.UPLOADING})]
        assert photo is not None
        tag, _ = work.queue.enqueue(photo, now=work.now)
        assert (photo.lane, tag) == (Lane.STANDARD, 40)
        assert work.queue.anyone_waiting(photo.id)
