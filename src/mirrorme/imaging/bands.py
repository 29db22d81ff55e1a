"""Work on bands of a picture at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise


def in_bands(work: Callable[[int, int], None], length: int, threads: int) -> None:
    """Call ``work(start, stop)`` on bands that cover 0 to length once, on as many threads.

    Args:
        work: touches nothing outside of its band; gains from threads only where it lets go of the GIL.
        length: rows or pixels to cover.
        threads: at least 1; with 1 the work is done in the caller's own thread.

    Raises:
        ValueError: threads below 1. What ``work`` raises is raised here.
    """
    if threads < 1:
        raise ValueError(f"work needs a thread, not {threads}")
    edges = [length * i // threads for i in range(threads + 1)]
    if threads == 1:
        work(0, length)
        return
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(work, a, b) for a, b in pairwise(edges) if a < b]:
            done.result()
