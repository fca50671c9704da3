"""`serve`: the app, started through Streamlit's own command line."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from streamlit.web import cli

APP = Path(__file__).parents[2] / "app.py"


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--port", type=int, default=8501, show_default=True, help="Port of this machine to listen on.")
@click.argument("streamlit_options", nargs=-1, type=click.UNPROCESSED)
def serve(port: int, streamlit_options: tuple[str, ...]) -> None:
    """Open the app in the browser of this machine."""
    sys.argv = ["streamlit", "run", str(APP), "--server.port", str(port), *streamlit_options]
    sys.exit(cli.main())
