"""Opens a dossier in headless Chromium without network and checks it: requests, console errors, axe in both themes.

    python tools/check_dossier.py DOSSIER.html [SCREENSHOT-PREFIX]

Needs Chromium at /usr/bin/chromium and the development dependencies. Exits with 1 when a check fails.
"""

from __future__ import annotations

import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def main(dossier: Path, prefix: str | None) -> int:
    """The exit code of the checks of a dossier."""
    failed = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for theme in ("light", "dark"):
            for width in (1440, 390):
                context = browser.new_context(offline=True, color_scheme=theme, viewport={"width": width, "height": 900})
                page = context.new_page()
                requests: list[str] = []
                errors: list[str] = []
                page.on("request", lambda request, seen=requests: seen.append(request.url))
                page.on("console", lambda message, seen=errors: seen.append(message.text) if message.type == "error" else None)
                page.on("pageerror", lambda error, seen=errors: seen.append(str(error)))
                page.goto(dossier.resolve().as_uri())
                page.wait_for_timeout(1500)
                violations = Axe().run(page).response["violations"]
                others = [url for url in requests if not url.startswith(("file:", "data:", "blob:"))]
                print(
                    f"{theme}, {width} px: {len(others)} requests, {len(errors)} console errors, {len(violations)} axe violations"
                )
                for line in [*others, *errors, *(f"{v['id']}: {v['help']}" for v in violations)]:
                    print(f"  {line}")
                failed += len(others) + len(errors) + len(violations)
                if prefix:
                    page.screenshot(path=f"{prefix}-{theme}-{width}.png", full_page=True)
                context.close()
        browser.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None))
