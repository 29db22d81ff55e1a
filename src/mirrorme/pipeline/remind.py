"""Remind people of what waits for them: when half of the promised hour is over, and when all of it is."""

from dataclasses import replace

from mirrorme.domain.photo import Photo, State
from mirrorme.pipeline.lanes import lock_photo
from mirrorme.pipeline.ports_review import ReviewRecords, ReviewWork


def remind(records: ReviewRecords, at_most: int = 200) -> int:
    """Note reminders that are due; gives how many."""
    with records.begin() as work:
        due = work.decisions.to_remind(at_most)
    return sum(_remind(records, photo) for photo in due)


def _remind(records: ReviewRecords, photo: int) -> bool:
    with records.begin() as work:
        found = lock_photo(work, photo)
        if found is None or found.remind_at is None or found.remind_at > work.now:
            return False
        over = found.review_due_at is None or found.review_due_at <= work.now
        if found.state is State.IN_REVIEW:
            _tell(work, found, over=over)
        work.photos.save(found, replace(found, remind_at=None if over else found.review_due_at), who="service", why="")
        return found.state is State.IN_REVIEW


def _tell(work: ReviewWork, photo: Photo, *, over: bool) -> None:
    work.notices.ask(photo.franchise, "review")
    due = f"{photo.review_due_at:%Y-%m-%d %H:%M} UTC"
    work.history.note(
        "review.overdue" if over else "review.half_over",
        who="service",
        why=f"nobody looked by {due}" if over else f"half of the time is over; somebody should look by {due}",
        franchise=photo.franchise,
        session=photo.session,
        photo=photo.id,
        data={"due_at": None if photo.review_due_at is None else photo.review_due_at.isoformat()},
    )
