"""The index never lies: whatever happens to the files, answers are those of a run without it."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from l10n import formats
from l10n.errors import SourceError, WriteError
from l10n.memory import Memory, Unit
from l10n.model import Document, Pair
from l10n.po.catalog import Catalog
from l10n.project import database, index, jobs, pool
from l10n.project.config import load_project
from l10n.review.workspace import Workspace
from tests.engines import Brackets

TEXTS = st.lists(
    st.sampled_from(["One tree.", "Two cows.", "Red hats.", "A 5 km road.", "", "# Head"]),
    max_size=4,
).map(lambda lines: "\n\n".join(lines) + "\n")
NAMES = st.sampled_from(["a.md", "b.md", "b.txt", "sub/c.md"])
CATALOGS = st.sampled_from(["a", "b", "sub/c", "b.txt"])
LOCALES = st.sampled_from(["ru", "uk"])
DATE = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d[+-]\d{4}")
SPEED = re.compile(r'(?<=translated, )[\d,]+|(?<="words_per_second": )\d+')
WORDS = st.sampled_from(["Дуб.", "Пять.", "Дом 5.", "Лес. "])


def run(root: Path, *command: str) -> tuple[int, str]:
    """What a command prints and how it ends; the project's folder goes by the same name."""
    from l10n.cli import main

    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        patch.object(sys, "argv", ["l10n", "--project", str(root), *command]),
        patch("l10n.engines.make_engine", lambda *_: Brackets()),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
    said = SPEED.sub("", out.getvalue() + err.getvalue())
    return code, said.replace(str(root), "ROOT")


