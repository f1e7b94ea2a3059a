"""Debian's Chromium as two people use it: pictures of each page at two widths, and axe on what they see."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.services import CHROMIUM

WIDTHS = {1280: 900, 390: 844}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]
PICTURES = os.environ.get("PICTURES", "")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Visitor:
    """Somebody in a browser window of their own; a reporter's has no JavaScript."""

    def __init__(self, browser: Browser, address: str, name: str, *, javascript: bool) -> None:
        self.address, self.name, self.browser = address, name, browser
        self.context: BrowserContext = browser.new_context(java_script_enabled=javascript, viewport={"width": 1280, "height": 900})
        self.page: Page = self.context.new_page()
        self.seen: dict[str, list[str]] = {}

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def press(self, name: str, *, within: str = "main") -> None:
        """Press a button by its words and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.locator(within).get_by_role("button", name=name, exact=True).first.click()

    def choose(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check(force=True)

    def unfold(self, words: str) -> None:
        """Open a `details` by its summary."""
        self.page.locator("summary", has_text=words).first.click()

    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def look(self, what: str, *, scheme: Literal["light", "dark"] = "light") -> None:
        """Keep a picture at each width, and what axe finds, of the page as it stands, in light or dark."""
        self.page.emulate_media(color_scheme=scheme)
        if PICTURES:
            folder = Path(PICTURES)
            folder.mkdir(parents=True, exist_ok=True)
            for width, height in WIDTHS.items():
                self.page.set_viewport_size({"width": width, "height": height})
                named = f"{self.name}-{what}-{width}".replace("/", "_")
                self.page.screenshot(path=folder / f"{named}.png", full_page=True)
        self.seen[what] = self._found_by_axe(scheme)

    def _found_by_axe(self, scheme: Literal["light", "dark"]) -> list[str]:
        """axe needs a script, so it reads a copy of the page in a window that allows one."""
        window = self.browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900}, color_scheme=scheme)
        copy = window.new_page()
        copy.goto(self.address + "/static/portal/portal.css")
        copy.set_content(self.page.content().replace("<head>", f'<head><base href="{self.address}">'), wait_until="load")
        violations = Axe().run(copy).response["violations"]
        window.close()
        return [f"{one['id']}: {node['target']}" for one in violations for node in one["nodes"]]

    def require_nothing_found(self) -> None:
        assert {what: found for what, found in self.seen.items() if found} == {}
