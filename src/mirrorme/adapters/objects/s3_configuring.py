"""What a bucket is told to do by itself: keep by age, copy, encrypt, let the portal's pages send photos."""

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from mirrorme.adapters.objects.s3_errors import refused
from mirrorme.adapters.objects.s3_lifecycle import OURS, lifecycle_rules, not_possible
from mirrorme.domain.retention import Policy
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

PAGES = "mirrorme-portal"
_NO_RULES = "NoSuchLifecycleConfiguration"
_NO_COPIES = "ReplicationConfigurationNotFoundError"


def put_rules(client: "S3Client", bucket: str, policy: Policy) -> list[str]:
    """Have the bucket's own rules beside ours; gives what the store can't do of the policy, for people.

    A store of another maker that has no cheaper places gets the other rules.

    Raises:
        StorageError: it can't be told.
    """
    with refused(bucket):
        others = [rule for rule in _rules(client, bucket) if not str(rule.get("ID", "")).startswith(OURS)]
        ours = lifecycle_rules(policy)
        try:
            _put(client, bucket, [*others, *ours])
        except ClientError as error:
            if error.response["Error"]["Code"] != "NotImplemented":
                raise
            _put(client, bucket, [*others, *(rule for rule in ours if "Transitions" not in rule)])
            return ["this store has no cheaper places: nothing is moved to Standard-IA or Glacier"]
    return not_possible(policy)


def replicated_to(client: "S3Client", bucket: str) -> list[str]:
    """Names of the buckets that it copies itself to.

    Raises:
        StorageError: it can't be asked.
    """
    with refused(bucket):
        try:
            found = client.get_bucket_replication(Bucket=bucket)["ReplicationConfiguration"]
        except ClientError as error:
            if error.response["Error"]["Code"] != _NO_COPIES:
                raise
            return []
        named = [rule["Destination"]["Bucket"] for rule in found["Rules"] if rule["Status"] == "Enabled"]
    return sorted({name.rpartition(":")[2] for name in named})


def _rules(client: "S3Client", bucket: str) -> list[dict[str, Any]]:
    try:
        found = client.get_bucket_lifecycle_configuration(Bucket=bucket)
    except ClientError as error:
        if error.response["Error"]["Code"] != _NO_RULES:
            raise
        return []
    return [dict(rule) for rule in found["Rules"]]


def _put(client: "S3Client", bucket: str, rules: list[dict[str, Any]]) -> None:
    configuration: Any = {"Rules": rules}
    client.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration=configuration)


def encrypt(client: "S3Client", bucket: str, key: str) -> None:
    """Have all that is put there encrypted, whoever puts it: what uploads by presigned URLs need not say then.

    Raises:
        StorageError: the store took it, and forgot it.
    """
    default: Any = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
    # a bucket key, so that KMS is not asked for every object
    rule: Any = {"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": True}
    client.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
    answer = client.get_bucket_encryption(Bucket=bucket)
    rules = answer["ServerSideEncryptionConfiguration"]["Rules"]
    if default not in [one.get("ApplyServerSideEncryptionByDefault") for one in rules]:
        raise StorageError(Reason("not_encrypted", f"The store doesn't encrypt {bucket} with {key}."))


def open_to_pages(client: "S3Client", bucket: str, origin: str) -> list[str]:
    """Let the portal's pages send photos there: browsers ask a bucket first whether another site's page may (CORS).

    origin: of the portal, such as ``https://studio.example``. Rules of others stay. Gives what the store can't do.
    """
    try:
        found: list[Any] = list(client.get_bucket_cors(Bucket=bucket)["CORSRules"])
    except ClientError as error:
        if error.response["Error"]["Code"] == "NotImplemented":
            return [
                "this store has no CORS rules for its buckets: see that browsers may PUT there, or photos can't be sent"
            ]
        if error.response["Error"]["Code"] != "NoSuchCORSConfiguration":
            raise
        found = []
    rule: Any = {
        "ID": PAGES,
        "AllowedOrigins": [origin],
        "AllowedMethods": ["PUT"],
        # the addresses say which headers have to be sent along
        "AllowedHeaders": ["*"],
        "ExposeHeaders": ["ETag"],
        "MaxAgeSeconds": 3600,
    }
    if rule in found:
        return []
    others = [one for one in found if one.get("ID") != PAGES]
    client.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [*others, rule]})
    return []
