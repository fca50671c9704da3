"""The web server around the pages: security headers, the page's language, the built-in texts in Chinese.

Nothing the browser loads comes from another machine; the headers below forbid it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from pathlib import Path
from typing import cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request, cookie_parser
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from arcore.i18n import LANGUAGES, Language, language_of, translate
from arcore.ledger import Ledger
from arcore.portal.site import PREFIX, Site
from arcore.portal.tokens import secret_of
from pages._shared import source
from pages._shared.built_in_texts import PATTERNS, TEXTS

HERE = Path(__file__).parent

# Before the first `st.navigation` Streamlit would run a deep-linked file of `pages/` without our frame.
PagesManager.uses_pages_directory = False

LANGUAGE_COOKIE = "desk_lang"

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-eval'; "
        "connect-src 'self'; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

WHOLE_AND_FRESH = (b"accept-encoding", b"if-none-match", b"if-modified-since")
INLINE_SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)
FONT_PRELOAD = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*/>', re.DOTALL)


def language_asked_for(headers: Headers) -> Language:
    """The language this browser chose last time, else the one it prefers."""
    cookies = cookie_parser(headers.get("cookie", ""))
    if cookies.get(LANGUAGE_COOKIE) in LANGUAGES:
        return cast(Language, cookies[LANGUAGE_COOKIE])
    return language_of(headers.get("accept-language", "").split(",")[0].strip() or None)


def index_page(html: str, lang: Language) -> str:
    """The app's first page: in the browser's language, with our title, icon and texts, without inline scripts."""
    tag = "zh-CN" if lang == "zh" else "en"
    html = INLINE_SCRIPT.sub("", FONT_PRELOAD.sub("", html))
    html = html.replace('<html lang="en">', f'<html lang="{tag}">', 1)
    html = re.sub(r"<title>.*?</title>", f"<title>{translate('Receivables Desk', lang)}</title>", html, count=1)
    html = re.sub(r'<link rel="shortcut icon"[^>]*/>', '<link rel="shortcut icon" href="./desk/favicon.svg" type="image/svg+xml" />', html)
    return html.replace("</head>", '<script src="./desk/texts.js" defer></script></head>', 1)


class Safeguards:
    """ASGI middleware: security headers on every answer, and the app's own first page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; rewrite HTML, add headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked, linked = Headers(scope=scope), scope["path"].startswith(PREFIX)
        started: list[Message] = []
        body: list[bytes] = []

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update({name: value for name, value in SECURITY_HEADERS.items() if not linked or name not in headers})
                if not linked and headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers:
                    started.append(message)
                    return
            elif message["type"] == "http.response.body" and started:
                body.append(message.get("body", b""))
                if message.get("more_body", False):
                    return
                page = index_page(b"".join(body).decode(), language_asked_for(asked)).encode()
                headers = MutableHeaders(scope=started[0])
                headers["content-length"] = str(len(page))
                headers["cache-control"] = "no-cache"
                for name in ("etag", "last-modified"):
                    if name in headers:
                        del headers[name]
                await send(started[0])
                message = {"type": "http.response.body", "body": page}
            await send(message)

        if "text/html" in asked.get("accept", ""):
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] not in WHOLE_AND_FRESH]
        await self.app(scope, receive, guarded)


async def texts(_: Request) -> Response:
    """The script that shows the built-in texts in Chinese while the app is in Chinese."""
    words = json.dumps({text.template: text.text("zh") for text in TEXTS}, ensure_ascii=False)
    patterns = json.dumps([[source, target.text("zh")] for source, target in PATTERNS], ensure_ascii=False)
    script = (HERE / "texts.js").read_text("utf-8").replace("__TEXTS__", words).replace("__PATTERNS__", patterns)
    return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


async def favicon(_: Request) -> Response:
    """The app's icon, from this machine."""
    return FileResponse(HERE / "favicon.svg", media_type="image/svg+xml")


async def first_page(request: Request) -> Response:
    """The first page under its own name: Streamlit serves it at the root only and would call this address unknown."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{query}")


def own_ledger() -> Ledger:
    """One's own books, for balance links; the sample's have none."""
    return source.ledger_of("own")


PORTAL = Site(own_ledger, lambda: secret_of(os.environ), lambda: dt.datetime.now(dt.UTC))
ROUTES = [Route("/overview", first_page), Route("/desk/texts.js", texts), Route("/desk/favicon.svg", favicon), *PORTAL.routes]
MIDDLEWARE = [Middleware(Safeguards)]
