"""What the environment says. Each part of the program has its own record of it."""

from mirrorme.settings.engine import Settings
from mirrorme.settings.service import ServiceSettings

__all__ = ["ServiceSettings", "Settings"]
