"""`l10n translate --stdio`: one process that answers line by line."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

COMMAND = [sys.executable, "-m", "l10n", "translate", "--stdio", "--to", "ru"]


@contextmanager
def standing(project: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has answered once: its model is loaded."""
    with subprocess.Popen(
        COMMAND,
        cwd=project,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert "translations" in ask(process, "Yes.")
            yield process
        finally:
            process.kill()


def ask(process: subprocess.Popen[str], text: str) -> dict[str, Any]:
    """The answer, which comes before there is another request."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({"text": text}) + "\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def answers(run: Run, *lines: str, to: str = "ru") -> list[dict[str, Any]]:
    """What a run says to lines, which must be as many."""
    result = run(
        "translate", "--stdio", "--to", to, stdin="".join(f"{x}\n" for x in lines).encode()
    )
    assert (result.code, result.err) == (0, "")
    found = [json.loads(line) for line in result.out.splitlines()]
    assert len(found) == len(lines)
    return found


def test_it_says_what_a_pipe_says(run: Run, project: Path) -> None:
    text = "Two bridges were closed.\n\n  - The council met on **Monday**.\n"
    piped = run(
        "translate", "-", "--to", "ru,uk", "--format", "markdown", "--json", stdin=text.encode()
    )
    request = {"id": [1, "a"], "text": text, "to": ["ru", "uk"], "format": "markdown"}
    [answer] = answers(run, json.dumps(request))
    assert answer == {"id": [1, "a"], "translations": json.loads(piped.out)["translations"]}


def test_what_a_line_leaves_out_the_command_says(run: Run, project: Path) -> None:
    [one, other] = answers(run, '{"text": "Yes."}', '{"text": "Yes.", "to": "uk,mn"}')
    assert (one["id"], list(one["translations"])) == (None, ["ru"])
    assert list(other["translations"]) == ["uk", "mn"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("nonsense", "line 1: JSON is malformed"),
        ("", "line 1: Input data was truncated"),
        ("[1]", "line 1: is no JSON object"),
        ("[" * 100_000, "line 1: nested too deeply"),
        ('{"id": 7}', "line 1: Object missing required field `text`"),
        ('{"id": 7, "text": 3}', "line 1: Expected `str`, got `int` - at `$.text`"),
        ('{"id": 7, "text": "a", "too": "ru"}', "line 1: Object contains unknown field `too`"),
        ('{"id": 7, "text": " "}', "line 1: is empty, there is nothing to translate"),
        ('{"id": 7, "text": "a", "to": "xx"}', "unknown locale 'xx'"),
        ('{"id": 7, "text": "a", "to": []}', "no target locale given"),
        ('{"id": 7, "text": "a", "to": "de"}', "no model translates en→de"),
        ('{"id": 7, "text": "a", "format": "docx"}', "unknown format 'docx' of line 1"),
    ],
)
def test_a_bad_line_is_answered_and_the_next_one_too(
    line: str, message: str, run: Run, project: Path
) -> None:
    bad, good = answers(run, line, '{"id": 8, "text": "2024"}')
    assert bad["error"].startswith(message)
    assert bad["hint"]
    assert bad["id"] == (7 if '"id"' in line else None)
    assert good == {"id": 8, "translations": {"ru": "2024"}}


def test_bytes_that_are_no_utf_8(run: Run, project: Path) -> None:
    result = run("translate", "--stdio", "--to", "ru", stdin=b'{"text": "\xff"}\n{"text": "2024"}')
    bad, good = map(json.loads, result.out.splitlines())
    assert bad["error"].startswith("line 1: ")
    assert good["translations"] == {"ru": "2024"}


def test_a_glossary_that_changes_is_read_again(project: Path) -> None:
    with standing(project) as process:
        ask(process, "2024")
        (project / "glossary.csv").write_text("source,mn\nno such,column,here\n", "utf-8")
        assert "glossary.csv" in ask(process, "2024")["error"]
        (project / "glossary.csv").unlink()
        assert ask(process, "2024")["translations"] == {"ru": "2024"}


@pytest.mark.parametrize("option", ["--dry-run", "--encoding=cp1251", "a.txt"])
def test_it_stands_alone(option: str, run: Run, project: Path) -> None:
    result = run("translate", "--stdio", option)
    assert result.code == 2
    assert "leave out documents" in result.err


def test_without_an_engine_it_does_not_start(run: Run, project: Path) -> None:
    result = run("translate", "--stdio", "--engine", "nix")
    assert (result.code, result.out) == (2, "")
    assert "unknown engine 'nix'" in result.err


@pytest.mark.parametrize(
    ("way", "code"), [("end", 0), ("term", -signal.SIGTERM), ("ctrl-c", 130)], ids=str
)
def test_it_ends_without_a_word(way: str, code: int, project: Path) -> None:
    with standing(project) as process:
        if way == "end":
            _, told = process.communicate(timeout=60)
        else:
            process.send_signal(signal.SIGTERM if way == "term" else signal.SIGINT)
            _, told = process.communicate(timeout=60)
        assert (process.returncode, told) == (code, "")


def test_it_ends_when_nobody_reads_any_more(project: Path) -> None:
    with standing(project) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write('{"text": "2024"}\n' * 2)
        process.stdin.flush()
        assert process.wait(60) == -signal.SIGPIPE
        assert process.stderr.read() == ""
