"""One transaction on the records."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from mirrorme.adapters.postgres.alerts import PostgresAlerts
from mirrorme.adapters.postgres.audit import PostgresAudit
from mirrorme.adapters.postgres.bookings import PostgresBookings
from mirrorme.adapters.postgres.brands import PostgresBrands
from mirrorme.adapters.postgres.consents import PostgresConsents
from mirrorme.adapters.postgres.data_keys import PostgresDataKeys
from mirrorme.adapters.postgres.decisions import PostgresDecisions
from mirrorme.adapters.postgres.edits import PostgresEdits
from mirrorme.adapters.postgres.erasures import PostgresErasures
from mirrorme.adapters.postgres.factors import PostgresFactors
from mirrorme.adapters.postgres.franchises import PostgresFranchises
from mirrorme.adapters.postgres.history import PostgresHistory
from mirrorme.adapters.postgres.mails import PostgresMails
from mirrorme.adapters.postgres.metric_days import PostgresMetricDays
from mirrorme.adapters.postgres.model_registry import PostgresModels
from mirrorme.adapters.postgres.notices import PostgresNotices
from mirrorme.adapters.postgres.people import PostgresPeople
from mirrorme.adapters.postgres.photos import PostgresPhotos
from mirrorme.adapters.postgres.queue import PostgresQueue
from mirrorme.adapters.postgres.rates import PostgresRates
from mirrorme.adapters.postgres.ratings import PostgresRatings
from mirrorme.adapters.postgres.retention import PostgresRetention
from mirrorme.adapters.postgres.sessions import PostgresSessions
from mirrorme.adapters.postgres.sign_ins import PostgresSignIns
from mirrorme.adapters.postgres.templates import PostgresTemplates
from mirrorme.adapters.postgres.tokens import PostgresTokens
from mirrorme.adapters.postgres.uploads import PostgresUploads


class PostgresWork:
    """All that is done in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live
        self.history = PostgresHistory(live)
        self.photos = PostgresPhotos(live, self.history)
        self.sessions = PostgresSessions(live)
        self.uploads = PostgresUploads(live)
        self.edits = PostgresEdits(live)
        self.decisions = PostgresDecisions(live)
        self.queue = PostgresQueue(live, self.history)
        self.franchises = PostgresFranchises(live)
        self.bookings = PostgresBookings(live)
        self.audit = PostgresAudit(live)
        self.erasures = PostgresErasures(live)
        self.people = PostgresPeople(live)
        self.sign_ins = PostgresSignIns(live)
        self.factors = PostgresFactors(live)
        self.tokens = PostgresTokens(live)
        self.mails = PostgresMails(live)
        self.notices = PostgresNotices(live)
        self.consents = PostgresConsents(live)
        self.retention = PostgresRetention(live)
        self.data_keys = PostgresDataKeys(live)
        self.brands = PostgresBrands(live)
        self.templates = PostgresTemplates(live)
        self.alerts = PostgresAlerts(live)
        self.rates = PostgresRates(live)
        self.ratings = PostgresRatings(live)
        self.models = PostgresModels(live)
        self.metric_days = PostgresMetricDays(live)

    @property
    def connection(self) -> Connection:
        """For queries of the interfaces that change nothing."""
        return self._live

    @property
    def now(self) -> datetime:
        """When it began, by the database's clock."""
        return self._live.execute(select(func.now())).scalar_one()
