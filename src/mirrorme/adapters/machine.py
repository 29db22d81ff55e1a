"""What this machine, or the container that we are in, has for us."""

import os
from pathlib import Path

import psutil

_CGROUP = Path("/sys/fs/cgroup")


def cores() -> int:
    """Processor cores that this process may use, also under a container's quota; at least 1."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota = _read("cpu.max").split()
    if len(quota) == 2 and quota[0].isdigit():
        allowed = min(allowed, int(quota[0]) // int(quota[1]))
    return max(1, allowed)


def free_memory() -> int:
    """Bytes that can be used without swapping, also under a container's limit."""
    free = int(psutil.virtual_memory().available)
    limit = _read("memory.max").strip()
    if limit.isdigit():
        used = _read("memory.current").strip()
        free = min(free, max(0, int(limit) - int(used if used.isdigit() else 0)))
    return free


def _read(name: str) -> str:
    """A control group's setting (version 2), empty where there is none."""
    try:
        return (_CGROUP / name).read_text(encoding="ascii")
    except OSError:
        return ""
