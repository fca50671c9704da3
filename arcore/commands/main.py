"""The group of commands, and how each introduces itself.

A command's module is imported when the command is asked for: together they need the web server, the charts, the matching and
the slides, three seconds of loading that `match` alone does not want.
"""

from __future__ import annotations

from importlib import import_module

import click

from arcore import __version__

COMMANDS = {
    "check": "check",
    "aging": "aging",
    "match": "match",
    "import": "books:import_",
    "export": "books",
    "verify": "books",
    "backup": "books",
    "restore": "books",
    "serve": "serve",
    "portal": "portal",
    "remind": "remind",
    "pack": "pack",
    "audit-pack": "audit_pack:command",
}
"""Command → its module in `arcore.commands`, and its name there where that is another."""


class OnDemand(click.Group):
    """A group whose commands are imported one by one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All of them, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"arcore.commands.{module}"), name or cmd_name)
        return command


@click.group(cls=OnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="arcore")
def main() -> None:
    """应收台 · Receivables Desk: customer receivables out of spreadsheets."""
