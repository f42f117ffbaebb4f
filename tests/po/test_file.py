"""PO files of other programs go through l10n without losing a byte of meaning."""

from __future__ import annotations

import codecs
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from l10n.po import file as pofile
from l10n.po.catalog import Catalog

FILES = sorted((Path(__file__).parent.parent / "cases" / "po").glob("*.po"))
NAMES = [path.stem for path in FILES]


def meaning(data: bytes) -> list[object]:
    """What a reader that shares no code with us finds in a PO file."""
    text = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\n#~|", b"\n#|")
    catalog = read_po(io.BytesIO(text), abort_invalid=True)
    messages = [*catalog, *catalog.obsolete.values()]
    return [
        (
            *(message.id, message.string, message.context, set(message.flags)),
            *(message.auto_comments, message.user_comments, message.previous_id),
        )
        for message in messages
        if message.id
    ]


def normal(path: Path) -> str:
    """The file as GNU gettext writes it."""
    command = ["msgcat", "--no-wrap", "--force-po", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    # Where a comment ends with a space or the header's order says nothing.
    lines = [line.rstrip() for line in done.stdout.decode().split("\n")]
    header = next((i for i, line in enumerate(lines) if i and not line), 0)
    return "\n".join([*sorted(lines[:header]), *lines[header:]])


@pytest.mark.parametrize("path", FILES, ids=NAMES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8], ids=["plain", "bom"])
def test_loading_and_saving_keeps_the_meaning(
    path: Path, newline: str, bom: bytes, tmp_path: Path
) -> None:
    data = bom + path.read_bytes().replace(b"\n", newline.encode())
    copy = tmp_path / "copy.po"
    copy.write_bytes(data)
    saved = pofile.dump(pofile.load(copy))
    assert saved.startswith(bom)
    assert (b"\r\n" in saved) == (newline == "\r\n")
    assert not re.search(rb"\r\r|[^\r]\n\r", saved)
    assert meaning(saved) == meaning(data)
    copy.write_bytes(saved)
    assert pofile.dump(pofile.load(copy)) == saved


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_gettext_reads_the_same_before_and_after(path: Path, tmp_path: Path) -> None:
    if not shutil.which("msgcat"):
        pytest.skip("msgcat is not installed (Debian package gettext)")
    copy = tmp_path / path.name
    copy.write_bytes(pofile.dump(pofile.load(path)))
    assert normal(copy) == normal(path)


def test_a_file_that_is_not_wrapped_stays_so() -> None:
    path = next(path for path in FILES if path.stem == "lokalize")
    assert pofile.dump(pofile.load(path)).decode() == path.read_text("utf-8")


def test_comments_after_the_last_message_stay() -> None:
    path = next(path for path in FILES if path.stem == "virtaal")
    assert pofile.dump(pofile.load(path)).endswith(b"# A last remark that belongs to no message.\n")


def test_the_previous_sentence_of_an_obsolete_entry_stays() -> None:
    path = next(path for path in FILES if path.stem == "msgmerge")
    dumped = pofile.dump(pofile.load(path)).decode()
    assert '#~| msgid "A previous sentence of an obsolete entry."' in dumped


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_catalog_opens_them_and_approves_what_is_to_approve(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    shutil.copy(path, copy)
    catalog = Catalog.open(copy, None)
    drafts = [entry.key for entry in catalog.entries() if entry.translation.state.waits]
    assert all(catalog.approve(key) for key in drafts)
    catalog.save()
    assert not [one for one in read_po(io.BytesIO(copy.read_bytes())) if one.id and one.fuzzy]


@pytest.mark.parametrize("path", FILES, ids=NAMES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_not_changed_stays_to_the_byte(path: Path, newline: str, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    data = path.read_bytes().replace(b"\n", newline.encode())
    copy.write_bytes(data)
    assert pofile.dump(pofile.load(copy)) == data
