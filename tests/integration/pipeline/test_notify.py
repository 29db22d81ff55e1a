"""Owners are told what their settings ask for: once, in their language, and nothing that is a customer's."""

import json
import subprocess
import sys
import threading
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from mirrorme.domain.brand import Brand, Locale, Notifications
from mirrorme.ops.notices import notice_duty
from mirrorme.pipeline.accounts.mails import MailError, Message, send_due
from mirrorme.pipeline.accounts.sealing import unseal
from mirrorme.pipeline.notify import notify
from mirrorme.pipeline.remind import remind
from mirrorme.pipeline.review import Asked, decide_by_person
from tests.fakes.scores import scoring
from tests.fakes.smtp import Box, serving
from tests.integration.conftest import as_owner
from tests.integration.pipeline.conftest import House, rejected

if TYPE_CHECKING:
    from mirrorme.domain.people import PersonRole

SECRET = b"a secret of at least thirty-two characters"
PORTAL = "https://portal.example"


@pytest.fixture
def owned(house: House) -> House:
    """Two owners of 001, one of 002, and others who are told nothing."""
    people: list[tuple[str, PersonRole, str | None]] = [
        ("ada@one.example", "franchise", "001"),
        ("bea@one.example", "franchise", "001"),
        ("gone@one.example", "franchise", "001"),
        ("staff@one.example", "staff", "001"),
        ("eve@two.example", "franchise", "002"),
        ("office@example.com", "head_office", None),
    ]
    with house.records.begin() as work:
        for email, role, franchise in people:
            work.people.add(email=email, name="Somebody", role=role, franchise=franchise)
    house.run("update person set disabled_at = now() where email = 'gone@one.example'")
    return house


def tell(house: House) -> int:
    return notify(house.records, SECRET, PORTAL)


def outbox(house: House) -> list[Message]:
    """What waits to be sent, in order; it stays there."""
    rows: list[Any] = [row[0] for row in house.ask("select sealed from mail order by id")]
    return [Message(**json.loads(unseal(SECRET, "mail", sealed))) for sealed in rows]


def settings(house: House, locale: Locale = "en", **wanted: bool) -> None:
    with house.records.begin() as work:
        work.brands.save(Brand("001", "Studio Boston", locale=locale, notifications=Notifications(**wanted)))


def in_review(house: House, data: bytes = b"photo") -> int:
    photo = house.receive(data)
    house.studio(scoring(80.0)).edit_photo(photo.id)
    return photo.id


def half_over(house: House) -> None:
    house.run("update photo set remind_at = now() - interval '1 second' where state = 'in_review'")
    assert remind(house.records) > 0


def minutes_later(house: House, minutes: int) -> None:
    house.run("update notice set told_at = told_at - make_interval(mins => :minutes)", minutes=minutes)


def all_rejected(house: House) -> None:
    for number in range(10):
        photo = house.receive(bytes([number]))
        house.studio(rejected).edit_photo(photo.id)


def test_owners_hear_once_that_photos_wait_when_half_of_the_hour_is_over(owned: House) -> None:
    in_review(owned)
    in_review(owned, b"another")
    assert tell(owned) == 0
    half_over(owned)
    assert (tell(owned), tell(owned)) == (1, 0)
    first, second = outbox(owned)
    assert [first.to, second.to] == ["ada@one.example", "bea@one.example"]
    assert first.subject == "Photos waiting for review: 2"
    assert "is over for: 2" in first.text
    assert f"\n{PORTAL}/portal/review\n" in first.text
    (line,) = owned.history("notice.review")
    assert (line.franchise, line.who, line.why) == ("001", "service", "mail to 2 owners")


def test_each_owner_is_written_in_the_language_that_they_chose(owned: House) -> None:
    settings(owned, "es")
    owned.run("update person set locale = 'de' where email = 'bea@one.example'")
    in_review(owned)
    half_over(owned)
    assert tell(owned) == 1
    subjects = [message.subject for message in outbox(owned)]
    assert subjects == ["Fotos pendientes de revisión: 1", "Fotos, die auf Prüfung warten: 1"]


def test_owners_are_written_every_quarter_of_an_hour_at_most(owned: House) -> None:
    in_review(owned)
    half_over(owned)
    assert tell(owned) == 1
    in_review(owned, b"another")
    half_over(owned)
    minutes_later(owned, 14)
    assert tell(owned) == 0
    minutes_later(owned, 1)
    assert tell(owned) == 1
    assert len(outbox(owned)) == 4
    minutes_later(owned, 60)
    assert tell(owned) == 0


def test_nobody_is_told_of_what_was_reviewed_meanwhile_or_has_time_yet(owned: House) -> None:
    photo = in_review(owned)
    half_over(owned)
    in_review(owned, b"has time")
    decide_by_person(owned.records, owned.caller, photo, Asked("approve", 1))
    assert tell(owned) == 0
    half_over(owned)
    assert tell(owned) == 1


