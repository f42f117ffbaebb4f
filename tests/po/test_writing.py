"""Writing leaves a file as it was: what is edited is wrapped as the file is, the rest stays."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.model import Segment, State, message_key
from l10n.po import file as pofile
from l10n.po.catalog import Catalog
from l10n.po.message import Message
from l10n.po.splicing import render
from l10n.po.syntax import messages
from l10n.po.writing import Style, strings
from tests.conftest import Run

HEADER = """# Head comment
#
#
msgid ""
msgstr ""
"Project-Id-Version: x\\n"
"Language-Team: Russian (http://example.org/projects/p/django/language/"
"ru/)\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: ru\\n"
"X-Generator: Lokalize 25.12\\n"
"Plural-Forms:  nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && "
"n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"
"""
WRAPPED = """
#, no-wrap
msgid "This one line was written by hand and nobody has ever wrapped it at all, as you can see."
msgstr ""

msgid ""
"Any other message of this file is wrapped at seventy-nine columns, as all the "
"tools of GNU gettext do it."
msgstr ""
"Любое другое сообщение этого файла перенесено по семьдесят девятой колонке, "
"как это делают все программы."
"""
ESCAPED = r"""
msgid "octal \101 and hex \x42"
msgstr "восемь \101 и \x42"

msgid "bell \a back \b feed \f tab \v end"
msgstr "звонок \a \b \f \v конец"
"""
ODD = """
#  indented note
#.no space
#: b.c:2
#: a.c:1

#, fuzzy
#, c-format
msgid   "one"
msgstr "один"
# behind

#~ msgid "gone"
#~ msgstr "нет"
msgid "two"
  "three"
msgstr
"два "
"три"
"""


def edited(text: str, msgid: str, msgstr: str) -> str:
    """The text after a message's translation was changed."""
    po, faults = pofile.read(text.encode())
    assert not faults
    [message] = [one for one in po if one.msgid == msgid]
    message.msgstr = msgstr
    return pofile.dump(po).decode()


def test_the_header_stays() -> None:
    text = HEADER + '\nmsgid "one"\nmsgstr "один"\n'
    assert edited(text, "one", "два") == text.replace("один", "два")


def test_the_file_s_wrapping_stays() -> None:
    text = HEADER + WRAPPED
    [*_, message] = pofile.read(text.encode())[0]
    changed = edited(text, message.msgid, message.msgstr.replace("все", "все наши"))
    assert changed == text.replace("все программы", "все наши программы")


def test_an_unwrapped_file_is_not_wrapped() -> None:
    long = "word " * 40
    text = HEADER + f'\nmsgid "{long}"\nmsgstr "{long}"\n\nmsgid "b"\nmsgstr ""\n'
    assert edited(text, "b", long) == text.replace('msgstr ""\n', f'msgstr "{long}"\n', 2).replace(
        f'msgid ""\nmsgstr "{long}"\n', 'msgid ""\nmsgstr ""\n'
    )


def test_the_msgid_s_escapes_stay() -> None:
    text = HEADER + ESCAPED
    assert edited(text, "octal A and hex B", "восемь") == text.replace(
        r'"восемь \101 и \x42"', '"восемь"'
    )
    changed = edited(text, "bell \a back \b feed \f tab \v end", "звонок \a")
    assert changed == text.replace(r"звонок \a \b \f \v конец", r"звонок \a")


@pytest.mark.parametrize(("msgid", "old", "new"), [("one", "один", "1"), ("twothree", "три", "3")])
def test_odd_lines_stay(msgid: str, old: str, new: str) -> None:
    text = HEADER + ODD
    message = next(one for one in pofile.read(text.encode())[0] if one.msgid == msgid)
    assert edited(text, msgid, message.msgstr.replace(old, new)) == text.replace(old, new)


def test_flags_and_notes_change_in_their_lines() -> None:
    po, _ = pofile.read((HEADER + ODD).encode())
    po[0].flags = ["c-format"]
    po[0].tcomment += "\nnew"
    changed = pofile.dump(po).decode()
    assert changed == (HEADER + ODD).replace("#, fuzzy\n", "").replace(
        "#  indented note\n", "#  indented note\n# new\n"
    )


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    for text in (HEADER + ODD).replace("\n", "\r\n"), "\ufeff" + HEADER + ODD:
        assert edited(text, "one", "1") == text.replace("один", "1")


def test_a_message_on_the_line_of_an_obsolete_one_stays_obsolete() -> None:
    text = HEADER + '\n#~ msgid "a" msgstr "b" msgid "c" msgstr "d"\n'
    po, _ = pofile.read(text.encode())
    assert [one.obsolete for one in po] == [True, True]
    assert pofile.dump(po).decode() == text
    po[0].msgstr = "new"
    again, _ = pofile.read(pofile.dump(po))
    assert [one.state() for one in again] == [one.state() for one in po]


text = st.text(
    st.sampled_from(" ab-/.,:()\"'\\\n\t%«»—…漢字かな한글ไทยéЖ0123  ")
    | st.characters(codec="utf-8", exclude_characters="\0"),
    max_size=200,
)
words = st.lists(st.text("abЖ漢.,-/%()", min_size=1, max_size=12), max_size=30).map(" ".join)


@given(text | words, text | words, st.booleans(), st.booleans())
def test_a_changed_message_is_read_as_it_was_meant(
    before: str, after: str, fuzzy: bool, obsolete: bool
) -> None:
    message = Message("a" + before, before, tcomment="one\ntwo", flags=["fuzzy"] * fuzzy)
    message.keep(render(message, Style()))
    message.msgstr, message.obsolete = after, obsolete
    message.previous_msgid = before
    message.flags = ["c-format"]
    message.tcomment = "one\nthree\ntwo"
    [again] = messages(render(message, Style(0)), [])
    assert again.state() == message.state()


