"""Make the service's parts out of its settings."""

from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import Engine

from mirrorme.adapters.mail.smtp import Smtp
from mirrorme.adapters.objects.open_store import open_store
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.domain.keys import franchise_of_bucket
from mirrorme.pipeline.ports_objects import Uploads
from mirrorme.pipeline.ports_retention import Shelves
from mirrorme.pipeline.receive import Receiver
from mirrorme.settings import ServiceSettings


@dataclass(frozen=True, slots=True)
class Service:
    """What API, worker and scheduler have in common."""

    settings: ServiceSettings
    engine: Engine
    records: PostgresRecords
    objects: Shelves
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
    records = PostgresRecords(engine)
    objects, uploads = open_store(
        settings.storage_url,
        secret=settings.secret.get_secret_value().encode(),
        base_url=settings.public_url,
        cold_url=settings.cold_url,
        region=settings.region,
        wanted=lambda bucket: region_of(records, bucket),
    )
    return Service(settings, engine, records, objects, uploads)


def region_of(records: PostgresRecords, bucket: str) -> str | None:
    """The region of the franchise whose bucket it is; None if there is none (yet).

    Raises:
        UnavailableError: the database can't be reached.
    """
    code = franchise_of_bucket(bucket)
    if code is None:
        return None
    with records.begin() as work:
        found = work.franchises.get(code)
    return None if found is None else found.region
