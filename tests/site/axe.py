"""Accessibility in a real browser: axe-core finds nothing (WCAG 2.2 A and AA, best practices of its own)."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page: Page, *, dark: bool = True) -> None:
    """Fails with one line per finding: rule, what is wrong, where. The dark colours are looked at too."""
    findings = violations(page)
    if dark:
        page.emulate_media(color_scheme="dark")
        findings += [f"dark: {finding}" for finding in violations(page) if finding not in findings]
        page.emulate_media(color_scheme="light")
    if findings:
        raise AssertionError("\n".join(findings))


def violations(page: Page) -> list[str]:
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