def _msgcat() -> tuple[int, ...]:
    """The version of gettext's tools; () where they are not installed."""
    if not shutil.which("msgcat"):
        return ()
    told = subprocess.run(["msgcat", "--version"], capture_output=True, text=True, check=True)
    return tuple(map(int, re.findall(r"\d+", told.stdout.splitlines()[0])))


@pytest.mark.skipif(not _msgcat(), reason="gettext is not installed")
@pytest.mark.skipif(_msgcat() >= (0, 22), reason="breaks lines by newer rules of Unicode than 0.21")
@settings(max_examples=30)
@given(st.lists(words, min_size=1, max_size=20))
def test_strings_are_wrapped_as_gettext_wraps_them(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "wrapped.po"
    po = pofile.new()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    po.extend(Message(f"{n} {one}", f"{one}\n{one}") for n, one in enumerate(texts))
    path.write_bytes(pofile.dump(po))
    done = subprocess.run(["msgcat", str(path)], capture_output=True, check=True)
    assert done.stdout.decode() == path.read_text("utf-8")


def test_real_sentences_are_wrapped_as_gettext_wraps_them() -> None:
    """From what msgcat 0.21 wrote: breaks at hyphens, slashes, after a full stop inside a word."""
    style = Style()
    for lines in (
        [
            '"Powerful when combined with the recipe of the well-known package collective."',
            '"recipe.omelette, for one."',
        ],
        [
            '"Примеры: «/about/contact/». Убедитесь, что есть и начальная, и конечная "',
            '"косая/черта — /."',
        ],
        [
            '"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八"',
            '"九。十一"',
        ],
    ):
        whole = "".join(line.strip('"') for line in lines)
        assert style.lines("msgstr", whole) == ['msgstr ""', *lines]


def test_other_charsets(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "a.po"
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=koi8-r\\n"\n\n'
    body = 'msgid "Old."\nmsgstr "Старый."\n\nmsgid "E\\304"\nmsgstr "\\301"\n'
    path.write_bytes((header + body).encode("koi8-r"))
    catalog = Catalog.open(path, "ru")
    catalog.edit(message_key("Old."), ["Старое."], State.APPROVED)
    catalog.save()
    assert path.read_bytes() == (header + body).replace("Старый", "Старое").encode("koi8-r")
    catalog.edit(message_key("Old."), ["Café."], State.APPROVED)
    catalog.save()
    catalog.edit(message_key("Old."), ["Cafés."], State.APPROVED)
    catalog.save()
    assert path.read_text("utf-8") == (header + body).replace("koi8-r", "UTF-8").replace(
        "Старый.", "Cafés."
    ).replace("\\304", "д").replace("\\301", "а")
    [warning] = caplog.messages
    assert "a.po: is in UTF-8 now" in warning


def test_an_ascii_catalog_becomes_utf_8_on_the_command_line(
    project: Path, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    (project / "source" / "article.txt").write_text("The café is open.\n", "utf-8")
    path = project / "locales" / "ru" / "LC_MESSAGES" / "article.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(b'msgid ""\nmsgstr "Content-Type: text/plain; charset=ASCII\\n"\n')
    done = run("update", "--to", "ru")
    assert done.code == 0
    [warning] = caplog.messages
    assert "is in UTF-8 now: ASCII has not all of its letters" in warning
    assert "charset=UTF-8" in path.read_text("utf-8")
    assert run("update", "--to", "ru").code == 0 and len(caplog.messages) == 1


@pytest.mark.parametrize("name", ["Батаа <b@example.mn>", ""])
def test_the_header_is_signed_by_who_reviews(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    path = tmp_path / "a.po"
    catalog = Catalog.open(path, "ru")
    catalog.merge([Segment("One.", line=1)], "a.txt")
    catalog.save()
    before = path.read_text("utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    monkeypatch.setenv("L10N_NAME", name)
    catalog.merge([Segment("One.", line=2)], "a.txt")
    catalog.save()
    assert "2026-01-02" not in path.read_text("utf-8")  # a program's work
    catalog.edit(message_key("One."), ["Раз."], State.APPROVED)
    catalog.save()
    expected = before.replace("#: a.txt:1\n", "#: a.txt:2\n")
    expected = expected.replace('"One."\nmsgstr ""', '"One."\nmsgstr "Раз."')
    expected = expected.replace("PO-Revision-Date: 2026-01-01", "PO-Revision-Date: 2026-01-02")
    if name:
        there = "Last-Translator: l10n (machine translation)"
        expected = expected.replace(there, f"Last-Translator: {name}")
    assert path.read_text("utf-8") == expected


def test_git_s_user_signs_where_no_name_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    monkeypatch.delenv("L10N_NAME")
    for command in (["init"], ["config", "user.name", "Oyun"], ["config", "user.email", "o@x.mn"]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True, capture_output=True)
    catalog = Catalog.open(tmp_path / "a.po", "mn")
    catalog.merge([Segment("One.")], "a.txt")
    catalog.edit(message_key("One."), ["Нэг."], State.DRAFT)
    catalog.save()
    assert Catalog.open(tmp_path / "a.po", "mn").headers["Last-Translator"] == "Oyun <o@x.mn>"


def test_styles_are_those_of_most_strings() -> None:
    assert pofile.read((HEADER + WRAPPED).encode())[0].style == Style()
    assert all(dict(strings(one)) for one in pofile.read((HEADER + ODD).encode())[0])
