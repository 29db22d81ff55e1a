"""Exactly what S3 is told and asked: its own client, with answers in place of the network."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from mirrorme.adapters.objects.s3 import S3Objects
from mirrorme.adapters.objects.s3_configuring import put_rules, replicated_to
from mirrorme.adapters.objects.s3_lifecycle import lifecycle_rules, not_possible
from mirrorme.adapters.objects.s3_places import Places
from mirrorme.domain.keys import ObjectKey
from mirrorme.domain.retention import Policy, Rule, policy_with
from mirrorme.pipeline.ports import StorageError

BUCKET = "mirrorme-franchise-001"
TAG = {"Key": "mirrorme-retention", "Value": "archive"}
USUAL = [
    {
        "ID": "mirrorme-raw-cold",
        "Status": "Enabled",
        "Filter": {"Prefix": "raw/"},
        "Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}],
    },
    {
        "ID": "mirrorme-raw-archive",
        "Status": "Enabled",
        "Filter": {"And": {"Prefix": "raw/", "Tags": [TAG]}},
        "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}],
    },
    {
        "ID": "mirrorme-processed-cold",
        "Status": "Enabled",
        "Filter": {"Prefix": "processed/"},
        "Transitions": [{"Days": 180, "StorageClass": "STANDARD_IA"}],
    },
    {
        "ID": "mirrorme-processed-archive",
        "Status": "Enabled",
        "Filter": {"And": {"Prefix": "processed/", "Tags": [TAG]}},
        "Transitions": [{"Days": 365, "StorageClass": "GLACIER"}],
    },
    {
        "ID": "mirrorme-customer-cold",
        "Status": "Enabled",
        "Filter": {"Prefix": "customer/"},
        "Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}],
    },
    {
        "ID": "mirrorme-replaced",
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
        "Expiration": {"ExpiredObjectDeleteMarker": True},
    },
    {
        "ID": "mirrorme-unfinished",
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
    },
]


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")


@pytest.fixture
def stub() -> Iterator[tuple[Any, Stubber]]:
    client = boto3.client("s3", region_name="us-east-1")
    with Stubber(client) as stubber:
        yield client, stubber
        stubber.assert_no_pending_responses()


def test_the_usual_policy_is_just_this_document() -> None:
    assert lifecycle_rules(Policy()) == USUAL


def test_no_rule_deletes_a_photo() -> None:
    policy = policy_with([Rule("raw", 30, 90, 365), Rule("processed", None, None, 400)])
    for rule in lifecycle_rules(policy):
        assert set(rule.get("Expiration", {})) <= {"ExpiredObjectDeleteMarker"}


def test_what_s3_would_refuse_is_left_out_and_said() -> None:
    assert [line.partition(":")[0] for line in not_possible(Policy())] == ["rejected"]
    close = policy_with([Rule("raw", 40, 60, None)])
    assert [line.partition(":")[0] for line in not_possible(close)] == ["raw", "rejected"]
    assert [rule["ID"] for rule in lifecycle_rules(close)][:1] == ["mirrorme-raw-archive"]


def test_rules_of_others_stay_and_ours_are_replaced(stub: tuple[Any, Stubber]) -> None:
    client, stubber = stub
    theirs = {"ID": "theirs", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 7}}
    old = {"ID": "mirrorme-old", "Status": "Enabled", "Filter": {"Prefix": "raw/"}, "Expiration": {"Days": 1}}
    stubber.add_response("get_bucket_lifecycle_configuration", {"Rules": [theirs, old]}, {"Bucket": BUCKET})
    sent = {"Bucket": BUCKET, "LifecycleConfiguration": {"Rules": [theirs, *USUAL]}}
    stubber.add_response("put_bucket_lifecycle_configuration", {}, sent)
    assert put_rules(client, BUCKET, Policy()) == not_possible(Policy())


def test_a_bucket_without_rules_gets_ours(stub: tuple[Any, Stubber]) -> None:
    client, stubber = stub
    stubber.add_client_error("get_bucket_lifecycle_configuration", "NoSuchLifecycleConfiguration")
    sent = {"Bucket": BUCKET, "LifecycleConfiguration": {"Rules": USUAL}}
    stubber.add_response("put_bucket_lifecycle_configuration", {}, sent)
    put_rules(client, BUCKET, Policy())


def test_a_store_that_refuses_is_told(stub: tuple[Any, Stubber]) -> None:
    client, stubber = stub
    stubber.add_client_error("get_bucket_lifecycle_configuration", "AccessDenied")
    with pytest.raises(StorageError, match="AccessDenied"):
        put_rules(client, BUCKET, Policy())


def test_what_a_bucket_copies_itself_to_is_found(stub: tuple[Any, Stubber]) -> None:
    client, stubber = stub
    rules = [
        {"Status": status, "Prefix": "", "Destination": {"Bucket": f"arn:aws:s3:::{name}"}}
        for name, status in (("copy-b", "Enabled"), ("copy-a", "Enabled"), ("copy-c", "Disabled"))
    ]
    answer = {"ReplicationConfiguration": {"Role": "arn:aws:iam::1:role/r", "Rules": rules}}
    stubber.add_response("get_bucket_replication", answer, {"Bucket": BUCKET})
    assert replicated_to(client, BUCKET) == ["copy-a", "copy-b"]


def test_what_is_in_the_archive_is_told_apart_from_a_store_that_is_away() -> None:
    made, stubber = places("us-east-1")
    stubber.add_response("get_bucket_location", {}, {"Bucket": BUCKET})
    stubber.add_client_error("head_object", "InvalidObjectState", http_status_code=403)
    at = ObjectKey(BUCKET, "raw/a.jpg")
    with stubber, pytest.raises(StorageError, match="restored in S3 first") as refused:
        S3Objects(made).copy(at, ObjectKey(BUCKET, "rejected/a.jpg"))
    assert refused.value.reason.code == "archived"


def places(wanted: str) -> tuple[Places, Stubber]:
    """Of AWS; what its client in us-east-1 is asked is answered by the stubber."""
    made = Places("us-east-1", None, lambda _: wanted)
    return made, Stubber(made.in_region("us-east-1"))


@pytest.mark.parametrize(("answered", "region"), [(None, "us-east-1"), ("eu-west-1", "eu-west-1"), ("EU", "eu-west-1")])
def test_where_a_bucket_is_s3_is_asked_once(answered: str | None, region: str) -> None:
    made, stubber = places(region)
    stubber.add_response(
        "get_bucket_location", {"LocationConstraint": answered} if answered else {}, {"Bucket": BUCKET}
    )
    with stubber:
        for _ in range(3):
            made.check(BUCKET)
        assert made.client(BUCKET).meta.region_name == region


def test_a_bucket_elsewhere_is_refused_with_what_to_do() -> None:
    made, stubber = places("eu-west-1")
    stubber.add_response("get_bucket_location", {"LocationConstraint": "us-west-2"}, {"Bucket": BUCKET})
    with stubber, pytest.raises(StorageError, match=r"is in us-west-2.*has to be in eu-west-1.*Make the bucket there"):
        made.check(BUCKET)


@pytest.mark.parametrize("region", ["us-east-1", "us-west-2", "eu-west-1"])
def test_a_franchise_s_bucket_is_made_in_its_region(region: str) -> None:
    made = Places("us-east-1", None)
    home = Stubber(made.in_region("us-east-1"))
    stubber = home if region == "us-east-1" else Stubber(made.in_region(region))
    there = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    stubber.add_response("create_bucket", {}, {"Bucket": BUCKET, **there})
    found = {} if region == "us-east-1" else {"LocationConstraint": region}
    home.add_response("get_bucket_location", found, {"Bucket": BUCKET})
    versioned = {"Bucket": BUCKET, "VersioningConfiguration": {"Status": "Enabled"}}
    stubber.add_response("put_bucket_versioning", {}, versioned)
    home.activate()
    stubber.activate()
    S3Objects(made).make_bucket(BUCKET, region)
    home.assert_no_pending_responses()
    stubber.assert_no_pending_responses()


def test_a_store_with_an_endpoint_for_each_region_is_asked_at_the_right_one() -> None:
    made = Places("us-east-1", "https://s3.{region}.example.com", lambda _: "eu-west-1")
    assert made.client(BUCKET).meta.endpoint_url == "https://s3.eu-west-1.example.com"
    made.check(BUCKET)
