"""Damaged files: no hang, no traceback, nothing else touched, nothing approved that was not.

Cut, doubled and flipped by chance, the same for everybody.
"""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import polib
import pytest

from l10n.errors import L10nError
from l10n.model import State
from l10n.po.catalog import Catalog
from l10n.project.config import load_project
from l10n.review.data import as_data
from l10n.review.workspace import Workspace
from tests.conftest import Run, snapshot
from tests.engines import Brackets

SECONDS = 5  # of the processor, that a command may take: the machine may be busy
DOCUMENTS = {
    "guide.md": "---\ntitle: The guide\n---\n\n# The *guide*\n\nThe bridge is `closed`. See "
    "[the map](map.html).\n\n- Nobody was hurt.\n- 51 people came.\n\n"
    "| a | b |\n|---|---|\n| c | d |\n",
    "page.html": "<!DOCTYPE html>\n<html lang='en'><head><title>The page</title></head>\n<body>"
    "<p>The <b>bridge</b> is closed.<br>Nobody&nbsp;was hurt.</p>"
    "<pre>code</pre></body></html>\n",
    "data.json": '{"title": "The title", "list": ["One sentence.", "Two & three."], "n": 1}\n',
    "film.srt": "1\n00:00:01,000 --> 00:00:02,500\nWho is there?\n\n2\n"
    "00:00:03,000 --> 00:00:04,000\nIt is\nme.\n",
    "clip.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nWho is <i>there</i>?\n",
    "news.txt": "The council met on Monday. Nobody was hurt.\n\n  1. Three members were absent.\n",
    "app.pot": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#. A note\n'
    '#: a.c:1\n#, c-format\nmsgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] ""\n'
    'msgstr[1] ""\n\n'
    'msgctxt "menu"\nmsgid "Open"\nmsgstr ""\n',
}


class HangError(Exception):
    """A command has taken too long."""


@contextmanager
def limited(what: str) -> Iterator[None]:
    """Break off what hangs."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise HangError(what)

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def damage(data: bytes, chance: random.Random) -> bytes:
    """Cut off, cut out, double, or flip."""
    start = chance.randrange(len(data) + 1)
    end = min(start + chance.choice((1, 3, 20, 200)), len(data))
    return chance.choice(
        (
            data[:start],
            data[:start] + data[end:],
            data[:end] + data[start:],
            data[:start]
            + bytes(b ^ chance.choice((1, 32, 128, 255)) for b in data[start:end])
            + data[end:],
            data + data,
            data[:start] + data,
        )
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in the middle of its life: approved, edited, drafted, changed, obsolete."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "source").mkdir()
    (folder / "l10n.toml").write_text('locales = ["ru"]\n', "utf-8")
    for name, text in DOCUMENTS.items():
        (folder / "source" / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def living(whole: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("l10n.engines.make_engine", lambda *_: Brackets())
    monkeypatch.chdir(whole)
    if not (whole / "locales").exists():
        run("translate")
        for number, path in enumerate(sorted(whole.rglob("*.po"))):
            po = polib.pofile(str(path))
            for index, entry in enumerate(po):
                if (index + number) % 3 == 0:
                    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
                elif (index + number) % 3 == 1 and not entry.msgid_plural:
                    entry.msgstr = f"{entry.msgid} по-русски"
            po.save()
        news = whole / "source/news.txt"
        news.write_text(news.read_text("utf-8").replace("Monday", "Tuesday"), "utf-8")
        run("translate")
        run("export")
    return whole


def approvals(path: Path) -> set[tuple[str, str]]:
    """What is approved in a catalog that can be read."""
    with suppress(L10nError):
        entries = Catalog.open(path, None).entries() if path.exists() else ()
        return {
            (entry.key, text)
            for entry in entries
            if entry.translation.state is State.APPROVED
            for text in entry.translation.texts
        }
    return set()


def review(name: str) -> None:
    """Open a document in the review page."""
    workspace = Workspace(load_project(Path.cwd()), ["ru"])
    for document in workspace.documents():
        if Path(document).stem == name:
            with suppress(L10nError):
                desk = workspace.desk(document, "ru")
                with desk.at_work():
                    assert all(as_data(row) for row in desk.rows)


def survive(folder: Path, victim: Path, seed: int, run: Run) -> None:
    """Damage one file, run all commands."""
    chance = random.Random(f"{victim.name} {seed}")
    victim.write_bytes(damage(victim.read_bytes(), chance))
    what = f"{victim.name}, seed {seed}"
    related = {victim.name.split(".")[0]}
    before = snapshot(folder)
    was_approved = approvals(victim) if victim.suffix == ".po" else None
    for command in ("status", "translate", "export", "drafts", "approve --all", "status"):
        with limited(f"{what}: {command}"):
            result = run(*command.split())
        assert result.code in (0, 1, 2), what
        assert "Traceback" not in result.err, what
        if was_approved is not None and command in ("translate", "export"):
            assert approvals(victim) <= was_approved, what
        if command == "export":
            # Only what belongs to the damaged file has changed.
            after = snapshot(folder)
            touched = {
                name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
            }
            strangers = {name for name in touched if not name.startswith(".l10n")}
            assert {Path(name).name.split(".")[0] for name in strangers} <= related, (
                what,
                strangers,
            )
            own = str(victim.relative_to(folder))
            assert own not in strangers or victim.suffix == ".po", what
    with limited(f"{what}: review"):
        review(victim.stem)


def rounds(
    folder: Path, count: int, start: int, run: Run, tmp_path: Path, mp: pytest.MonkeyPatch
) -> None:
    victims = [f"source/{name}" for name in DOCUMENTS]
    victims += sorted(str(path.relative_to(folder)) for path in (folder / "locales").rglob("*.po"))
    for number in range(start, start + count):
        copy = tmp_path / f"{number}"
        shutil.copytree(folder, copy)
        mp.chdir(copy)
        survive(copy, copy / victims[number % len(victims)], number, run)
        mp.chdir(folder)
        shutil.rmtree(copy)


def test_some_damaged_files(
    living: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds(living, 28, 0, run, tmp_path, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_a_thousand_damaged_files(
    living: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    rounds(living, 100, 1000 + 100 * part, run, tmp_path, monkeypatch)
