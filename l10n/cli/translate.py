"""`l10n translate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.notices import say_changed, say_continued, say_left_over, say_reads_like
from l10n.cli.options import (
    Documents,
    Encoding,
    Json,
    NoIndex,
    To,
    Wait,
    open_project,
    open_survey,
    say_skipped,
    target_locales,
)
from l10n.cli.output import counted, print_json, print_table, show_progress
from l10n.cli.troubles import Strict, Troubles
from l10n.errors import LocaleError, SourceError

if TYPE_CHECKING:
    from l10n.engines import Engine
    from l10n.project.config import Project
    from l10n.project.jobs import Job
    from l10n.project.translating import Translated

STANDARD_INPUT = Path("-")


def translate(
    context: typer.Context,
    sources: Documents = None,
    to: To = None,
    engine: Annotated[
        str | None, typer.Option(help="auto, argos, starter, or an installed model.")
    ] = None,
    format: Annotated[
        str | None,
        typer.Option("--format", help='Of standard input: text, markdown, html, …; with "-".'),
    ] = None,
    encoding: Encoding = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")
    ] = False,
    wait: Wait = True,
    strict: Strict = False,
    no_index: NoIndex = False,
    as_json: Json = False,
    stdio: Annotated[
        bool, typer.Option("--stdio", help="Stay, and answer a JSON object a line with another.")
    ] = False,
) -> None:
    """Translate documents into PO catalogs.

    "-" reads standard input and prints the translation. Sentences that have a translation keep
    it; the rest are machine-translated as drafts (fuzzy) for people to review.
    """
    project = open_project(context)
    engine_name = engine or project.engine
    if stdio:
        _stay(project, to, engine_name, format, alone=not (sources or encoding or dry_run))
        return
    locales = target_locales(project, to)
    if sources and STANDARD_INPUT in sources:
        _check_standard_input(sources, locales, as_json)
        _translate_standard_input(project, locales, engine_name, encoding, format, as_json)
        return
    if format:
        raise SourceError("--format is for standard input", "documents are known by their suffixes")

    from l10n.engines import make_engine
    from l10n.project import translating

    chosen = make_engine(engine_name, project.decoding)
    troubles = Troubles(strict)
    makes = not (dry_run or strict)  # a strict run that ends at once has written nothing
    with open_survey(project, encoding, no_index, make=makes) as survey:
        documents = sources or survey.names.documents
        plan = translating.plan(survey, documents, locales, troubles.note, dry_run=dry_run)
        for path, _, skipped in plan.sources:
            say_skipped(project, path, skipped)
        for path, language, _ in plan.sources:
            say_reads_like(project, path, language)
        jobs = plan.jobs
        if jobs and not dry_run:
            jobs = _translate(project, jobs, chosen, wait, troubles)
            plan.keep(survey, jobs)
        results = plan.results(jobs)
        troubles.done(len(results))
        if results or as_json:
            _report(project, results, dry_run, as_json)
        if not sources:
            say_left_over(project, survey.names)
    troubles.finish()


def _translate(
    project: Project, jobs: list[Job], engine: Engine, wait: bool, troubles: Troubles
) -> list[Job]:
    from l10n.project import run as pipeline

    try:
        with show_progress() as progress:
            return pipeline.translate(
                project, jobs, engine, progress, wait=wait, on_error=troubles.note
            )
    except KeyboardInterrupt:
        print("\ninterrupted; what was translated is saved", file=sys.stderr)
        print("hint: run the same command again to go on", file=sys.stderr)
        raise typer.Exit(130) from None


def _report(project: Project, results: list[Translated], dry_run: bool, as_json: bool) -> None:
    speeds = _speeds(results)
    rows = [_row(project, one, speeds) for one in results]
    if as_json:
        print_json({"dry_run": dry_run, "documents": rows})
        return
    columns = {"document": "document", "locale": "locale", "segments": "segments"}
    columns |= {"reused": "reused", "changed": "changed"}
    if dry_run:
        columns["to translate"] = "pending"
    else:
        columns |= {
            "memory": "memory",
            "machine": "machine",
            "flagged": "flagged",
            "new": "new",
        }
    print_table(list(columns), [[row[key] for key in columns.values()] for row in rows])
    if not any(one.pending or one.memory for one in results):
        has_changed = any(one.changed for one in results)
        print("nothing to translate" + ("" if has_changed else ": all catalogs are up to date"))
    elif not dry_run:
        print(f"drafts to review are in {project.catalog_dir}/<locale>/LC_MESSAGES/")
    for locale, speed in speeds.items():
        words = sum(one.words for one in results if one.place.locale == locale)
        print(f"{locale}: {counted(words, 'word')} translated, {counted(speed, 'word')} a second")
    say_changed(sum(one.changed for one in results))
    say_continued(
        project, {one.place.document: one.moved_from for one in results if one.moved_from}
    )
    for reference in dict.fromkeys(row["document"] for row in rows if not row["segments"]):
        print(f"{reference}: has no text to translate; `l10n export` copies it")


def _speeds(results: list[Translated]) -> dict[str, int]:
    """Words a second by locale: the engine has the sentences of all documents in one heap."""
    words: dict[str, int] = {}
    for one in results:
        if one.words:
            words[one.place.locale] = words.get(one.place.locale, 0) + one.words
    seconds = {one.place.locale: one.seconds for one in results if one.words}
    return {locale: round(count / seconds[locale]) for locale, count in words.items()}


def _row(project: Project, one: Translated, speeds: dict[str, int]) -> dict[str, object]:
    return {
        "document": project.reference(one.place.document),
        "locale": one.place.locale,
        "catalog": str(one.place.catalog),
        "segments": one.segments,
        "reused": one.segments - one.machine - one.memory - one.changed - one.new,
        "changed": one.changed,
        "new": one.new,
        "pending": one.pending,
        "memory": one.memory,
        "machine": one.machine,
        "flagged": one.flagged,
        "words_per_second": speeds.get(one.place.locale),
    }


def _check_standard_input(sources: list[Path], locales: list[str], as_json: bool) -> None:
    if len(sources) > 1:
        raise SourceError("standard input cannot be mixed with files", "name - alone")
    if len(locales) > 1 and not as_json:
        raise LocaleError("standard input goes into one locale", "name one, or add --json for all")


def _stay(
    project: Project, to: list[str] | None, engine: str, format: str | None, alone: bool
) -> None:
    from l10n.cli.stdio import answer_lines

    if not alone:
        raise SourceError(
            "--stdio takes its texts from standard input, in UTF-8",
            "leave out documents, --encoding and --dry-run",
        )
    try:
        answer_lines(project, to, engine, format)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _translate_standard_input(
    project: Project,
    locales: list[str],
    engine: str,
    encoding: str | None,
    format: str | None,
    as_json: bool,
) -> None:
    from l10n.engines import make_engine
    from l10n.formats import encodings
    from l10n.project.texts import Texts

    name = "standard input"
    text, _ = encodings.decode(sys.stdin.buffer.read(), name, encoding)
    chosen = make_engine(engine, project.decoding)
    texts = Texts(project, chosen).translated(name, text, locales, format)
    if as_json:
        print_json({"source": text, "translations": texts})
    else:
        sys.stdout.buffer.write(texts[locales[0]].encode("utf-8"))
        sys.stdout.buffer.flush()
