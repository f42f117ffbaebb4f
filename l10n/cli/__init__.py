"""The command line: parse options, call the function of the same name, print.

Modules of this package import nothing heavy at the top: `l10n --help` must not wait for it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from l10n.errors import L10nError

COMMANDS = {
    "init": "init:init",
    "translate": "translate:translate",
    "update": "update:update",
    "review": "review:review",
    "status": "status:status",
    "check": "check:check",
    "drafts": "drafts:drafts",
    "approve": "states:approve",
    "reset": "states:reset",
    "undo": "moving:undo",
    "mv": "moving:mv",
    "prune": "moving:prune",
    "export": "export:export",
    "evaluate": "evaluate:evaluate",
    "corpus": "corpus:corpus",
    "import": "import_:import_",
    "memory": "memory:app",
    "glossary": "glossary:app",
    "models": "models:app",
    "serve": "serve:serve",
    "serve-keys": "serve:keys",
}
"""Where each command is: the module, and the function or the group of commands in it."""


def make_app(*names: str) -> typer.Typer:
    """The command line, with all commands or some: to look at one takes a good millisecond."""
    app = typer.Typer(
        name="l10n",
        help="Translate documents offline, review them as PO catalogs, export the localized text.",
        no_args_is_help=True,
        rich_markup_mode=None,  # the plain help needs a third of the start-up time
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_common)
    for name in names or COMMANDS:
        module, attribute = COMMANDS[name].split(":")
        command = getattr(import_module(f"l10n.cli.{module}"), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        from l10n.version import __version__

        print(f"l10n {__version__}")
        raise typer.Exit


def _common(
    context: typer.Context,
    project: Annotated[
        Path, typer.Option(help="Folder of the project.", envvar="L10N_PROJECT", metavar="DIR")
    ] = Path(),
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options of all commands."""
    context.obj = project


def main() -> None:
    """Run the command line; the one place where errors become messages and exit codes."""
    try:
        make_app(*[name for name in sys.argv[1:2] if name in COMMANDS])()
    except L10nError as error:
        print(f"error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"hint: {error.hint}", file=sys.stderr)
        sys.exit(error.exit_code)
