"""Uploads to S3: its own multipart protocol, by presigned URLs."""

from collections.abc import Sequence

from mirrorme.adapters.objects.s3_errors import refused
from mirrorme.adapters.objects.s3_places import Places
from mirrorme.domain.keys import ObjectKey
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_objects import Address, Part


class S3Uploads:
    """The control plane; bytes go from the client to S3."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def put_url(self, at: ObjectKey, size: int, seconds: int) -> Address:
        """Where the whole object can be PUT at once, unless there is one: the header that says so is signed too."""
        asked = {"Bucket": at.bucket, "Key": at.key, "ContentLength": size, "IfNoneMatch": "*"}
        url = self._places.client(at.bucket).generate_presigned_url("put_object", Params=asked, ExpiresIn=seconds)
        return Address(url, {"If-None-Match": "*"})

    def create(self, at: ObjectKey) -> str:
        """Begin a multipart upload; gives its id.

        Raises:
            StorageError: the store is away.
        """
        with refused(at):
            return self._places.client(at.bucket).create_multipart_upload(Bucket=at.bucket, Key=at.key)["UploadId"]

    def part_url(self, at: ObjectKey, upload: str, number: int, seconds: int) -> Address:
        """Where part ``number`` can be PUT."""
        asked = {"Bucket": at.bucket, "Key": at.key, "UploadId": upload, "PartNumber": number}
        return Address(
            self._places.client(at.bucket).generate_presigned_url("upload_part", Params=asked, ExpiresIn=seconds)
        )

    def parts(self, at: ObjectKey, upload: str) -> list[Part]:
        """Those that have arrived, by number.

        Raises:
            StorageError: ``not_found`` if there is no such upload.
        """
        pages = (
            self._places.client(at.bucket)
            .get_paginator("list_parts")
            .paginate(Bucket=at.bucket, Key=at.key, UploadId=upload)
        )
        with refused(at):
            found = sorted(
                (one for page in pages for one in page.get("Parts", [])), key=lambda one: one["LastModified"]
            )
        # some stores list a part that was sent again twice: the later one counts
        parts = {one["PartNumber"]: Part(one["PartNumber"], one["Size"], one["ETag"].strip('"')) for one in found}
        return [parts[number] for number in sorted(parts)]

    def complete(self, at: ObjectKey, upload: str, parts: Sequence[Part]) -> None:
        """Make the object of its parts.

        Raises:
            StorageError: ``exists``; ``not_found`` if there is no such upload.
        """
        with refused(at):
            # stores of other makers may not know If-None-Match: then it is asked for before
            if (
                self._places.client(at.bucket)
                .list_objects_v2(Bucket=at.bucket, Prefix=at.key, MaxKeys=1)
                .get("Contents", [])
            ):
                raise StorageError(Reason("exists", f"{at} is there already, and is never overwritten."))
            self._places.client(at.bucket).complete_multipart_upload(
                Bucket=at.bucket,
                Key=at.key,
                UploadId=upload,
                IfNoneMatch="*",
                MultipartUpload={"Parts": [{"PartNumber": part.number, "ETag": part.etag} for part in parts]},
            )

    def abort(self, at: ObjectKey, upload: str) -> None:
        """Give its parts up; nothing happens if there is no such upload.

        Raises:
            StorageError: the store is away.
        """
        try:
            with refused(at):
                self._places.client(at.bucket).abort_multipart_upload(Bucket=at.bucket, Key=at.key, UploadId=upload)
        except StorageError as error:
            if error.reason.code != "not_found":
                raise
