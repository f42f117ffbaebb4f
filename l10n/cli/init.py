"""`l10n init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from l10n.cli.options import To
from l10n.cli.output import counted


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
    """Make a project of a folder.

    Writes l10n.toml, and nothing that is there already.
    """
    from l10n.languages.codes import parse_locale, parse_locales
    from l10n.project.config import Project
    from l10n.project.init import start_project

    root: Path = context.obj
    locales = parse_locales(to or ["mn,ru,uk"])
    file, found = start_project(root, parse_locale(source), locales, documents or [])
    print(f"wrote {file}")
    for locale in _without_model(parse_locale(source), locales):
        print(f"no model translates {source} to {locale}: catalogs, review, memory and export work")
        print("all the same; `l10n models list` shows what models can be installed")
    if found:
        said = counted(len(found), "document")
        print(f"{said}: {', '.join(found[:5])}{' …' if len(found) > 5 else ''}")
        print("next: l10n translate")
    else:
        place = f"into {root / Project(root).source_dir}/"
        if documents:
            place = f"where {', '.join(documents)} finds them"
        print(f"next: put documents {place}, or list them under documents in {file};")
        print("then l10n translate")


def _without_model(source: str, locales: list[str]) -> list[str]:
    """The locales that no model translates into by now."""
    from l10n.engines import make_engine
    from l10n.errors import ModelError
    from l10n.languages.codes import language
    from l10n.languages.scripts import check_script
    from l10n.model import Pair

    engine = make_engine("auto")
    lacking = []
    for locale in locales:
        try:
            check_script(locale)
            engine.model_name(Pair(language(source), language(locale)))
        except ModelError:
            lacking.append(locale)
    return lacking
