"""`l10n memory`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.options import Json, To, open_project, target_locales
from l10n.cli.output import counted, print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10n.memory import Unit
    from l10n.project.config import Project

app = typer.Typer(
    help="Remembered translations: search, count, exchange.",
    no_args_is_help=True,
)

OneLocale = Annotated[
    str | None, typer.Option("--to", metavar="LOCALE", help="Target locale, as in ru.")
]


@app.command("import")
def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="TMX or PO files.")],
    to: OneLocale = None,
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Also what nobody has approved (at a penalty).")
    ] = False,
    as_json: Json = False,
) -> None:
    """Remember the translations of TMX and PO files."""
    from l10n.exchange.memories import fold, format_of
    from l10n.languages.codes import parse_locale
    from l10n.memory import Memory

    project = open_project(context)
    target = parse_locale(to) if to else None
    known = {project.source_locale, *project.locales, *([target] if target else [])}
    readers = [format_of(file)[0] for file in files]
    rows = []
    with Memory.open(project.root) as memory:
        for file, read in zip(files, readers, strict=True):
            count = _Count()
            units = read(file, project.source_locale, target, drafts)
            new = memory.add(count.each(fold(unit, known) for unit in units))
            rows.append((str(file), count.value, new))
    if as_json:
        print_json([dict(zip(("file", "units", "new"), row, strict=True)) for row in rows])
    else:
        print_table(("file", "units", "new or changed"), rows)


class _Count:
    """Counts what goes by."""

    value = 0

    def each(self, units: Iterator[Unit]) -> Iterator[Unit]:
        for unit in units:
            self.value += 1
            yield unit


@app.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="TMX or PO file to write, by its suffix.")],
    to: OneLocale = None,
    reviewed_only: Annotated[
        bool, typer.Option("--reviewed-only", help="Leave out what nobody has approved.")
    ] = False,
) -> None:
    """Write remembered translations to a TMX or PO file."""
    from l10n.exchange.memories import format_of
    from l10n.memory import Memory
    from l10n.model import Pair

    project = open_project(context)
    _, write = format_of(file)
    # A TMX holds all locales, a PO file just one.
    everything = to is None and file.suffix.lower() == ".tmx"
    locale = "" if everything else _one_locale(project, to)
    pair = Pair(project.source_locale, locale)
    with Memory.open(project.root) as memory:
        units = memory.units(None if everything else pair)
        chosen = (unit for unit in units if unit.reviewed or not reviewed_only)
        written, left_out = write(file, chosen, pair)
    print(f"{file}: {counted(written, 'unit')}")
    if left_out:
        said = counted(left_out, "unit")
        print(f"{said} left out: the format cannot hold more than one translation of a text")


@app.command()
def search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="A sentence of the source language.")],
    to: To = None,
    minimum: Annotated[
        int, typer.Option("--min", min=1, max=100, help="Percent a match must have.")
    ] = 75,
    limit: Annotated[int, typer.Option(min=1, help="Matches to show per locale.")] = 5,
    as_json: Json = False,
) -> None:
    """Show what is remembered for a sentence and for similar ones."""
    from l10n.memory import Memory
    from l10n.model import Pair

    project = open_project(context)
    locales = target_locales(project, to)
    with Memory.open(project.root) as memory:
        found = {
            locale: memory.search(text, Pair(project.source_locale, locale), minimum, limit)
            for locale in locales
        }
    if as_json:
        print_json({locale: [asdict(m) for m in matches] for locale, matches in found.items()})
        return
    rows = [
        (
            f"{match.similarity} %",
            locale,
            match.origin.value,
            "yes" if match.reviewed else "no",
            match.document or None,
            match.source,
            match.target,
        )
        for locale, matches in found.items()
        for match in matches
    ]
    if rows:
        header = ("match", "locale", "origin", "reviewed", "document", "source", "target")
        print_table(header, rows)
    else:
        print(f"no match of at least {minimum} %")


@app.command()
def stats(context: typer.Context, as_json: Json = False) -> None:
    """Count what is remembered."""
    from l10n.memory import Memory

    with Memory.open(open_project(context).root) as memory:
        rows = memory.stats()
    if as_json:
        print_json([row.pair._asdict() | row._asdict() | {"pair": str(row.pair)} for row in rows])
        return
    if rows:
        header = ("pair", "units", "reviewed", "machine", "documents")
        print_table(header, [(str(row.pair), *row[1:]) for row in rows])
    else:
        print("nothing is remembered yet: approve translations, or import some")


def _one_locale(project: Project, to: str | None) -> str:
    from l10n.errors import LocaleError

    locales = target_locales(project, [to] if to else None)
    if len(locales) > 1:
        raise LocaleError("a PO file has one target locale", "name it, as in --to ru")
    return locales[0]
