"""`portal`: balance links alone, on a port of their own that may face customers; no other page is there."""

from __future__ import annotations

import datetime as dt
import os

import click
import uvicorn
from starlette.applications import Starlette

from arcore import ledger
from arcore.commands.books import database as database_option
from arcore.commands.common import language, sentences
from arcore.i18n import Language
from arcore.messages import Unusable, say
from arcore.portal.site import Site
from arcore.portal.tokens import VARIABLE, secret_of


@click.command("portal")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of this machine to listen on.")
@click.option("--port", type=int, default=8502, show_default=True, help="Port of this machine to listen on.")
@database_option
@language
@sentences
def portal(host: str, port: int, database: str | None, lang: Language) -> None:
    """Serve the balance links given to customers, and nothing else."""
    if secret_of(os.environ) is None:
        raise Unusable(say("Balance links are off: set {variable} to a secret of at least 32 characters.", variable=VARIABLE))
    books = ledger.open(database)
    site = Site(lambda: books, lambda: secret_of(os.environ), lambda: dt.datetime.now(dt.UTC))
    uvicorn.run(Starlette(routes=site.routes), host=host, port=port, log_level="warning", access_log=False, server_header=False)
