"""All weights and how they stand."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from mirrorme.adapters.models.catalogue import CATALOGUE
from mirrorme.adapters.models.download import sha256_of
from mirrorme.adapters.models.fetch import State
from mirrorme.adapters.models.selection import select
from mirrorme.adapters.models.user import UserModel, chosen
from mirrorme.settings import Settings


@dataclass(frozen=True, slots=True)
class Item:
    """One line of `mirrorme models`. size: bytes. state: of the file. left_out: by a strict licence policy."""

    name: str
    purpose: str
    licence: str
    note: str
    size: int
    sha256: str
    source: str
    state: State
    in_use: bool
    left_out: bool = False

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)

    def for_people(self) -> str:
        """A few lines."""
        use = "in use" if self.in_use else "left out by the licence policy" if self.left_out else "not in use"
        facts = (
            self.purpose,
            f"{self.licence}; {self.note}",
            f"{self.size / 1e6:.1f} MB from {self.source}",
            f"sha256 {self.sha256}",
        )
        return "\n    ".join((f"{self.name}: {self.state}, {use}", *facts))


def stock() -> Iterator[Item]:
    """All known weights and the user's own; reads all files.

    Raises:
        UserModelError: the record of the user's model is damaged.
    """
    settings = Settings.from_environment()
    user = chosen(settings.config)
    selection = select(settings.licences, user)
    in_use = set(selection.known())
    with ThreadPoolExecutor() as pool:
        states = list(pool.map(settings.weights.state, [weights.asset for weights in CATALOGUE]))
    for weights, state in zip(CATALOGUE, states, strict=True):
        asset = weights.asset
        yield Item(
            name=weights.name,
            purpose=weights.purpose,
            licence=weights.licence.spdx if weights.licence.clear else f"{weights.licence.spdx} (in doubt)",
            note=weights.licence.note,
            size=asset.size,
            sha256=asset.sha256,
            source=str(getattr(asset.source, "release", "this package")),
            state=state,
            in_use=weights in in_use,
            left_out=weights in selection.left_out,
        )
    if user is not None:
        yield _own(user)


def _own(user: UserModel) -> Item:
    there = user.path.is_file()
    return Item(
        name=user.name,
        purpose="your own, for the matte" + (", together with isnet" if user.fuse else ""),
        licence=user.licence,
        note="as you stated",
        size=user.path.stat().st_size if there else 0,
        sha256=user.sha256,
        source=str(user.path),
        state=("present" if sha256_of(user.path) == user.sha256 else "altered") if there else "absent",
        in_use=True,
    )
