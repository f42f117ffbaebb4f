"""Runs beside each other, the cache, the memory's part in a run, confidence."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.files import locked
from l10n.model import Hypothesis, message_key
from l10n.project import run as pipeline
from l10n.project.config import Project
from l10n.project.jobs import Job, plan
from l10n.translation.cache import Cache
from l10n.translation.confidence import confidence
from tests.conftest import Run
from tests.engines import Brackets

HOLD = """
import sys
from pathlib import Path
from l10n.files import locked
with locked(Path(sys.argv[1]), purpose="run"):
    print("locked", flush=True)
    sys.stdin.read()
"""


def translate(folder: Path, text: str) -> Job:
    """Run over a document with this text; tests look at the only job."""
    source = folder / "source" / "a.txt"
    source.parent.mkdir(exist_ok=True)
    source.write_text(text, "utf-8")
    project = Project(folder)
    [job] = plan(project, [source], ["mn"])
    pipeline.translate(project, [job], Brackets())
    return job


def edit(job: Job, msgid: str, msgstr: str, *, approve: bool = True) -> None:
    po = polib.pofile(str(job.catalog.path))
    entry = po.find(msgid)
    assert entry
    entry.msgstr = msgstr
    entry.flags = [] if approve else ["fuzzy"]
    po.save()


@pytest.fixture
def other_run(project: Path) -> object:
    """Another process at work on the Mongolian catalog of the article."""
    path = project / "locales/mn/LC_MESSAGES/article.po"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "locked\n"
        yield process
        process.kill()


def test_no_wait_fails_when_another_run_is_at_work(run: Run, other_run: object) -> None:
    result = run("translate", "--to", "mn", "--no-wait")
    assert result.code == 2
    assert "article.po: another l10n is at work on it" in result.err
    assert run("update", "--to", "mn", "--no-wait").code == 2
    assert run("update", "--to", "ru", "--no-wait").code == 0


def test_who_waits_says_so_and_does_not_repeat_the_work(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two runs planned the same work; the second starts when the first has done it."""
    source = tmp_path / "source" / "a.txt"
    source.parent.mkdir()
    source.write_text("One.\nTwo.", "utf-8")
    project = Project(tmp_path)
    [first], [second] = (plan(project, [source], ["mn"]) for _ in range(2))
    pipeline.translate(project, [first], Brackets())
    monkeypatch.setattr(Brackets, "translate", None)
    pipeline.translate(project, [second], Brackets())
    assert (first.machine, second.machine) == (2, 0)


