"""Everything about a customer, to take along: pictures as they are, and all records as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from mirrorme.domain.consents import Consent
from mirrorme.domain.keys import ObjectKey
from mirrorme.domain.photo import Photo
from mirrorme.domain.ratings import Rating
from mirrorme.domain.records import Customer, Edit, Event, Session
from mirrorme.domain.review import Decided
from mirrorme.domain.views import EXTENSIONS
from mirrorme.pipeline.ports_objects import Objects


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a customer beside the photos. consents: all that they said."""

    customer: Customer
    consents: Sequence[Consent]
    history: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo of the customer, with its edits, what was decided about them, and what people said of them."""

    photo: Photo
    session: Session
    edits: Sequence[Edit]
    decisions: Sequence[Decided] = ()
    ratings: Sequence[Rating] = ()


def files(objects: Objects, about: About, taken: Sequence[Taken]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Names and contents: originals, edited pictures, and ``customer.json``, which names what is not there any more."""
    missing: list[str] = []
    for one in taken:
        place = one.session.place
        folder = f"{one.session.day.isoformat()}-session-{one.session.number:03d}"
        original = place.raw(one.photo.number, one.photo.extension)
        keys = {f"originals/{folder}": original}
        for edit in one.edits:
            for kind, key in edit.outputs.items():
                if kind in EXTENSIONS:  # smaller copies of what is here
                    continue
                keys[f"edited/{folder}/{edit.number}-{kind}"] = ObjectKey.parse(key)
        for name, at in keys.items():
            whole = f"{name}/{at.key.rpartition('/')[2]}"
            if objects.look(at) is None:
                missing.append(whole)
            else:
                yield whole, objects.stream(at)
    told = {
        "customer": asdict(about.customer),
        "consents": [asdict(consent) for consent in about.consents],
        "photos": [
            {
                "photo": asdict(one.photo),
                "session": asdict(one.session),
                "edits": [asdict(edit) for edit in one.edits],
                "decisions": [asdict(decided) for decided in one.decisions],
                "ratings": [asdict(rating) for rating in one.ratings],
            }
            for one in taken
        ],
        "history": [asdict(event) for event in about.history],
        "missing": missing,
    }
    yield "customer.json", iter([json.dumps(told, indent=2, ensure_ascii=False, default=_told).encode()])


def _told(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
