"""What is read in one pass is what polib reads, and what did not change stays as it was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from l10n.po import file as pofile
from l10n.po.syntax import Message, scan

FILES = sorted((Path(__file__).parent.parent / "cases" / "po").glob("*.po"))
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'

# Strings as they may stand between quotes, and lines that may or may not be regular.
_inside = st.lists(
    st.sampled_from(["a", "б", " ", "\\n", "\\t", '\\"', "\\\\", "\u2028", "\x85", "#", "~", "%"])
    | st.characters(exclude_characters='"\\\r\n', exclude_categories=["Cs"]),
    max_size=8,
).map("".join)
_string = st.lists(_inside, min_size=1, max_size=3)
_word = st.sampled_from(["a.py:3", "b:c:7", "name", "fuzzy", "l10n: machine", "x", "\u00a0", "é"])
_comment = st.builds(
    lambda mark, words: f"{mark} {' '.join(words)}".rstrip(" "),
    st.sampled_from(["#", "#.", "#:", "#,"]),
    st.lists(_word, max_size=3),
)
_odd = st.sampled_from(["", "##", "#  indented", "#no space", "#~ ", "# end ", "#|", "#| x", " "])


@st.composite
def _messages(draw: st.DrawFn) -> str:
    """The lines of one message, mostly as tools write them."""
    mark = draw(st.sampled_from(["", "", "#~ "]))

    def field(keyword: str, prefix: str = mark) -> list[str]:
        first, *rest = draw(_string)
        return [f'{prefix}{keyword} "{first}"', *(f'{prefix}"{line}"' for line in rest)]

    lines = draw(st.lists(_comment, max_size=4))
    if draw(st.booleans()):
        lines += field("msgid", "#~| " if mark else "#| ")
    if draw(st.booleans()):
        lines += field("msgctxt")
    lines += field("msgid")
    if draw(st.booleans()):
        lines += field("msgid_plural") + field("msgstr[0]") + field("msgstr[1]")
    else:
        lines += field("msgstr")
    if draw(st.integers(0, 9)) == 0:
        lines.insert(draw(st.integers(0, len(lines))), draw(_odd | _comment))
    return "\n".join(lines) + "\n" * draw(st.integers(1, 3))


def fields(entry: polib.POEntry) -> dict[str, Any]:
    return {
        name: value
        for name, value in vars(entry).items()
        if name not in ("linenum", "_written", "encoding")
    }


def by_polib(text: str) -> list[dict[str, Any]] | str:
    lines = pofile._spaced(text.replace("#~|", "#|"))
    try:
        return [fields(entry) for entry in polib.pofile(pofile._Text(lines))]
    except OSError as error:
        return str(error)


@given(st.lists(_messages(), max_size=4))
@example(['msgid "a\\\\"\nmsgstr "\\\\"\n'])
@example(['#~ msgid ""\n#~ "a"\n#~ msgstr "#~ \\"b"\n'])
@example(['# \nmsgid "a"\nmsgstr ""\n', '#~| msgid "b"\n#~ msgid "c"\n#~ msgstr "d"\n'])
def test_scanning_reads_what_polib_reads(parts: list[str]) -> None:
    body = "".join(parts)
    try:
        found = [fields(message) for message in scan(body, 0, len(body))]
    except ValueError:
        return  # irregular: polib reads the file
    assert found == by_polib(f"{HEADER}\n{body}")


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_files_of_other_tools_are_read_as_polib_does(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [fields(entry) for entry in pofile._parse(path, text, "utf-8")] == [
        fields(entry) for entry in pofile.load(path)
    ]


def test_messages_as_tools_write_them_are_regular(tmp_path: Path) -> None:
    # Without this, everything above could pass with nothing ever read in one pass.
    regular = []
    for path in FILES:
        regular += [all(isinstance(entry, Message) for entry in pofile.load(path))]
    assert sum(regular) >= len(FILES) - 2


def test_an_unchanged_message_stays_as_it_was_written(tmp_path: Path) -> None:
    odd = '#. by hand\nmsgid "a"\n""\n"b"\nmsgstr ""\n"c"\n'
    path = tmp_path / "a.po"
    path.write_text(f'{HEADER}\n{odd}\nmsgid "d"\nmsgstr "e"\n', "utf-8")
    po = pofile.load(path)
    po[1].flags.append("fuzzy")
    saved = pofile.dump(po).decode()
    assert saved == f'{HEADER}\n{odd}\n#, fuzzy\nmsgid "d"\nmsgstr "e"\n'
    po[0].msgstr = "new"
    assert 'msgid "ab"\nmsgstr "new"\n' in pofile.dump(po).decode()


@pytest.mark.parametrize(
    "change",
    [
        {"msgid": "x"},
        {"msgstr": "x"},
        {"msgctxt": "x"},
        {"msgid_plural": "x"},
        {"tcomment": "x"},
        {"comment": "x"},
        {"flags": ["x"]},
        {"occurrences": [("x", "1")]},
        {"obsolete": True},
        {"previous_msgid": "x"},
        {"previous_msgctxt": "x"},
        {"previous_msgid_plural": "x"},
    ],
    ids=lambda change: str(*change),
)
def test_any_change_is_noticed(change: dict[str, Any]) -> None:
    message = Message("a", "b")
    message.keep("text")
    assert message.written() == "text"
    vars(message).update(change)
    assert message.written() is None
