"""What no document should be: too deep, too long, under another format's name."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from l10n.errors import SourceError
from l10n.formats import read_document
from l10n.formats.reading import MOST_LETTERS
from tests.formats.office_folder import pack
from tests.formats.pseudo import check_round_trip
from tests.formats.test_office import W, archive

LEVELS = 10_000
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a{}"\nmsgstr ""\n'


@pytest.mark.parametrize(
    "deep",
    [
        "> " * LEVELS + "word",
        "- " * LEVELS + "word",
        "1. " * LEVELS + "word",
        "*" * LEVELS + "word" + "*" * LEVELS,
        "[" * LEVELS + "word" + "](x)" * LEVELS,
        "![" * LEVELS + "word" + "](x)" * LEVELS,
        "[[" * 10 * LEVELS + "word",
        "[a " * 10 * LEVELS + "]" * 10 * LEVELS + "word",
        "<b>" * LEVELS + "word" + "</b>" * LEVELS,
        "x" + "~~" * LEVELS + "word",
    ],
    ids=lambda text: text[:3],
)
def test_ten_thousand_levels_of_markdown(deep: str) -> None:
    """What is deeper than is looked into stays as it is; the text before it is translated."""
    written = check_round_trip(f"Before.\n\n{deep}\n\nAfter.\n", ".md")
    assert written.startswith("Bеfоrе.\n")


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul", "q"])
def test_ten_thousand_levels_of_html(tag: str) -> None:
    check_round_trip(f"<p>Before.</p>{f'<{tag}>' * LEVELS}word{f'</{tag}>' * LEVELS}", ".html")


def long(unit: str) -> str:
    return unit * (MOST_LETTERS // len(unit) + 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", lambda: long("word ")),
        ("a.md", lambda: long("word ")),
        ("a.md", lambda: long("[")),
        ("a.html", lambda: "<p>" + long("word ")),
        ("a.html", lambda: "<p>" + long("&amp;")),
        ("a.html", lambda: "<p>" + 2 * long("word<b>")),
        ("a.html", lambda: f'<p title="{long("word ")}">word'),
        ("a.json", lambda: '{"a": "a' + long("\\n") + '"}'),
        ("a.srt", lambda: "1\n00:00:01,000 --> 00:00:02,000\n" + long("word ")),
        ("a.po", lambda: PO.format(long("\\n"))),
        ("a.po", lambda: PO.format('"\n"' + long('word"\n"'))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_text_without_end_is_refused(
    tmp_path: Path, name: str, content: Callable[[], str]
) -> None:
    (tmp_path / name).write_text(content())
    with pytest.raises(SourceError, match=r"a (line|text) of more than 1,000,000 letters") as error:
        read_document(tmp_path / name)
    assert name in error.value.message and error.value.hint


@pytest.mark.parametrize(
    ("name", "member", "content"),
    [
        ("a.docx", "word/document.xml", f"<w:p xmlns:w='{W}'><w:r><w:t>{{}}</w:t></w:r></w:p>"),
        ("a.odt", "content.xml", "<text:p>{}</text:p>"),
    ],
)
def test_an_office_text_without_end_is_refused(
    tmp_path: Path, name: str, member: str, content: str
) -> None:
    (tmp_path / name).write_bytes(archive({member: content.format(long("word "))}))
    with pytest.raises(SourceError, match="a text of more than 1,000,000 letters"):
        read_document(tmp_path / name)


def test_a_picture_in_a_page_may_be_one_line() -> None:
    check_round_trip(f'<p>Word <img src="data:{long("AAAA")}"> word.</p>', ".html")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.json", "a.po", "a.srt"])
def test_a_line_of_200_mb_is_refused_in_bounded_memory(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        for _ in range(200):
            file.write(b"word " * (1_000_000 // 5))
    program = (
        "import resource, sys; from l10n.cli import main\n"
        f"sys.argv = ['l10n', 'update', {name!r}, '--to', 'ru']\n"
        "try: main()\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=240)
    assert done.returncode == 2
    assert name in done.stderr and "hint:" in done.stderr and "Traceback" not in done.stderr
    assert int(done.stdout.split()[-1]) < 1_500_000  # KiB
    assert not (tmp_path / "locales").exists()


GOLDEN = Path(__file__).parent / "golden" / "source"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word.odt", pack(GOLDEN / "rich.docx")),
        ("open.docx", pack(GOLDEN / "rich.odt")),
        ("word.txt", pack(GOLDEN / "rich.docx")),
        ("word.md", pack(GOLDEN / "rich.docx")),
        ("page.json", (GOLDEN / "rich.html").read_bytes()),
        ("page.docx", (GOLDEN / "rich.html").read_bytes()),
        ("page.po", (GOLDEN / "rich.html").read_bytes()),
        ("page.srt", (GOLDEN / "rich.html").read_bytes()),
        ("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"),
    ],
)
def test_a_wrong_suffix_is_an_error(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError) as error:
        read_document(tmp_path / name)
    assert name in error.value.message and error.value.hint
