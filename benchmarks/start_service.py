"""How long `mirrorme up` takes until the API answers, the first time and the second.

    python benchmarks/start_service.py [--times 5]

The floor beside it: `mirrorme --version`, a process that does nothing.
"""

import argparse
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from serving import await_ready, free_port, start


def once(data: Path) -> float:
    """Seconds from the command to the first answer; the service is stopped again."""
    began = time.perf_counter()
    process = start(data, free_port(), 2)
    await_ready(data, process)
    seconds = time.perf_counter() - began
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    return seconds


def floor() -> float:
    """Seconds of a process that does nothing."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "mirrorme.interfaces.cli", "--version"], check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Start again and again."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    first, further = [], []
    for _ in range(times):
        with tempfile.TemporaryDirectory(prefix="mirrorme-") as folder:
            Path(folder).chmod(0o755)  # Postgres may run as another user
            first.append(once(Path(folder) / "data"))
            further.append(once(Path(folder) / "data"))
    print(f"first start: median {statistics.median(first):.1f} s")
    print(f"second start: median {statistics.median(further):.1f} s, most {max(further):.1f} s (promise: under 5 s)")
    print(f"a process that does nothing: {statistics.median([floor() for _ in range(times)]):.2f} s")


if __name__ == "__main__":
    main()
