"""`mirrorme scheduler`: the periodic duties of the service."""

import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorme.wiring.service import Service


def scheduler() -> None:
    """Do what has to be done again and again; settings come from the environment (see the runbook).

    Of several, one is active; another takes over within seconds when it ends.
    """
    from mirrorme.adapters.postgres.leader import Leader
    from mirrorme.interfaces.cli.journal import open_journal
    from mirrorme.ops.lifeline import hold
    from mirrorme.ops.schedule import duties, keep, key_duties, learning_duty
    from mirrorme.ops.watching import watch_duty
    from mirrorme.settings import ServiceSettings, Settings
    from mirrorme.wiring.scorer import own_model
    from mirrorme.wiring.service import open_service

    settings = ServiceSettings.from_environment()
    tell = open_journal("scheduler", settings.log_level)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    hold(stop.set)
    # a connection for every duty, and one for the keys that it may need meanwhile
    service = open_service(settings, connections=22)
    leader = Leader(settings.database_url)
    try:
        _begin(service, stop, tell)
        secret = settings.secret.get_secret_value().encode()
        send = service.mailer.send if service.mailer else None
        kept = duties(service.records, service.receiver, service.objects, settings.silent_s, secret, tell, send)
        own = key_duties(service.records, service.master, service.renewal)
        watched = watch_duty(service.records, settings.silent_s, settings.folder)
        learns = learning_duty(service.records, own_model(Settings.from_environment().config)[0])
        keep((*kept, *own, watched, learns), until=stop, leads=leader.leads, tell=tell)
    finally:
        leader.close()
    tell("stopped")


def _begin(service: "Service", stop: threading.Event, tell: "Callable[[str], None]") -> None:
    """See that the master key is right, once the database can be asked: nothing is written before."""
    from mirrorme.pipeline.ports import UnavailableError

    told = ""
    while not stop.is_set():
        try:
            service.begin_encryption()
        except UnavailableError as error:
            if str(error) != told:
                tell(told := str(error))
            stop.wait(1.0)
        else:
            return
