"""The service's periodic duties: what has to be done again and again so that nothing is forgotten."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from mirrorme.pipeline.accounts.mails import MailError, Message, send_due
from mirrorme.pipeline.accounts.ports import Desk
from mirrorme.pipeline.audit import Auditing, seal_history
from mirrorme.pipeline.judging import Own
from mirrorme.pipeline.lanes import escalate, note_missed
from mirrorme.pipeline.learning import learn_and_advance
from mirrorme.pipeline.model_registry import ModelRecords
from mirrorme.pipeline.ports_keys import KeyRecords, Master
from mirrorme.pipeline.ports_retention import Keeping, Shelves
from mirrorme.pipeline.ports_review import ReviewWork
from mirrorme.pipeline.privacy import Erasing, carry_out_due
from mirrorme.pipeline.receive import Receiver
from mirrorme.pipeline.reconcile import reconcile
from mirrorme.pipeline.remind import remind, watch_backlogs
from mirrorme.pipeline.renew_objects import Renewal
from mirrorme.pipeline.retention import done, keep_by_age
from mirrorme.pipeline.rotate_keys import rotate_due

LOOK_S = 1.0
"""Seconds between two looks whether this scheduler leads: how soon another takes over."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What is done every so many seconds, counted from the end of the last time. do: gives how many it concerned."""

    name: str
    every_s: float
    do: Callable[[], int]


class AllWork(Auditing, Erasing, Keeping, ReviewWork, Desk, Protocol):
    """One transaction."""


class AllRecords(Protocol):
    """What duties need of the records."""

    def begin(self) -> AbstractContextManager[AllWork]:
        """A transaction."""


def duties(
    records: AllRecords,
    receiver: Receiver,
    shelves: Shelves,
    silent_s: float,
    secret: bytes,
    tell: Callable[[str], None],
    send: Callable[[Message], None] | None = None,
) -> tuple[Duty, ...]:
    """All of them.

    shelves: the store that the receiver has, with its cheaper places. silent_s: after so many seconds without a sign of
    life a worker is taken for dead. secret: signs receipts. tell: is told of new seals, to note them where who can
    write to the database can't. send: by which mail goes; None if there is no server for it.
    """

    def seal() -> int:
        made = seal_history(records)
        if made:
            tell(f"history sealed up to line {made[-1].last}: seal {made[-1].number} {made[-1].digest}")
        return len(made)

    def post() -> int:
        if send is not None:
            return send_due(records, secret, send)
        with records.begin() as work:
            waiting = work.mails.waiting()
        if waiting:
            raise MailError(f"{waiting} messages wait, but no server is set up: set MIRRORME_SMTP", final=False)
        return 0

    def forget() -> int:
        with records.begin() as work:
            return work.tokens.forget_old(1000)

    return (
        Duty("reconcile", 2.0, lambda: reconcile(records, silent_s)),
        Duty("escalate", 5.0, lambda: escalate(records, silent_s)),
        Duty("note_missed", 5.0, lambda: note_missed(records)),
        Duty("remind", 10.0, lambda: remind(records)),
        Duty("watch_backlogs", 30.0, lambda: watch_backlogs(records)),
        Duty("complete_arrived", 15.0, receiver.complete_arrived),
        Duty("abort_stale", 60.0, receiver.abort_stale),
        Duty("seal", 60.0, seal),
        Duty("mail", 5.0, post),
        Duty("forget", 300.0, forget),
        Duty("erase", 60.0, lambda: carry_out_due(records, receiver.objects, secret)),
        Duty("retention", 3600.0, lambda: done(keep_by_age(records, shelves, who="service"))),
    )


def key_duties(records: KeyRecords, master: Master | None, renewal: Renewal | None) -> tuple[Duty, ...]:
    """Those of the keys; none where we encrypt nothing."""
    if master is None or renewal is None:
        return ()
    return (
        Duty("rotate_keys", 3600.0, lambda: rotate_due(records, master)),
        Duty("renew_objects", 10.0, renewal.go_on),
    )


def learning_duty(records: ModelRecords, own: Own) -> Duty:
    """Learn from ratings once a month, and bring models on by rule. own: what scores without any of the registry."""
    return Duty("learn", 6 * 3600.0, lambda: learn_and_advance(records, own))


def keep(
    duties: Sequence[Duty], *, until: threading.Event, leads: Callable[[], bool], tell: Callable[[str], None]
) -> None:
    """Do them until the event is set, as long as this scheduler leads.

    Each has a thread of its own, so that a store that hangs doesn't keep photos from being found again. Intervals are
    counted by a clock that nobody can set; deadlines are the database's.

    leads: asked before every duty, so it should be quick. tell: called with one line for people, from any thread.
    """
    threads = [threading.Thread(target=_repeat, args=(duty, until, leads, tell), name=duty.name) for duty in duties]
    for thread in threads:
        thread.start()
    led: bool | None = None
    while not until.is_set():
        now = leads()
        if now != led:
            tell("leads" if now else "stands by: another scheduler leads, or the database is away")
            led = now
        until.wait(LOOK_S)
    for thread in threads:
        thread.join()


def _repeat(duty: Duty, until: threading.Event, leads: Callable[[], bool], tell: Callable[[str], None]) -> None:
    trouble = ""
    due = time.monotonic()
    while not until.wait(max(0.0, due - time.monotonic())):
        if not leads():
            due = time.monotonic() + LOOK_S
            continue
        before, trouble = trouble, _do(duty)
        if trouble != before:
            tell(f"{duty.name}: {trouble or 'goes well again'}")
        due = time.monotonic() + duty.every_s


def _do(duty: Duty) -> str:
    """What went wrong."""
    try:
        duty.do()
    except Exception as error:  # noqa: BLE001 (whatever it is, this duty is tried again and the others go on)
        return f"failed: {type(error).__name__}: {error}"
    return ""
