"""Translations that mean harm: nothing but text in what is exported, and `l10n check` tells."""

from __future__ import annotations

import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from markdown_it import MarkdownIt

from l10n.formats.office.archives import check_xml
from tests.conftest import Run
from tests.formats.office_folder import pack

OFFICE = Path(__file__).parent.parent / "formats" / "golden" / "source" / "rich.docx"
SOURCES = {
    "page.html": b'<p title="Close the door.">Close the door.</p>',
    "page.md": b"Close the door.\n",
    "page.docx": pack(OFFICE),
}
HARM = [
    "<script>alert(1)</script>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    '<img src=x onerror="alert(1)">',
    '" onmouseover="alert(1)',
    "<b>x",
    "</w:t></w:r><w:r><w:instrText>x</w:instrText><w:t>",
]


class Tags(HTMLParser):
    """The start tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [name for name, _ in attrs]))


def exported(run: Run, name: str, format: str, msgstr: str) -> bytes:
    Path("source").mkdir(exist_ok=True)
    Path("source", name).write_bytes(SOURCES[name])
    assert run("update", f"source/{name}", "--to", "ru").code == 0
    [path] = Path("locales/ru").rglob("*.po")
    po = polib.pofile(str(path))
    entry = next(one for one in po if one.msgid == "Close the door.")
    entry.msgstr, entry.flags = msgstr, []
    po.save()
    result = run("export", f"source/{name}", "--to", "ru", "--format", format, "--json")
    assert result.code == 0, result.err
    return Path(json.loads(result.out)[0]["path"]).read_bytes()


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("format", ["same", "bilingual"])
@pytest.mark.parametrize("name", SOURCES)
def test_it_is_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, name: str, format: str, harm: str
) -> None:
    monkeypatch.chdir(tmp_path)
    safe = exported(run, name, format, "Закрой дверь.")
    data = exported(run, name, format, f"Закрой дверь. {harm}")
    if name == "page.docx" and format == "same":
        Path("out.docx").write_bytes(data)
        content = zipfile.ZipFile("out.docx").read("word/document.xml")
        check_xml(content, "out.docx")
        assert b"instrText><" not in content and b"<script" not in content
        Path("safe.docx").write_bytes(safe)
        before = zipfile.ZipFile("safe.docx").read("word/document.xml")
        tags = re.compile(rb"<[^>]*>")
        assert tags.findall(content) == tags.findall(before)
        return
    pages = [one.decode() for one in (safe, data)]
    if name == "page.md" and format == "same":
        pages = [MarkdownIt("commonmark").render(page) for page in pages]
    before_tags, after_tags = (Tags(page).found for page in pages)
    assert after_tags == before_tags


@pytest.mark.parametrize("harm", [one for one in HARM if one.startswith("<")])
def test_a_tag_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, harm: str
) -> None:
    monkeypatch.chdir(tmp_path)
    exported(run, "page.html", "same", f"Закрой дверь. {harm}")
    result = run("check")
    assert result.code == 1
    assert "markup" in result.out + result.err
