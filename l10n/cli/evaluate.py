"""`l10n evaluate`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.options import Json, To, open_project, target_locales
from l10n.cli.output import print_json, print_table
from l10n.errors import L10nError

if TYPE_CHECKING:
    from l10n.evaluation import Evaluation, TestSet
    from l10n.project.config import Project


def evaluate(
    context: typer.Context,
    test_set: Annotated[
        Path | None,
        typer.Argument(help="Folder with a file per language, line by line, as in FLORES."),
    ] = None,
    to: To = None,
    source: Annotated[
        Path | None, typer.Option(help="Instead of a folder: file with a sentence a line.")
    ] = None,
    reference: Annotated[Path | None, typer.Option(help="Its translation, line by line.")] = None,
    engines: Annotated[
        list[str] | None,
        typer.Option("--engine", help="What to evaluate; repeat it to compare."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many lines.")] = None,
    resamples: Annotated[
        int, typer.Option(min=0, help="Of the bootstrap; 0 for no confidence intervals.")
    ] = 1000,
    html: Annotated[Path | None, typer.Option(help="Write a report with sentences here.")] = None,
    effort: Annotated[
        bool, typer.Option("--effort", help="Instead: how much people changed in this project.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Score models, or people's changes.

    Models are scored against references; with --effort, approved texts against the drafts that
    they were made from.

    Needs the extra "evaluate"; where it is missing, says how to install it.
    """
    project = open_project(context)
    locales = target_locales(project, to)
    if effort:
        _effort(project, locales, as_json)
        return

    from l10n.engines import make_engine
    from l10n.evaluation import evaluate as run
    from l10n.glossary import Glossary

    sets = _test_sets(project, locales, test_set, source, reference)
    glossary = Glossary.open(project.root, project.source_locale)
    chosen = [make_engine(name, project.decoding) for name in engines or [project.engine]]
    found = [
        run(engine, one.head(limit), project.source_locale, resamples, project.decoding, glossary)
        for one in sets
        for engine in chosen
    ]
    if html:
        from l10n.evaluation.report import html_report
        from l10n.files import atomic_write

        atomic_write(html, html_report(found).encode())
    if as_json:
        print_json([_as_json(one) for one in found])
        return
    header = ("model", "locale", "sentences", *(score.metric for score in found[0].scores))
    print_table((*header, "sentences/s"), [_row(one) for one in found])
    header = ("model", "locale", "terms met", "same form", "unknown words", "of references")
    print_table((*header, "numbers kept", "names alike"), [_counts(one) for one in found])
    for score in found[0].scores:
        print(f"{score.metric}|{score.signature}")


def _test_sets(
    project: Project,
    locales: list[str],
    folder: Path | None,
    source: Path | None,
    reference: Path | None,
) -> list[TestSet]:
    from l10n.evaluation import find_test_set, read_pair

    if folder:
        return [find_test_set(folder, project.source_locale, locale) for locale in locales]
    if not source or not reference:
        raise L10nError(
            "nothing to evaluate on", "name a folder, or --source FILE and --reference FILE"
        )
    if len(locales) != 1:
        raise L10nError("a reference file is in one locale", "name it, as in --to mn")
    return [read_pair(source, reference, locales[0])]


def _row(one: Evaluation) -> tuple[object, ...]:
    scores = [
        f"{score.value:.1f}" + (f" ± {score.interval:.1f}" if score.interval else "")
        for score in one.scores
    ]
    rate = round(len(one.hypotheses) / one.seconds, 1) if one.seconds else None
    return (one.model, one.test_set.locale, len(one.hypotheses), *scores, rate)


def _counts(one: Evaluation) -> tuple[object, ...]:
    found = one.measures

    def share(part: int, whole: int) -> str | None:
        return f"{part / whole:.1%} of {whole}" if whole else None

    return (
        one.model,
        one.test_set.locale,
        share(found.honoured, found.terms),
        share(found.same_form, found.comparable),
        share(found.unknown, found.words),
        share(found.reference_unknown, found.reference_words),
        share(found.kept, found.numbers),
        share(found.consistent, found.names),
    )


def _as_json(one: Evaluation) -> dict[str, object]:
    return {
        "model": one.model,
        "test_set": one.test_set.name,
        "locale": one.test_set.locale,
        "sentences": len(one.hypotheses),
        "seconds": round(one.seconds, 2),
        "scores": [asdict(score) for score in one.scores],
        "measures": asdict(one.measures),
    }


def _effort(project: Project, locales: list[str], as_json: bool) -> None:
    from l10n.evaluation import post_editing
    from l10n.po.catalog import Catalog
    from l10n.project.documents import catalog_path, find_documents
    from l10n.translation.cache import Cache

    documents = find_documents(project)
    rows = []
    for locale in locales:
        paths = [catalog_path(project, document, locale) for document in documents]
        catalogs = [Catalog.open(path, locale) for path in paths if path.exists()]
        rows.append({"locale": locale, **asdict(post_editing(catalogs, Cache(project.root)))})
    if as_json:
        print_json(rows)
        return
    print_table(
        ("locale", "approved drafts", "unchanged", "TER", "edited characters"),
        [
            (
                row["locale"],
                row["sentences"],
                row["unchanged"],
                f"{row['ter']:.1f}",
                f"{row['edit_distance']:.1%}",
            )
            for row in rows
        ],
    )
