"""How studio light falls on a surface behind the subject."""

import numpy as np
from numba import njit

from mirrorme.imaging.backdrops.frame import Frame, Linear, Plane, smoothstep
from mirrorme.imaging.backdrops.noise import fractal_noise

_LIGHT_SALT = 900


def pool(frame: Frame, centre: tuple[float, float], radius: float, floor: float) -> Plane:
    """A lamp's pool of light on a plane: inverse-square and cosine laws give (1 + d^2)^-2, never a Gaussian.

    Args:
        frame: the picture plane.
        centre: in half widths from the middle, and in heights from the top.
        radius: distance from the lamp to the plane in picture heights: small is a tight pool.
        floor: what the room's own light adds everywhere, 0 to 1.

    Returns:
        (h, w) float32, 1 at the centre.
    """
    reach = radius * (0.45 + 0.55 * max(frame.aspect, 0.6))
    dx = (frame.across - np.float32(centre[0])) * np.float32(frame.aspect / 2 / reach)
    dy = (frame.y - np.float32(centre[1])) / np.float32(radius)
    bend = fractal_noise(frame, _LIGHT_SALT, 1.1, octaves=2) * np.float32(0.05)
    fall = 1 / (1 + (dx**2 + dy**2) * (1 + bend)) ** 2
    return np.asarray(np.float32(floor) + np.float32(1 - floor) * fall, np.float32)


def sweep(frame: Frame, depth: float) -> Plane:
    """The curve where a hanging surface runs out onto the floor: a touch darker in the bend, lighter on the floor.

    depth: how strong, as a fraction of the light.
    """
    bend = smoothstep(0.36, 0.86, frame.y) - 1.6 * smoothstep(0.70, 1.16, frame.y)
    return np.asarray(1 - np.float32(depth) * bend, np.float32)


def lit(albedo: Linear, light: Plane, richness: float = 0.18) -> Linear:
    """A surface under a light: dark parts look richer in colour, as light is bounced between parts of the surface.

    Args:
        albedo: (3,) or (h, w, 3) float32.
        light: (h, w) float32.
        richness: how much; 0 is a plain product.

    Returns:
        (h, w, 3) float32.
    """
    out = np.empty((*light.shape, 3), np.float32)
    _shine(np.broadcast_to(albedo, out.shape), light, np.float32(richness), out)
    return out


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _shine(albedo: Linear, light: Plane, richness: np.float32, out: Linear) -> None:
    one = np.float32(1)
    for r in range(light.shape[0]):
        for c in range(light.shape[1]):
            grey = (albedo[r, c, 0] + albedo[r, c, 1] + albedo[r, c, 2]) / np.float32(3) + np.float32(1e-6)
            depth = richness * (one - min(light[r, c], np.float32(1.2)))
            for k in range(3):
                value = albedo[r, c, k]
                out[r, c, k] = value * max(one + depth * (value / grey - one), np.float32(0)) * light[r, c]