def contents(root: Path) -> dict[str, bytes]:
    """All files but those that l10n keeps for itself; the minute in headers is the clock's."""
    return {
        path.relative_to(root).as_posix(): DATE.sub(b"", path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".l10n" not in path.parts
    }


def remembered(root: Path) -> set[tuple[str, ...]]:
    with Memory.open(root) as memory:
        return {
            (one.source, one.target, one.pair.target, one.document, one.before, one.after)
            for one in memory.units()
        }


def states(root: Path, locale: str, by_index: bool) -> object:
    """What the review page says of the documents' states, or that there are none."""
    workspace = Workspace(load_project(root), ["ru", "uk"])
    there = database.exists(root) and by_index
    with patch.object(database, "exists", lambda _: there), suppress(SourceError):
        return list(workspace.states(locale))
    return None


class Files(RuleBasedStateMachine):
    """People, programs and accidents; each answer is compared with that of a run without index."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp()).resolve()
        self.root = self.folder / "project"
        (self.root / "source").mkdir(parents=True)
        (self.root / "l10n.toml").write_text('locales = ["ru", "uk"]\n', "utf-8")
        (self.root / "source/a.md").write_text("One tree.\n\nTwo cows.\n", "utf-8")
        (self.root / "source/b.md").write_text("Red hats.\n", "utf-8")
        # This system's ticks are shorter than 20 ms, and tests do not wait for seconds.
        self.margin = patch.object(index, "_MARGIN", 20_000_000)
        self.margin.start()
        run(self.root, "update")

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.margin.stop()
            shutil.rmtree(self.folder)

    def catalog(self, name: str, locale: str) -> Path:
        return self.root / "locales" / locale / "LC_MESSAGES" / f"{name}.po"

    @rule(name=NAMES, text=TEXTS)
    def write(self, name: str, text: str) -> None:
        path = self.root / "source" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")

    @rule(name=NAMES, word=st.sampled_from(["tree", "cows", "hats"]))
    def edit_and_set_the_time_back(self, name: str, word: str) -> None:
        path = self.root / "source" / name
        if path.exists():
            before = path.stat()
            text = path.read_text("utf-8")
            path.write_text(text.replace(word, word[::-1]), "utf-8")
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    @rule(name=NAMES, stamp=st.sampled_from([1, 1_700_000_000, 4_000_000_000]))
    def touch(self, name: str, stamp: int) -> None:
        if (path := self.root / "source" / name).exists():
            os.utime(path, (stamp, stamp))

    @rule(names=st.permutations(["a.md", "b.md", "sub/c.md"]))
    def swap_documents(self, names: list[str]) -> None:
        self._swap(*(self.root / "source" / name for name in names[:2]))

    @rule(names=st.permutations(["a", "b", "sub/c"]), locale=LOCALES)
    def swap_catalogs(self, names: list[str], locale: str) -> None:
        self._swap(*(self.catalog(name, locale) for name in names[:2]))

    @rule(name=CATALOGS)
    def swap_locales(self, name: str) -> None:
        self._swap(self.catalog(name, "ru"), self.catalog(name, "uk"))

    def _swap(self, one: Path, other: Path) -> None:
        if one.exists() and other.exists():
            spare = self.folder / "spare"
            one.rename(spare)
            other.rename(one)
            spare.rename(other)

    @rule(name=CATALOGS, locale=LOCALES, word=WORDS)
    def translate(self, name: str, locale: str, word: str) -> None:
        """As a PO editor does: the first message that has none gets a translation."""
        if (path := self.catalog(name, locale)).exists():
            head, mark, rest = path.read_text("utf-8").partition("\n\n")
            path.write_text(head + mark + rest.replace('msgstr ""', f'msgstr "{word}"', 1), "utf-8")

    @rule(name=CATALOGS, locale=LOCALES)
    def approve(self, name: str, locale: str) -> None:
        """As a PO editor does: the last draft is no longer fuzzy."""
        if (path := self.catalog(name, locale)).exists():
            head, mark, rest = path.read_text("utf-8").rpartition("#, fuzzy\n")
            path.write_text(head + rest if "msgid" in head else head + mark + rest, "utf-8")

    @rule(text=st.sampled_from(["One tree.", "Two cows.", "A 6 km road."]), word=WORDS)
    def remember(self, text: str, word: str) -> None:
        """As an import of another project's memory does."""
        with Memory.open(self.root) as memory:
            memory.add([Unit(text, word, Pair("en", "ru"))])

    @rule(name=CATALOGS, locale=LOCALES)
    def damage_catalog(self, name: str, locale: str) -> None:
        if (path := self.catalog(name, locale)).exists():
            path.write_bytes(path.read_bytes() + b'msgid "no end')

    @rule(name=CATALOGS, locale=LOCALES)
    def remove_catalog(self, name: str, locale: str) -> None:
        self.catalog(name, locale).unlink(missing_ok=True)

    @rule(name=CATALOGS, change=st.sampled_from(["remove", "edit"]))
    def template(self, name: str, change: str) -> None:
        if (path := self.root / "locales" / f"{name}.pot").exists():
            if change == "remove":
                path.unlink()
            else:
                path.write_text(path.read_text("utf-8").replace("tree", "trees"), "utf-8")

    @rule(name=NAMES, other=NAMES)
    def rename(self, name: str, other: str) -> None:
        old, new = (self.root / "source" / one for one in (name, other))
        if old.exists() and not new.exists():
            new.parent.mkdir(exist_ok=True)
            old.rename(new)

    @rule(name=NAMES)
    def remove(self, name: str) -> None:
        (self.root / "source" / name).unlink(missing_ok=True)

    @rule(what=st.sampled_from([".l10n", ".l10n/memory.db", ".l10n/index.db"]))
    def clear_away(self, what: str) -> None:
        path = self.root / what
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    @rule(version=st.sampled_from([0, 99]))
    def other_schema(self, version: int) -> None:
        if (path := self.root / ".l10n/index.db").exists():
            with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path)) as db, db:
                db.execute(f"PRAGMA user_version = {version}")

    @rule(at=st.integers(0, 40), zeros=st.booleans())
    def damage_index(self, at: int, zeros: bool) -> None:
        path = self.root / ".l10n/index.db"
        if path.exists():
            data = path.read_bytes()
            cut = len(data) * at // 40
            path.write_bytes(data[:cut] + (bytes(len(data) - cut) if zeros else b""))

    @rule(settings=st.sampled_from(['locales = ["ru", "uk"]', 'locales = ["uk"]', 'x = "uk"']))
    def settings(self, settings: str) -> None:
        if "x" in settings:
            settings = 'locales = ["ru", "uk"]\n[checks]\ndisable = ["numbers"]'
        (self.root / "l10n.toml").write_text(f"{settings}\n", "utf-8")

    @rule()
    def wait(self) -> None:
        time.sleep(0.03)

    @rule(command=st.sampled_from(["status", "check", "drafts"]), as_json=st.booleans())
    def ask(self, command: str, as_json: bool) -> None:
        before = contents(self.root)
        words = [command, *(["--json"] if as_json else [])]
        expected = run(self.root, *words, "--no-index")
        assert run(self.root, *words) == expected
        time.sleep(0.03)
        assert run(self.root, *words) == expected  # this time by what was learned
        assert contents(self.root) == before

    @rule(locale=LOCALES)
    def review(self, locale: str) -> None:
        """The page's list of documents with their states, known or read."""
        assert states(self.root, locale, True) == states(self.root, locale, False)

    @rule(strict=st.booleans(), wait=st.booleans())
    def update(self, strict: bool, wait: bool) -> None:
        if wait:
            time.sleep(0.03)
        self._compare("update", *(["--strict"] if strict else []))

    @rule(
        more=st.sampled_from([[], [], ["--strict"], ["--json"], ["--dry-run"], ["--to", "uk"]]),
        wait=st.booleans(),
    )
    def translate_by_machine(self, more: list[str], wait: bool) -> None:
        if wait:
            time.sleep(0.03)
        self._compare("translate", *more)

    @rule(format=st.sampled_from(["same", "same", "xliff", "mo"]), drafts=st.booleans())
    def export(self, format: str, drafts: bool) -> None:
        words = ["--format", format, *([] if drafts else ["--reviewed-only"])]
        self._compare("export", *words)
        time.sleep(0.03)
        self._compare("export", *words)

    @rule(name=NAMES, locale=LOCALES, change=st.sampled_from(["remove", "edit"]))
    def localized(self, name: str, locale: str, change: str) -> None:
        if (path := self.root / "localized" / locale / name).exists():
            path.unlink() if change == "remove" else path.write_text("edited\n", "utf-8")

    def _compare(self, *command: str) -> None:
        """Let a copy of the project do the same without index: all is the same in the end."""
        other = self.folder / "other"
        shutil.copytree(self.root, other, symlinks=True)
        (other / ".l10n/index.db").unlink(missing_ok=True)
        expected = run(other, *command, "--no-index")
        assert run(self.root, *command) == expected
        assert contents(self.root) == contents(other)
        assert remembered(self.root) == remembered(other)
        shutil.rmtree(other)


