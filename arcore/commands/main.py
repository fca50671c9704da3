"""The group of commands, and how each introduces itself."""

from __future__ import annotations

import click

from arcore import __version__
from arcore.commands.aging import aging
from arcore.commands.books import backup, export, import_, restore, verify
from arcore.commands.check import check
from arcore.commands.match import match
from arcore.commands.pack import pack
from arcore.commands.portal import portal
from arcore.commands.remind import remind
from arcore.commands.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="arcore")
def main() -> None:
    """应收台 · Receivables Desk: customer receivables out of spreadsheets."""


for command in (check, aging, match, import_, export, verify, backup, restore, serve, portal, remind, pack):
    main.add_command(command)
