"""The one reader: what it reads is what polib and GNU gettext read, and nothing else is good."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import polib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from l10n.errors import CatalogError
from l10n.po import file as pofile
from l10n.po.decoding import decode
from l10n.po.message import Fault, Message
from l10n.po.syntax import messages

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


_FIELDS = (
    *("msgid", "msgstr", "msgctxt", "msgid_plural", "msgstr_plural", "obsolete", "comment"),
    *("tcomment", "occurrences", "flags"),
    *("previous_msgctxt", "previous_msgid", "previous_msgid_plural"),
)


class _Text(str):
    """Text whose lines end where a PO file's do: not at U+2028, form feed and their like."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


def fields(entry: Message | polib.POEntry) -> dict[str, Any]:
    """What an entry says, of ours and of polib's."""
    found = {name: getattr(entry, name) for name in _FIELDS}
    # polib cuts file names at their spaces.
    places = " ".join(f"{path}:{line}" if line else path for path, line in entry.occurrences)
    places = places.translate({0x2068: None, 0x2069: None})
    # And to gettext a space ends a flag.
    found |= {"occurrences": places, "flags": " ".join(entry.flags).split()}
    # White space round a comment says nothing.
    comments = {name: found[name].split("\n") for name in ("comment", "tcomment")}
    return found | {
        name: [text for line in lines if (text := line.strip())] for name, lines in comments.items()
    }


def by_polib(text: str) -> list[dict[str, Any]]:
    """What polib reads; it wants a space behind the mark of a comment."""
    spaced = re.sub(
        r"^#(?:[.:,|]?(?=[^\s.:,|~#=])|(?=#))", r"\g<0> ", text.replace("#~|", "#|"), flags=re.M
    )
    # And drops the last message where bare comment marks follow it.
    ended = re.sub(r"(?:\n(?:#[.:,|]?)?[ \t]*)+\Z", "\n", spaced)
    return [fields(entry) for entry in polib.pofile(_Text(ended))]


def read(text: str, *, by_token: bool = False) -> tuple[list[Message], list[Fault]]:
    """The messages of a text, and what is wrong with it."""
    faults: list[Fault] = []
    return list(messages(text, faults, by_token=by_token)), faults


@given(st.lists(_messages(), max_size=4))
@example(['msgid "a\\\\"\nmsgstr "\\\\"\n'])
@example(['#~ msgid ""\n#~ "a"\n#~ msgstr "#~ \\"b"\n'])
@example(['msgid "a"\nmsgstr ""\n#.\n'])
@example(['msgid "a"\nmsgstr ""\n#.\n\n'])
@example(['# \nmsgid "a"\nmsgstr ""\n', '#~| msgid "b"\n#~ msgid "c"\n#~ msgstr "d"\n'])
def test_what_polib_reads_is_read(parts: list[str]) -> None:
    text = f"{HEADER}\n{''.join(parts)}"
    found, faults = read(text)
    # polib takes an empty msgid for the header's, whatever its context.
    if not faults and all(one.msgid for one in found[1:]):
        try:
            expected = by_polib(text)
        except OSError:  # a line "#~" or "#|" alone, which says nothing to gettext
            return
        assert [fields(one) for one in found[1:]] == expected


@given(st.lists(_messages(), max_size=4))
@example(['msgid "a"\nmsgstr ""\n"b"\n\n"c"\n'])
@example(['#~ msgid "a"\n#~ msgstr "b" # "\nmsgid "c"\nmsgstr "d"\n'])
@example(['msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\n#|\nmsgstr[1] ""\n'])
@example(['msgid "a"\nmsgstr ""\n# c\n"b"\n'])
def test_both_ways_of_reading_agree(parts: list[str]) -> None:
    text = f"{HEADER}\n{''.join(parts)}"
    found, faults = read(text)
    slowly, wrong = read(text, by_token=True)
    assert bool(faults) == bool(wrong)
    if not faults:
        assert [(one.state(), one.line, one.gap, one.raw) for one in found] == [
            (one.state(), one.line, one.gap, one.raw) for one in slowly
        ]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_files_of_other_tools_are_read_as_polib_does(path: Path) -> None:
    text = path.read_text("utf-8").replace("#comment", "# comment").replace("#,f", "#, f")
    assert by_polib(text) == [fields(entry) for entry in read(text)[0] if not entry.is_header]


