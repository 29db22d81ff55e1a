"""Networks: where their weights come from, and what runs them. Nobody is told that they are used.

OpenVINO's package for Python reports each start to its makers' web analytics, in a process that it forks, unless
somebody has opted out by hand. Without the module that reports, it falls back to a stub of its own.
"""

import sys

# what stands here as None can't be imported
sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
