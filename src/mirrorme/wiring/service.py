"""Make the service's parts out of its settings."""

from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import Engine

from mirrorme.adapters.keys.open_master import open_master
from mirrorme.adapters.mail.smtp import Smtp
from mirrorme.adapters.objects.folder import FolderObjects
from mirrorme.adapters.objects.open_store import open_store
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.domain.encryption import Encryption
from mirrorme.domain.keys import ObjectKey, franchise_of_bucket
from mirrorme.pipeline.data_keys import StoredKeys
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.ports_keys import Master
from mirrorme.pipeline.ports_objects import Uploads
from mirrorme.pipeline.ports_retention import Shelves
from mirrorme.pipeline.receive import Receiver
from mirrorme.pipeline.renew_objects import Renewal
from mirrorme.pipeline.rotate_keys import begin_encryption
from mirrorme.settings import ServiceSettings


@dataclass(frozen=True, slots=True)
class Service:
    """What API, worker and scheduler have in common."""

    settings: ServiceSettings
    engine: Engine
    records: PostgresRecords
    objects: Shelves
    uploads: Uploads
    master: Master | None

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

    @property
    def renewal(self) -> Renewal | None:
        """What has old objects follow their keys; None where we encrypt nothing."""
        objects = self.objects
        return None if self.master is None or not isinstance(objects, FolderObjects) else Renewal(self.records, objects)

    def begin_encryption(self) -> Encryption | None:
        """See that the master key is the right one, before anything is written; at the first time, begin.

        Gives None where we encrypt nothing: on S3, which does so itself, and in a folder without a master key.

        Raises:
            SetupError: the master key is missing, or another one.
            UnavailableError: the database can't be reached.
        """
        if not isinstance(self.objects, FolderObjects):
            return None
        return begin_encryption(self.records, self.master, plain=not self.objects.is_empty())

    def lend(self, order: Order) -> Order:
        """An order with the keys that it takes, for a process that has none.

        Raises:
            StorageError: what the keys have against it.
        """
        if not isinstance(self.objects, FolderObjects):
            return order
        reads = [name for name in (order.photo, order.backdrop, order.lut) if name]
        keys = self.objects.lend(
            [ObjectKey.parse(name) for name in reads], [ObjectKey.parse(one) for one in order.writes]
        )
        return replace(order, keys=keys)


def open_service(settings: ServiceSettings, connections: int = 10) -> Service:
    """Have all of it; no connection is made yet.

    Raises:
        SetupError: a URL that is none.
    """
    engine = open_engine(settings.database_url, connections)
    records = PostgresRecords(engine)
    # S3 encrypts by itself
    named = None if settings.folder is None else settings.master_key
    master = None if named is None else open_master(named)
    objects, uploads = open_store(
        settings.storage_url,
        secret=settings.secret.get_secret_value().encode(),
        base_url=settings.public_url,
        keys=None if master is None else StoredKeys(records, master),
        cold_url=settings.cold_url,
        region=settings.region,
        wanted=lambda bucket: region_of(records, bucket),
    )
    return Service(settings, engine, records, objects, uploads, master)


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
