"""`mirrorme scheduler`: the periodic duties of the service."""

import signal
import threading


def scheduler() -> None:
    """Do what has to be done again and again; settings come from the environment (see the runbook).

    Of several, one is active; another takes over within seconds when it ends.
    """
    from mirrorme.adapters.postgres.leader import Leader
    from mirrorme.interfaces.cli.journal import open_journal
    from mirrorme.ops.lifeline import hold
    from mirrorme.ops.schedule import duties, keep
    from mirrorme.settings import ServiceSettings
    from mirrorme.wiring.service import open_service

    settings = ServiceSettings.from_environment()
    tell = open_journal("scheduler", settings.log_level)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    hold(stop.set)
    # a connection for every duty
    service = open_service(settings, connections=8)
    leader = Leader(settings.database_url)
    try:
        secret = settings.secret.get_secret_value().encode()
        send = service.mailer.send if service.mailer else None
        kept = duties(service.records, service.receiver, service.objects, settings.silent_s, secret, tell, send)
        keep(kept, until=stop, leads=leader.leads, tell=tell)
    finally:
        leader.close()
    tell("stopped")
