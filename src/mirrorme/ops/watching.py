"""The duties that look how the service does, and add up how it did."""

import shutil
from pathlib import Path

from mirrorme.ops.schedule import Duty
from mirrorme.pipeline.alerts import WatchedRecords, watch
from mirrorme.pipeline.metric_days import DailyRecords, roll_up

EVERY_S = 15.0
ROLL_UP_EVERY_S = 600.0


def watch_duty(records: WatchedRecords, silent_s: float, folder: Path | None) -> Duty:
    """Look every 15 seconds. folder: of the store, whose disk is looked at; None if the store is elsewhere."""
    return Duty("watch", EVERY_S, lambda: watch(records, silent_s, lambda: free_share(folder)))


def roll_up_duty(records: DailyRecords) -> Duty:
    """Add up the days that are over every ten minutes: until then their photos are counted one by one."""
    return Duty("roll_up", ROLL_UP_EVERY_S, lambda: roll_up(records))


def free_share(folder: Path | None) -> float | None:
    """The free share of a folder's disk, 0 to 1; None if there is no such folder yet.

    Raises:
        OSError: the disk can't be asked.
    """
    if folder is None or not folder.exists():
        return None
    disk = shutil.disk_usage(folder)
    return disk.free / disk.total
