"""`l10n translate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.notices import say_changed, say_language, say_left_over, say_moved
from l10n.cli.options import (
    Documents,
    Encoding,
    Json,
    To,
    Wait,
    open_project,
    plan_jobs,
    target_locales,
)
from l10n.cli.output import counted, print_json, print_table, show_progress
from l10n.cli.troubles import Strict, Troubles
from l10n.errors import LocaleError, SourceError

if TYPE_CHECKING:
    from l10n.project.config import Project
    from l10n.project.jobs import Job

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
    from l10n.project import run as pipeline

    chosen = make_engine(engine_name, project.decoding)
    troubles = Troubles(strict)
    jobs = plan_jobs(project, sources, locales, encoding, troubles)
    say_language(project, jobs)
    if not dry_run:
        try:
            with show_progress() as progress:
                jobs = pipeline.translate(
                    project, jobs, chosen, progress, wait=wait, on_error=troubles.note
                )
        except KeyboardInterrupt:
            print("\ninterrupted; what was translated is saved", file=sys.stderr)
            print("hint: run the same command again to go on", file=sys.stderr)
            raise typer.Exit(130) from None
    troubles.done(len(jobs))
    if jobs or as_json:
        _report(project, jobs, dry_run, as_json)
    if not sources:
        say_left_over(project)
    troubles.finish()


def _report(project: Project, jobs: list[Job], dry_run: bool, as_json: bool) -> None:
    speeds = _speeds(jobs)
    rows = [_row(project, job, speeds) for job in jobs]
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
    if not any(job.pending or job.memory for job in jobs):
        has_changed = any(job.changed for job in jobs)
        print("nothing to translate" + ("" if has_changed else ": all catalogs are up to date"))
    elif not dry_run:
        print(f"drafts to review are in {project.catalog_dir}/<locale>/LC_MESSAGES/")
    for locale, speed in speeds.items():
        words = sum(job.words for job in jobs if job.locale == locale)
        print(f"{locale}: {counted(words, 'word')} translated, {counted(speed, 'word')} a second")
    say_changed(sum(job.changed for job in jobs))
    say_moved(project, jobs)
    for reference in dict.fromkeys(row["document"] for row in rows if not row["segments"]):
        print(f"{reference}: has no text to translate; `l10n export` copies it")


def _speeds(jobs: list[Job]) -> dict[str, int]:
    """Words a second by locale: the engine has the sentences of all documents in one heap."""
    words: dict[str, int] = {}
    for job in jobs:
        if job.words:
            words[job.locale] = words.get(job.locale, 0) + job.words
    seconds = {job.locale: job.seconds for job in jobs if job.words}
    return {locale: round(count / seconds[locale]) for locale, count in words.items()}


def _row(project: Project, job: Job, speeds: dict[str, int]) -> dict[str, object]:
    return {
        "document": project.reference(job.document.path),
        "locale": job.locale,
        "catalog": str(job.catalog.path),
        "segments": len(job.messages),
        "reused": len(job.messages) - job.machine - job.memory - job.changed - job.new,
        "changed": job.changed,
        "new": job.new,
        "pending": len(job.pending),
        "memory": job.memory,
        "machine": job.machine,
        "flagged": job.flagged,
        "words_per_second": speeds.get(job.locale),
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
