"""What has to be told reaches a real mail server, once it can, and nothing of it is left behind."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from mirrorme.adapters.mail.smtp import Smtp
from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.interfaces.cli.service.mail_checks import examine_mail
from mirrorme.pipeline.accounts.mails import Message, put, send_due
from mirrorme.pipeline.accounts.sealing import SealError
from mirrorme.pipeline.errors import SetupError
from tests.fakes.smtp import Box, serving

SECRET = b"a secret"
MESSAGE = Message("ada@example.com", "Grüße\r\nBcc: all@example.com", "https://portal.example/welcome#token")


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def smtp(box: Box) -> Iterator[Smtp]:
    with serving(box) as way:
        yield way


def write(records: PostgresRecords, message: Message = MESSAGE) -> None:
    with records.begin() as work:
        put(work, SECRET, "told", message, None)


def rows(records: PostgresRecords) -> list[tuple[Any, ...]]:
    with records.begin() as work:
        found = work.connection.execute(text("select sealed, tries, trouble, done_at is not null from mail"))
        return [tuple(row) for row in found]


def test_a_message_is_sent_once_and_what_it_said_is_gone(records: PostgresRecords, smtp: Smtp, box: Box) -> None:
    write(records, Message("ada@example.com", "Grüße", MESSAGE.text))
    assert send_due(records, SECRET, smtp.send) == 1
    assert send_due(records, SECRET, smtp.send) == 0
    (taken,) = box.taken
    assert taken.rcpt_tos == ["ada@example.com"]
    assert MESSAGE.text.encode() in taken.content
    assert rows(records) == [(None, 0, "", True)]


def test_what_waits_can_not_be_read_in_the_database(records: PostgresRecords) -> None:
    write(records)
    ((sealed, *_),) = rows(records)
    assert b"token" not in sealed
    with pytest.raises(SealError, match="MIRRORME_SECRET"):
        send_due(records, b"another secret", lambda _: None)


def test_a_name_can_add_no_header(records: PostgresRecords, smtp: Smtp) -> None:
    write(records)
    with pytest.raises(ValueError, match="linefeed"):
        send_due(records, SECRET, smtp.send)


def test_a_server_that_is_away_or_busy_is_tried_again(records: PostgresRecords, smtp: Smtp, box: Box) -> None:
    write(records, Message("ada@example.com", "Hello", "."))
    box.answer = "451 later"
    assert send_due(records, SECRET, smtp.send) == 0
    ((sealed, tries, trouble, done),) = rows(records)
    assert (tries, done) == (1, False)
    assert sealed
    assert "451" in trouble
    away = Smtp.parse("smtp://127.0.0.1:9", "a@example.com")
    with records.begin() as work:
        work.connection.execute(text("update mail set next_at = now()"))
    send_due(records, SECRET, away.send)
    assert "can't be used" in rows(records)[0][2]
    box.answer = "250 OK"
    with records.begin() as work:
        work.connection.execute(text("update mail set next_at = now()"))
    assert send_due(records, SECRET, smtp.send) == 1


def test_what_a_server_refuses_for_good_is_given_up_and_said(records: PostgresRecords, smtp: Smtp, box: Box) -> None:
    write(records, Message("nobody@example.com", "Hello", "."))
    box.answer = "550 no such user"
    assert send_due(records, SECRET, smtp.send) == 0
    ((sealed, _, trouble, done),) = rows(records)
    assert (sealed, done) == (None, True)
    assert "550" in trouble


@pytest.mark.parametrize("url", ["http://x", "smtp://", "smtp://h:x", "mail"])
def test_what_names_no_server_is_refused(url: str) -> None:
    with pytest.raises(SetupError, match="MIRRORME_SMTP"):
        Smtp.parse(url, "a@example.com")


def test_doctor_says_whether_mail_can_be_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MIRRORME_SMTP", raising=False)
    (none,) = examine_mail()
    assert (none.state, "MIRRORME_SMTP" in none.fix) == ("warning", True)
    monkeypatch.setenv("MIRRORME_SMTP", "smtps://user:pass@mail.example")
    with pytest.raises(SetupError, match="MIRRORME_MAIL_FROM"):
        list(examine_mail())
    monkeypatch.setenv("MIRRORME_MAIL_FROM", "a@example.com")
    (well,) = examine_mail()
    assert (well.state, well.found) == ("well", "goes by mail.example")


def test_no_link_goes_through_a_network_in_the_open() -> None:
    with pytest.raises(SetupError, match="MIRRORME_MAIL_FROM"):
        Smtp.parse("smtps://mail.example", "")
    assert Smtp.parse("smtps://u:p%40ss@mail.example", "a@b.c").password == "p@ss"  # noqa: S105
