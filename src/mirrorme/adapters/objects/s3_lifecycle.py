"""A retention policy as S3's lifecycle rules.

Rules move; they delete no photo, since they know neither holds by law nor our records: the scheduler does that. What
they delete is what nobody can name: versions that were replaced, marks of deletions, uploads that were given up. All
objects of a kind get colder alike; only what the scheduler marked is archived, and it marks nothing that is held.
"""

from typing import TYPE_CHECKING, Any

from mirrorme.domain.retention import Policy, Rule

if TYPE_CHECKING:
    from types_boto3_s3.type_defs import TagTypeDef

OURS = "mirrorme-"
"""What the names of our rules begin with; others' stay as they are."""
ARCHIVE_TAG: "TagTypeDef" = {"Key": "mirrorme-retention", "Value": "archive"}
IA_LEAST = 30
"""S3 moves nothing to Standard-IA before so many days, and nothing on from there before as many more."""
UNFINISHED_DAYS, REPLACED_DAYS = 7, 30


def lifecycle_rules(policy: Policy) -> list[dict[str, Any]]:
    """All rules of a bucket."""
    kinds = [made for rule in policy.rules for made in _of_kind(rule)]
    everything = {"Status": "Enabled", "Filter": {"Prefix": ""}}
    return [
        *kinds,
        {
            "ID": f"{OURS}replaced",
            **everything,
            "NoncurrentVersionExpiration": {"NoncurrentDays": REPLACED_DAYS},
            "Expiration": {"ExpiredObjectDeleteMarker": True},
        },
        {
            "ID": f"{OURS}unfinished",
            **everything,
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": UNFINISHED_DAYS},
        },
    ]


def not_possible(policy: Policy) -> list[str]:
    """What S3 can't do of a policy, for people."""
    return [
        f"{rule.kind}: Standard-IA after {rule.cold_after} days is left out: S3 takes nothing there before {IA_LEAST} "
        f"days, or when it is archived or deleted less than {IA_LEAST} days later"
        for rule in policy.rules
        if rule.cold_after is not None and not _can_be_cold(rule)
    ]


def _of_kind(rule: Rule) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    if rule.cold_after is not None and _can_be_cold(rule):
        made.append(
            {
                "ID": f"{OURS}{rule.kind}-cold",
                "Status": "Enabled",
                "Filter": {"Prefix": f"{rule.kind}/"},
                "Transitions": [{"Days": rule.cold_after, "StorageClass": "STANDARD_IA"}],
            }
        )
    if rule.archive_after is not None:
        made.append(
            {
                "ID": f"{OURS}{rule.kind}-archive",
                "Status": "Enabled",
                "Filter": {"And": {"Prefix": f"{rule.kind}/", "Tags": [ARCHIVE_TAG]}},
                "Transitions": [{"Days": rule.archive_after, "StorageClass": "GLACIER"}],
            }
        )
    return made


def _can_be_cold(rule: Rule) -> bool:
    ends = [after for after in (rule.archive_after, rule.delete_after) if after is not None]
    cold = rule.cold_after
    return cold is not None and cold >= IA_LEAST and all(end - cold >= IA_LEAST for end in ends)
