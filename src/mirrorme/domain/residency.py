"""Where a franchise's data may be."""

from mirrorme.domain.errors import ForbiddenError

GROUPS = (frozenset({"us-east-1", "us-west-2"}), frozenset({"eu-west-1"}))
"""Regions among which data may be copied, as the architecture has it: America for itself, Ireland alone."""


def may_replicate(region: str, to: str) -> bool:
    """Whether what is kept in a region may be copied to another."""
    return region == to or any({region, to} <= group for group in GROUPS)


def is_european(region: str) -> bool:
    """Whether the GDPR is the law there."""
    return region.startswith("eu-")


def check_replica(region: str, to: str) -> None:
    """Whether a copy of what is kept in a region may be in another.

    Raises:
        ForbiddenError: it may not.
    """
    if not may_replicate(region, to):
        raise ForbiddenError(
            "replica_outside", f"What is kept in {region} may not be copied to {to}: take that replication away."
        )
