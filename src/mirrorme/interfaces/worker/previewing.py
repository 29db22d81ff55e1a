"""Render previews, one line in, one line out, as the editing process: a ``PreviewOrder`` each, ``done`` with a WebP.

The first line is nothing, the answer to it ``ready``. Whoever asks sends the pictures along, decrypted: this process
has no keys and no store.
"""

import base64
import json
import signal
import sys

import cv2

from mirrorme.imaging.errors import ImagingError
from mirrorme.interfaces.worker.lines import lines, own_answers, say
from mirrorme.pipeline.preview import preview, warm
from mirrorme.pipeline.preview_order import PreviewOrder

THREADS = 2


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends us
    answers, asked = own_answers(), lines(sys.stdin)
    cv2.setNumThreads(THREADS)
    asked.get()
    warm()
    say(answers, "ready []")
    while True:
        try:
            told = {"picture": base64.b64encode(preview(PreviewOrder.from_json(asked.get()), threads=THREADS)).decode()}
        except (OSError, ValueError, ImagingError) as error:
            told = {"problem": str(error)}
        say(answers, f"done {json.dumps(told)}")


if __name__ == "__main__":
    main()
