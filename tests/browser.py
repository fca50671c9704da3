"""The real app in headless Chromium: a server of our own, a browser, and waiting for what the page says about itself."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM = os.environ.get("ARCORE_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PORTS_TRIED = 3
SECONDS_TO_START = 60
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
MILLISECONDS_AT_REST = 400
PATIENCE = 180_000
"""Milliseconds: nothing here judges speed, and a busy machine is slow."""
expect.set_options(timeout=PATIENCE)
RESTS = """([settled, enough]) => {
    const rests = document.querySelector(settled) && !document.querySelector("[data-testid=stSkeleton]");
    window.restingSince = rests ? (window.restingSince ?? Date.now()) : undefined;
    return rests && Date.now() - window.restingSince >= enough;
}"""

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; set ARCORE_TEST_CHROMIUM to one")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The app's address, its ledger and caches in `folder`; another port where somebody else was quicker to take the first."""
    homes = {name: str(folder) for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    environment = {**os.environ, **homes, "ARCORE_DATABASE_URL": f"sqlite:///{folder / 'own.sqlite'}"}
    for _ in range(PORTS_TRIED):
        port = _free_port()
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            if _answers(server, f"http://localhost:{port}/_stcore/health"):
                yield f"http://localhost:{port}"
                return
        finally:
            server.terminate()
            server.wait(timeout=60)
    raise TimeoutError("the app did not start")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port: int = free.getsockname()[1]
    return port


def _answers(server: subprocess.Popen[bytes], address: str) -> bool:
    """Whether this server, and not another on its port, comes up in time."""
    started = time.monotonic()
    while server.poll() is None and time.monotonic() - started < SECONDS_TO_START:
        try:
            with urlopen(address, timeout=2):
                return server.poll() is None
        except OSError:
            time.sleep(0.25)
    return False


@contextmanager
def browser_page(locale: str, *, color_scheme: str = "light") -> Iterator[Page]:
    """A fresh browser window whose language is `locale`; ARCORE_TEST_PICTURES names a folder for a picture of a failure."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        context = browser.new_context(
            viewport={"width": 1280, "height": 720}, locale=locale, color_scheme=color_scheme, accept_downloads=True
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        try:
            yield page
        except (PlaywrightError, AssertionError) as failure:
            failure.add_note(f"The page said:\n{page.locator('body').inner_text()}")
            if pictures := os.environ.get("ARCORE_TEST_PICTURES"):
                page.screenshot(path=Path(pictures) / f"{locale}.png", full_page=True)
            raise
        finally:
            context.close()
            browser.close()


def settle(page: Page) -> None:
    """Wait until the page has been at rest for a while: no script runs, nothing is a placeholder.

    A while, because a busy server takes its time to begin with what was just asked for.
    """
    page.evaluate("delete window.restingSince")
    page.wait_for_function(RESTS, arg=[SETTLED, MILLISECONDS_AT_REST], polling=50)
