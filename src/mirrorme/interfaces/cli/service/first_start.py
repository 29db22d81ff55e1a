"""Tell whoever started the service where to look; at the first start, edit sample photos while they watch."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from mirrorme.adapters.files.find import Found
from mirrorme.adapters.samples import SAMPLES
from mirrorme.interfaces.agent.booking import Booking, open_session
from mirrorme.interfaces.agent.connection import Connection
from mirrorme.interfaces.agent.errors import StoppedError
from mirrorme.interfaces.agent.follow import follow
from mirrorme.interfaces.agent.upload import Uploader
from mirrorme.interfaces.cli.connecting import why
from mirrorme.interfaces.cli.service.first_people import first_links, show_page
from mirrorme.pipeline.errors import SetupError

if TYPE_CHECKING:
    from mirrorme.wiring.one_machine import OneMachine

Say = Callable[[str], None]
LOOK_S = 0.1
SESSION = "Samples"


def first_start(machine: "OneMachine", began: float, stop: threading.Event, say: Say, *, samples: bool) -> None:
    """Wait for the API, send the samples if they are wanted, and say where to look. Ends when ``stop`` is set."""
    if not _await(machine, stop):
        return
    say(f"ready after {time.monotonic() - began:.1f} s: {machine.url}/portal/ (for programs: {machine.url}/docs)")
    _invite(machine, say)
    if samples:
        try:
            _edit_samples(machine, stop, say)
        except StoppedError:
            return
        except SetupError as error:
            say(f"samples: {error}; the service goes on without them, and the next start tries again")
    data = f" --data {machine.data}"
    say(f"photos: {machine.objects}")
    say(f"look:   mirrorme status{data}")
    say(f"send:   mirrorme upload FOLDER --session NAME --booking-type Portrait{data}")
    say(f"people: mirrorme admin create-user YOU@EXAMPLE.COM --name 'YOUR NAME' --role head_office{data}")
    say(f"keys:   {machine.access}, as in: curl -H 'Authorization: Bearer KEY' {machine.url}/v1/sessions")


def _invite(machine: "OneMachine", say: Say) -> None:
    """Say how to come in, as long as nobody has."""
    try:
        links = first_links(machine)
    except SetupError as error:
        say(f"portal: {error}")
        return
    for one, link in links:
        say(f"portal: as {one.name} ({one.email}), with {one.needs}: {link}")
    show_page(links[0][1] if links else f"{machine.url}/portal/")


def _await(machine: "OneMachine", stop: threading.Event) -> bool:
    while not stop.wait(LOOK_S):
        try:
            if httpx.get(f"{machine.url}/v1/ready", timeout=5, trust_env=False).status_code == 200:
                return True
        except httpx.HTTPError:
            continue
    return False


def _edit_samples(machine: "OneMachine", stop: threading.Event, say: Say) -> None:
    began = time.monotonic()
    files = list(_samples())
    with Connection(machine.url, machine.read_access()["franchise:001"], stop=stop) as connection:
        # they are smaller than prints need, which is what Gate 1 looks for otherwise
        session = open_session(connection, Booking(SESSION, "Portrait", look={"purpose": "screen", "cutout": True}))
        say(f"samples: session {session['id']}, for screens: they are too small for prints")
        sent = [one for one in Uploader(connection, session["id"]).upload(files, _nobody_looks) if one.photo]
        names = {one.photo["id"]: one.file for one in sent if one.photo}
        say(f"samples: {len(sent)} of {len(files)} uploaded; editing them takes a minute while the models warm up")
        for photo in follow(connection, session["id"], set(names)):
            say(f"samples: {names[photo['id']]} {_outcome(photo)} after {time.monotonic() - began:.1f} s")


def _outcome(photo: dict[str, Any]) -> str:
    if photo["state"] == "in_review" and photo["score"] is not None:
        return f"waits for its owner with {photo['score']:.0f} points"
    reasons = why(photo)
    return f"{photo['state']} ({reasons})" if reasons else str(photo["state"])


def _samples() -> Iterator[Found]:
    """Under the names that they are known by, not those in the cache.

    Raises:
        FetchError: they can't be had.
    """
    from mirrorme.interfaces.cli.fetching import fetch
    from mirrorme.settings import Settings

    cache = Settings.from_environment().samples
    fetch(cache, [sample.asset for sample in SAMPLES])
    for sample in SAMPLES:
        yield Found(cache.path(sample.asset), Path(sample.asset.file))


def _nobody_looks(_: Found, __: int) -> None:
    """They are small, and on their way for an instant."""
