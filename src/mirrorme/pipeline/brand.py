"""A franchise's brand: how it is shown, changed, and found by the address that somebody came to."""

from collections.abc import Container
from dataclasses import asdict, replace
from datetime import UTC
from typing import Any

from mirrorme.domain.brand import HOUSE_NAME, Brand, check_brand
from mirrorme.domain.errors import ForbiddenError, NotFoundError, StaleError
from mirrorme.domain.keys import ObjectKey, template
from mirrorme.domain.records import Caller, Franchise
from mirrorme.pipeline.look import parse_look
from mirrorme.pipeline.own_parts import check_own
from mirrorme.pipeline.ports_bookings import Desk

_NO_SETTING = ("franchise", "logo", "changed_at", "changed_by")


def logo_at(franchise: str, digest: str) -> ObjectKey:
    """Where a logo is kept."""
    return template(franchise, f"logo-{digest}.png")


def brand_of(desk: Desk, caller: Caller, code: str) -> tuple[Franchise, Brand]:
    """A franchise and its brand, if the caller may see them.

    Raises:
        NotFoundError: no such franchise, or not the caller's.
    """
    found = desk.franchises.get(code)
    if found is None or caller.franchise not in (None, code):
        raise NotFoundError("no_franchise", f"There is no franchise {code}.")
    return found, desk.brands.of(code)


def brand_at(desk: Desk, host: str) -> tuple[str, Brand | None]:
    """The name and brand that a host stands for; the house's name and None if it is nobody's own.

    host: as the Host header has it, with or without a port.
    """
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    found = desk.brands.at(name.strip().lower().removesuffix("."))
    if found is None:
        return HOUSE_NAME, None
    franchise = desk.franchises.get(found.franchise)
    return shown_name(found, franchise), found


def shown_name(brand: Brand, franchise: Franchise | None) -> str:
    """What customers read."""
    return brand.display_name or (HOUSE_NAME if franchise is None else franchise.name)


def version_of(brand: Brand) -> str:
    """What differs after each change, by whomever."""
    return "unset" if brand.changed_at is None else brand.changed_at.astimezone(UTC).isoformat()


def change_brand(
    desk: Desk, caller: Caller, wanted: Brand, versions: Container[str] | None = None
) -> tuple[Franchise, Brand]:
    """Have these settings in place of all that there were; the logo stays. They count from the next booking on.

    versions: those that may be replaced; None for whatever there is.

    Raises:
        NotFoundError: no such franchise, or not the caller's.
        InvalidError: a colour, currency, domain or look that can't be used.
        ForbiddenError: another domain, by somebody who is not head office.
        ConflictError: another franchise has this domain.
        StaleError: the brand is in none of the versions.
    """
    franchise = desk.franchises.lock(wanted.franchise)
    if franchise is None or caller.franchise not in (None, wanted.franchise):
        raise NotFoundError("no_franchise", f"There is no franchise {wanted.franchise}.")
    before = desk.brands.of(franchise.code)
    if versions is not None and version_of(before) not in versions:
        raise StaleError(
            "brand_changed",
            "Somebody changed this brand since it was opened; look at what it is now, and save again.",
        )
    kept = {name: getattr(before, name) for name in _NO_SETTING}
    after = replace(check_brand(wanted), **kept)
    if after.domain != before.domain and caller.role != "head_office":
        raise ForbiddenError(
            "domain_by_head_office", "A domain needs a certificate and a DNS record, so head office sets it: ask them."
        )
    parse_look(after.look)
    check_own(desk, franchise.code, after.look)
    changes = _changes(before, after)
    if changes:
        after = desk.brands.save(replace(after, changed_by=caller.who))
        why = f"changed: {', '.join(changes)}"
        desk.history.note("brand.changed", who=caller.who, why=why, franchise=franchise.code, data=changes)
    return franchise, after


def set_logo(desk: Desk, caller: Caller, code: str, digest: str | None) -> tuple[Franchise, Brand]:
    """Have another logo, which is in the store already; None for none.

    Raises:
        NotFoundError: no such franchise, or not the caller's.
    """
    franchise = desk.franchises.lock(code)
    if franchise is None or caller.franchise not in (None, code):
        raise NotFoundError("no_franchise", f"There is no franchise {code}.")
    before = desk.brands.of(code)
    if before.logo == digest:
        return franchise, before
    after = desk.brands.save(replace(before, logo=digest, changed_by=caller.who))
    why = "no logo any more" if digest is None else "a new logo"
    data = {"logo": [before.logo, digest]}
    desk.history.note("brand.changed", who=caller.who, why=why, franchise=code, data=data)
    return franchise, after


def _changes(before: Brand, after: Brand) -> dict[str, Any]:
    """Each setting that is another one: what it was, and what it is."""
    old, new = asdict(before), asdict(after)
    return {name: [old[name], new[name]] for name in new if name not in _NO_SETTING and old[name] != new[name]}