Files.TestCase.settings = settings(max_examples=15, stateful_step_count=25)
test_answers_are_those_of_a_run_without_index = Files.TestCase


def edited(root: Path, number: int) -> None:
    """A project of twelve documents, some of which change with the number."""
    (root / "source").mkdir(exist_ok=True)
    (root / "l10n.toml").write_text('locales = ["ru", "uk"]\n', "utf-8")
    for document in range(12):
        text = f"Page {document} says {number if document % 3 == number % 3 else 0}.\n"
        (root / "source" / f"page{document}.md").write_text(text, "utf-8")


def start(root: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "l10n", "--project", str(root), "update"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


@pytest.mark.slow
def test_killed_runs_and_two_at_once_leave_nothing_wrong(tmp_path: Path) -> None:
    dice = random.Random(1)
    for number in range(6):
        edited(tmp_path, number)
        runs = [start(tmp_path), start(tmp_path)]
        if number % 2:
            time.sleep(dice.uniform(0.2, 1.5))
            killed = runs.pop()
            killed.kill()
            killed.wait()
        assert [one.wait() for one in runs] == [0] * len(runs)
        for command in ("status", "update", "status"):
            assert run(tmp_path, command, "--no-index") == run(tmp_path, command)


@pytest.mark.slow
def test_workers_give_the_same_as_this_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty documents are three chunks; a document and a catalog in them do not parse."""
    outcomes = []
    for worth in (1, 10**9):
        monkeypatch.setattr(pool, "WORTH", worth)
        monkeypatch.setattr(pool, "_cores", lambda: 2)
        root = tmp_path / str(worth)
        (root / "source").mkdir(parents=True)
        (root / "l10n.toml").write_text('locales = ["ru", "uk"]\n', "utf-8")
        for number in range(40):
            (root / "source" / f"page{number}.md").write_text(f"Page {number}.\n", "utf-8")
        (root / "source/broken.md").write_bytes(b"\xff\xfe\x00")
        found = [run(root, *command) for command in (["update"], ["status"], ["export"])]
        for number, catalog in enumerate(sorted((root / "locales").rglob("*.po"))):
            words = f'"Страница  {number} ,  Page."\n'
            head, _, rest = catalog.read_text("utf-8").rpartition('""\n')
            catalog.write_text(head + words + rest, "utf-8")
        found += [run(root, "check", *more) for more in ([], ["--json"], ["--no-index"])]
        assert found[-3][1].count("page") > 100
        catalog = root / "locales/ru/LC_MESSAGES/page7.po"
        catalog.write_bytes(catalog.read_bytes() + b'msgid "no end')
        found += [run(root, *command, "--no-index") for command in (["update"], ["export"])]
        outcomes.append((found, contents(root)))
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][0][-1][0] == 1
    assert "broken.md" in outcomes[0][0][-1][1] and "page7.po" in outcomes[0][0][-1][1]


def test_what_is_known_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing changed: no document and no catalog is read. One changed: that document alone."""
    edited(tmp_path, 0)
    assert run(tmp_path, "update")[0] == 0
    monkeypatch.setattr(index, "_MARGIN", 0)
    for command in ("translate", "update", "status", "drafts", "check", "export"):
        assert run(tmp_path, command)[0] == 0
    opened: list[str] = []
    monkeypatch.setattr(
        "l10n.po.file.read", lambda data: pytest.fail("a catalog was parsed"), raising=True
    )
    monkeypatch.setattr(
        "l10n.project.jobs.read_document", lambda *_: pytest.fail("a document was read")
    )
    for command in ("translate", "update", "status", "drafts", "check", "export"):
        assert run(tmp_path, command)[0] == 0
    monkeypatch.setattr("l10n.review.desk.read_document", lambda *_: pytest.fail("it was read"))
    assert len(known := states(tmp_path, "ru", True)) == 12  # type: ignore[arg-type]
    monkeypatch.undo()
    assert known == states(tmp_path, "ru", False)
    path = tmp_path / "source/page5.md"
    path.write_text("Another page.\n", "utf-8")
    read = formats.read_document

    def noting(path: Path, encoding: str | None = None) -> Document:
        opened.append(path.name)
        return read(path, encoding)

    monkeypatch.setattr(jobs, "read_document", noting)
    assert run(tmp_path, "update")[0] == 0
    assert opened == ["page5.md"]


def test_a_machine_draft_is_looked_at_when_its_sentence_is_approved_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when that comes into the memory in the same run; all other documents are left alone."""
    monkeypatch.setattr(index, "_MARGIN", 0)
    edited(tmp_path, 0)
    for number in range(2):
        text = f"One tree.\n\nOnly on page {number}.\n"
        (tmp_path / "source" / f"page{number}.md").write_text(text, "utf-8")
    for command in ("translate", "translate"):
        assert run(tmp_path, command)[0] == 0
    catalog = tmp_path / "locales/ru/LC_MESSAGES/page0.po"
    approved = catalog.read_text("utf-8").replace('"«One tree.»"', '"Дерево."')
    catalog.write_text(approved.replace("#, fuzzy\n", "", 1), "utf-8")
    opened: list[str] = []
    read = formats.read_document

    def noting(path: Path, encoding: str | None = None) -> Document:
        opened.append(path.name)
        return read(path, encoding)

    monkeypatch.setattr(jobs, "read_document", noting)
    assert run(tmp_path, "translate")[0] == 0
    assert opened == ["page0.md", "page1.md"]
    assert '"Дерево."' in (tmp_path / "locales/ru/LC_MESSAGES/page1.po").read_text("utf-8")
    assert run(tmp_path, "translate")[0] == 0
    assert opened == ["page0.md", "page1.md"]


def test_what_could_not_be_saved_is_not_taken_for_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_MARGIN", 0)
    edited(tmp_path, 0)
    assert run(tmp_path, "update")[0] == 0
    save = Catalog.save

    def failing(self: Catalog) -> None:
        if self.path.name == "page3.po":
            raise WriteError(f"{self.path}: the disk is full", "make room")
        save(self)

    with patch.object(Catalog, "save", failing):
        assert run(tmp_path, "translate")[0] == 1
    for command in (["status"], ["translate", "--dry-run"]):
        assert run(tmp_path, *command) == run(tmp_path, *command, "--no-index")
    assert run(tmp_path, "translate")[0] == 0
    assert run(tmp_path, "status") == run(tmp_path, "status", "--no-index")
    assert "«Page 3" in (tmp_path / "locales/ru/LC_MESSAGES/page3.po").read_text("utf-8")


def test_a_document_without_catalogs_may_continue_another_s_at_any_time(tmp_path: Path) -> None:
    edited(tmp_path, 0)
    assert run(tmp_path, "update")[0] == 0
    text = "One sentence of its own. And another one.\n"
    (tmp_path / "source/old.md").write_text(text, "utf-8")
    assert run(tmp_path, "update")[0] == 0
    catalog = tmp_path / "locales/ru/LC_MESSAGES/old.po"
    head, _, rest = catalog.read_text("utf-8").rpartition('""\n')
    catalog.write_text(f'{head}"Ещё одно."\n{rest}', "utf-8")
    (tmp_path / "source/new.md").write_text(text, "utf-8")
    before = [run(tmp_path, "status", *more) for more in (["--no-index"], [])]
    (tmp_path / "source/old.md").unlink()
    after = [run(tmp_path, "status", *more) for more in (["--no-index"], [])]
    assert before[0] == before[1] and after[0] == after[1]
