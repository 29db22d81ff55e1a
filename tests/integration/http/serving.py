"""Apps over real HTTP, in a thread of the test."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr
from starlette.types import ASGIApp

from mirrorme.adapters.objects.open_store import open_store
from mirrorme.interfaces.http.problems import handle_problems
from mirrorme.interfaces.http.store import store_router
from mirrorme.pipeline.ports_keys import Keys
from mirrorme.settings import ServiceSettings
from mirrorme.wiring.service import Service, open_service

SECRET = "a secret of the tests, long enough"  # noqa: S105


@contextmanager
def serving(make: Callable[[str], ASGIApp]) -> Iterator[str]:
    """The URL of an app that is made for it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(make(url), log_level="critical", ws="websockets-sansio"))
        server.config.timeout_graceful_shutdown = 1
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.005)
        try:
            yield url
        finally:
            server.should_exit = True
            thread.join()


def service_at(
    url: str, database_url: str, folder: Path, *, secret: str = SECRET, master_key: Path | None = None
) -> Service:
    """A service with a folder for a store; encrypted if there is a master key."""
    settings = ServiceSettings(
        database_url=database_url,
        storage_url=f"file://{folder}",
        secret=SecretStr(secret),
        public_url=url,
        master_key=None if master_key is None else str(master_key),
        heartbeat_s=10,
    )
    return open_service(settings, connections=8)


@contextmanager
def serving_folder(folder: Path, secret: str = SECRET, keys: Keys | None = None) -> Iterator[str]:
    """The gateway of a folder store alone; no database is asked."""

    def make(url: str) -> FastAPI:
        app = FastAPI()
        handle_problems(app)
        service = service_at(url, "postgresql://127.0.0.1:9/none", folder, secret=secret)
        if keys is not None:
            storage = service.settings.storage_url
            objects, uploads = open_store(storage, secret=secret.encode(), base_url=url, keys=keys)
            service = replace(service, objects=objects, uploads=uploads)
        router = store_router(service)
        assert router is not None
        app.include_router(router)
        return app

    with serving(make) as url:
        yield url
