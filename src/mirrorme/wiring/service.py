"""Make the service's parts out of its settings."""

from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import Engine

from mirrorme.adapters.mail.smtp import Smtp
from mirrorme.adapters.objects.open_store import open_store
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.pipeline.ports_objects import Objects, Uploads
from mirrorme.pipeline.receive import Receiver
from mirrorme.settings import ServiceSettings


@dataclass(frozen=True, slots=True)
class Service:
    """What API, worker and scheduler have in common."""

    settings: ServiceSettings
    engine: Engine
    records: PostgresRecords
    objects: Objects
    uploads: Uploads

    def behind(self, wall: str) -> Self:
        """The same, as one franchise may see it: its code, ``EVERY`` or ``NONE``."""
        return replace(self, records=self.records.behind(wall))

    @property
    def mailer(self) -> Smtp | None:
        """By whom mail is sent; None if nobody was named.

        Raises:
            SetupError: the settings are wrong.
        """
        smtp = self.settings.smtp
        return None if smtp is None else Smtp.parse(smtp.get_secret_value(), self.settings.mail_from)

    @property
    def receiver(self) -> Receiver:
        """What uploads go through."""
        return Receiver(self.records, self.objects, self.uploads)


def open_service(settings: ServiceSettings, connections: int = 10) -> Service:
    """Have all of it; no connection is made yet.

    Raises:
        SetupError: a URL that is none.
    """
    engine = open_engine(settings.database_url, connections)
    objects, uploads = open_store(
        settings.storage_url, secret=settings.secret.get_secret_value().encode(), base_url=settings.public_url
    )
    return Service(settings, engine, PostgresRecords(engine), objects, uploads)
