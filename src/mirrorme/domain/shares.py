"""What one franchise may count for, where the photos or the words of several are counted together."""

from collections.abc import Sequence

MOST_SHARE = 0.2
"""Of the whole, once there are enough franchises."""
_STEPS = 500


def those_there(masses: Sequence[float]) -> int:
    """How many bring something: at least half of what the middle one of them does.

    Were others counted, too, a bound of shares would have all count for no more than somebody who has just begun, or
    who is hardly believed: that one would count for as much as any. The middle one, not the largest: nobody makes the
    others few by bringing much.

    Args:
        masses: what each has, none below 0.
    """
    there = sorted(mass for mass in masses if mass > 0)
    middle = there[(len(there) - 1) // 2] if there else 0.0
    return sum(mass >= middle / 2 for mass in there)


def most_share(masses: Sequence[float]) -> float:
    """The part of the whole that one franchise may be.

    A fifth where there are five or more. With fewer, what is left when each of the others has its fifth (two: 80 %,
    three: 60 %, four: 40 %, one: all): a small network still learns. See ``those_there`` for who is counted.
    """
    return max(MOST_SHARE, 1 - MOST_SHARE * (max(1, those_there(masses)) - 1))


def bounded(masses: Sequence[float]) -> list[float]:
    """What each has, lowered until nobody has more than their share of what is left; no more than needed for that."""
    most, whole = most_share(masses), float(sum(masses))
    held = list(masses)
    # what is lowered lowers the whole, of which the bound is a part: each step comes nearer to where it holds
    for _ in range(_STEPS):
        held = [min(mass, most * whole) for mass in masses]
        before, whole = whole, sum(held)
        if whole > before * (1 - 1e-9):
            break
    return held
