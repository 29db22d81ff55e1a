"""Carry retention out: move what is old to cheaper storage, delete what is older; or tell first what would be done.

What is to be done is found anew in each run by looking at the store, so a run may be cut off anywhere. An original or
picture is noted as gone before it is deleted: nobody is promised what is not there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from mirrorme.domain.errors import NotFoundError
from mirrorme.domain.keys import PROCESSED, RAW, SessionPlace, bucket_of, place_of
from mirrorme.domain.photo import SETTLED
from mirrorme.domain.records import Caller
from mirrorme.domain.retention import Action, Policy, Rule, Tier, policy_with, to_do
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_retention import Keeping, KeptRecords, Shelved, Shelves, Standing

AT_MOST = 5000
"""Objects that one run moves or deletes; the next goes on."""
KEEP = Action.KEEP.name.lower()
HELD, BUSY, UNDER_WAY = "held by law", "not finished yet", "asked for already"


@dataclass(frozen=True, slots=True)
class Line:
    """What was done, or would be, with objects of a kind. size: bytes. oldest: when the oldest of them was written.

    but: why it is not done though its age says so; empty otherwise.
    """

    franchise: str
    kind: str
    action: str
    objects: int
    size: int
    oldest: datetime
    but: str = ""


@dataclass(slots=True)
class Tally:
    """Lines in the making."""

    lines: dict[tuple[str, str, str, str], Line] = field(default_factory=dict)

    def add(self, franchise: str, kind: str, action: Action, one: Shelved, but: str = "") -> None:
        """Count one more."""
        key = (franchise, kind, action.name.lower(), but)
        before = self.lines.get(key) or Line(*key[:3], 0, 0, one.modified, but)
        oldest = min(before.oldest, one.modified)
        self.lines[key] = replace(before, objects=before.objects + 1, size=before.size + one.size, oldest=oldest)

    def done(self) -> int:
        """Objects that something was done with."""
        return done(list(self.lines.values()))


def done(lines: Sequence[Line]) -> int:
    """Objects that something was done with."""
    return sum(line.objects for line in lines if not line.but and line.action != KEEP)


def policy_of(work: Keeping, franchise: str) -> Policy:
    """The rules of a franchise."""
    return policy_with(work.retention.own_rules(franchise))


def change_policy(work: Keeping, caller: Caller, franchise: str, rules: Sequence[Rule]) -> Policy:
    """Have a franchise keep things by these rules of its own, and by the usual ones otherwise.

    Raises:
        NotFoundError: no such franchise.
        InvalidError: two rules of one kind.
    """
    policy = policy_with(rules)
    if work.franchises.lock(franchise) is None:
        raise NotFoundError("no_franchise", f"There is no franchise {franchise}.")
    before = policy_of(work, franchise)
    if before != policy:
        work.retention.replace(franchise, rules)
        told = {rule.kind: [rule.cold_after, rule.archive_after, rule.delete_after] for rule in rules}
        why = f"own rules for {', '.join(sorted(told))}" if told else "the usual rules"
        work.history.note("retention.changed", who=caller.who, why=why, franchise=franchise, data=told)
    return policy


def keep_by_age(
    records: KeptRecords,
    shelves: Shelves,
    *,
    who: str,
    dry: bool = False,
    at_most: int = AT_MOST,
    note_all: bool = False,
) -> list[Line]:
    """Do what is due in all franchises, up to so many objects; gives what was done. dry: only tell.

    What was done is a line of the history for each franchise, and one for each object that was deleted. note_all: a
    line is written too where nothing was done, since somebody asked for it.

    Raises:
        StorageError: the store is away; the next run goes on.
    """
    with records.begin() as work:
        policies = {one.code: policy_of(work, one.code) for one in work.retention.franchises()}
        now = work.now
    tally = Tally()
    for franchise, policy in policies.items():
        own = Tally()
        try:
            _keep_franchise(_Run(records, shelves, franchise, now, own, who, dry), policy, at_most - tally.done())
        finally:
            tally.lines |= own.lines
            if not dry and (own.done() or note_all):
                _note_run(records, who, franchise, own)
    return list(tally.lines.values())


@dataclass(frozen=True, slots=True)
class _Run:
    """One run in one franchise."""

    records: KeptRecords
    shelves: Shelves
    franchise: str
    now: datetime
    tally: Tally
    who: str
    dry: bool

    def standing(self, place: SessionPlace) -> Standing | None:
        with self.records.begin() as work:
            return work.retention.standing(place)


def _keep_franchise(run: _Run, policy: Policy, at_most: int) -> None:
    for rule in policy.rules:
        for place, objects in _sessions(run, rule.kind):
            wanted = [(one, to_do(rule, run.now - one.modified, one.tier)) for one in objects]
            for one in (one for one, action in wanted if action is Action.KEEP and run.dry):
                run.tally.add(run.franchise, rule.kind, Action.KEEP, one)
            if not any(action for _, action in wanted):
                continue
            standing = None if place is None else run.standing(place)
            for one, action in wanted:
                if action is not Action.KEEP:
                    if not run.dry and run.tally.done() >= at_most:
                        return
                    _keep_object(run, rule, one, action, standing)


def _sessions(run: _Run, kind: str) -> Iterator[tuple[SessionPlace | None, list[Shelved]]]:
    """All objects of a kind, the oldest days first, by whose they are: a day's objects in memory at a time."""
    bucket = bucket_of(run.franchise)
    try:
        days = run.shelves.folders(bucket, f"{kind}/")
    except StorageError as error:
        if error.reason.code == "not_found":  # a franchise whose bucket was never made has nothing to keep
            return
        raise
    for day in days:
        for place, objects in groupby(run.shelves.shelved(bucket, day), key=_session_of):
            yield place, list(objects)


