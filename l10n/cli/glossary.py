"""`l10n glossary`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from l10n.cli.options import Documents, Encoding, Json, To, open_project, plan_jobs, target_locales
from l10n.cli.output import counted, print_json, print_table
from l10n.cli.troubles import Troubles
from l10n.errors import GlossaryError

if TYPE_CHECKING:
    from l10n.glossary import Term

app = typer.Typer(
    help="Terms and what they are called: list, check, exchange.",
    no_args_is_help=True,
)


@app.command("list")
def list_(context: typer.Context, to: To = None, as_json: Json = False) -> None:
    """Show the terms of the glossary."""
    from l10n.glossary import Glossary

    project = open_project(context)
    locales = target_locales(project, to)
    terms = Glossary.open(project.root, project.source_locale).terms
    if as_json:
        print_json([_dict(term) for term in terms])
    elif terms:
        print_table(
            ("source", "rule", *locales, "note"),
            [
                (
                    term.source,
                    term.rule.value,
                    *("; ".join(term.target(locale)) or None for locale in locales),
                    term.note or None,
                )
                for term in terms
            ],
        )
    else:
        print("no terms: write some into glossary.csv, or import some")


@app.command()
def check(
    context: typer.Context,
    sources: Documents = None,
    to: To = None,
    encoding: Encoding = None,
    as_json: Json = False,
) -> None:
    """Show translations that do not honour the glossary.

    Exits with 1 if there are any.
    """
    from l10n.glossary import Glossary

    project = open_project(context)
    glossary = Glossary.open(project.root, project.source_locale)
    troubles = Troubles()
    jobs = plan_jobs(project, sources, target_locales(project, to), encoding, troubles)
    troubles.done(len(jobs))
    pairs = [
        (job, entry) for job in jobs for entry in job.catalog.entries() if entry.translation.text
    ]
    rows: list[dict[str, Any]] = [
        {
            "catalog": project.reference(job.catalog.path),
            "key": entry.key,
            "rule": term.rule.value,
            "term": term.source,
            "targets": list(term.target(job.locale)),
            "msgid": entry.msgid,
            "msgstr": entry.translation.text,
        }
        for job, entry in pairs
        for term in glossary.violations(entry.msgid, entry.translation.text, job.locale)
    ]
    if as_json:
        print_json(rows)
    elif rows:
        header = ("catalog", "key", "rule", "term", "targets")
        print_table(
            header,
            [
                (row["catalog"], row["key"], row["rule"], row["term"], "; ".join(row["targets"]))
                for row in rows
            ],
        )
    else:
        print(f"{counted(len(pairs), 'translation')}, all honour the glossary")
    troubles.finish()
    if rows:
        raise typer.Exit(1)


@app.command()
def learn(
    context: typer.Context,
    sources: Documents = None,
    to: To = None,
    accept: Annotated[
        list[str] | None, typer.Option(help="Add this term; repeat it for more.")
    ] = None,
    accept_all: Annotated[
        bool, typer.Option("--accept-all", help="Add all terms that are proposed.")
    ] = False,
    least: Annotated[int, typer.Option(min=1, help="In how many sentences a term must stand.")] = 2,
    engine: Annotated[str | None, typer.Option(help="Whose attention aligns sentences.")] = None,
    encoding: Encoding = None,
    as_json: Json = False,
) -> None:
    """Propose terms that approved sentences teach; add those accepted."""
    from l10n.engines import make_engine
    from l10n.engines.protocol import Aligner
    from l10n.glossary import Glossary, Term
    from l10n.project.learning import approved_in
    from l10n.translation.learning import proposals

    project = open_project(context)
    chosen = make_engine(engine or project.engine, project.decoding)
    if not isinstance(chosen, Aligner):
        raise GlossaryError(
            f"the engine {engine or project.engine} does not align sentences",
            "name another with --engine, as in --engine starter",
        )
    glossary = Glossary.open(project.root, project.source_locale)
    troubles = Troubles()
    jobs = plan_jobs(project, sources, target_locales(project, to), encoding, troubles)
    rows: list[dict[str, Any]] = []
    for locale in dict.fromkeys(job.locale for job in jobs):
        own = [job for job in jobs if job.locale == locale]
        sentences = [
            one for job in own for one in approved_in(job, project.reference(job.document.path))
        ]
        found = proposals(sentences, chosen, own[0].pair, glossary, least=least)
        rows += [{"locale": locale, **asdict(one)} for one in found]
    wanted = [row for row in rows if accept_all or row["source"] in (accept or ())]
    if missing := set(accept or ()) - {row["source"] for row in rows}:
        raise GlossaryError(
            f"{sorted(missing)[0]!r} is not among the terms that are proposed",
            "l10n glossary learn shows them; --least 1 proposes more",
        )
    terms = [
        Term(row["source"], {row["locale"]: (row["target"],)}, note=f"learned: {_places(row)}")
        for row in wanted
    ]
    if terms:
        _add(project.root, terms)
    if as_json:
        print_json({"proposals": rows, "added": len(terms)})
    elif rows:
        print_table(
            ("term", "locale", "translation", "sentences", "places"),
            [
                (row["source"], row["locale"], row["target"], row["count"], _places(row))
                for row in rows
            ],
        )
        print(f"{counted(len(terms), 'term')} added to glossary.csv")
    else:
        print("nothing to learn: no name or phrase recurs in approved sentences")
    troubles.finish()


def _places(row: dict[str, Any]) -> str:
    shown, more = row["places"][:2], len(row["places"]) - 2
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _add(root: Path, terms: list[Term]) -> None:
    from l10n.files import locked
    from l10n.glossary import Glossary, table
    from l10n.glossary.glossary import FILE
    from l10n.project.learning import merged

    path = root / FILE
    with locked(path):
        table.write(path, merged(Glossary.open(root).terms, terms))


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="TBX or CSV file.")],
) -> None:
    """Add the terms of a TBX or CSV file to glossary.csv.

    Terms that are there stay as they are.
    """
    from l10n.files import locked
    from l10n.glossary import Glossary, table
    from l10n.glossary.glossary import FILE

    project = open_project(context)
    given = _read(file, project.source_locale)
    path = project.root / FILE
    with locked(path):
        terms = {(term.source, term.rule): term for term in Glossary.open(project.root).terms}
        before = len(terms)
        for term in given:
            terms.setdefault((term.source, term.rule), term)
        if len(terms) > before:
            table.write(path, terms.values())
    added = len(terms) - before
    known = len(given) - added
    were = "was" if known == 1 else "were"
    print(f"{FILE}: {counted(added, 'term')} added, {known} {were} there already")


@app.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="TBX or CSV file to write, by its suffix.")],
) -> None:
    """Write the glossary to a TBX or CSV file."""
    from l10n.exchange import tbx
    from l10n.glossary import Glossary, table

    project = open_project(context)
    terms = Glossary.open(project.root, project.source_locale).terms
    if _is_tbx(file):
        tbx.write(file, terms, project.source_locale)
    else:
        table.write(file, terms)
    print(f"{file}: {counted(len(terms), 'term')}")


def _read(file: Path, source_locale: str) -> list[Term]:
    from l10n.exchange import tbx
    from l10n.glossary import table

    return tbx.read(file, source_locale) if _is_tbx(file) else table.read(file)


def _is_tbx(file: Path) -> bool:
    from l10n.errors import ExchangeError

    formats = {".tbx": True, ".csv": False}
    try:
        return formats[file.suffix.lower()]
    except KeyError:
        raise ExchangeError(
            f"{file}: not a format of glossaries", f"formats by suffix: {', '.join(formats)}"
        ) from None


def _dict(term: Term) -> dict[str, object]:
    targets = {locale: list(words) for locale, words in term.targets.items()}
    return {
        "source": term.source,
        "targets": targets,
        "rule": term.rule.value,
        "note": term.note,
    }
