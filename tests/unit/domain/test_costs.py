from datetime import timedelta

import pytest

from mirrorme.domain.costs import Rates


def test_an_hours_work_and_a_gigabytes_month_cost_what_the_rates_say() -> None:
    rates = Rates(compute_hour=0.5, gb_month=0.02)
    assert rates.cost(3600, 0, timedelta(days=30)) == pytest.approx(0.5)
    assert rates.cost(0, 10**9, timedelta(days=30)) == pytest.approx(0.02)
    assert Rates(0, 0, photo=0.1).cost(0, 0, timedelta(days=30), photos=5) == pytest.approx(0.5)
    assert rates.cost(1800, 10**9, timedelta(days=15)) == pytest.approx(0.26)
