"""Find photos that nobody works on though somebody should, whatever was killed in between."""

from dataclasses import replace

from mirrorme.domain.photo import State
from mirrorme.pipeline.lanes import lock_photo, put_in_lane
from mirrorme.pipeline.ports_records import Records


def reconcile(records: Records, silent_s: float, at_most: int = 200) -> int:
    """Put photos back into the queue whose job is gone, or whose worker was silent for so long; gives how many.

    Whoever was at such a photo and comes back may no longer settle it, since the next to take it up raises ``starts``.
    """
    with records.begin() as work:
        orphans = work.queue.orphans(silent_s, at_most)
    back = 0
    for photo in orphans:
        with records.begin() as work:
            found = lock_photo(work, photo)
            if found is None or not work.queue.is_orphan(photo, silent_s):
                continue  # somebody came back
            if found.state is State.EDITING:
                found = work.photos.save(
                    found, replace(found, state=State.QUEUED), who="service", why="its worker is gone"
                )
            put_in_lane(work, found, who="service", why="queued again")
            back += 1
    with records.begin() as work:
        work.queue.sweep(silent_s)
    return back