def test_owners_hear_once_of_a_session_with_many_rejected_photos(owned: House) -> None:
    settings(owned, "es")
    all_rejected(owned)
    assert (tell(owned), tell(owned)) == (1, 0)
    session = owned.seeded.sessions[0]
    message = outbox(owned)[0]
    assert message.subject == f"Se rechazaron muchas fotos de la sesión {session}"
    assert "Rechazadas: 10 de 10 fotos" in message.text
    assert f"{PORTAL}/portal/sessions/{session}\n" in message.text
    assert message.text.startswith("Studio Boston\n")
    # names of sessions are customers' more often than not
    assert "Smith" not in message.subject + message.text


def test_who_wants_no_mails_gets_none(owned: House) -> None:
    settings(owned, review_email=False, rejection_email=False)
    in_review(owned)
    half_over(owned)
    all_rejected(owned)
    assert tell(owned) == 0
    # nor does what was not told then come later
    settings(owned)
    assert tell(owned) == 0


def test_rejections_that_could_not_be_told_for_a_day_are_told_no_more(owned: House) -> None:
    all_rejected(owned)
    owned.run("update notice set asked_at = asked_at - interval '25 hours'")
    assert tell(owned) == 0
    assert outbox(owned) == []


def test_yesterday_is_summed_up_once_for_who_wants_it(owned: House) -> None:
    # where it is past 9 now
    hour = datetime.now(UTC).hour
    behind = hour - 9 if hour <= 21 else hour - 33  # POSIX counts hours behind UTC
    owned.run("update franchise set timezone = :zone", zone=f"Etc/GMT{behind:+d}")
    for number in range(3):
        in_review(owned, bytes([number]))
    owned.run("""
        insert into outcome (line, franchise, photo, at, before, after, lane, first, reasons)
        select -n, '001', n, now() - interval '1 day', 'editing', after, 'vip', true, reasons
        from (values (1, 'published', '{}'::text[]), (2, 'rejected', '{too_dark}'), (3, 'rejected', '{too_dark}'),
                     (4, 'in_review', '{}')) as one (n, after, reasons)""")
    owned.run("update photo set received_at = now() - interval '1 day', missed_at = now() - interval '1 day'")
    assert tell(owned) == 0
    settings(owned, "fr", daily_summary=True)
    assert (tell(owned), tell(owned)) == (1, 0)
    message = outbox(owned)[0]
    assert message.subject.startswith("Chiffres du ")
    assert message.text.splitlines()[2:8] == [
        "Reçues : 3",
        "Publiées : 1",
        "Publiées sans intervention humaine : 50%",
        "Rejetées : 2",
        "    trop sombres: 2",
        "Délais non tenus : 3",
    ]
    assert f"{PORTAL}/portal/dashboard\n" in message.text
    assert len(outbox(owned)) == 2
    minutes_later(owned, 24 * 60)
    assert tell(owned) == 1


def test_owners_are_written_once_though_the_scheduler_is_killed_in_between(owned: House, database_url: str) -> None:
    in_review(owned)
    half_over(owned)
    command = [sys.executable, "-m", "tests.fakes.notifying", database_url, SECRET.decode()]
    killed = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (killed.returncode, killed.stdout) == (-9, "put\n"), killed.stderr
    assert outbox(owned) == []
    assert tell(owned) == 1
    assert [message.to for message in outbox(owned)] == ["ada@one.example", "bea@one.example"]


def test_of_schedulers_at_once_one_writes(owned: House) -> None:
    in_review(owned)
    half_over(owned)
    all_rejected(owned)
    together = threading.Barrier(4)
    told: list[int] = []

    def work() -> None:
        together.wait(20)
        told.append(tell(owned))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(told) == 2
    assert len(outbox(owned)) == 4


def test_a_mail_arrives_whole(owned: House) -> None:
    settings(owned, "de")
    in_review(owned)
    half_over(owned)
    tell(owned)
    box = Box()
    with serving(box) as smtp:
        assert send_due(owned.records, SECRET, smtp.send) == 2
    arrived = message_from_bytes(box.taken[0].content, policy=policy.default)
    assert arrived["subject"] == "Fotos, die auf Prüfung warten: 1"
    assert "Überfällig: 0" in arrived.get_content()


def test_without_a_server_nothing_is_written_and_it_is_said(owned: House) -> None:
    silent = notice_duty(owned.records, SECRET, PORTAL, mails=False)
    assert silent.do() == 0
    in_review(owned)
    half_over(owned)
    for _ in range(2):
        with pytest.raises(MailError, match="MIRRORME_SMTP"):
            silent.do()
    assert outbox(owned) == []
    assert notice_duty(owned.records, SECRET, PORTAL, mails=True).do() == 1


def test_that_there_is_nobody_to_write_to_is_said(house: House) -> None:
    in_review(house)
    half_over(house)
    tell(house)
    assert outbox(house) == []
    assert [line.why for line in house.history("notice.review")] == ["no mail: no owner has an account"]


def test_a_franchise_sees_no_notice_of_another(owned: House) -> None:
    in_review(owned)
    half_over(owned)
    with owned.records.behind("002").begin() as work:
        assert work.notices.due() == []
    with as_owner(owned.records) as work:
        assert work.connection.execute(text("select count(*) from notice")).scalar() == 1
