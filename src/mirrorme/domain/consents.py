"""What customers allowed or refused, as they said it, with its date; and what follows from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mirrorme.domain.residency import is_european


class Purpose(StrEnum):
    """What is asked for.

    third_party_sharing: photos go to companies that the customer has no contract with, such as a drive of theirs.
    training: photos teach a model of ours. retouching: skin, teeth, shape are changed.
    """

    THIRD_PARTY_SHARING = "third_party_sharing"
    TRAINING = "training"
    RETOUCHING = "retouching"


@dataclass(frozen=True, slots=True)
class Consent:
    """One answer of a customer. given: yes or no. who: noted it. source: how it was said, such as "form of 3 May"."""

    id: int
    franchise: str
    customer: int
    kind: Purpose
    given: bool
    at: datetime
    who: str
    source: str


Answers = Mapping[Purpose, Consent]
"""The last answer to each."""


def current(consents: Iterable[Consent]) -> dict[Purpose, Consent]:
    """What counts now: the last answer to each purpose."""
    return {one.kind: one for one in sorted(consents, key=lambda one: one.id)}


def may_share(answers: Answers, region: str) -> bool:
    """Whether photos may go to third parties.

    In Europe only after a yes (GDPR, article 6); in America until a no (CCPA, section 1798.120: the right to opt out).
    """
    return _given(answers, Purpose.THIRD_PARTY_SHARING, unasked=not is_european(region))


def may_train(answers: Answers) -> bool:
    """Whether photos may teach a model: only after a yes, everywhere."""
    return _given(answers, Purpose.TRAINING, unasked=False)


def may_retouch(answers: Answers) -> bool:
    """Whether skin and shape may be changed: until a no, since that is what is booked."""
    return _given(answers, Purpose.RETOUCHING, unasked=True)


def allowed(answers: Answers, region: str) -> dict[Purpose, bool]:
    """All of it. region: of the franchise."""
    return {
        Purpose.THIRD_PARTY_SHARING: may_share(answers, region),
        Purpose.TRAINING: may_train(answers),
        Purpose.RETOUCHING: may_retouch(answers),
    }


def _given(answers: Answers, purpose: Purpose, *, unasked: bool) -> bool:
    said = answers.get(purpose)
    return unasked if said is None else said.given
