"""The command line: parse options, call the function of the same name, print.

Modules of this package import nothing heavy at the top: `l10n --help` must not wait for it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from l10n.cli import glossary, memory, models
from l10n.cli import serve as serving
from l10n.cli.check import check
from l10n.cli.evaluate import evaluate
from l10n.cli.export import export
from l10n.cli.import_ import import_
from l10n.cli.init import init
from l10n.cli.review import review
from l10n.cli.states import approve, drafts, reset
from l10n.cli.status import status
from l10n.cli.translate import translate
from l10n.cli.update import update
from l10n.errors import L10nError

app = typer.Typer(
    name="l10n",
    help="Translate documents offline, review them as PO catalogs, export the localized text.",
    no_args_is_help=True,
    rich_markup_mode=None,  # the plain help needs a third of the start-up time
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    init,
    translate,
    update,
    review,
    status,
    check,
    drafts,
    approve,
    reset,
    export,
    evaluate,
    serving.serve,
):
    app.command()(command)
app.command("import")(import_)
app.add_typer(memory.app, name="memory", no_args_is_help=True)
app.add_typer(glossary.app, name="glossary", no_args_is_help=True)
app.add_typer(models.app, name="models")
app.add_typer(serving.keys, name="serve-keys", no_args_is_help=True)


def _version(wanted: bool) -> None:
    if wanted:
        from l10n import __version__

        print(f"l10n {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    project: Annotated[
        Path, typer.Option(help="Folder of the project.", envvar="L10N_PROJECT")
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
        app()
    except L10nError as error:
        print(f"error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"hint: {error.hint}", file=sys.stderr)
        sys.exit(error.exit_code)
