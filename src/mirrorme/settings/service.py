"""What the environment says of the service: database, store, address, and how patient it is."""

from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from mirrorme.domain.costs import Rates
from mirrorme.pipeline.errors import SetupError


class ServiceSettings(BaseSettings):
    """Settings of `mirrorme api`, `mirrorme worker` and `mirrorme scheduler`; `mirrorme up` makes them for its parts.

    DATABASE_URL: of Postgres 15 or newer. STORAGE_URL: ``file:///folder`` or ``s3://...``. MIRRORME_SECRET: signs
    upload URLs where the store is a folder; the same on all machines, at least 32 characters. MIRRORME_MASTER_KEY: the
    file of the master key, or ``awskms:`` and a key of KMS; a folder is not encrypted without. MIRRORME_PUBLIC_URL:
    where clients reach the API. MIRRORME_HOST, MIRRORME_PORT: where it listens. MIRRORME_HEARTBEAT: seconds between a
    worker's signs of life; one that is silent for three of them is taken for dead. MIRRORME_EDIT_LIMIT: seconds after
    which an edit is ended. MIRRORME_RECYCLE: photos after which a child process is replaced. MIRRORME_COLD_URL:
    ``file:///folder`` for what is old, where the store is a folder. MIRRORME_REGION: that such a folder is in; data of
    other regions is refused. MIRRORME_ACCESS_LOG: a file for a line about each request; none if left out.

    MIRRORME_TLS_CERT, MIRRORME_TLS_KEY: files (PEM) with which the API itself speaks TLS 1.3. MIRRORME_PROXIES:
    addresses of proxies that are believed when they tell who asks. MIRRORME_SMTP, MIRRORME_MAIL_FROM: by which server
    mail is sent, and from whom. MIRRORME_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET: head office's identity provider.
    MIRRORME_COMPUTE_HOUR, MIRRORME_GB_MONTH, MIRRORME_CURRENCY: what a worker's hour and a gigabyte kept for 30 days
    cost, until head office sets it in the portal; without either no costs are told.
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    database_url: Annotated[str, Field(alias="DATABASE_URL")]
    storage_url: Annotated[str, Field(alias="STORAGE_URL")]
    secret: Annotated[SecretStr, Field(alias="MIRRORME_SECRET", min_length=32)]
    master_key: Annotated[str | None, Field(alias="MIRRORME_MASTER_KEY", min_length=1)] = None
    public_url: Annotated[str, Field(alias="MIRRORME_PUBLIC_URL", pattern=r"^https?://[^/]+$")] = (
        "http://127.0.0.1:8400"
    )
    host: Annotated[str, Field(alias="MIRRORME_HOST")] = "127.0.0.1"
    port: Annotated[int, Field(alias="MIRRORME_PORT", ge=1, le=65535)] = 8400
    heartbeat_s: Annotated[float, Field(alias="MIRRORME_HEARTBEAT", gt=0, le=60)] = 10.0
    edit_limit_s: Annotated[float, Field(alias="MIRRORME_EDIT_LIMIT", ge=1)] = 120.0
    recycle_after: Annotated[int, Field(alias="MIRRORME_RECYCLE", ge=1)] = 200
    cold_url: Annotated[str | None, Field(alias="MIRRORME_COLD_URL")] = None
    region: Annotated[str | None, Field(alias="MIRRORME_REGION", pattern=r"^[a-z0-9-]{1,32}$")] = None
    access_log: Annotated[Path | None, Field(alias="MIRRORME_ACCESS_LOG")] = None
    compute_hour: Annotated[float | None, Field(alias="MIRRORME_COMPUTE_HOUR", ge=0)] = None
    gb_month: Annotated[float | None, Field(alias="MIRRORME_GB_MONTH", ge=0)] = None
    currency: Annotated[str, Field(alias="MIRRORME_CURRENCY", pattern="^[A-Z]{3}$")] = "USD"
    log_level: Annotated[str, Field(alias="MIRRORME_LOG", pattern="^(debug|info|warning|error)$")] = "info"

    tls_cert: Annotated[Path | None, Field(alias="MIRRORME_TLS_CERT")] = None
    tls_key: Annotated[Path | None, Field(alias="MIRRORME_TLS_KEY")] = None
    proxies: Annotated[str, Field(alias="MIRRORME_PROXIES")] = ""
    smtp: Annotated[SecretStr | None, Field(alias="MIRRORME_SMTP")] = None
    mail_from: Annotated[str, Field(alias="MIRRORME_MAIL_FROM")] = ""
    oidc_issuer: Annotated[str | None, Field(alias="MIRRORME_OIDC_ISSUER", pattern=r"^https?://")] = None
    oidc_client_id: Annotated[str | None, Field(alias="MIRRORME_OIDC_CLIENT_ID")] = None
    oidc_client_secret: Annotated[SecretStr | None, Field(alias="MIRRORME_OIDC_CLIENT_SECRET")] = None

    @classmethod
    def from_environment(cls) -> Self:
        """Read them.

        Raises:
            SetupError: one is missing or wrong; all such are named.
        """
        try:
            return cls()  # type: ignore[call-arg] # the environment gives them
        except ValidationError as error:
            wrong = "; ".join(f"{one['loc'][0]}: {one['msg'].lower()}" for one in error.errors())
            raise SetupError(f"these settings are missing or wrong: {wrong}. See docs/runbooks/service.md") from error

    @property
    def is_https(self) -> bool:
        """Whether clients reach the API encrypted."""
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str:
        """The name in the API's address."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def rates(self) -> Rates | None:
        """What is paid where head office has set nothing; None unless both rates are named."""
        if self.compute_hour is None or self.gb_month is None:
            return None
        return Rates(self.compute_hour, self.gb_month, currency=self.currency)

    @property
    def silent_s(self) -> float:
        """After so many seconds without a sign of life a worker is taken for dead."""
        return 3 * self.heartbeat_s

    @property
    def folder(self) -> Path | None:
        """Where objects are if the store is a folder."""
        if self.storage_url.startswith("s3://"):
            return None
        return Path(self.storage_url.removeprefix("file://"))