def test_the_notice_of_waiting(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    import threading

    path, inside, leave = tmp_path / "a.po", threading.Event(), threading.Event()

    def hold() -> None:
        with locked(path):
            inside.set()
            leave.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait(30)
    threading.Timer(0.2, leave.set).start()
    with locked(path):
        pass
    thread.join()
    assert "waiting for another l10n" in caplog.text


def test_an_edit_made_during_a_run_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = translate(tmp_path, "One.")

    def edit_meanwhile(
        self: Brackets, texts: list[str], pair: object, **options: bool
    ) -> list[Hypothesis]:
        edit(job, "One.", "Нэг.")
        return [Hypothesis(f"«{text}»", -0.5) for text in texts]

    monkeypatch.setattr(Brackets, "translate", edit_meanwhile)
    translate(tmp_path, "One.\nTwo.")
    po = polib.pofile(str(job.catalog.path))
    assert [(entry.msgid, entry.msgstr) for entry in po] == [("One.", "Нэг."), ("Two.", "«Two.»")]


def test_what_was_approved_in_one_document_is_a_match_in_another(tmp_path: Path) -> None:
    job = translate(tmp_path, "The council met on Monday.\nOther.")
    edit(job, "The council met on Monday.", "Зөвлөл даваа гаригт хуралдав.")
    project = Project(tmp_path)
    other = tmp_path / "source" / "b.txt"
    other.write_text("The council met on Monday.\nThe council met on Sunday.", "utf-8")
    jobs = plan(project, [tmp_path / "source" / "a.txt", other], ["mn"])
    pipeline.translate(project, jobs, Brackets())
    assert (jobs[1].memory, jobs[1].machine) == (2, 0)
    exact, fuzzy = polib.pofile(str(jobs[1].catalog.path))
    assert exact.fuzzy and fuzzy.fuzzy
    assert exact.tcomment.startswith("l10n: memory, match 100 %")
    assert fuzzy.msgstr == "Зөвлөл даваа гаригт хуралдав."
    # A match is a program's draft: what no person has touched may be replaced.
    assert jobs[1].catalog.reset(message_key(fuzzy.msgid))


def test_update_teaches_the_memory_too(tmp_path: Path) -> None:
    edit(translate(tmp_path, "One."), "One.", "Нэг.")
    project = Project(tmp_path)
    pipeline.update(project, plan(project, [tmp_path / "source" / "a.txt"], ["mn"]))
    assert (tmp_path / ".l10n" / "memory.db").exists()


def test_no_memory_is_made_before_there_is_something_to_remember(tmp_path: Path) -> None:
    translate(tmp_path, "One.")
    assert not (tmp_path / ".l10n" / "memory.db").exists()


def test_the_cache_answers_for_its_model_only(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get("a 1", "en→mn", ["One."]) == {}
    assert not cache.path.exists()
    cache.put("a 1", "en→mn", {"One.": Hypothesis("Нэг.", -0.25)})
    assert cache.get("a 1", "en→mn", ["One.", "Two."]) == {"One.": Hypothesis("Нэг.", -0.25)}
    assert cache.get("a 2", "en→mn", ["One."]) == {}
    assert cache.get("a 1", "en→ru", ["One."]) == {}
    cache.put("a 1", "en→mn, beam 1", {"One.": Hypothesis("Нэг!", -0.5)})
    assert sorted(cache.drafts("a 1", ["One."])["One."]) == ["Нэг!", "Нэг."]
    assert (tmp_path / ".l10n" / ".gitignore").read_text("utf-8") == "*\n"


def test_a_damaged_cache_is_replaced(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("a 1", "en→mn", {"One.": Hypothesis("Нэг.", -0.25)})
    cache.path.write_bytes(b"this is no database" * 1000)
    assert cache.get("a 1", "en→mn", ["One."]) == {}
    cache.put("a 1", "en→mn", {"One.": Hypothesis("Нэг.", -0.25)})
    assert cache.get("a 1", "en→mn", ["One."])


def test_a_cache_that_cannot_be_written_does_not_stop_a_run(tmp_path: Path) -> None:
    (tmp_path / ".l10n").write_text("a file where the folder should be", "utf-8")
    cache = Cache(tmp_path)
    cache.put("a 1", "en→mn", {"One.": Hypothesis("Нэг.", -0.25)})
    assert cache.get("a 1", "en→mn", ["One."]) == {}


def test_a_locked_cache_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    cache.put("a 1", "en→mn", {"One.": Hypothesis("Нэг.", -0.25)})
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, timeout: real(path, timeout=0.05))
    holder = real(cache.path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    cache.put("a 1", "en→mn", {"Two.": Hypothesis("Хоёр.", -0.25)})
    holder.execute("ROLLBACK")
    holder.close()
    assert cache.get("a 1", "en→mn", ["Two."]) == {}
    assert cache.get("a 1", "en→mn", ["One."])


def test_the_report_counts_memory_and_machine(run: Run, project: Path) -> None:
    [document] = json.loads(run("translate", "--to", "mn", "--json").out)["documents"]
    assert (document["memory"], document["machine"]) == (0, 25)


@given(st.text(), st.text(), st.floats(max_value=0, allow_nan=False))
def test_confidence_is_a_fraction(source: str, text: str, score: float) -> None:
    assert 0 <= confidence(source, Hypothesis(text, score)) <= 1


def test_confidence_falls_with_what_is_wrong() -> None:
    source = "The council met on Monday evening."
    good = confidence(source, Hypothesis("Совет собрался в понедельник вечером.", -0.5))
    unsure = confidence(source, Hypothesis("Совет собрался в понедельник вечером.", -2.5))
    loop = confidence(source, Hypothesis("Совет собрался и собрался и собрался и.", -0.5))
    short = confidence(source, Hypothesis("Совет.", -0.5))
    assert good > max(unsure, loop, short)
    assert confidence("2024", Hypothesis("2024", 0.0)) == 1.0
