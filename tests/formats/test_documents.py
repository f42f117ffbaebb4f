"""The benchmark over any folder of documents, here over our own: what it prints and finds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.formats import office_folder
from tests.formats.test_dialects import DOCUSAURUS, JEKYLL, MATHEMATICS, OBSIDIAN
from tests.formats.test_golden import SOURCES


def run(folder: Path) -> tuple[int, dict[str, dict[str, str]], str]:
    command = [sys.executable, "-m", "benchmarks.documents", str(folder), "--verbose"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=250)
    head, *rows = (line.split("\t") for line in result.stdout.splitlines())
    return (
        result.returncode,
        {row[0]: dict(zip(head, row, strict=True)) for row in rows},
        result.stderr,
    )


def test_our_own_documents_come_through(tmp_path: Path) -> None:
    """To the byte, with their structure, whatever translations hold."""
    for path in SOURCES:
        data = office_folder.pack(path) if path.is_dir() else path.read_bytes()
        (tmp_path / path.name).write_bytes(data)
    # Those whose syntax CommonMark takes for text, not for code or headings.
    plain = [DOCUSAURUS, JEKYLL, OBSIDIAN, MATHEMATICS]
    for number, text in enumerate(plain):
        (tmp_path / f"dialect{number}.md").write_text(text, "utf-8")
    code, rows, errors = run(tmp_path)
    assert code == 0, errors
    formats = {"android", "docx", "html", "json", "markdown", "odt", "srt", "vtt", "yaml"}
    assert set(rows) == formats
    assert rows["markdown"]["documents"] == str(len(plain) + 1)
    for row in rows.values():
        assert (row["crashed"], row["not the same"], row["structure"]) == ("0", "0", "0")
        assert (row["hostile"], row["others fail"]) == ("0", "0")


def test_it_finds_what_is_broken(tmp_path: Path) -> None:
    """A document whose text no reader offers, and one that cannot be read."""
    (tmp_path / "a.json").write_text('{"$hidden": {"text": "Some words that are seen"}}', "utf-8")
    (tmp_path / "b.html").write_bytes(b"<p>ok</p>\xff")
    code, rows, errors = run(tmp_path)
    assert code == 0
    assert rows["json"]["unseen"] == "100.0 %" and "unseen: 5 of 5 words" in errors
    assert rows["html"]["refused"] == "1"
