"""Which region's S3 a bucket is in, and the client to speak to it there."""

from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from obstore.auth.boto3 import Boto3CredentialProvider
from obstore.store import S3Store

from mirrorme.adapters.objects.residency import Residency, Wanted, unknown
from mirrorme.adapters.objects.s3_errors import refused
from mirrorme.pipeline.errors import SetupError

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

_OLD_NAMES = {"": "us-east-1", "EU": "eu-west-1"}
"""How S3 writes two of its regions."""


class Places:
    """Clients by region, and buckets by where they are.

    region: of buckets that nobody knows of. endpoint: of a store of another maker, None for AWS; ``{region}`` in it
    stands for the region, otherwise it is that one region's. wanted: where a bucket has to be.

    Raises:
        SetupError: there are no credentials.
    """

    def __init__(self, region: str, endpoint: str | None, wanted: Wanted = unknown) -> None:
        self._region, self._endpoint, self._wanted = region, endpoint, wanted
        self._session = boto3.Session(region_name=region)
        if self._session.get_credentials() is None:
            raise SetupError("no credentials for S3: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give a role")
        self.in_region = cache(self._connect)
        self.store = cache(self._open)
        self.actual = cache(self._find)
        self.residency = Residency(wanted, self.actual)

    def client(self, bucket: str) -> "S3Client":
        """To speak of a bucket with.

        Raises:
            StorageError: nobody can say where it is.
        """
        return self.in_region(self.actual(bucket))

    def check(self, bucket: str) -> None:
        """Whether a bucket is in its region.

        Raises:
            StorageError: ``wrong_region``, or nobody can say where it is.
        """
        self.residency.check(bucket)

    def pin(self, bucket: str, region: str | None) -> str:
        """The region that a new bucket has to be made in.

        Raises:
            StorageError: ``wrong_region``: the store is in another one.
        """
        to_be = region or self._wanted(bucket) or self._region
        one = self._endpoint is not None and "{region}" not in self._endpoint
        Residency(unknown, lambda _: self._region if one else to_be).check(bucket, to_be)
        return to_be

    def _find(self, bucket: str) -> str:
        if self._endpoint is not None:
            # whose endpoint it is says where it is: stores of other makers often name no region, or always the same
            return (self._wanted(bucket) or self._region) if "{region}" in self._endpoint else self._region
        with refused(bucket):
            answer: Any = self.in_region(self._region).get_bucket_location(Bucket=bucket)
        found = str(answer.get("LocationConstraint") or "")
        return _OLD_NAMES.get(found, found)

    def _url(self, region: str) -> str | None:
        return None if self._endpoint is None else self._endpoint.replace("{region}", region)

    def _connect(self, region: str) -> "S3Client":
        # without virtual hosts, which other makers' stores seldom have; short waits, since our callers ask again
        config = Config(
            signature_version="s3v4",
            connect_timeout=5,
            read_timeout=30,
            retries={"max_attempts": 3, "mode": "standard"},
            s3={"addressing_style": "path" if self._endpoint else "auto"},
        )
        return self._session.client("s3", region_name=region, endpoint_url=self._url(region), config=config)

    def _open(self, bucket: str) -> S3Store:
        region = self.actual(bucket)
        places: dict[str, Any] = {"region": region}
        endpoint = self._url(region)
        if endpoint is not None:
            places |= {"endpoint": endpoint, "client_options": {"allow_http": endpoint.startswith("http://")}}
        return S3Store(bucket, credential_provider=Boto3CredentialProvider(self._session), **places)
