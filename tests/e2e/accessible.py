"""What axe finds wrong with a page (WCAG 2.2, A and AA)."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "portal" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def check_accessible(page: Page) -> None:
    """Fail with what is wrong, where, and how it is put right."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    wrong = [
        f"{one['id']}: {one['help']}: {node['html'][:300]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
    assert not wrong, "\n".join(wrong)
