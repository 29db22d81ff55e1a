"""SSE-KMS with a key a franchise, as botocore itself asks for it (its answers are stubs: no AWS was asked)."""

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from mirrorme.adapters.objects.open_store import open_store
from mirrorme.adapters.objects.residency import Residency, unknown
from mirrorme.adapters.objects.s3 import S3Objects
from mirrorme.adapters.objects.s3_places import Places
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import StorageError

BUCKET = "mirrorme-franchise-007"
KEY = "alias/mirrorme-franchise-007"
SECRET_KEY = "of nobody"  # noqa: S105 (nobody is asked)


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)


def rules(algorithm: str = "aws:kms", key: str = KEY) -> dict[str, Any]:
    default = {"SSEAlgorithm": algorithm, "KMSMasterKeyID": key}
    return {"Rules": [{"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": True}]}


def store() -> tuple[S3Objects, Stubber]:
    client = boto3.Session("key", SECRET_KEY, region_name="us-east-1").client("s3")
    stub = Stubber(client)
    stub.add_response("create_bucket", {}, {"Bucket": BUCKET})
    stub.add_response("put_bucket_versioning", {}, {"Bucket": BUCKET, "VersioningConfiguration": {"Status": "Enabled"}})
    places = Places("us-east-1", None)
    places.in_region = lambda _: client  # type: ignore[assignment] # of nobody, as the stub needs it
    places.actual = lambda _: "us-east-1"  # type: ignore[assignment]
    places.residency = Residency(unknown, places.actual)
    return S3Objects(places, "alias/mirrorme-franchise-{code}"), stub


def test_a_bucket_encrypts_all_with_its_franchises_key() -> None:
    objects, stub = store()
    asked = {"Bucket": BUCKET, "ServerSideEncryptionConfiguration": rules()}
    stub.add_response("put_bucket_encryption", {}, asked)
    stub.add_response("get_bucket_encryption", {"ServerSideEncryptionConfiguration": rules()}, {"Bucket": BUCKET})
    with stub:
        objects.make_bucket(BUCKET)
    stub.assert_no_pending_responses()


@pytest.mark.parametrize("answer", [rules("AES256"), rules(key="alias/another"), {"Rules": []}])
def test_a_store_that_forgets_it_is_refused(answer: dict[str, Any]) -> None:
    objects, stub = store()
    stub.add_response("put_bucket_encryption", {})
    stub.add_response("get_bucket_encryption", {"ServerSideEncryptionConfiguration": answer})
    with stub, pytest.raises(StorageError, match="doesn't encrypt"):
        objects.make_bucket(BUCKET)


@pytest.mark.parametrize("failing", ["put_bucket_encryption", "get_bucket_encryption"])
def test_a_store_that_can_not_is_refused(failing: str) -> None:
    objects, stub = store()
    if failing == "get_bucket_encryption":
        stub.add_response("put_bucket_encryption", {})
    stub.add_client_error(failing, "NotImplemented")
    with stub, pytest.raises(StorageError):
        objects.make_bucket(BUCKET)


@pytest.mark.parametrize("pattern", ["alias/one-for-all", "alias/{franchise}", "alias/{code}-{code}", "alias/{code}{"])
def test_a_pattern_that_is_no_key_a_franchise_is_refused(pattern: str) -> None:
    with pytest.raises(SetupError, match="each franchise"):
        open_store(f"s3://?region=us-east-1&kms={pattern}", secret=b"", base_url="")
