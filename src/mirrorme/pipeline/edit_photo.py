"""The edit stage: take a photo up, have it edited, and settle what became of it.

A call may come twice, late, or be cut off anywhere. The photo's row decides: whoever takes it up raises ``starts``, and
only who still holds that number may settle it, so an edit counts once whatever ran twice. What its score leads to is in
``settle``.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from mirrorme.domain.photo import SETTLED, Photo, State
from mirrorme.domain.records import Edit, Session
from mirrorme.domain.templates import own_number
from mirrorme.domain.views import views_of_edit, views_of_rejected
from mirrorme.imaging.errors import Reason
from mirrorme.imaging.recipe import Export
from mirrorme.pipeline.lanes import lock_photo, put_in_lane
from mirrorme.pipeline.look import Adjustments, Look, recipe_of
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.own_parts import NOTHING, OwnParts, parts_of
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_objects import Objects
from mirrorme.pipeline.ports_records import Work
from mirrorme.pipeline.ports_review import ReviewRecords, ReviewWork
from mirrorme.pipeline.result import EditResult
from mirrorme.pipeline.settle import settle_edited

DEADLY = frozenset({"worker_died", "timed_out", "out_of_memory"})
MOST_STRIKES = 3
"""A photo that ended so many workers is set aside."""
MOST_TRIES = 8
"""So often is tried what is no fault of the photo: a full disk, a store that is away. Half an hour in all."""
MOST_STARTS = 100
BACKOFF_S = (2.0, 5.0, 15.0, 60.0, 120.0, 300.0, 600.0)
ALERT_ABOVE = 0.10
"""Part of a session's photos that may be rejected before somebody is told."""
ALERT_FROM = 10
"""So many photos say something of a session before the rest is in."""


