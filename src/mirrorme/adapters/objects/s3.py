"""Objects in S3, or another store that speaks its language: obstore for the bytes, boto3 for all else."""

from typing import Any

import obstore
from botocore.exceptions import ClientError
from obstore.store import S3Store

from mirrorme.adapters.objects.reading import told
from mirrorme.adapters.objects.s3_configuring import encrypt, open_to_pages, put_rules, replicated_to
from mirrorme.adapters.objects.s3_errors import refused
from mirrorme.adapters.objects.s3_places import Places
from mirrorme.adapters.objects.s3_shelves import S3Shelves
from mirrorme.domain.keys import ObjectKey, franchise_in
from mirrorme.domain.retention import Policy

_OURS = frozenset({"BucketAlreadyOwnedByYou", "BucketAlreadyExists"})


class S3Objects(S3Shelves):
    """All buckets of an account.

    kms: pattern of the key that a franchise's bucket is encrypted with; None for none. pages: origin of the portal,
    whose pages send photos straight to the buckets; None if it has none.
    """

    def __init__(self, places: Places, kms: str | None = None, pages: str | None = None) -> None:
        self._places, self._kms, self._pages = places, kms, pages

    def bucket(self, name: str) -> S3Store:
        """One bucket.

        Raises:
            StorageError: nobody can say where it is.
        """
        return self._places.store(name)

    def check_place(self, bucket: str) -> None:
        """Whether it is where its franchise's data may be.

        Raises:
            StorageError: ``wrong_region``, or it can't be asked.
        """
        self._places.check(bucket)

    def make_bucket(self, bucket: str, region: str | None = None) -> None:
        """Have it in its region, versioned; nothing happens if it is there.

        Raises:
            StorageError: it can't be had, or not there.
        """
        pinned = self._places.pin(bucket, region)
        client = self._places.in_region(pinned)
        elsewhere: Any = {"CreateBucketConfiguration": {"LocationConstraint": pinned}}
        with refused(bucket):
            try:
                client.create_bucket(Bucket=bucket, **({} if pinned == "us-east-1" else elsewhere))
            except ClientError as error:
                if error.response["Error"]["Code"] not in _OURS:
                    raise
                client.head_bucket(Bucket=bucket)  # somebody else's is refused here
            self._places.residency.check(bucket, pinned)
            client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
            if self._kms is not None:
                encrypt(client, bucket, self._kms.format(code=franchise_in(bucket)))
            if self._pages is not None:
                open_to_pages(client, bucket, self._pages)

    def apply(self, bucket: str, policy: Policy) -> list[str]:
        """Have the bucket keep things by a policy as far as S3 can; gives what it can't, for people.

        Raises:
            StorageError: it can't be told.
        """
        client = self._places.client(bucket)
        not_done = put_rules(client, bucket, policy)
        if self._pages is None:
            return not_done
        # also those buckets whose franchise is older than the portal, or whose portal moved
        with refused(bucket):
            return not_done + open_to_pages(client, bucket, self._pages)

    def replicas(self, bucket: str) -> list[tuple[str, str]]:
        """Buckets that it is copied to by itself, and their regions.

        Raises:
            StorageError: it can't be asked.
        """
        return [(target, self._places.actual(target)) for target in replicated_to(self._places.client(bucket), bucket)]

    def write(self, at: ObjectKey, data: bytes) -> None:
        """Keep it.

        Raises:
            StorageError: it can't be kept.
        """
        self.check_place(at.bucket)
        with told(at):
            obstore.put(self.bucket(at.bucket), at.key, data)

    def copy(self, source: ObjectKey, target: ObjectKey) -> None:
        """Keep what is at ``source`` at ``target`` too.

        Raises:
            StorageError: there is nothing at ``source``, or it can't be kept.
        """
        self.check_place(target.bucket)
        with refused(source):
            self._places.client(target.bucket).copy(
                {"Bucket": source.bucket, "Key": source.key}, Bucket=target.bucket, Key=target.key
            )

    def delete(self, at: ObjectKey) -> None:
        """Have it gone; nothing happens if it is not there.

        Raises:
            StorageError: it can't be deleted.
        """
        with refused(at):
            self._places.client(at.bucket).delete_object(Bucket=at.bucket, Key=at.key)

    def erase(self, bucket: str, prefix: str) -> int:
        """Have all below a prefix gone, with every version and every mark of a deletion.

        Raises:
            StorageError: they can't be deleted.
        """
        client, gone = self._places.client(bucket), 0
        with refused(bucket):
            for page in client.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix):
                versions = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
                for one in versions:
                    client.delete_object(Bucket=bucket, Key=one["Key"], VersionId=one["VersionId"])
                gone += len(page.get("Versions", []))
        return gone

    def download_url(self, at: ObjectKey, seconds: int, filename: str) -> str:
        """A presigned URL that gives it as an attachment of that name."""
        plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in filename)
        asked = {"Bucket": at.bucket, "Key": at.key, "ResponseContentDisposition": f'attachment; filename="{plain}"'}
        return self._places.client(at.bucket).generate_presigned_url("get_object", Params=asked, ExpiresIn=seconds)
