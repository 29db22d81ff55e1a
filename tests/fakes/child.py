"""A worker of the tests: it does what each line says."""

import json
import os
import signal
import sys
import time

opening = sys.stdin.readline().strip()
if opening == "refuse":
    print("refused " + json.dumps("no weights"), flush=True)
    sys.exit(1)
if opening == "break":
    sys.exit("it broke at once")
print("ready " + json.dumps(["a note"]), flush=True)
for line in sys.stdin:
    match line.strip():
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "crash":
            sys.exit("ValueError: a bug")
        case "hang":
            time.sleep(60)
        case "refuse":
            print("refused " + json.dumps("altered weights"), flush=True)
        case word:
            print(f"done {word} {os.getpid()}", flush=True)
