"""Cheaper places in S3: its storage classes, which its lifecycle rules bring objects to (see ``s3_lifecycle``)."""

from collections.abc import Iterator

from mirrorme.adapters.objects.reading import ReadableObjects
from mirrorme.adapters.objects.s3_errors import refused
from mirrorme.adapters.objects.s3_lifecycle import ARCHIVE_TAG
from mirrorme.adapters.objects.s3_places import Places
from mirrorme.domain.keys import ObjectKey
from mirrorme.domain.retention import Tier
from mirrorme.pipeline.ports_retention import Shelved

_ARCHIVES = frozenset({"GLACIER", "DEEP_ARCHIVE"})
_HOT = frozenset({"", "STANDARD", "REDUCED_REDUNDANCY", "EXPRESS_ONEZONE"})


class S3Shelves(ReadableObjects):
    """What S3 does with what is old."""

    _places: Places

    def lacking(self, tier: Tier) -> str:
        """Why we don't move it there: what can be undone, the bucket's rules do for all objects alike."""
        return "the bucket's lifecycle rules do it (`mirrorme retention apply`)" if tier is Tier.COLD else ""

    def folders(self, bucket: str, prefix: str) -> list[str]:
        """What is right below a prefix that ends in a slash: further such prefixes, sorted.

        Raises:
            StorageError: no such bucket, or it can't be asked.
        """
        with refused(bucket):
            pages = self._places.client(bucket).get_paginator("list_objects_v2")
            found = pages.paginate(Bucket=bucket, Prefix=prefix, Delimiter="/")
            return sorted(one["Prefix"] for page in found for one in page.get("CommonPrefixes", []))

    def shelved(self, bucket: str, prefix: str) -> Iterator[Shelved]:
        """All below a prefix, sorted by key.

        Raises:
            StorageError: no such bucket, or it can't be asked.
        """
        with refused(bucket):
            for page in (
                self._places.client(bucket).get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
            ):
                for one in page.get("Contents", []):
                    at = ObjectKey(bucket, one["Key"])
                    yield Shelved(at, one["Size"], one["LastModified"], _tier(str(one.get("StorageClass", ""))))

    def shelve(self, at: ObjectKey, tier: Tier) -> bool:
        """Mark it for the rule that archives, or take the mark off; whether that is news.

        Raises:
            StorageError: it is not there, or can't be marked.
        """
        client = self._places.client(at.bucket)
        with refused(at):
            tags = client.get_object_tagging(Bucket=at.bucket, Key=at.key)["TagSet"]
            others = [tag for tag in tags if tag["Key"] != ARCHIVE_TAG["Key"]]
            wanted = [*others, ARCHIVE_TAG] if tier is Tier.ARCHIVE else others
            if len(wanted) == len(tags):
                return False
            client.put_object_tagging(Bucket=at.bucket, Key=at.key, Tagging={"TagSet": wanted})
        return True

    def forget(self, at: ObjectKey) -> int:
        """Have this one gone for good, with every version and every mark of a deletion.

        Raises:
            StorageError: it can't be deleted.
        """
        client, gone = self._places.client(at.bucket), 0
        with refused(at):
            pages = client.get_paginator("list_object_versions").paginate(Bucket=at.bucket, Prefix=at.key)
            for page in pages:
                for one in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
                    if one["Key"] == at.key:
                        client.delete_object(Bucket=at.bucket, Key=at.key, VersionId=one["VersionId"])
                        gone += "Size" in one
        return gone


def _tier(storage_class: str) -> Tier:
    if storage_class in _ARCHIVES:
        return Tier.ARCHIVE
    return Tier.HOT if storage_class in _HOT else Tier.COLD
