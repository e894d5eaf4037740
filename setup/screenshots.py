"""What does the console look like? Takes the pictures of docs/screenshots from a running one (make demo).

    .venv/bin/python setup/screenshots.py --login G5101 --password ...   [--url http://127.0.0.1:8000]

Names and numbers on the pictures are the specimen's: no real person is shown.
"""

import argparse
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).resolve().parent.parent / "docs/screenshots"
SIZES = {"": (1440, 900), "-phone": (390, 844)}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SETTLED_MS = 900
"""Charts have drawn and the first customer's panel is open by then."""


def enter(page: "Page", login: str, password: str) -> None:
    """Log in through the page."""
    page.goto("/login/")
    page.fill("#id_username", login)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    page.wait_for_selector(".shell")


def shoot(page: "Page", name: str, path: str) -> None:
    """Open a page, let it settle, and keep its picture."""
    page.goto(path, wait_until="networkidle")
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=FOLDER / f"{name}.png")


def walk(browser: "Browser", asked: argparse.Namespace, size: str) -> None:
    """Take every page in one size."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=asked.url)
    page = context.new_page()
    shoot(page, f"login{size}", "/login/")
    enter(page, asked.login, asked.password)
    page.goto("/worklist?whose=all", wait_until="networkidle")
    policy = page.locator("tr[data-task]").first.get_attribute("data-task")
    page.goto(f"/worklist?whose=all&task={policy}")
    customer = page.locator(".panel-head a").get_attribute("href") or "/customers"
    pages = {"board": "/", "customer": customer, "campaigns": "/campaigns", "campaign": f"/campaigns/{asked.campaign}"}
    pages["worklist"] = "/worklist?whose=all" + (f"&task={policy}" if size == "" else "")
    pages |= {"task": f"/worklist?whose=all&task={policy}"} if size else {}
    for name, path in pages.items():
        shoot(page, name + size, path)
    if size == "":
        context.add_cookies([{"name": "xubao_theme", "value": "dark", "url": asked.url}])
        shoot(page, "board-dark", "/")
        context.add_cookies([{"name": "xubao_language", "value": "en", "url": asked.url}])
        shoot(page, "worklist-english-dark", pages["worklist"])
    context.close()


def main() -> None:
    """Read what is asked and take the pictures in both sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--login", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--campaign", default="lawful")
    asked = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for size in SIZES:
            walk(browser, asked, size)
        browser.close()


if __name__ == "__main__":
    main()
