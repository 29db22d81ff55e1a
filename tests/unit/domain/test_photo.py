"""A photo's states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.errors import ConflictError
from mirrorme.domain.photo import SETTLED, TRANSITIONS, WAITING, State, check_transition


@given(st.sampled_from(State), st.sampled_from(State))
def test_a_photo_goes_only_where_the_table_says(now: State, to: State) -> None:
    if to in TRANSITIONS[now]:
        check_transition(now, to)
    else:
        with pytest.raises(ConflictError, match="can't become"):
            check_transition(now, to)


def test_every_state_can_be_reached_and_every_photo_can_be_erased() -> None:
    assert set().union(*TRANSITIONS.values()) == set(State)
    assert all(State.ERASED in to for state, to in TRANSITIONS.items() if state is not State.ERASED)
    assert not TRANSITIONS[State.ERASED]


def test_what_is_not_settled_has_a_way_to_be() -> None:
    for state in set(State) - SETTLED:
        seen, front = {state}, {state}
        while front:
            front = set().union(*(TRANSITIONS[one] for one in front)) - seen
            seen |= front
        assert State.PUBLISHED in seen
    assert not WAITING & SETTLED
