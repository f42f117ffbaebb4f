"""`l10n corpus`."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.options import Json, To, open_project, target_locales
from l10n.cli.output import counted, print_json, print_table
from l10n.errors import L10nError
from l10n.installation import install_command

if TYPE_CHECKING:
    from l10n.corpus.report import Report


def corpus(
    context: typer.Context,
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT", help="Text, JSONL, Parquet; or folders.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the translations.")],
    to: To = None,
    field: Annotated[
        str, typer.Option(help="Field of JSONL, column of Parquet to translate.")
    ] = "text",
    format: Annotated[
        str | None, typer.Option(help="text, jsonl or parquet; by the suffix if not given.")
    ] = None,
    engine: Annotated[
        str | None, typer.Option(help="auto, argos, starter, or an installed model.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Of a Dask cluster, as in tcp://host:8786.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Without --scheduler: processes; one a core.")
    ] = None,
    lines: Annotated[
        int, typer.Option(min=1, help="In a partition, which is written as one file.")
    ] = 1000,
    memory: Annotated[
        int,
        typer.Option(
            min=0, max=102, help="Percent at which the memory's text is taken, from 75; 0: never."
        ),
    ] = 100,
    glossary: Annotated[
        bool, typer.Option("--glossary/--no-glossary", help="Heed the project's glossary.csv.")
    ] = True,
    one_file: Annotated[
        bool, typer.Option("--one-file", help="A file for each input, no folder of parts.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Do partitions with failed lines again.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Translate corpora in bulk.

    On this machine's cores or on a Dask cluster.

    Finished partitions are skipped when the command is run again. Lines that cannot be translated
    are named in OUTPUT/report.json; the exit code is 1 if there are any.

    Needs the extra "corpus"; where it is missing, says how to install it.
    """
    missing = [name for name in ("distributed", "pyarrow", "cryptography") if not find_spec(name)]
    if missing:
        raise L10nError(f"bulk translation needs {', '.join(missing)}", install_command("corpus"))
    if scheduler and workers:
        raise L10nError(
            "--workers is for this machine's own cluster", "the scheduler has its workers already"
        )
    if 0 < memory < 75:
        raise L10nError(f"--memory {memory}: matches begin at 75 percent", "0 looks at no memory")
    project = open_project(context)

    from l10n.cli.corpus_progress import show_standing
    from l10n.corpus.cluster import Cluster
    from l10n.corpus.partition import Limits
    from l10n.corpus.run import REPORT, Settings, translate_corpus
    from l10n.corpus.sources import find_sources
    from l10n.glossary import Glossary

    settings = Settings(
        target_locales(project, to),
        output,
        project.source_locale,
        engine or project.engine,
        project.decoding,
        field,
        Limits(lines=lines),
        retry_failed,
        project.root,
        memory,
        Glossary.open(project.root, project.source_locale).terms if glossary else (),
        one_file,
    )
    sources = find_sources(inputs, output, format)
    try:
        with Cluster(scheduler, workers) as cluster, show_standing() as watch:
            report = translate_corpus(sources, settings, cluster, watch)
    except KeyboardInterrupt:
        print("\ninterrupted; finished partitions are saved", file=sys.stderr)
        print("hint: run the same command again to go on", file=sys.stderr)
        raise typer.Exit(130) from None
    _print(report, output / REPORT, as_json)
    if report.failed or report.failed_inputs:
        raise typer.Exit(1)


def _print(report: Report, path: Path, as_json: bool) -> None:
    from l10n.corpus.report import summary

    rows = [summary(entry) for entry in report.entries]
    if as_json:
        print_json({"report": str(path), "complete": report.complete, "inputs": rows})
        return
    columns = ("input", "locale", "lines", "failed", "parts", "reused", "output")
    print_table(columns, [[row[name] for name in columns] for row in rows])
    if report.failed_inputs or report.failed:
        print(f"not translated: {counted(report.failed, 'line')}; see {path}", file=sys.stderr)
    for entry in report.entries:
        if entry.problem:
            print(f"not read to its end: {entry.problem}", file=sys.stderr)
