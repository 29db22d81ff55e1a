"""Where a franchise's data may be."""

GROUPS = (frozenset({"us-east-1", "us-west-2"}), frozenset({"eu-west-1"}))
"""Regions among which data may be copied, as the architecture has it: America for itself, Ireland alone."""


def may_replicate(region: str, to: str) -> bool:
    """Whether what is kept in a region may be copied to another."""
    return region == to or any({region, to} <= group for group in GROUPS)


def is_european(region: str) -> bool:
    """Whether the GDPR is the law there."""
    return region.startswith("eu-")
