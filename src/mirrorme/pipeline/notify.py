"""Write to who owns a franchise what its settings ask for.

Each mail is put into the outbox by the transaction that notes that it was told: however often this is cut off, owners
are written to once.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Protocol

from mirrorme.domain.brand import Brand
from mirrorme.domain.notices import STALE, Notice, day_to_sum_up, span_of_day
from mirrorme.domain.people import Person
from mirrorme.domain.photo import State
from mirrorme.domain.records import Franchise
from mirrorme.pipeline.accounts.mails import Message, put
from mirrorme.pipeline.accounts.ports import Desk
from mirrorme.pipeline.brand import shown_name
from mirrorme.pipeline.notice_texts import Said, Words, rejections_text, review_text, summary_text, words_of
from mirrorme.pipeline.ports_review import ReviewWork


class NoticeWork(ReviewWork, Desk, Protocol):
    """One transaction."""


class NoticeRecords(Protocol):
    """All records; see ``Records``."""

    def begin(self) -> AbstractContextManager[NoticeWork]:
        """A transaction."""


@dataclass(frozen=True, slots=True)
class _Saying:
    """What a franchise's owners are told: each in the language that they chose, else in their franchise's."""

    franchise: Franchise
    brand: Brand
    say: Callable[[Words], Said]
    link: str

    def to(self, owner: Person) -> Message:
        words = words_of(owner.locale or self.brand.locale)
        subject, lines = self.say(words)
        text = "\n".join((shown_name(self.brand, self.franchise), "", *lines, "", self.link, "", words.why, ""))
        return Message(owner.email, subject, text)


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
        say = _said(work, notice, franchise, brand)
        if say is None:
            work.notices.settled(number, told=False)
            return False
        path = "/portal/review" if notice.session is None else f"/portal/sessions/{notice.session}"
        _write(work, secret, notice, _Saying(franchise, brand, say, portal + path))
        return True


def _said(work: NoticeWork, notice: Notice, franchise: Franchise, brand: Brand) -> Callable[[Words], Said] | None:
    """What is said in a language; None if nobody wants or needs to hear it any more."""
    if notice.session is None:
        waiting = work.notices.waiting(notice.franchise)
        wanted = brand.notifications.review_email and waiting.half_over > 0
        return partial(review_text, waiting=waiting, timezone=franchise.timezone) if wanted else None
    stale = notice.asked_at is not None and notice.asked_at < work.now - STALE
    if stale or not brand.notifications.rejection_email:
        return None
    counts = work.photos.count(notice.session)
    total = sum(number for state, number in counts.items() if state not in (State.CANCELLED, State.ERASED))
    rejected = counts.get(State.REJECTED, 0)
    return partial(rejections_text, session=notice.session, rejected=rejected, photos=total)


def _sum_up(records: NoticeRecords, secret: bytes, portal: str, code: str) -> bool:
    with records.begin() as work:
        # who asks at the same time waits here, and finds then that it was told
        notice = work.notices.ask(code, "summary")
        day = _day_of(work, code)
        if day is None:
            work.notices.settled(notice.id, told=False)
            return False
        franchise, brand = _about(work, code)
        report = work.notices.report(code, span_of_day(day, franchise.timezone))
        say = partial(summary_text, day=day, report=report)
        _write(work, secret, notice, _Saying(franchise, brand, say, f"{portal}/portal/dashboard"))
        return True


def _day_of(work: NoticeWork, code: str) -> date | None:
    return next((day_to_sum_up(work.now, one) for one in work.notices.summaries() if one.franchise == code), None)


def _about(work: NoticeWork, code: str) -> tuple[Franchise, Brand]:
    found = work.franchises.get(code)
    if found is None:
        raise LookupError(f"a notice of no franchise: {code}")
    return found, work.brands.of(code)


def _write(work: NoticeWork, secret: bytes, notice: Notice, saying: _Saying) -> None:
    owners = work.people.owners(notice.franchise)
    for owner in owners:
        put(work, secret, f"notice.{notice.kind}", saying.to(owner), notice.franchise)
    work.notices.settled(notice.id, told=True)
    work.history.note(
        f"notice.{notice.kind}",
        who="service",
        why=f"mail to {len(owners)} owners" if owners else "no mail: no owner has an account",
        franchise=notice.franchise,
        session=notice.session,
        data={"owners": [owner.id for owner in owners]},
    )
