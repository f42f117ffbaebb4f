"""`l10n init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from l10n.cli.options import To


def init(
    context: typer.Context,
    to: To = None,
    source: Annotated[
        str, typer.Option("--from", metavar="LOCALE", help="Locale of the documents.")
    ] = "en",
    documents: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Where documents are, as in 'docs/**/*.md'."),
    ] = None,
) -> None:
    """Make a project of a folder: write l10n.toml, and nothing else that is there already."""
    from l10n.languages.codes import parse_locale, parse_locales
    from l10n.project.init import start_project

    root: Path = context.obj
    locales = parse_locales(to or ["mn,ru,uk"])
    file, found = start_project(root, parse_locale(source), locales, documents or [])
    print(f"wrote {file}")
    if found:
        print(f"{len(found)} documents: {', '.join(found[:5])}{' …' if len(found) > 5 else ''}")
        print("next: l10n translate")
    else:
        print("next: put documents there, or list them under documents; then l10n translate")
