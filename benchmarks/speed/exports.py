"""Exporting a program's messages: time in proportion to how many there are."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.speed.paired import Figure, compare, seconds
from l10n.model import State
from l10n.project.config import load_project
from l10n.project.documents import Names
from l10n.project.export import export
from l10n.project.jobs import Job, plan

_HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def _job(root: Path, count: int) -> Job:
    """A template of so many messages, with a translation of each."""
    root.mkdir()
    source = root / "source" / "app.pot"
    source.parent.mkdir()
    messages = (f'msgid "Message number {n} of the program"\nmsgstr ""\n\n' for n in range(count))
    source.write_text(_HEADER + "".join(messages), "utf-8")
    (root / "l10n.toml").write_text('locales = ["ru"]\n', "utf-8")
    [job] = plan(load_project(root), [source], ["ru"])
    for number, key in enumerate(job.messages):
        job.catalog.edit(key, [f"Сообщение номер {number} программы"], State.APPROVED)
    return job


def po(count: int, runs: int) -> list[Figure]:
    """The PO export of a template against four times that of a quarter of it."""
    with tempfile.TemporaryDirectory() as name:
        whole = _job(Path(name) / "whole", count)
        part = _job(Path(name) / "part", count // 4)

        def write(job: Job) -> float:
            root = job.document.path.parent.parent
            took = seconds(lambda: export(job, Names(load_project(root))))
            written = (root / "localized/ru/app.po").read_text("utf-8")
            assert written.count("\nmsgstr") == len(job.messages) + 1
            return took

        return [
            compare(
                f"PO export of {count:,} messages",
                lambda: write(whole),
                "four times a quarter of them",
                lambda: 4 * write(part),
                runs=runs,
                of="time",
                unit="s",
                target=1.3,
            )
        ]
