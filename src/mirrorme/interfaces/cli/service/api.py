"""`mirrorme api`: the HTTP API, on this or one of many machines."""

import sys

import typer


def api() -> None:
    """Serve the API; settings come from the environment (DATABASE_URL, STORAGE_URL ..., see the runbook)."""
    from mirrorme.adapters.postgres.migrate import check
    from mirrorme.interfaces.http.app import make_app
    from mirrorme.interfaces.http.server import Server
    from mirrorme.ops.lifeline import hold
    from mirrorme.pipeline.errors import SetupError
    from mirrorme.pipeline.ports import UnavailableError
    from mirrorme.settings import ServiceSettings
    from mirrorme.wiring.service import open_service

    settings = ServiceSettings.from_environment()
    service = open_service(settings, connections=20)
    try:
        check(service.engine)
        service.begin_encryption()
    except UnavailableError as error:
        raise SetupError(f"{error} DATABASE_URL names it.") from error
    server = Server(make_app(service), settings)

    def leave() -> None:
        server.should_exit = True

    hold(leave)
    typer.echo(f"api: listening on {settings.host}:{settings.port}", err=True)
    server.run()
    if not server.started:
        sys.exit(1)
