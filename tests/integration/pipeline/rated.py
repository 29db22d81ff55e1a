"""Franchises whose photos were rated by simulated people, in the records."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import insert

from mirrorme.adapters.models.quality import SHIPPED
from mirrorme.adapters.postgres import learning_tables, tables
from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.domain.records import Edit
from mirrorme.pipeline.judging import Own
from mirrorme.quality.calibration import Calibration
from mirrorme.quality.crowd import an_edit, people, true_stars
from mirrorme.quality.score import version_of

_BASE = replace(Calibration.from_json(SHIPPED.read_text()), network={})
OWN = Own(_BASE, version_of(_BASE.to_json(""), ""), "")
"""A machine that scores by measurements alone."""
BEGAN = datetime(2026, 10, 1, tzinfo=UTC)


def fill(records: PostgresRecords, number: int, franchises: int = 5, seed: int = 1) -> list[int]:
    """So many rated photos, one an hour, of franchises 001 on, each with a customer who agreed; gives the customers."""
    random = np.random.default_rng(seed)
    crowd = people(franchises, random)
    customers, sessions = [], []
    with records.begin() as work:

        def add(table: str, **values: Any) -> int:
            found = tables.metadata.tables[table]
            return int(work.connection.execute(insert(found).values(**values).returning(found.c.id)).scalar_one())

        for place in range(franchises):
            code = f"{place + 1:03d}"
            if work.franchises.get(code) is None:
                about = {"code": code, "name": code, "region": "us-east-1", "timezone": "UTC"}
                work.connection.execute(insert(tables.franchise).values(**about))
            booking = add("booking_type", franchise=code, name=f"Rated {seed}", lane="standard")
            customers.append(add("customer", franchise=code, name="Ada", tier="regular"))
            said = {"franchise": code, "customer": customers[-1], "kind": "training", "given": True}
            add("consent", **said, who="test", source="form")
            booked = {"franchise": code, "name": f"Rated {seed}", "day": BEGAN.date(), "number": 70 + seed}
            sessions.append(add("session", **booked, booking_type=booking, customer=customers[-1], lane="standard"))
        for place in range(number):
            own = place % franchises
            code, at = f"{own + 1:03d}", BEGAN + timedelta(hours=place)
            score = an_edit(OWN.calibration, OWN.version, random)
            photo = add(
                "photo",
                franchise=code,
                session=sessions[own],
                number=place + 1,
                filename="a.jpg",
                extension="jpg",
                size=1,
                sha256=f"{place:064x}",
                state="published",
                lane="standard",
                edits=1,
            )
            work.edits.add(Edit(0, code, photo, 1, {}, {}, "cpu", {}, {}, {"score": score}, at))
            stars = crowd[own].stars(true_stars(score, OWN.calibration, random), random)
            given = {
                "franchise": code,
                "photo": photo,
                "edit": work.ratings.edit_of(photo, 1),
                "rater": crowd[own].name,
                "thumb": "up" if stars >= 3 else "down",
                "stars": stars,
                "training": True,
                "at": at,
            }
            work.connection.execute(insert(learning_tables.rating).values(**given))
    return customers
