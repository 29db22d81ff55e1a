"""What S3, by a real server, and a folder promise of cheaper places."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from mirrorme.adapters.objects.folder import FolderObjects
from mirrorme.adapters.objects.open_store import open_store
from mirrorme.adapters.objects.s3 import S3Objects
from mirrorme.adapters.objects.s3_lifecycle import ARCHIVE_TAG
from mirrorme.adapters.objects.signing import Signer
from mirrorme.domain.keys import ObjectKey
from mirrorme.domain.retention import Policy, Rule, Tier, policy_with
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import StorageError
from tests.fakes import s3
from tests.integration.objects.conftest import Store, s3_store

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.xdist_group("s3")
NAMES = ("raw/2026-11-17/session-001/photo-001.jpg", "raw/2026-11-18/session-001/photo-001.jpg")


@pytest.fixture
def cloud(s3_server: s3.Server) -> Store:
    return s3_store(s3_server)


@pytest.fixture
def client(s3_server: s3.Server) -> Any:
    return boto3.client("s3", endpoint_url=s3_server.endpoint, region_name="us-east-1")


def objects_of(store: Store) -> S3Objects:
    assert isinstance(store.objects, S3Objects)
    return store.objects


def test_days_are_listed_and_what_is_below_them(cloud: Store) -> None:
    objects = objects_of(cloud)
    for name in NAMES:
        objects.write(cloud.key(name), b"x")
    assert objects.folders(cloud.bucket, "raw/") == ["raw/2026-11-17/", "raw/2026-11-18/"]
    (found,) = objects.shelved(cloud.bucket, "raw/2026-11-17/")
    assert (found.at, found.size, found.tier) == (cloud.key(NAMES[0]), 1, Tier.HOT)


def test_what_is_to_be_archived_is_marked_once_and_the_mark_can_be_taken_off(cloud: Store, client: Any) -> None:
    objects, at = objects_of(cloud), cloud.key()
    objects.write(at, b"x")
    other = {"Key": "cost", "Value": "studio"}
    client.put_object_tagging(Bucket=at.bucket, Key=at.key, Tagging={"TagSet": [other]})
    assert [objects.shelve(at, Tier.ARCHIVE) for _ in range(2)] == [True, False]
    assert client.get_object_tagging(Bucket=at.bucket, Key=at.key)["TagSet"] == [other, ARCHIVE_TAG]
    # as when a hold by law comes in between
    assert [objects.shelve(at, Tier.HOT) for _ in range(2)] == [True, False]
    assert client.get_object_tagging(Bucket=at.bucket, Key=at.key)["TagSet"] == [other]


def test_what_is_forgotten_is_gone_with_every_version_and_its_neighbour_stays(cloud: Store, client: Any) -> None:
    objects, at = objects_of(cloud), cloud.key("raw/2026-11-17/session-001/photo-001.j")
    neighbour = cloud.key("raw/2026-11-17/session-001/photo-001.jpg")
    for data in (b"1", b"2"):
        objects.write(at, data)
    objects.delete(at)
    objects.write(neighbour, b"kept")
    assert objects.forget(at) == 2
    assert objects.forget(at) == 0
    left = client.list_object_versions(Bucket=cloud.bucket)
    assert [one["Key"] for one in left["Versions"]] == [neighbour.key]
    assert left.get("DeleteMarkers", []) == []


def test_a_bucket_is_told_its_rules_beside_those_of_others(cloud: Store, client: Any) -> None:
    theirs = {"ID": "theirs", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 7}}
    client.put_bucket_lifecycle_configuration(Bucket=cloud.bucket, LifecycleConfiguration={"Rules": [theirs]})
    for policy in (Policy(), policy_with([Rule("raw", None, None, 90)])):
        # this server has no storage classes, which is said
        assert objects_of(cloud).apply(cloud.bucket, policy) == [
            "this store has no cheaper places: nothing is moved to Standard-IA or Glacier"
        ]
    rules = client.get_bucket_lifecycle_configuration(Bucket=cloud.bucket)["Rules"]
    assert [rule["ID"] for rule in rules] == ["theirs", "mirrorme-replaced", "mirrorme-unfinished"]
    assert rules[0] == theirs
    assert rules[2]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}


def test_a_bucket_that_copies_itself_nowhere_says_so(cloud: Store) -> None:
    assert objects_of(cloud).replicas(cloud.bucket) == []


def test_no_bucket_is_made_in_another_region_than_the_store_has(s3_server: s3.Server) -> None:
    objects, _ = open_store(s3_server.storage_url, secret=b"", base_url="")
    with pytest.raises(StorageError) as refused:
        objects.make_bucket("mirrorme-franchise-europe", "eu-west-1")
    assert refused.value.reason.code == "wrong_region"


def test_nothing_is_written_into_a_bucket_outside_its_franchise_s_region(s3_server: s3.Server) -> None:
    asked: list[str] = []

    def wanted(bucket: str) -> str:
        asked.append(bucket)
        return "eu-west-1" if "europe" in bucket else "us-east-1"

    objects, _ = open_store(s3_server.storage_url, secret=b"", base_url="", wanted=wanted)
    right, wrong = "mirrorme-franchise-america", "mirrorme-franchise-europe"
    open_store(s3_server.storage_url, secret=b"", base_url="")[0].make_bucket(wrong)
    objects.make_bucket(right)
    for number in range(3):
        objects.write(ObjectKey(right, f"raw/{number}.jpg"), b"x")
    assert asked.count(right) <= 2
    with pytest.raises(StorageError, match="has to be in eu-west-1") as refused:
        objects.write(ObjectKey(wrong, "raw/a.jpg"), b"x")
    assert refused.value.reason.code == "wrong_region"
    with pytest.raises(StorageError):
        objects.copy(ObjectKey(right, "raw/0.jpg"), ObjectKey(wrong, "raw/a.jpg"))
    assert objects.look(ObjectKey(wrong, "raw/a.jpg")) is None


def test_a_folder_takes_the_data_of_its_own_region_alone(tmp_path: Path) -> None:
    regions = {"mirrorme-franchise-001": "us-east-1", "mirrorme-franchise-002": "eu-west-1"}
    url = f"file://{tmp_path}"
    objects, _ = open_store(url, secret=b"", base_url="", region="us-east-1", wanted=regions.get)
    objects.make_bucket("mirrorme-franchise-001")
    objects.write(ObjectKey("mirrorme-franchise-001", "raw/a.jpg"), b"x")
    refused_ones: list[Callable[[], None]] = [
        lambda: objects.make_bucket("mirrorme-franchise-002"),
        lambda: objects.make_bucket("mirrorme-franchise-003", "us-west-2"),
        lambda: objects.write(ObjectKey("mirrorme-franchise-002", "raw/a.jpg"), b"x"),
    ]
    for refuse in refused_ones:
        with pytest.raises(StorageError) as refused:
            refuse()
        assert refused.value.reason.code == "wrong_region"
    anywhere, _ = open_store(url, secret=b"", base_url="", wanted=regions.get)
    anywhere.make_bucket("mirrorme-franchise-002")


def test_a_copy_of_what_is_on_the_cold_disk_is_a_file_of_its_own(tmp_path: Path) -> None:
    store = FolderObjects(tmp_path / "hot", Signer(b"", ""), cold=tmp_path / "cold")
    store.make_bucket("abc")
    source, copy = ObjectKey("abc", "raw/a.jpg"), ObjectKey("abc", "rejected/a.jpg")
    store.write(source, b"original")
    store.shelve(source, Tier.COLD)
    store.copy(source, copy)
    store.shelve(copy, Tier.COLD)
    store.forget(copy)
    assert store.read(source, 100) == b"original"
    store.write(source, b"another")
    assert store.read(source, 100) == b"another"
    store.delete(source)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("url", ["s3://?region=us-east-1", "/srv/cold", "file:cold", "file://host/cold"])
def test_a_cold_store_that_is_none_is_told(url: str) -> None:
    with pytest.raises(SetupError, match="MIRRORME_COLD_URL"):
        open_store("file:///srv", secret=b"", base_url="", cold_url=url)
