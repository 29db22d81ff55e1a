"""Write to who owns a franchise what its settings ask for.

Each mail is put into the outbox by the transaction that notes that it was told: however often this is cut off, owners
are written to once.
"""

from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from mirrorme.domain.brand import Brand
from mirrorme.domain.notices import STALE, Notice, day_to_sum_up, span_of_day
from mirrorme.domain.photo import State
from mirrorme.domain.records import Franchise
from mirrorme.pipeline.accounts.mails import Message, put
from mirrorme.pipeline.accounts.ports import Desk
from mirrorme.pipeline.brand import shown_name
from mirrorme.pipeline.notice_texts import Words, rejections_text, review_text, summary_text, words_of
from mirrorme.pipeline.ports_review import ReviewWork


class NoticeWork(ReviewWork, Desk, Protocol):
    """One transaction."""


class NoticeRecords(Protocol):
    """All records; see ``Records``."""

    def begin(self) -> AbstractContextManager[NoticeWork]:
        """A transaction."""


def notify(records: NoticeRecords, secret: bytes, portal: str) -> int:
    """Have written what is due; gives how many notices that were. portal: the address that links begin with.

    Raises:
        UnavailableError: the database can't be reached; what is due stays so.
    """
    with records.begin() as work:
        asked = work.notices.due()
        summaries = [one.franchise for one in work.notices.summaries() if day_to_sum_up(work.now, one)]
    told = sum(_tell(records, secret, portal, number) for number in asked)
    return told + sum(_sum_up(records, secret, portal, code) for code in summaries)


def is_due(records: NoticeRecords) -> bool:
    """Whether there is anything to write."""
    with records.begin() as work:
        return bool(work.notices.due()) or any(day_to_sum_up(work.now, one) for one in work.notices.summaries())


def _tell(records: NoticeRecords, secret: bytes, portal: str, number: int) -> bool:
    with records.begin() as work:
        notice = work.notices.lock(number)
        if notice is None or not notice.is_due(work.now):
            return False  # another scheduler was faster
        franchise, brand = _about(work, notice.franchise)
        words = words_of(brand.locale)
        said = _said(work, notice, franchise, brand, words)
        if said is None:
            work.notices.settled(number, told=False)
            return False
        subject, lines = said
        path = "/portal/review" if notice.session is None else f"/portal/sessions/{notice.session}"
        _write(work, secret, notice, (subject, _whole(franchise, brand, words, lines, portal + path)))
        return True


def _said(
    work: NoticeWork, notice: Notice, franchise: Franchise, brand: Brand, words: Words
) -> tuple[str, list[str]] | None:
    """Subject and lines; None if nobody wants or needs to hear it any more."""
    if notice.session is None:
        waiting = work.notices.waiting(notice.franchise)
        wanted = brand.notifications.review_email and waiting.half_over > 0
        return review_text(words, waiting, franchise.timezone) if wanted else None
    stale = notice.asked_at is not None and notice.asked_at < work.now - STALE
    if stale or not brand.notifications.rejection_email:
        return None
    counts = work.photos.count(notice.session)
    total = sum(number for state, number in counts.items() if state not in (State.CANCELLED, State.ERASED))
    return rejections_text(words, notice.session, counts.get(State.REJECTED, 0), total)


def _sum_up(records: NoticeRecords, secret: bytes, portal: str, code: str) -> bool:
    with records.begin() as work:
        # who asks at the same time waits here, and finds then that it was told
        notice = work.notices.ask(code, "summary")
        day = _day_of(work, code)
        if day is None:
            work.notices.settled(notice.id, told=False)
            return False
        franchise, brand = _about(work, code)
        words = words_of(brand.locale)
        report = work.notices.report(code, span_of_day(day, franchise.timezone))
        subject, lines = summary_text(words, day, report)
        _write(work, secret, notice, (subject, _whole(franchise, brand, words, lines, f"{portal}/portal/dashboard")))
        return True


def _day_of(work: NoticeWork, code: str) -> date | None:
    return next((day_to_sum_up(work.now, one) for one in work.notices.summaries() if one.franchise == code), None)


def _about(work: NoticeWork, code: str) -> tuple[Franchise, Brand]:
    found = work.franchises.get(code)
    if found is None:
        raise LookupError(f"a notice of no franchise: {code}")
    return found, work.brands.of(code)


def _whole(franchise: Franchise, brand: Brand, words: Words, lines: list[str], link: str) -> str:
    return "\n".join((shown_name(brand, franchise), "", *lines, "", link, "", words.why, ""))


def _write(work: NoticeWork, secret: bytes, notice: Notice, said: tuple[str, str]) -> None:
    subject, text = said
    owners = work.people.owners(notice.franchise)
    for owner in owners:
        put(work, secret, f"notice.{notice.kind}", Message(owner.email, subject, text), notice.franchise)
    work.notices.settled(notice.id, told=True)
    work.history.note(
        f"notice.{notice.kind}",
        who="service",
        why=f"mail to {len(owners)} owners" if owners else "no mail: no owner has an account",
        franchise=notice.franchise,
        session=notice.session,
        data={"owners": [owner.id for owner in owners]},
    )