def test_messages_as_tools_write_them_are_read_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this, everything above could pass with nothing ever read in one go."""
    monkeypatch.setattr("l10n.po.tokens.Parser.message", lambda parser: None)
    regular = sum(len(read(path.read_text("utf-8"))[0]) > 2 for path in FILES)
    assert regular >= len(FILES) - 2


# What gettext makes of it, the text of msgid and of msgstr; ⏎ is a line end.
ACCEPTED = {
    "octal": (r'msgid "\101\60"⏎msgstr "\303\251"', "A0", "é"),
    "octal of nine bits": (r'msgid "a\501"⏎msgstr "b"', "aA", "b"),
    "hexadecimal": (r'msgid "\x41"⏎msgstr "\xC3" "\xa9"', "A", "é"),
    "hexadecimal, its last digits": (r'msgid "\x4142 "⏎msgstr "b"', "B ", "b"),
    "all names": (r'msgid "\a\b\f\n\r\t\v\\\""⏎msgstr "\n"', '\a\b\f\n\r\t\v\\"', "\n"),
    "joined lines": ('msgid "a\\⏎b"⏎msgstr "c"', "ab", "c"),
    "joined keyword": ('ms\\⏎gid "a"⏎msgstr "b"', "a", "b"),
    "joined comment": ('# x\\⏎msgid "c"⏎msgid "a"⏎msgstr "b"', "a", "b"),
    "one line": ('msgid "a" "b" msgstr "c""d"', "ab", "cd"),
    "no space": ('msgid"a"msgstr"b"', "a", "b"),
    "indented": ('  # c⏎  msgid "a"⏎\t"b"⏎  msgstr⏎"c"', "ab", "c"),
    "comment behind": ('msgid "a"⏎msgstr "b" # c', "a", "b"),
    "an empty line in a string": ('msgid "a"⏎msgstr "b"⏎⏎"c"', "a", "bc"),
    "no line end": ('msgid "a"⏎msgstr "b"', "a", "b"),
    "previous": ('#| msgctxt "x"⏎#| msgid "y"⏎#| "z"⏎msgid "a"⏎msgstr "b"', "a", "b"),
    "spaces between flags": ('#,fuzzy  no-wrap⏎msgid "a"⏎msgstr "b"', "a", "b"),
}
# What it stops at, and the line that we say.
REFUSED = {
    "no closing quotation mark": ('msgid "a⏎msgstr "b"', 4),
    "cut off": ('msgid "a"⏎msgstr "b', 5),
    "cut off behind a backslash": ('msgid "a"⏎msgstr "b\\', 5),
    "cut off behind msgid": ('msgid "a"⏎', 4),
    "unknown escape": (r'msgid "a"⏎msgstr "\e"', 5),
    "no octal digit": (r'msgid "\8"⏎msgstr "b"', 4),
    "no hexadecimal digit": (r'msgid "\xg"⏎msgstr "b"', 4),
    "unescaped quotation mark": ('msgid "a "b" c"⏎msgstr "d"', 4),
    "comment inside": ('msgid "a"⏎# c⏎msgstr "b"', 4),
    "conflict": ('<<<<<<< ours⏎msgid "a"⏎msgstr "b"⏎=======⏎msgid "a"⏎msgstr "c"⏎>>>>>>>', 4),
    "unknown keyword": ('msgfoo "a"⏎msgid "a"⏎msgstr "b"', 4),
    "no msgstr": ('msgid "a"⏎⏎msgid "b"⏎msgstr "c"', 4),
    "no msgid": ('msgstr "b"', 4),
    "two msgid": ('msgid "a"⏎msgid "b"⏎msgstr "c"', 4),
    "two msgctxt": ('msgctxt "a"⏎msgctxt "b"⏎msgid "c"⏎msgstr "c"', 4),
    "two msgstr": ('msgid "a"⏎msgstr "b"⏎msgstr "c"', 6),
    "no string": ('msgid⏎msgstr "b"', 5),
    "plural without forms": ('msgid "a"⏎msgid_plural "b"', 4),
    "plural with one msgstr": ('msgid "a"⏎msgid_plural "b"⏎msgstr "c"', 4),
    "forms without plural": ('msgid "a"⏎msgstr[0] "c"', 4),
    "forms from 1": ('msgid "a"⏎msgid_plural "b"⏎msgstr[1] "c"', 6),
    "a form left out": ('msgid "a"⏎msgid_plural "b"⏎msgstr[0] "c"⏎msgstr[2] "d"', 7),
    "broken index": ('msgid "a"⏎msgid_plural "b"⏎msgstr[0 "c"', 4),
    "half obsolete": ('#~ msgid "a"⏎msgstr "b"', 5),
    "obsolete string": ('msgid "a"⏎msgstr "b"⏎#~ "c"', 6),
    "previous alone": ('#| msgid "a"', 4),
    "previous behind": ('msgid "a"⏎#| msgid "b"⏎msgstr "c"', 4),
    "previous of obsolete ones": ('#~| msgid "x"⏎msgid "a"⏎msgstr "b"', 5),
    "duplicate": ('msgid "a"⏎msgstr "b"⏎⏎msgid "a"⏎msgstr "b"', 7),
    "obsolete duplicate": ('msgid "a"⏎msgstr "b"⏎⏎#~ msgid "a"⏎#~ msgstr "c"', 7),
    "second header": ('msgid ""⏎msgstr ""', 4),
    "end of a context": ('msgctxt "a\\004"⏎msgid "b"⏎msgstr ""', 4),
    "junk": ('msgid "a"⏎msgstr "b"⏎; c', 6),
    "letter": ('é⏎msgid "a"⏎msgstr "b"', 4),
}
GETTEXT = shutil.which("msgcat")


def body(lines: str) -> str:
    return HEADER + "\n" + lines.replace("⏎", "\n") + "\n" * (not lines.endswith("b"))


def msgcat(path: Path) -> str | None:
    """The file as gettext writes it, None where it refuses it."""
    command = ["msgcat", "--no-wrap", "--force-po", "--to-code=UTF-8", str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    return None if done.returncode else done.stdout.decode()


@pytest.mark.parametrize("name", ACCEPTED)
def test_all_that_gettext_reads_is_read(name: str, tmp_path: Path) -> None:
    lines, msgid, msgstr = ACCEPTED[name]
    path = tmp_path / "a.po"
    path.write_text(body(lines), "utf-8")
    [entry] = pofile.load(path)
    assert (entry.msgid, entry.msgstr) == (msgid, msgstr)
    if GETTEXT:
        again = read(msgcat(path) or "")[0]
        assert [fields(one) for one in again[1:]] == [fields(entry)]


@pytest.mark.parametrize("name", REFUSED)
def test_what_gettext_stops_at_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    lines, line = REFUSED[name]
    path = tmp_path / "a.po"
    path.write_text(body(lines), "utf-8")
    with pytest.raises(CatalogError, match=re.escape(f"a.po:{line}: not a valid PO file: ")):
        pofile.load(path)
    if GETTEXT:
        assert msgcat(path) is None


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        'msgid "' + "a" * 1_000_000,
        'msgid "' + "\\\\" * 500_000,
        'msgid ""\n' + '"a"\n' * 200_000 + '"a\n',
        "# a\n" * 200_000 + "x",
        "#| " * 200_000 + "x",
        "; \n" * 20_000,
        'msgid "a" ' * 20_000,
        '#~ msgid "a"\nmsgstr "b"\n' * 20_000,
        "msgstr[" * 100_000,
        '"\\' * 200_000,
    ],
    ids=range(10),
)
def test_large_damage_is_found_at_once(text: str) -> None:
    """In time that grows with the file: none of these may take more than a second or two."""
    _, faults = read(text)
    assert any(fault.fatal for fault in faults)


def test_a_byte_in_a_comment_stays_and_one_in_a_string_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    comment = HEADER.encode() + b'\n# \xe9t\xe9\nmsgid "a"\nmsgstr "b"\n'
    path.write_bytes(comment)
    po = pofile.load(path)
    assert po[0].tcomment == "\ufffdt\ufffd"
    po[0].msgstr = "ü"
    po[0].tcomment += "\nnew"
    assert pofile.dump(po) == comment.replace(b'"b"', '"ü"'.encode()).replace(
        b"t\xe9\n", b"t\xe9\n# new\n"
    )
    path.write_bytes(comment.replace(b'"b"', b'"\xe9"'))
    with pytest.raises(CatalogError, match="byte 0xE9 is not UTF-8"):
        pofile.load(path)


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("charset=KOI8-R", "koi8-r"),
        ("charset=CHARSET", "utf-8"),
        ("charset=UTF-16", "utf-8"),  # no PO file can be in it
        ("charset=rot13", "utf-8"),
        ("charset=unknown", "utf-8"),
        ("charset=\\125TF-8", "utf-8"),
        ("charset=\\113OI8-R", "koi8-r"),  # found only when the header has been read
        ("", "utf-8"),
    ],
)
def test_the_charset_is_the_header_s(header: str, encoding: str) -> None:
    text = f'msgid ""\nmsgstr "{header}\\n"\n\nmsgid "charset=cp1251"\nmsgstr "Ы"\n'
    po, _ = pofile.read(text.encode(encoding))
    assert (po.form.encoding, po[0].msgstr) == (encoding, "Ы")


def test_the_line_of_a_charset_that_does_not_fit() -> None:
    faults: list[Fault] = []
    form = decode(HEADER.encode() + 'msgid "a"\nmsgstr "Ы"\n'.encode("cp1251"), faults)
    assert not form.is_clean
    list(messages(form.text, faults, by_token=True))
    assert [(fault.line, fault.kind) for fault in faults] == [(4, "charset")]


def test_domains_are_named() -> None:
    text = f'{HEADER}\ndomain "x"\nmsgid "a"\nmsgstr "b"\ndomain "y"\nmsgid "a"\nmsgstr "c"\n'
    found, faults = read(text)
    assert [one.msgstr for one in found[1:]] == ["b", "c"]
    assert not faults
    with pytest.raises(CatalogError, match="domain"):
        pofile.check_domains(Path("a.po"), pofile.File.of(text))


def test_an_unchanged_message_stays_as_it_was_written(tmp_path: Path) -> None:
    odd = '#. by hand\nmsgid "a"\n""\n"b"\nmsgstr ""\n"c"\n'
    path = tmp_path / "a.po"
    path.write_text(f'{HEADER}\n{odd}\nmsgid "d"\nmsgstr "e"\n', "utf-8")
    po = pofile.load(path)
    po[1].flags.append("fuzzy")
    saved = pofile.dump(po).decode()
    assert saved == f'{HEADER}\n{odd}\n#, fuzzy\nmsgid "d"\nmsgstr "e"\n'
    po[0].msgid, po[0].msgstr = "x", "new"
    assert '\nmsgid "x"\nmsgstr ""\n"new"\n' in pofile.dump(po).decode()


@pytest.mark.parametrize(
    "change",
    [
        {"msgid": "x"},
        {"msgstr": "x"},
        {"msgctxt": "x"},
        {"msgid_plural": "x"},
        {"msgstr_plural": {0: "x"}},
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
    assert not message.is_changed
    for name, value in change.items():
        setattr(message, name, value)
    assert message.is_changed
    before = message.before()
    assert before is not None and before.state() == Message("a", "b").state()
