"""What a browser calls itself, said as people say it: Chrome, on Windows."""

from dataclasses import dataclass
from functools import lru_cache

from ua_parser import parse

_FORMS = frozenset({"Mobile", "iOS", "WebView", "UI/WKWebView"})
"""What a browser's name has behind it on phones: to who uses it, it is the same browser."""
_NAMES = {"Mac OS X": "macOS", "HeadlessChrome": "Chrome", "IE": "Internet Explorer"}
_APPLE = ("iPhone", "iPad")
"""Devices that people call by their own name, not by their system's."""


@dataclass(frozen=True, slots=True)
class Agent:
    """A browser, and what it runs on; None for what is not known."""

    browser: str | None
    system: str | None


@lru_cache(1000)
def agent_of(text: str) -> Agent:
    """What is known of who calls itself so."""
    found = parse(text)
    browser = " ".join(one for one in found.user_agent.family.split() if one not in _FORMS) if found.user_agent else ""
    system = found.os.family if found.os else ""
    if found.device and found.device.family in _APPLE:
        system = found.device.family
    return Agent(_NAMES.get(browser, browser) or None, _NAMES.get(system, system) or None)
