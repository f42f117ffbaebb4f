"""Other people's tools on all files of a project; they have no index and take a file at a time."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.speed.filled import QUIET, Project
from benchmarks.speed.paired import Absent, seconds
from benchmarks.speed.peers import gettext, toolkit
from benchmarks.speed.projects import LOCALES

_FILES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Peer:
    """A program of somebody else that does the like of one of our commands.

    Attributes:
        name: of the program and how it is called.
        ours: the command of ours to compare it with.
        arguments: its command lines for a project, without the program.
        program: where it is.
    """

    name: str
    ours: str
    arguments: Callable[[Project], list[list[str]]]
    program: str | Absent

    def on(self, project: Project) -> Callable[[], float] | Absent:
        """What runs it on all files of a project and returns the seconds."""
        if isinstance(self.program, Absent):
            return self.program
        program = self.program

        def run() -> float:
            calls = [[program, *arguments] for arguments in self.arguments(project)]
            return seconds(
                lambda: [subprocess.run(c, cwd=project.root, check=True, **QUIET) for c in calls]
            )

        return run


def _each(*options: str) -> Callable[[Project], list[list[str]]]:
    return lambda project: [[*options, str(path)] for path in project.catalogs()]


def _with_templates(project: Project) -> list[list[str]]:
    calls = []
    for path in project.catalogs():
        inside = path.relative_to(project.root / "locales").parts[2:]
        template = project.root.joinpath("locales", *inside).with_suffix(".pot")
        calls.append(["--quiet", "--output-file=/dev/null", str(path), str(template)])
    return calls


def _pocount(project: Project) -> list[list[str]]:
    files = [str(path) for path in project.catalogs()]
    cuts = range(0, len(files), _FILES_AT_ONCE)
    return [["--short", *files[at : at + _FILES_AT_ONCE]] for at in cuts]


def _pot2po(project: Project) -> list[list[str]]:
    templates = project.root / "out/templates"
    if not templates.exists():
        for path in (project.root / "locales").rglob("*.pot"):
            copy = templates / path.relative_to(project.root / "locales")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    return [
        ["--progress=none", "-t", f"locales/{locale}/LC_MESSAGES", str(templates), f"out/{locale}"]
        for locale in LOCALES
    ]


def _pofilter(project: Project) -> list[list[str]]:
    return [
        [
            "--progress=none",
            f"--language={locale}",
            f"locales/{locale}/LC_MESSAGES",
            f"out/{locale}",
        ]
        for locale in LOCALES
    ]


def all_peers() -> list[Peer]:
    """Whom we compare with, installed or not."""
    silent = "--output-file=/dev/null"
    return [
        Peer("msgfmt --statistics", "status", _each("--statistics", silent), gettext("msgfmt")),
        Peer("pocount", "status", _pocount, toolkit("pocount")),
        Peer("msgmerge", "update, one line changed", _with_templates, gettext("msgmerge")),
        Peer("pot2po", "update, one line changed", _pot2po, toolkit("pot2po")),
        Peer("msgfmt -c", "check, first", _each("-c", silent), gettext("msgfmt")),
        Peer("pofilter", "check, first", _pofilter, toolkit("pofilter")),
    ]
