"""What owners read is whole in every language."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import get_args

import pytest

from mirrorme.domain.brand import Locale
from mirrorme.domain.notices import Waiting
from mirrorme.domain.report import (
    DayFigures,
    LanePromises,
    RejectionCount,
    Report,
    ReviewBacklog,
    Sums,
    compare,
)
from mirrorme.pipeline.notice_causes import CAUSES
from mirrorme.pipeline.notice_texts import rejections_text, review_text, summary_text, words_of

LOCALES: tuple[Locale, ...] = get_args(Locale)
DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, tzinfo=UTC)
REPORT = Report(
    franchise="001",
    since=AT,
    until=AT,
    metrics=compare(Sums(auto=(21, 25)), Sums()),
    days=(DayFigures(DAY, received=40, published=31, rejected=3),),
    factors=(),
    rejections=(RejectionCount("out_of_focus", 2), RejectionCount("a_new_one", 1)),
    lanes=(LanePromises("vip", 5, 4, 1), LanePromises("bulk", 9, 7, 2)),
    review=ReviewBacklog(0, 0),
)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_is_missing_and_none_is_still_english(locale: Locale) -> None:
    words, english = asdict(words_of(locale)), asdict(words_of("en"))
    assert words["locale"] == locale
    for name, said in words.items():
        assert said.count("{}") == english[name].count("{}"), name
        if locale != "en" and name != "day":
            assert said != english[name]
    assert set(CAUSES[locale]) == set(CAUSES["en"])


def test_a_day_in_numbers() -> None:
    subject, lines = summary_text(words_of("de"), DAY, REPORT)
    assert subject == "Zahlen vom 24.11.2026"
    assert lines == [
        "Eingegangen: 40",
        "Veröffentlicht: 31",
        "Ohne Zutun eines Menschen veröffentlicht: 84%",
        "Abgelehnt: 3",
        "    unscharf: 2",
        "    a_new_one: 1",
        "Nicht gehaltene Zusagen: 3",
    ]


def test_when_the_next_photo_is_due_is_told_in_the_franchises_own_time() -> None:
    waiting = Waiting(12, 3, 1, datetime(2026, 11, 25, 19, 30, tzinfo=UTC))
    subject, lines = review_text(words_of("en"), waiting, "America/New_York")
    assert subject == "Photos waiting for review: 12"
    assert lines[1:] == [
        "Of these, half of the promised hour is over for: 3",
        "Overdue: 1",
        "The first one is due at: 14:30 (2026-11-25)",
    ]


def test_sessions_are_told_by_their_number() -> None:
    subject, lines = rejections_text(words_of("fr"), 7, 3, 20)
    assert "séance 7" in subject
    assert lines[0] == "Rejetées : 3 photos sur 20"
