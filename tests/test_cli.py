"""The command line as a person meets it: results, messages, exit codes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import polib
import pytest
import typer
from packaging.version import Version

from l10n.cli import make_app
from l10n.engines.argos import ArgosEngine
from l10n.model import Hypothesis, Pair
from tests.conftest import ARTICLE, ROOT, Run, snapshot

BROKEN = 'msgid "a"\nmsgstr "b"\nnonsense\n'


HEAVY = {"argostranslate", "babel", "ctranslate2", "filelock", "numpy", "polib", "rich"} | {
    *("sentencepiece", "sentencex", "sqlite3", "onnxruntime"),
}


@pytest.mark.parametrize(
    ("arguments", "more"),
    [(["--help"], {"typer", "pydantic"}), (["models", "--help"], set())],
    ids=["all", "group"],
)
def test_help_imports_nothing_heavy(arguments: list[str], more: set[str]) -> None:
    """Start-up time is bought with imports: the list is what a test can hold steady."""
    code = (
        "import sys\nfrom l10n.__main__ import main\n"
        "try: main()\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Usage: " in done.stdout
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert not loaded & (HEAVY | more)


def test_a_command_imports_what_its_documents_need(project: Path) -> None:
    """Markdown's parser, the checks and the engines are a third of the time of `l10n status`."""
    code = (
        "import sys\nfrom l10n.__main__ import main\nsys.argv = ['l10n', 'status', '--to', 'ru']\n"
        "try: main()\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "article.txt" in done.stdout
    loaded = set(done.stderr.split())
    assert not loaded & {"markdown_it", "mdit_py_plugins", "sentencex", "ctranslate2", "numpy"}
    assert not loaded & {"yaml", "multiprocessing", "urllib.request"}
    assert not loaded & {"l10n.checks", "l10n.engines.argos", "l10n.translation"}


def test_a_sentence_from_a_pipe_imports_no_more_than_it_needs(project: Path) -> None:
    """No arrays, no databases, no terminal: it is over before they are loaded."""
    code = (
        "import sys\nfrom l10n.__main__ import main\n"
        "try: main()\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "translate", "-", "--to", "ru"]
    done = subprocess.run(
        command, input="One sentence.", capture_output=True, text=True, check=True
    )
    assert re.search("[а-я]", done.stdout)
    loaded = set(done.stderr.split())
    assert "ctranslate2" in loaded
    assert not loaded & {"sqlite3", "rich", "rapidfuzz", "polib", "markdown_it"}
    if Version(version("ctranslate2")) >= Version("4.8.2"):  # which loads them itself before
        assert not loaded & {"numpy", "yaml", "multiprocessing"}
    assert not loaded & {"l10n.memory", "l10n.project.learning", "l10n.translation.learning"}


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_text_of_help_is_the_true_one(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """`make help-text` writes it."""
    monkeypatch.setenv("COLUMNS", str(columns))
    code = "import sys; from l10n.{} import main; sys.argv = ['l10n', '-h']; main()"
    ready, true = (
        subprocess.run([sys.executable, "-c", code.format(module)], capture_output=True, check=True)
        for module in ("__main__", "cli")
    )
    assert ready.stdout.decode() == true.stdout.decode()


def commands(app: typer.Typer, prefix: str = "") -> Iterator[str]:
    """The names of all commands, of groups too: "translate", "memory import"."""
    for command in app.registered_commands:
        assert command.callback
        yield prefix + (command.name or command.callback.__name__.rstrip("_"))
    for group in app.registered_groups:
        assert group.typer_instance
        yield from commands(group.typer_instance, f"{prefix}{group.name} ")


@pytest.mark.parametrize("command", list(commands(make_app())))
def test_each_command_has_help_and_documentation(run: Run, command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.code == 0
    reference = (page.read_text("utf-8") for page in (ROOT / "docs" / "reference").glob("*.md"))
    pages = "\n".join(reference).split("\n## l10n ")
    [page] = [page for page in pages if page.startswith(f"{command}\n")]
    for option in re.findall(r"^\s+(?:-\w, )?(--[a-z-]+)", result.out, re.MULTILINE):
        if option != "--help":
            assert option in page


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("l10n 0.")


def test_standard_input_is_translated_to_standard_output(run: Run, project: Path) -> None:
    before = snapshot(project)
    result = run("translate", "-", "--to", "ru", stdin=b"Two bridges were closed.\n\n  Yes!\n")
    assert result.code == 0
    lines = result.out.split("\n")
    assert len(lines) == 4
    assert re.search("[а-я]", lines[0])
    assert lines[1] == lines[3] == ""
    assert lines[2].startswith("  ")
    assert snapshot(project) == before


def test_standard_input_into_several_locales_needs_json(run: Run, project: Path) -> None:
    result = run("translate", "-", "--to", "ru,uk", stdin=b"Yes.")
    assert (result.code, result.out) == (2, "")
    assert "one locale" in result.err
    texts = json.loads(run("translate", "-", "--to", "ru,uk", "--json", stdin=b"Yes.").out)
    assert set(texts["translations"]) == {"ru", "uk"}


def test_dry_run_writes_nothing(run: Run, project: Path) -> None:
    before = snapshot(project)
    result = run("translate", "--to", "mn,ru", "--dry-run", "--json")
    report = json.loads(result.out)
    assert [document["pending"] for document in report["documents"]] == [25, 25]
    assert snapshot(project) == before


def test_json_report(run: Run, project: Path) -> None:
    report = json.loads(run("translate", "--to", "uk", "--json").out)
    [document] = report["documents"]
    assert document["document"] == "source/article.txt"
    assert (document["segments"], document["reused"], document["machine"]) == (25, 0, 25)
    assert document["words_per_second"] > 0


def test_progress_lines_go_to_standard_error_in_a_pipe(run: Run, project: Path) -> None:
    result = run("translate", "--to", "uk")
    assert "uk: 25 of 25 sentences translated" in result.err
    assert "source/article.txt" in result.out


def test_a_sentence_new_in_the_source_is_translated_and_the_rest_kept(
    run: Run, project: Path
) -> None:
    run("translate", "--to", "uk")
    path = project / "locales/uk/LC_MESSAGES/article.po"
    before = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    source = project / "source" / "article.txt"
    source.write_bytes(b"A new first line.\n" + source.read_bytes())
    [document] = json.loads(run("translate", "--to", "uk", "--json").out)["documents"]
    assert (document["reused"], document["machine"]) == (25, 1)
    after = polib.pofile(str(path))
    assert after[0].msgid == "A new first line."
    assert {entry.msgid: entry.msgstr for entry in after[1:]} == before


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["gone.txt", "--to", "mn"], "gone.txt: no such file", "check the path"),
        (["source", "--to", "mn"], "source: is a folder", "name a document in it"),
        (["latin.txt", "--to", "mn"], "not utf-8 (byte 0xe9", "--encoding"),
        (["binary.txt", "--to", "mn"], "binary.txt: is a binary file", "plain text"),
        (["--to", "ua"], "unknown locale 'ua'", "did you mean uk (Ukrainian)?"),
        (["--to", "mongolian"], "unknown locale 'mongolian'", "did you mean mn"),
        (["--to", "../up"], "unknown locale '../up'", ""),
        ([], "no target locale given", "--to mn,ru,uk"),
        (["--to", "de", "--strict"], "no model translates en→de", "en→mn, en→ru, en→uk"),
        (["--to", "mn", "--engine", "argo"], "unknown engine 'argo'", "did you mean 'argos'?"),
        (["-", "source/article.txt", "--to", "mn"], "cannot be mixed", "name - alone"),
    ],
)
def test_bad_input_gets_a_line_and_a_hint_and_touches_nothing(
    run: Run, project: Path, arguments: list[str], message: str, hint: str
) -> None:
    (project / "latin.txt").write_bytes(b"caf\xe9 au lait")
    (project / "binary.txt").write_bytes(b"\x00\x01\x02")
    before = snapshot(project)
    result = run("translate", *arguments)
    assert (result.code, result.out) == (2, "")
    error, hint_line = result.err.strip().split("\n")
    assert error.startswith("error: ")
    assert message in error
    assert hint_line.startswith("hint: ")
    assert hint in hint_line
    assert snapshot(project) == before


@pytest.mark.parametrize("command", ["update", "export"])
@pytest.mark.parametrize("name", ["source", "gone.txt"])
def test_what_is_no_document_touches_nothing(
    run: Run, project: Path, command: str, name: str
) -> None:
    before = snapshot(project)
    result = run(command, name, "--to", "mn")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {name}: ")
    assert snapshot(project) == before


def test_empty_standard_input(run: Run, project: Path) -> None:
    result = run("translate", "-", "--to", "mn")
    assert (result.code, "standard input: is empty" in result.err) == (2, True)


def test_a_broken_catalog_stops_a_strict_run_before_anything_is_written(
    run: Run, project: Path
) -> None:
    broken = project / "locales/ru/LC_MESSAGES/article.po"
    broken.parent.mkdir(parents=True)
    broken.write_text(BROKEN, "utf-8")
    before = snapshot(project)
    result = run("translate", "--to", "mn,ru", "--strict")
    assert result.code == 2
    assert "article.po:3: not a valid PO file" in result.err
    assert snapshot(project) == before


def test_a_target_that_cannot_be_written_is_found_before_translating(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "locales").write_text("a file where the folder should be", "utf-8")
    monkeypatch.setattr(ArgosEngine, "translate", None)
    result = run("translate", "--to", "mn")
    assert result.code == 2
    assert "locales is not a folder" in result.err


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may write everywhere")
def test_a_read_only_folder(run: Run, project: Path) -> None:
    (project / "locales").mkdir(mode=0o500)
    result = run("translate", "--to", "mn")
    assert (result.code, "is read-only" in result.err) == (2, True)


def test_two_documents_cannot_share_a_catalog(run: Run, project: Path) -> None:
    run("translate", "--to", "mn")
    (project / "article.txt").write_text("Another one.", "utf-8")
    result = run("translate", "article.txt", "--to", "mn")
    assert result.code == 2
    assert "belongs to source/article.txt, not to article.txt" in result.err


def test_ctrl_c_keeps_what_is_done(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest sentences are translated first; while the others are, somebody interrupts."""
    run("update", "--to", "mn")
    path = project / "locales/mn/LC_MESSAGES/article.po"
    by_length = sorted((entry.msgid for entry in polib.pofile(str(path))), key=len, reverse=True)
    second = by_length[10:20]
    interruptions = [KeyboardInterrupt()]

    def translate(
        self: ArgosEngine, texts: list[str], pair: Pair, **options: bool
    ) -> list[Hypothesis]:
        if interruptions and set(texts).intersection(second):
            raise interruptions.pop()
        text = {"mn": "Зөвлөл өнөөдөр хуралдав.", "ru": "Совет собрался сегодня."}[pair.target]
        numbers = [" ".join(re.findall(r"\d+", one)) for one in texts]
        return [Hypothesis(f"{text[:-1]} {number}.", -1.0) for number in numbers]

    monkeypatch.setattr(ArgosEngine, "translate", translate)
    monkeypatch.setattr("l10n.project.machine.FIRST_GROUP", 10)
    result = run("translate", "--to", "mn,ru")
    assert result.code == 130
    assert "run the same command again" in result.err
    po = polib.pofile(str(path))
    assert len([entry for entry in po if entry.msgstr]) == 10
    report = json.loads(run("translate", "--to", "mn,ru", "--json").out)
    assert [document["machine"] for document in report["documents"]] == [15, 25]


@pytest.mark.slow
def test_a_real_ctrl_c(project: Path) -> None:
    """SIGINT in the middle of a long real run leaves catalogs that load, and says how to go on."""
    sentences = ARTICLE.read_text("utf-8").split(". ")
    text = "\n".join(f"{number} {sentence}." for number in range(600) for sentence in sentences)
    (project / "source" / "article.txt").write_text(text, "utf-8")
    path = project / "locales/mn/LC_MESSAGES/article.po"
    with subprocess.Popen(
        [sys.executable, "-m", "l10n", "translate", "--to", "mn"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        while process.poll() is None and not (path.exists() and b"digest" in path.read_bytes()):
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "run the same command again" in err
    po = polib.pofile(str(path))
    assert 0 < len([entry for entry in po if entry.msgstr]) < len(po)
