"""`l10n review`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from l10n.cli.options import To, open_project, target_locales
from l10n.errors import L10nError
from l10n.installation import install_command
from l10n.listening import is_loopback


def review(
    context: typer.Context,
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="SOURCE", help="Documents; all of the source folder."),
    ] = None,
    to: To = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port; 8010 or a free one by default.", metavar="PORT"),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    name: Annotated[
        str,
        typer.Option(
            help="Your name, for the notes you leave.", envvar="L10N_NAME", metavar="NAME"
        ),
    ] = "",
    user: Annotated[
        list[str] | None,
        typer.Option(
            help="Somebody of a team, who gets an address of their own; NAME:translator may not"
            " approve. Again for each.",
            metavar="NAME[:ROLE]",
        ),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in the browser.")
    ] = True,
) -> None:
    """Review translations in the browser, offline.

    On this machine alone; Ctrl-C ends it.

    Needs the extra "review"; where it is missing, says how to install it.
    """
    project = open_project(context)
    locales = target_locales(project, to)

    def announce(person: str, url: str) -> None:
        if not is_loopback(host) and person == people[0].name:
            print(
                f"warning: {host} can be reached by others, and the page has no encryption",
                file=sys.stderr,
            )
        print(f"review page{f' of {person}' if user else ''}: {url}", flush=True)
        if person == people[-1].name:
            print("Ctrl-C ends it; everything is saved as you go", flush=True)

    try:
        from l10n.review.people import Person, parse_person
        from l10n.review.server import serve
        from l10n.review.workspace import Workspace

        people = [parse_person(one) for one in user or []] or [Person(name)]
        if len({one.name for one in people}) < len(people):
            raise L10nError("two --user have one name", "give each a name of its own")
        workspace = Workspace(project, locales, sources or None)
        serve(
            workspace,
            host=host,
            port=port,
            browser=browser and not user,
            people=people,
            announce=announce,
        )
    except ModuleNotFoundError as error:
        raise L10nError(
            f"the review page needs the package {error.name}", install_command("review")
        ) from None
