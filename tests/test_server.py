"""The web server around the pages, asked directly: no browser, no Streamlit session."""

import asyncio
import re
from dataclasses import dataclass

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from pages._shared.server import MIDDLEWARE, ROUTES

FIRST_PAGE = """<!DOCTYPE html><html lang="en"><head><link rel="shortcut icon" href="./favicon.png" />
<link rel="preload" href="./static/media/SourceSans.woff2" as="font" type="font/woff2" crossorigin />
<title>Streamlit</title><script>
      window.prerenderReady = false
    </script><script type="module" crossorigin src="./static/js/index.js"></script></head><body></body></html>"""


@dataclass(frozen=True)
class Answer:
    headers: dict[str, str]
    text: str


@dataclass(frozen=True)
class Client:
    """The least of an HTTP client: one GET, straight into the application."""

    app: Starlette

    def get(self, path: str, headers: dict[str, str] | None = None, query: str = "") -> Answer:
        sent: list[dict[str, object]] = []
        named = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(), "headers": named}

        async def receive() -> dict[str, object]:
            return {"type": "http.disconnect"}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        asyncio.run(self.app({**scope, "http_version": "1.1", "scheme": "http", "server": ("localhost", 80)}, receive, send))
        start = next(message for message in sent if message["type"] == "http.response.start")
        body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
        return Answer({name.decode(): value.decode() for name, value in start["headers"]}, body.decode())


@pytest.fixture(scope="module")
def client() -> Client:
    async def first_page(_: object) -> HTMLResponse:
        return HTMLResponse(FIRST_PAGE)

    async def health(_: object) -> PlainTextResponse:
        return PlainTextResponse("ok")

    return Client(Starlette(routes=[Route("/", first_page), Route("/health", health), *ROUTES], middleware=MIDDLEWARE))


@pytest.mark.parametrize("path", ["/", "/health", "/desk/texts.js", "/desk/favicon.svg"])
def test_every_answer_forbids_other_machines_frames_and_guessing_types(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "lang", "title"), [("zh-CN,zh;q=0.9", "zh-CN", "应收台"), ("en-US", "en", "Receivables Desk"), ("", "zh-CN", "应收台")]
)
def test_the_first_page_speaks_the_browsers_language(client: Client, asked: str, lang: str, title: str) -> None:
    page = client.get("/", headers={"Accept-Language": asked, "Accept": "text/html"}).text
    assert f'<html lang="{lang}">' in page
    assert f"<title>{title}</title>" in page


def test_a_cookie_from_last_time_decides_the_language(client: Client) -> None:
    page = client.get("/", headers={"Accept-Language": "zh-CN", "Accept": "text/html", "Cookie": "desk_lang=en"}).text
    assert '<html lang="en">' in page


def test_the_first_page_has_no_inline_script_and_our_icon_and_texts(client: Client) -> None:
    page = client.get("/", headers={"Accept": "text/html"}).text
    assert "prerenderReady" not in page
    assert "./desk/favicon.svg" in page
    assert page.count("./desk/texts.js") == 1
    assert "SourceSans" not in page
    assert "./static/js/index.js" in page
    assert not re.search(r"""(src|href)=["']https?:""", page)


def test_built_in_texts_come_in_chinese_from_the_catalog(client: Client) -> None:
    answer = client.get("/desk/texts.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert '"Download as CSV": "下载为 CSV"' in answer.text
    assert "__TEXTS__" not in answer.text
    assert "每个文件不超过 $1" in answer.text


def test_the_overview_is_found_under_its_own_name_with_the_choices_of_the_link(client: Client) -> None:
    answer = client.get("/overview", query="unit=unit")
    assert answer.headers["location"] == "./?unit=unit"
