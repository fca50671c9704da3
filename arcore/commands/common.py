"""What every command shares: reading files, answering as JSON, and errors that are sentences on stderr."""

from __future__ import annotations

import datetime as dt
import functools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from arcore.dates import FIRST_YEAR, LAST_YEAR
from arcore.messages import Unusable, say

Command = TypeVar("Command", bound=Callable[..., Any])

UNUSABLE_INPUT = 1

FILE = click.Path(path_type=Path)
DATE = click.DateTime(formats=["%Y-%m-%d"])

language = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of what people read.")


def sensible_day(_: click.Context, __: click.Parameter, day: dt.datetime | None) -> dt.date | None:
    """A day of the years that documents may bear."""
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise click.BadParameter(f"{day.date()} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return day.date() if day else None


as_json = click.option("--json", "json_path", metavar="FILE|-", help="Write the answer as JSON to a file, or to standard output (-).")


def sentences(command: Command) -> Command:
    """Turn `Unusable` into its sentence on stderr and exit code 1, in the command's `lang`."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except Unusable as fault:
            click.echo(fault.message.text(kwargs.get("lang", "zh")), err=True)
            sys.exit(UNUSABLE_INPUT)

    return run  # type: ignore[return-value]


def content_of(path: Path) -> bytes:
    """A file's bytes; raises Unusable when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Unusable(say("{file} cannot be read: {reason}", file=path, reason=fault.strerror or fault)) from fault


def write_bytes(path: Path, content: bytes) -> None:
    """Write an answer's file; raises Unusable when the place cannot be written to."""
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise Unusable(say("{file} cannot be written: {reason}", file=path, reason=fault.strerror or fault)) from fault


def answer(payload: object, json_path: str | None) -> None:
    """Write `payload` as JSON where asked to."""
    if json_path is None:
        return
    text = json.dumps(payload, ensure_ascii=False, indent=1)
    if json_path == "-":
        click.echo(text)
    else:
        write_bytes(Path(json_path), text.encode())
