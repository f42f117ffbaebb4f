"""The file: schema changes, damage, full disks, other programs."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from l10n.errors import L10nError, MemoryStoreError, WriteError
from l10n.memory import Memory, Query, Unit
from l10n.memory.features import features
from l10n.memory.migrations import APPLICATION_ID, MIGRATIONS, migrate
from l10n.model import Pair

PAIR = Pair("en", "ru")
UNITS = [Unit(f"Sentence number {n} of the text.", f"Фраза {n}.", PAIR) for n in range(50)]


def schema(db: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


@pytest.mark.parametrize("oldest", range(1, len(MIGRATIONS)))
def test_every_older_schema_becomes_the_newest_and_keeps_its_units(
    tmp_path: Path, oldest: int
) -> None:
    path = tmp_path / ".l10n" / "memory.db"
    path.parent.mkdir()
    db = sqlite3.connect(path, isolation_level=None)
    migrate(db, path, MIGRATIONS[:oldest])
    db.execute("INSERT INTO source VALUES (1, 'en', 4897491189460677738, 'Good morning.')")
    db.execute("INSERT INTO unit VALUES (1, 1, 'ru', 'Доброе утро.', 'human', 1, '', '', '', 5, 6)")
    if oldest >= 2:  # as that version writes it
        given = " ".join(features("Good morning.", "en"))
        db.execute("INSERT INTO feature (rowid, list) VALUES (1, ?)", (given,))
    db.close()
    with Memory.open(tmp_path) as memory:
        [unit] = memory.units()
        assert (unit.source, unit.target, unit.changed) == ("Good morning.", "Доброе утро.", 6)
        [exact, similar] = memory.best([Query("Good morning."), Query("Good mornings.")], PAIR)
        assert exact and exact.similarity == 100
        assert similar and similar.similarity == 96
        memory.add([UNITS[0]])
    new = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sqlite3.connect(path)) as old, closing(new):
        migrate(new, Path("new"))
        assert schema(old) == schema(new)


def test_names_of_migrations_are_in_their_order() -> None:
    names = [name for name, _ in MIGRATIONS]
    assert names == sorted(set(names))


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    def fail(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half (x)")
        raise sqlite3.OperationalError("no")

    db = sqlite3.connect(tmp_path / "memory.db", isolation_level=None)
    migrate(db, Path("memory.db"))
    before = schema(db)
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, Path("memory.db"), [*MIGRATIONS, ("9999_fail", fail)])
    assert schema(db) == before
    migrate(db, Path("memory.db"))
    db.close()


def test_a_newer_schema_is_refused_untouched(tmp_path: Path) -> None:
    with Memory.open(tmp_path) as memory:
        memory.add(UNITS)
    with closing(sqlite3.connect(memory.path)) as db, db:
        db.execute("INSERT INTO migrations VALUES ('9999_of_the_future', 0)")
    before = memory.path.read_bytes()
    for use in (lambda: memory.add(UNITS), lambda: memory.best([Query("x")], PAIR), memory.stats):
        with pytest.raises(MemoryStoreError, match="newer version of l10n") as caught:
            use()
        assert "update" in caught.value.hint
    assert memory.path.read_bytes() == before


def test_another_program_s_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / ".l10n" / "memory.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE notes (text)")
    before = path.read_bytes()
    with pytest.raises(MemoryStoreError, match="another program"):
        Memory.open(tmp_path).add(UNITS)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database, just text" * 100, b"SQLite format 3\0" * 99])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / ".l10n" / "memory.db"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(MemoryStoreError, match="is damaged") as caught:
        Memory.open(tmp_path).best([Query("x")], PAIR)
    assert str(path) in caught.value.message and "move it away" in caught.value.hint
    assert path.read_bytes() == content


def test_damage_anywhere_ends_in_an_error_of_ours_or_in_the_right_answer(tmp_path: Path) -> None:
    with Memory.open(tmp_path) as memory:
        memory.add(UNITS)
    whole = memory.path.read_bytes()
    failed = 0
    for start in range(0, len(whole), len(whole) // 40):
        memory.path.write_bytes(whole[:start] + b"\xaa" * 600 + whole[start + 600 :])
        try:
            with Memory.open(tmp_path) as damaged:
                list(damaged.units())
                damaged.best([Query(unit.source) for unit in UNITS], PAIR)
                damaged.add([Unit("one more", "ещё", PAIR)])
        except L10nError:
            failed += 1
    assert failed


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    with Memory.open(tmp_path) as memory:
        memory.add(UNITS)
        before = list(memory.units())
        with memory._database.reading() as db:
            pages = db.execute("PRAGMA page_count").fetchone()[0]
            db.execute(f"PRAGMA max_page_count = {pages}")
        more = [Unit(f"{n} " + "words and more words " * 40, "слова", PAIR) for n in range(500)]
        with pytest.raises(WriteError, match="full") as caught:
            memory.learn(more)
        assert "free space" in caught.value.hint
        assert list(memory.units()) == before
    with Memory.open(tmp_path) as memory:
        assert list(memory.units()) == before
        assert memory.learn(more) == len(more), "there is room again"


def test_a_file_size_limit_of_the_system_loses_nothing(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="the system knows no limits for files")
    del resource
    with Memory.open(tmp_path) as memory:
        memory.add(UNITS)
        before = list(memory.units())
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from l10n.errors import WriteError\n"
        "from l10n.memory import Memory, Unit\n"
        "from l10n.model import Pair\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "memory = Memory.open(Path(sys.argv[1]))\n"
        "try:\n"
        "    memory.add(Unit(f'{n} ' * 99, 'x', Pair('en', 'ru')) for n in range(9999))\n"
        "except WriteError as error:\n"
        "    print(error.message)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "memory.db: cannot be written" in done.stdout
    with Memory.open(tmp_path) as memory:
        assert list(memory.units()) == before


def test_a_kill_in_the_middle_keeps_what_was_committed(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from l10n.memory import Memory, Unit\n"
        "from l10n.model import Pair\n"
        "def units():\n"
        "    for n in range(10_500):\n"
        "        yield Unit(f'Sentence {n}', 'x', Pair('en', 'ru'))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "Memory.open(Path(sys.argv[1])).add(units())\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert done.returncode < 0
    with Memory.open(tmp_path) as memory:
        assert len(list(memory.units())) == 10_000
        assert memory.best([Query("Sentence 9999")], PAIR)[0]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / ".l10n").write_text("a file where the folder should be")
    with pytest.raises(WriteError, match=r"\.l10n"):
        Memory.open(tmp_path).add(UNITS)


def test_a_writer_that_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("l10n.memory.database._WAIT_SECONDS", 0.05)
    with Memory.open(tmp_path) as memory, Memory.open(tmp_path) as other:
        memory.add(UNITS[:1])
        with memory._database.writing():
            assert len(list(other.units())) == 1, "reading does not wait"
            with pytest.raises(MemoryStoreError, match="in use by another process"):
                other.add(UNITS)


def test_the_file_is_marked_as_ours(tmp_path: Path) -> None:
    with Memory.open(tmp_path) as memory:
        memory.add(UNITS)
    with closing(sqlite3.connect(memory.path)) as db, db:
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_document_s_mark_goes_with_any_change_of_its_units(tmp_path: Path) -> None:
    """Whoever changes them: the document has to teach what it says again."""
    said = [Unit(one.source, one.target, PAIR, reviewed=True, document="a.md") for one in UNITS]
    other = [Unit(one.source, one.target, PAIR, reviewed=True, document="b.md") for one in UNITS]
    marks = {("a.md", "en", "ru"): b"1", ("b.md", "en", "ru"): b"2"}
    changes = (
        "UPDATE unit SET reviewed = 0 WHERE id = "
        "(SELECT min(id) FROM unit WHERE document = 'a.md')",
        "DELETE FROM unit WHERE id = (SELECT min(id) FROM unit WHERE document = 'a.md')",
        "UPDATE unit SET document = 'c.md' WHERE id = "
        "(SELECT min(id) FROM unit WHERE document = 'a.md')",
    )
    with Memory.open(tmp_path) as memory:
        for change in changes:
            memory.learn([*said, *other], marks)
            assert memory.taught() == marks
            memory.learn([*said, *other])  # says nothing new
            assert memory.taught() == marks
            with closing(sqlite3.connect(memory.path)) as db, db:
                db.execute(change)
            assert memory.taught() == {("b.md", "en", "ru"): b"2"}
        memory.learn(said, marks)
        memory.add([Unit("One more.", "Ещё одно.", PAIR, document="b.md")])
        assert memory.taught() == {("a.md", "en", "ru"): b"1"}
