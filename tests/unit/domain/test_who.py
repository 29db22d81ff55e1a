"""Who did something, as far as who reads may know."""

import pytest

from mirrorme.domain.who import told_who


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("service", "service"),
        ("admin", "admin"),
        ("scheduler", "service"),
        ("worker:host-7/8580", "worker"),
        ("head_office:the office's laptop", "head_office:the office's laptop"),
        ("head_office:person-3", "head_office:person-3"),
        ("franchise:person-3", "franchise:person-3"),
        ("upload:front desk: left", "upload:front desk: left"),
    ],
)
def test_a_franchise_learns_of_no_machine(who: str, told: str) -> None:
    assert told_who(who, "001") == told
    assert told_who(who, None) == who
