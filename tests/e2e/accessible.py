"""Pages are accessible: axe looks at what is shown, by the rules of WCAG 2.2 A and AA."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "portal" / "node_modules" / "axe-core" / "axe.min.js"
_STILL = """() => document.getAnimations().every(
    one => one.playState !== 'running' || one.effect.getComputedTiming().endTime === Infinity
)"""
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def _axe() -> str:
    return _AXE.read_text()


def check_accessible(page: Page) -> None:
    """Whether axe finds nothing on the page as it is now.

    Raises:
        AssertionError: it does; says what, where, and why.
    """
    # evaluated, not added as a script: the page's own policy would rightly refuse that
    page.evaluate(f"() => {{ {_axe()}; window.axe = axe; }}")
    # what is fading in has another contrast than it will have; what turns while something is made has no end
    page.wait_for_function(_STILL)
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", _RULES)
    said = [
        f"{one['id']} ({one['impact']}): {one['help']}\n"
        + "\n".join(f"    {node['html'][:200]}\n      {node['failureSummary']}" for node in one["nodes"][:4])
        for one in found["violations"]
    ]
    assert not said, "\n".join(said)
