"""The web addresses of balance links: one route, which serves one customer's page and takes its answers.

Every refusal looks the same from outside: nobody learns whether a link exists, has expired or was revoked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from arcore.i18n import Language, language_of
from arcore.ledger import Ledger, RowChange
from arcore.messages import Message, Unusable, say
from arcore.portal.page import balance_page, closed_page
from arcore.portal.rate_limit import RateLimit
from arcore.portal.replies import reply
from arcore.portal.tokens import Pass, read
from arcore.portal.view import admitted, balance_of

PREFIX = "/balance/"
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
}
LARGEST_FORM = 20_000
MARK = re.compile(r"[0-9a-f]{32}")
NOT_VALID = say("This link is not valid, or no longer. Please ask your contact for a new one.")
TOO_OFTEN = say("Too many requests. Please try again later.")
RECEIVED = say("Thank you. Your answer has arrived; we look at it and come back to you.")


@dataclass
class Site:
    """The portal over one ledger. `secret` gives the secret, or None while links are off; `clock` the present in UTC."""

    ledger: Callable[[], Ledger]
    secret: Callable[[], bytes | None]
    clock: Callable[[], dt.datetime]
    views: RateLimit = field(default_factory=lambda: RateLimit(60, dt.timedelta(minutes=5)))
    answers: RateLimit = field(default_factory=lambda: RateLimit(10, dt.timedelta(hours=1)))
    failures: RateLimit = field(default_factory=lambda: RateLimit(20, dt.timedelta(minutes=10)))

    @property
    def routes(self) -> list[Route]:
        """What to serve."""
        return [Route(PREFIX + "{token}", self.serve, methods=["GET", "POST"])]

    async def serve(self, request: Request) -> Response:
        """One visit of a link."""
        form = None
        if request.method == "POST":
            body = b""
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST_FORM:
                    return _closed(_language(request), TOO_OFTEN, 413)
            form = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        address = request.client.host if request.client else ""
        return await run_in_threadpool(self.answer, request.path_params["token"], form, address, _language(request))

    def answer(self, token: str, form: dict[str, str] | None, address: str, lang: Language) -> Response:
        """The page of a link, or the same refusal for every reason."""
        now = self.clock()
        try:
            secret = self.secret()
        except Unusable:  # too short or unreadable: links are off, and the page of links says why
            secret = None
        if self.failures.exhausted(address, now):
            return _closed(lang, TOO_OFTEN, 429)
        told = read(secret, token) if secret is not None else None
        if told is not None and not self.views.allows(told.link_no, now):
            return _closed(lang, TOO_OFTEN, 429)
        page = self._page(told, form, now, lang) if told is not None else None
        if page is None:
            self.failures.allows(address, now)
            return _closed(lang, NOT_VALID, 404)
        return page

    def _page(self, told: Pass, form: dict[str, str] | None, now: dt.datetime, lang: Language) -> Response | None:
        ledger = self.ledger()
        books, policy = ledger.books(), ledger.policy()
        if not admitted(books, told, now.date()):
            return None
        balance = balance_of(books, told.customer_key, ledger.data_date() or now.date())
        company = policy.company.name if policy else ""
        if form is None:
            return HTMLResponse(balance_page(balance, company, lang), headers=HEADERS)
        row = reply(form, balance, told.link_no, now.date())
        mark = form.get("mark", "")
        if isinstance(row, Message) or not MARK.fullmatch(mark):
            wrong = row if isinstance(row, Message) else NOT_VALID
            return HTMLResponse(balance_page(balance, company, lang, wrong, bad=True), 400, headers=HEADERS)
        if not self.answers.allows(told.link_no, now):
            return _closed(lang, TOO_OFTEN, 429)
        change, by = RowChange("replies", row, customer_key=told.customer_key), say("by link").text("zh")
        try:
            ledger.change_registers([change], who=f"{by} {told.link_no}", token=f"link:{told.link_no}:{mark}")
        except Unusable as refused:
            return HTMLResponse(balance_page(balance, company, lang, refused.message, bad=True), 400, headers=HEADERS)
        return HTMLResponse(balance_page(balance, company, lang, RECEIVED), headers=HEADERS)


def _closed(lang: Language, said: Message, status: int) -> Response:
    return HTMLResponse(closed_page(lang, said), status, headers=HEADERS)


def _language(request: Request) -> Language:
    return language_of(request.headers.get("accept-language", "").split(",")[0].strip() or None)
