"""Which weights an edit uses: MirrorMe's own or the user's, as far as the licence policy lets."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mirrorme.adapters.models.catalogue import FACE, ISNET, U2NET, Weights
from mirrorme.adapters.models.fetch import Cache
from mirrorme.adapters.models.loading import Loadable
from mirrorme.adapters.models.user import UserModel

Policy = Literal["any", "strict"]


@dataclass(frozen=True, slots=True)
class Selection:
    """The weights in use. broad, fine: see ``imaging.matte.Segmenters``. left_out: by a strict policy."""

    broad: Weights | UserModel
    fine: Weights | None
    face: Weights
    left_out: tuple[Weights, ...] = ()

    def known(self) -> Iterator[Weights]:
        """Those of the catalogue."""
        for weights in (self.broad, self.fine, self.face):
            if isinstance(weights, Weights):
                yield weights


def select(policy: Policy, user: UserModel | None) -> Selection:
    """Choose. A strict policy takes no weights whose licence is in any doubt; the user's own are the user's choice."""
    fine = ISNET if policy == "any" or ISNET.licence.clear else None
    if user is not None and not user.fuse:
        return Selection(user, None, FACE)
    return Selection(user or U2NET, fine, FACE, () if fine else (ISNET,))


def loadable(weights: Weights | UserModel, cache: Cache) -> Loadable:
    """For an engine."""
    if isinstance(weights, UserModel):
        return weights.loadable()
    return Loadable(
        name=weights.name,
        path=cache.path(weights.asset),
        digest=weights.asset.sha256,
        spec=weights.spec,
        outputs=weights.outputs,
        remedy="run `mirrorme models pull`",
    )