def _session_of(one: Shelved) -> SessionPlace | None:
    place = place_of(one.at)
    return None if place is None else place.session


def _keep_object(run: _Run, rule: Rule, one: Shelved, action: Action, standing: Standing | None) -> None:
    if standing is not None and standing.held and action > Action.COLD:
        if not run.dry:
            run.shelves.shelve(one.at, one.tier)  # it may be marked for the archive
        run.tally.add(run.franchise, rule.kind, action, one, HELD)
        action = to_do(rule, run.now - one.modified, one.tier, held=True)
        if action is Action.KEEP:
            return
    if action is Action.DELETE:
        but = _busy(one, standing) if run.dry else _delete(run, one)
        run.tally.add(run.franchise, rule.kind, action, one, but)
        return
    tier = Tier(int(action))
    but = run.shelves.lacking(tier)
    if not but and not run.dry and not run.shelves.shelve(one.at, tier):
        but = UNDER_WAY
    run.tally.add(run.franchise, rule.kind, action, one, but)


def _busy(one: Shelved, standing: Standing | None) -> str:
    """Why an object can't be deleted now; empty if it can."""
    place = place_of(one.at)
    if standing is None or place is None:
        return ""
    if standing.held:
        return HELD
    photo = standing.photos.get(place.photo)
    return BUSY if photo is not None and photo.state not in SETTLED else ""


def _delete(run: _Run, one: Shelved) -> str:
    place = place_of(one.at)
    with run.records.begin() as work:
        standing = None if place is None else work.retention.hold_still(place.session)
        if but := _busy(one, standing):
            return but
        photo = None if standing is None or place is None else standing.photos.get(place.photo)
        told: dict[str, Any] = {"key": one.at.key, "size": one.size, "written": one.modified.isoformat()}
        if _note_gone(work, one, None if photo is None else photo.id):
            work.history.note(
                "retention.deleted",
                who=run.who,
                why=f"{(run.now - one.modified).days} days old",
                franchise=run.franchise,
                session=None if standing is None else standing.session,
                photo=None if photo is None else photo.id,
                data=told,
            )
    run.shelves.forget(one.at)
    return ""


def _note_gone(work: Keeping, one: Shelved, photo: int | None) -> bool:
    """Whether it is news: a run that was cut off between the note and the deletion has told of it already."""
    if photo is None or one.at.prefix not in (RAW, PROCESSED):
        return True
    if one.at.prefix == RAW:
        return work.retention.expire_original(photo)
    return work.retention.expire_picture(photo, one.at)


def _note_run(records: KeptRecords, who: str, franchise: str, own: Tally) -> None:
    told = [
        {"kind": line.kind, "action": line.action, "objects": line.objects, "bytes": line.size, "but": line.but}
        for line in own.lines.values()
    ]
    with records.begin() as work:
        why = f"{own.done()} objects moved or deleted by their age"
        work.history.note("retention.run", who=who, why=why, franchise=franchise, data={"lines": told})