@dataclass(frozen=True, slots=True)
class Studio:
    """Where photos are edited.

    who: this worker, for the history. edit: carries out an order; what goes wrong is in the result.
    """

    records: ReviewRecords
    objects: Objects
    edit: Callable[[Order], EditResult]
    who: str

    def edit_photo(self, photo: int) -> None:
        """Edit a photo that waits. Nothing happens if it no longer does, or another worker is at it.

        Raises:
            UnavailableError: the database can't be reached; the photo is found again by ``reconcile``.
        """
        taken = self._take(photo)
        if taken is None:
            return
        found, session = taken
        look = Look.model_validate(session.look)
        adjustments = Adjustments.model_validate(found.adjustments)
        own = self._own_parts(session, adjustments.over(look))
        recipe = recipe_of(look, adjustments, own)
        place = session.place
        step = next((s for s in recipe.steps if isinstance(s, Export)), Export())
        number = found.edits + 1
        order = Order(
            photo=str(place.raw(found.number, found.extension)),
            jpeg=str(place.edited(found.number, number, "jpg")),
            cutout=str(place.edited(found.number, number, "png")) if step.cutout else None,
            recipe=recipe,
            gate=look.gate,
            inspected=found.inspected,
            backdrop=own.backdrop_key,
            lut=own.lut_key,
            views=views_of_edit(place, found.number, number),
            if_rejected=views_of_rejected(place, found.number),
        )
        result = self._edit_in_place(order, place.bucket)
        if result.status == "rejected":
            self._keep_rejected(found, session, result)
        with self.records.begin() as work:
            again = lock_photo(work, photo)
            if again is None or again.state is not State.EDITING or again.starts != found.starts:
                return  # cancelled meanwhile, or given to another worker
            self._settle(work, again, result, order)

    def look_photo(self, photo: int) -> None:
        """Have Gate 1 look at a photo that waits, so that the studio hears of a bad one while the customer is there.

        Raises:
            UnavailableError: the database can't be reached; then Gate 1 looks when the photo is edited.
        """
        with self.records.begin() as work:
            found = work.photos.get(photo)
            session = work.sessions.get(found.session) if found else None
        if found is None or session is None or found.inspected or found.state is not State.QUEUED:
            return
        key = str(session.place.raw(found.number, found.extension))
        gate = Look.model_validate(session.look).gate
        views = views_of_rejected(session.place, found.number)
        result = self.edit(Order(photo=key, jpeg="", gate=gate, only_look=True, if_rejected=views))
        if result.status == "rejected":
            self._keep_rejected(found, session, result)
        with self.records.begin() as work:
            again = lock_photo(work, photo)
            if again is None or again.state is not State.QUEUED or again.inspected:
                return
            if result.status == "rejected":
                work.queue.withdraw(again)
                self._reject(work, again, result.reasons)
                self._alert(work, again)
            elif result.status == "passed":
                work.photos.save(again, replace(again, inspected=True), who=self.who, why="")

    def _own_parts(self, session: Session, look: Look) -> OwnParts:
        """The franchise's own things as they are now: what is changed shows in the next edit."""
        if own_number(look.backdrop) is None and own_number(look.style) is None:
            return NOTHING
        with self.records.begin() as work:
            return parts_of(work, session.franchise, look.backdrop, look.style)

    def _edit_in_place(self, order: Order, bucket: str) -> EditResult:
        """Have it edited, unless what comes of it could not be kept where its franchise's data has to be."""
        try:
            self.objects.check_place(bucket)
        except StorageError as error:
            return EditResult(order.photo, "failed", (error.reason,))
        return self.edit(order)

    def _take(self, photo: int) -> tuple[Photo, Session] | None:
        with self.records.begin() as work:
            found = work.photos.lock(photo)
            if found is None or found.state is not State.QUEUED:
                return None
            session = work.sessions.get(found.session)
            if session is None:
                return None
            if found.starts >= MOST_STARTS:
                reason = Reason("never_finished", f"It was begun {MOST_STARTS} times and never finished.")
                self._fail(work, found, (reason,))
                return None
            begun = replace(found, state=State.EDITING, starts=found.starts + 1)
            return work.photos.save(found, begun, who=self.who, why="taken up"), session

    def _settle(self, work: ReviewWork, photo: Photo, result: EditResult, order: Order) -> None:
        if result.status == "edited":
            self._keep(work, photo, result, order)
        elif result.status == "rejected":
            self._reject(work, photo, result.reasons)
        else:
            self._try_again(work, photo, result.reasons)
        self._alert(work, photo)

    def _keep(self, work: ReviewWork, photo: Photo, result: EditResult, order: Order) -> None:
        pictures = {"jpeg": order.jpeg} | ({"cutout": order.cutout} if order.cutout in result.outputs else {})
        views = {kind: name for kind, name in (order.views or {}).items() if name in result.outputs}
        edit = Edit(
            id=0,
            franchise=photo.franchise,
            photo=photo.id,
            number=photo.edits + 1,
            recipe=result.recipe,
            models=result.models,
            device=result.device,
            outputs=pictures | views,
            seconds=result.seconds,
            measured=result.measured,
            created_at=work.now,
        )
        work.edits.add(edit)
        settle_edited(work, photo, edit, self.who)

    def _reject(self, work: Work, photo: Photo, reasons: tuple[Reason, ...]) -> None:
        gone = replace(photo, state=State.REJECTED, reasons=_as_data(reasons), inspected=True)
        work.photos.save(photo, gone, who=self.who, why=f"retake: {_codes(reasons)}")

    def _alert(self, work: ReviewWork, photo: Photo) -> None:
        """Tell once that too many photos of a session were rejected: when enough are in to judge, or all of it is."""
        counts = work.photos.count(photo.session)
        total = sum(number for state, number in counts.items() if state not in (State.CANCELLED, State.ERASED))
        rejected = counts.get(State.REJECTED, 0)
        coming = sum(number for state, number in counts.items() if state not in SETTLED)
        if coming and total < ALERT_FROM:
            return
        if rejected > ALERT_ABOVE * total and work.sessions.raise_alert(photo.session):
            work.notices.ask(photo.franchise, "rejections", photo.session)
            work.history.note(
                "alert.rejections",
                who="service",
                why=f"{rejected} of {total} photos of this session were rejected: check light, focus and camera",
                franchise=photo.franchise,
                session=photo.session,
                data={"rejected": rejected, "photos": total},
            )

    def _try_again(self, work: Work, photo: Photo, reasons: tuple[Reason, ...]) -> None:
        most = MOST_STRIKES if reasons and reasons[0].code in DEADLY else MOST_TRIES
        # a store that was away says nothing of the photo: only strikes of one kind are added up
        alike = bool(photo.reasons) and (photo.reasons[0]["code"] in DEADLY) == (most == MOST_STRIKES)
        struck = replace(photo, strikes=photo.strikes + 1 if alike else 1, reasons=_as_data(reasons))
        if struck.strikes >= most:
            self._fail(work, struck, reasons)
            return
        delay = BACKOFF_S[min(struck.strikes, len(BACKOFF_S)) - 1]
        why = f"tried again: {_codes(reasons)}" if reasons else "the edit did not finish"
        work.photos.save(photo, struck, who=self.who, why="")
        put_in_lane(work, struck, who=self.who, why=why, delay_s=delay, data=_messages(reasons))

    def _fail(self, work: Work, photo: Photo, reasons: tuple[Reason, ...]) -> None:
        failed = replace(photo, state=State.FAILED, reasons=_as_data(reasons))
        why = f"set aside: {_codes(reasons)}"
        work.photos.save(photo, failed, who=self.who, why=why, data=_messages(reasons))

    def _keep_rejected(self, photo: Photo, session: Session, result: EditResult) -> None:
        """Copy the original to ``rejected/``. A disk that is full must not keep the studio from hearing of it."""
        source = session.place.raw(photo.number, photo.extension)
        against = result.measured.get("not_shown")
        try:
            self.objects.copy(source, session.place.rejected(photo.number, photo.extension))
        except StorageError as error:
            against = error.reason.message
        if against is not None:
            with self.records.begin() as work:
                work.history.note(
                    "alert.not_copied",
                    who=self.who,
                    why=f"the rejected photo was not copied: {against}",
                    franchise=photo.franchise,
                    session=photo.session,
                    photo=photo.id,
                )


def _as_data(reasons: tuple[Reason, ...]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"code": reason.code, "message": reason.message, **({} if reason.stops is None else {"stops": reason.stops})}
        for reason in reasons
    )


def _codes(reasons: tuple[Reason, ...]) -> str:
    """For the history: the portal says in its reader's language what they mean."""
    return ", ".join(reason.code for reason in reasons)


def _messages(reasons: tuple[Reason, ...]) -> dict[str, Any]:
    """What they say exactly, for who looks closer."""
    return {"messages": [reason.message for reason in reasons]}
