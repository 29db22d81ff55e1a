"""Closed-form alpha matting of the unknown pixels.

A. Levin, D. Lischinski, Y. Weiss, "A Closed-Form Solution to Natural Image Matting", IEEE TPAMI 30 (2), 2008: in a
small window alpha is a linear function of colour, which gives a quadratic cost (the matting Laplacian). The known
pixels are eliminated, so the system is as small as the band of hair.
"""

from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO

import numpy as np
from numpy.typing import NDArray
from pymatting import cf_laplacian, ichol
from scipy.sparse import csc_matrix
from scipy.sparse.linalg import LinearOperator, cg

from mirrorme.imaging.matte.segment import Map
from mirrorme.imaging.matte.trimap import UNKNOWN

EPSILON = 1e-7
TOLERANCE = 1e-4
ITERATIONS = 400
MARGIN = 3


@dataclass(frozen=True, slots=True)
class Solution:
    """alpha: (H, W) map. unknown: how many pixels were solved. converged: whether to the tolerance."""

    alpha: Map
    unknown: int
    converged: bool


def solve(working: NDArray[np.uint8], trimap: Map) -> Solution:
    """Solve alpha where the trimap is unknown.

    Args:
        working: (H, W, 3) uint8.
        trimap: (H, W), 0, 1 or 0.5.

    Returns:
        The trimap with its unknown pixels solved. Without any known subject or background pixel beside it an unknown
        pixel has no answer; such a trimap comes back as it is.
    """
    unknown = trimap == UNKNOWN
    if not unknown.any() or not (trimap == 1).any() or not (trimap == 0).any():
        return Solution(trimap, int(unknown.sum()), converged=True)
    box = _box(unknown)
    part, colours = trimap[box], working[box].astype(np.float64) / 255
    free = (part == UNKNOWN).ravel()
    laplacian = cf_laplacian(colours, epsilon=EPSILON, radius=1, is_known=~free).tocsr()[free]
    system = csc_matrix(laplacian[:, free])
    known = part.ravel().astype(np.float64)
    right = -(laplacian[:, ~free] @ known[~free])
    # an island of unknown pixels that touches nothing known has no answer: a weak pull to the middle gives it one
    system.setdiag(system.diagonal() + 1e-9)
    right += 0.5e-9
    # it prints when a flat backdrop makes it try again with a larger shift; standard output is not its to write on
    with redirect_stdout(StringIO()):
        preconditioner = ichol(system, discard_threshold=1e-4, shifts=(0.0, 1e-4, 1e-3, 1e-2, 0.1, 0.5, 1.0))
    operator = LinearOperator(
        system.shape, matvec=lambda v: preconditioner(np.asarray(v, np.float64).ravel()), dtype=np.float64
    )
    found, status = cg(
        system.tocsr(), right, x0=np.full(right.shape, 0.5), M=operator, rtol=TOLERANCE, maxiter=ITERATIONS
    )
    known[free] = found
    alpha = trimap.copy()
    alpha[box] = np.clip(known.reshape(part.shape), 0, 1)
    return Solution(alpha, int(free.sum()), converged=status == 0)


def _box(mask: NDArray[np.bool_]) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return (
        slice(max(int(rows[0]) - MARGIN, 0), int(rows[-1]) + MARGIN + 1),
        slice(max(int(columns[0]) - MARGIN, 0), int(columns[-1]) + MARGIN + 1),
    )
