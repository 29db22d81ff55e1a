"""Objects in S3, or another store that speaks its language: obstore for the bytes, boto3 for all else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
import obstore
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from obstore.auth.boto3 import Boto3CredentialProvider
from obstore.store import S3Store

from mirrorme.adapters.objects.reading import ReadableObjects, told
from mirrorme.domain.keys import ObjectKey, franchise_in
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import StorageError

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

_GONE = frozenset({"404", "NoSuchKey", "NoSuchUpload", "NoSuchBucket", "NotFound"})
_THERE = frozenset({"409", "412", "PreconditionFailed", "ConditionalRequestConflict"})
_OURS = frozenset({"BucketAlreadyOwnedByYou", "BucketAlreadyExists"})


@dataclass(frozen=True, slots=True)
class S3Place:
    """Where it is. endpoint: None for AWS. kms: pattern of the key that a franchise's bucket is encrypted with."""

    region: str
    endpoint: str | None = None
    kms: str | None = None


def connect(region: str, endpoint: str | None) -> "tuple[boto3.Session, S3Client]":
    """A session with credentials as AWS' tools take them, and a client.

    Raises:
        SetupError: there are none.
    """
    # without virtual hosts, which other makers' stores seldom have; short waits, since our callers ask again
    config = Config(
        signature_version="s3v4",
        connect_timeout=5,
        read_timeout=30,
        retries={"max_attempts": 3, "mode": "standard"},
        s3={"addressing_style": "path" if endpoint else "auto"},
    )
    session = boto3.Session(region_name=region)
    if session.get_credentials() is None:
        raise SetupError("no credentials for S3: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give a role")
    return session, session.client("s3", endpoint_url=endpoint, config=config)


class S3Objects(ReadableObjects):
    """All buckets of an account."""

    def __init__(self, session: boto3.Session, client: "S3Client", place: S3Place) -> None:
        self._client, self._region, self._kms = client, place.region, place.kms
        places: dict[str, Any] = {"region": place.region}
        if (endpoint := place.endpoint) is not None:
            places |= {"endpoint": endpoint, "client_options": {"allow_http": endpoint.startswith("http://")}}
        credentials = Boto3CredentialProvider(session)
        self._bucket = cache(lambda name: S3Store(name, credential_provider=credentials, **places))

    def bucket(self, name: str) -> S3Store:
        """One bucket."""
        return self._bucket(name)

    def make_bucket(self, bucket: str) -> None:
        """Have it, versioned, and encrypted with its franchise's key if that is asked for.

        Raises:
            StorageError: it can't be had; ``not_encrypted`` if the store doesn't say that it encrypts so.
        """
        elsewhere: Any = {"CreateBucketConfiguration": {"LocationConstraint": self._region}}
        with refused(bucket):
            try:
                self._client.create_bucket(Bucket=bucket, **({} if self._region == "us-east-1" else elsewhere))
            except ClientError as error:
                if error.response["Error"]["Code"] not in _OURS:
                    raise
                self._client.head_bucket(Bucket=bucket)  # somebody else's is refused here
            self._client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
            if self._kms is not None:
                self._encrypt(bucket, self._kms.format(code=franchise_in(bucket)))

    def _encrypt(self, bucket: str, key: str) -> None:
        """Have all that is put there encrypted, whoever puts it: what uploads by presigned URLs need not say then."""
        default: Any = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
        # a bucket key, so that KMS is not asked for every object
        rule: Any = {"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": True}
        self._client.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
        # some stores take it and forget it
        answer = self._client.get_bucket_encryption(Bucket=bucket)
        rules = answer["ServerSideEncryptionConfiguration"]["Rules"]
        if default not in [one.get("ApplyServerSideEncryptionByDefault") for one in rules]:
            raise StorageError(Reason("not_encrypted", f"The store doesn't encrypt {bucket} with {key}."))

    def write(self, at: ObjectKey, data: bytes) -> None:
        """Keep it.

        Raises:
            StorageError: it can't be kept.
        """
        with told(at):
            obstore.put(self.bucket(at.bucket), at.key, data)

    def copy(self, source: ObjectKey, target: ObjectKey) -> None:
        """Keep what is at ``source`` at ``target`` too.

        Raises:
            StorageError: there is nothing at ``source``, or it can't be kept.
        """
        with refused(source):
            self._client.copy({"Bucket": source.bucket, "Key": source.key}, Bucket=target.bucket, Key=target.key)

    def delete(self, at: ObjectKey) -> None:
        """Have it gone; nothing happens if it is not there.

        Raises:
            StorageError: it can't be deleted.
        """
        with refused(at):
            self._client.delete_object(Bucket=at.bucket, Key=at.key)

    def erase(self, bucket: str, prefix: str) -> int:
        """Have all below a prefix gone, with every version and every mark of a deletion.

        Raises:
            StorageError: they can't be deleted.
        """
        gone = 0
        with refused(bucket):
            for page in self._client.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix):
                versions = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
                for one in versions:
                    self._client.delete_object(Bucket=bucket, Key=one["Key"], VersionId=one["VersionId"])
                gone += len(page.get("Versions", []))
        return gone

    def download_url(self, at: ObjectKey, seconds: int, filename: str) -> str:
        """A presigned URL that gives it as an attachment of that name."""
        plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in filename)
        asked = {"Bucket": at.bucket, "Key": at.key, "ResponseContentDisposition": f'attachment; filename="{plain}"'}
        return self._client.generate_presigned_url("get_object", Params=asked, ExpiresIn=seconds)


@contextmanager
def refused(at: ObjectKey | str) -> Iterator[None]:
    """What S3 has against it, in our own words.

    Raises:
        StorageError: ``not_found``, ``exists`` or ``storage_away``.
    """
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _GONE:
            raise StorageError(Reason("not_found", f"{at} is not in the store.")) from error
        if code in _THERE:
            raise StorageError(Reason("exists", f"{at} is there already, and is never overwritten.")) from error
        raise StorageError(Reason("storage_away", f"The store refuses {at}: {error}")) from error
    except BotoCoreError as error:
        raise StorageError(Reason("storage_away", f"The store can't be used just now: {error}")) from error
