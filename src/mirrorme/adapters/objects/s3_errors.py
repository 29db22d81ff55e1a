"""What S3 has against something, in our own words."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from mirrorme.adapters.objects.reading import ARCHIVED, archived
from mirrorme.domain.keys import ObjectKey
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError

_GONE = frozenset({"404", "NoSuchKey", "NoSuchUpload", "NoSuchBucket", "NotFound"})
_THERE = frozenset({"409", "412", "PreconditionFailed", "ConditionalRequestConflict"})


@contextmanager
def refused(at: ObjectKey | str) -> Iterator[None]:
    """Tell it so.

    Raises:
        StorageError: ``not_found``, ``exists``, ``archived`` or ``storage_away``.
    """
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _GONE:
            raise StorageError(Reason("not_found", f"{at} is not in the store.")) from error
        if code in _THERE:
            raise StorageError(Reason("exists", f"{at} is there already, and is never overwritten.")) from error
        if code == ARCHIVED:
            raise StorageError(archived(at)) from error
        raise StorageError(Reason("storage_away", f"The store refuses {at}: {error}")) from error
    except BotoCoreError as error:
        raise StorageError(Reason("storage_away", f"The store can't be used just now: {error}")) from error
