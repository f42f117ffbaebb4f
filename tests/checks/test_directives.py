"""Format strings: just what ``msgfmt -c`` refuses, for every flag that gettext knows."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from l10n.checks import Context, Unit, check_unit
from l10n.checks.directives import FORMATS
from l10n.checks.files import check_files
from l10n.model import Severity

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && '
    '(n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
)
TEXT = ["x", " ", "б", "5", "."]
PERCENT = [
    "%",
    "%%",
    "%d",
    "%s",
    "%i",
    "%u",
    "%c",
    "%x",
    "%f",
    "%e",
    "%ld",
    "%lld",
    "%hd",
    "%5d",
    "%-5d",
    "%05.2f",
    "%.3s",
    "%*d",
    "%.*f",
    "%1$s",
    "%2$s",
    "%1$d",
    "%2$d",
    "%3$s",
    "%(a)s",
    "%(b)s",
    "%(a)d",
    "%<a>s",
    "%{b}",
    "%n",
    "%p",
    "%lc",
    "%ls",
    "%zu",
    "%jd",
    "%Lf",
    "%S",
    "%C",
    "%@",
    "%m",
    "%1",
    "%2",
    "%3",
    "%L1",
    "%9",
    "%'d",
    "%0:s",
    "%1:d",
    "%H",
    "%<",
    "%>",
    "%E",
    "%|1$d|",
    "%1%",
    "%2%",
    "%|1|",
    "%10",
    "%b",
    "%o",
    "%g",
    "%a",
    "$",
    "%й",
]
BRACES = [
    "{",
    "}",
    "{0}",
    "{1}",
    "{2}",
    "{a}",
    "{b}",
    "{{",
    "}}",
    "{0,number}",
    "{0,date}",
    "{1,time}",
    "{0,choice,0#a|1#b}",
    "{0,число}",
    "'",
    "''",
    "{0:N}",
    "{1,5}",
    "{a.b}",
    "{a[0]}",
    "{a:>5}",
    "{имя}",
    "{0,time,short}",
    "{a_1}",
    "{1,date,long}",
]
DOLLARS = [
    "$",
    "$a",
    "${a}",
    "$b",
    "${b}",
    "$$",
    "$1",
    "${1}",
    "$A",
    "${a:-x}",
    "$имя",
    "${",
    "}",
    "$(a)",
    "$a.",
    "${}",
]
TILDES = [
    "~",
    "~a",
    "~s",
    "~d",
    "~D",
    "~%",
    "~~",
    "~5d",
    "~,2f",
    "~f",
    "~c",
    "~r",
    "~b",
    "~x",
    "~{~a~}",
    "~{~d~}",
    "~(",
    "~)",
    "~*",
]
PIECES = {
    **dict.fromkeys(("lisp", "scheme"), TILDES),
    **dict.fromkeys(("java", "csharp", "perl-brace"), BRACES),
    # What a field may say behind a colon has grown from gettext to gettext.
    "python-brace": [piece for piece in BRACES if ":" not in piece],
    "sh": DOLLARS,
    # "%<x" is of the argument before, and is not read.
    "java-printf": [piece for piece in PERCENT if "<" not in piece],
    # Its %C takes nothing, yet may not stand beside numbers at times.
    "gfc-internal": [piece for piece in PERCENT if "C" not in piece],
}
# What gettext 0.23 has learned: earlier ones call it no format string.
LEARNED = {"c": "b", "objc": "b", "php": "EFgGhH"}
needs_gettext = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="no GNU gettext here")


def _version() -> tuple[int, ...]:
    """Of the GNU gettext that there is."""
    told = subprocess.run(["msgfmt", "--version"], capture_output=True, text=True, check=True)
    return tuple(map(int, re.findall(r"\d+", told.stdout.splitlines()[0])))


def _pieces(name: str) -> list[str]:
    pieces = PIECES.get(name, PERCENT)
    if name in LEARNED and _version() < (0, 23):
        pieces = [piece for piece in pieces if not re.search(rf"%h?[{LEARNED[name]}]", piece)]
    return pieces + TEXT


def _pairs(name: str, count: int) -> list[tuple[str, str]]:
    """Sources made of pieces, and translations that have a piece more, less, or another."""
    rng = random.Random(name)
    pieces = _pieces(name)
    pairs = []
    for _ in range(count):
        source = [rng.choice(pieces) for _ in range(rng.randint(1, 3))]
        target = source.copy()
        kind = rng.randrange(5)
        if kind == 0:
            target = [rng.choice(pieces) for _ in range(rng.randint(1, 3))]
        elif kind == 1:
            target.insert(rng.randint(0, len(target)), rng.choice(pieces))
        elif kind == 2:
            target.pop(rng.randrange(len(target)))
        elif kind == 3:
            target[rng.randrange(len(target))] = rng.choice(pieces)
        else:
            target.reverse()
        if name != "python-brace" or "{}" not in "".join(source):  # which gettext cannot read
            pairs.append(("a" + "".join(source), "a" + "".join(target)))
    return list(dict.fromkeys(pairs))


def _refused(name: str, pairs: list[tuple[str, str]], folder: Path) -> set[int]:
    """The indexes of the pairs that msgfmt calls wrong."""
    path = folder / "a.po"
    entries = [
        f'#, {name}-format\nmsgctxt "{at}"\nmsgid {_quoted(source)}\nmsgstr {_quoted(target)}\n'
        for at, (source, target) in enumerate(pairs)
    ]
    path.write_text(HEADER + "\n".join(entries), "utf-8")
    result = subprocess.run(
        ["msgfmt", "-c", "-o", os.devnull, str(path)],
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    if result.returncode < 0:
        pytest.skip(f"this msgfmt dies of signal {-result.returncode}")
    first = HEADER.count("\n") + 1
    wrong = set()
    for line in result.stderr.decode("utf-8", "replace").splitlines():
        found = re.match(r".*?a\.po:(\d+): (?!warning)", line)
        if found:
            wrong.add((int(found.group(1)) - first) // 5)
    return wrong


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@needs_gettext
@pytest.mark.parametrize("flag", list(FORMATS))
def test_agrees_with_msgfmt(flag: str, tmp_path: Path) -> None:
    name = flag.removesuffix("-format")
    if name == "gcc-internal" and _version() >= (1,):
        pytest.skip("since gettext 1.0 these are the format strings of GCC 15")
    pairs = _pairs(name, 600)
    if name == "javascript":  # whether a point alone is a precision has changed
        pairs = [(source, target) for source, target in pairs if "%.%" not in source]
    refused = _refused(name, pairs, tmp_path)
    assert refused, "the pairs have nothing that msgfmt refuses"
    ours = {
        at
        for at, (source, target) in enumerate(pairs)
        if not FORMATS[flag].parse(source).fault
        and (FORMATS[flag].read(target).fault or FORMATS[flag].differences(source, target))
    }
    assert {pairs[at] for at in refused ^ ours} == set()


@needs_gettext
def test_every_flag_of_gettext_is_known() -> None:
    """A flag that msgfmt does not know it ignores; one that it knows it checks."""
    known = "c objc python python-brace java csharp javascript scheme lisp elisp librep ruby sh awk"
    known += " java-printf lua object-pascal smalltalk qt qt-plural kde kde-kuit boost tcl perl"
    known += " perl-brace php gcc-internal gfc-internal ycp"
    assert {f"{name}-format" for name in known.split()} == set(FORMATS)


@needs_gettext
@pytest.mark.parametrize(
    ("forms", "refused"),
    [
        (("%d файл", "%d файла", "%d файлов"), False),
        (("Один файл", "%d файла", "%d файлов"), True),
        (("%d файл", "Два файла", "%d файлов"), True),
        (("%d файл %s", "%d файла", "%d файлов"), True),
    ],
)
def test_plural_forms_need_the_number_where_msgfmt_says_so(
    forms: tuple[str, str, str], refused: bool, tmp_path: Path
) -> None:
    path = tmp_path / "a.po"
    text = '#, c-format\nmsgid "%d file"\nmsgid_plural "%d files"\n'
    text += "".join(f'msgstr[{at}] "{form}"\n' for at, form in enumerate(forms))
    path.write_text(HEADER + text, "utf-8")
    result = subprocess.run(
        ["msgfmt", "-c", "-o", os.devnull, str(path)], capture_output=True, check=False
    )
    errors = [one for one in check_files([path]) if one.finding.severity is Severity.ERROR]
    assert (result.returncode != 0, bool(errors)) == (refused, refused)


@pytest.mark.parametrize(
    ("flag", "source", "target", "spot"),
    [
        ("c", "%s of %d", "%d из %s", "%d"),
        ("c", "Open %s", "Открыть %S", "%S"),
        ("c", "Mask %b", "Маска %s", "%s"),
        ("c", "%w16d left", "Осталось %d", "%d"),
        ("php", "About %g", "Около %s", "%s"),
        ("tcl", "%hd left", "Осталось %d", "%d"),
        ("kde", "Page %1 of %2", "Страница % 1 из %2", None),
        ("kde", "Moved %1 to %2", "Перемещено: %2", None),
        ("qt", "%1 wrote:", "%2 пишет:", "%2"),
        ("qt-plural", "%n file(s)", "Файлов: %1", None),
        ("javascript", "%(name)s left", "%(имя)s ушёл", "%(имя)s"),
        ("ruby", "%<a>s and %{b}", "%{б}", "%{б}"),
        ("perl-brace", "Hi {name}", "Привет {имя}", None),
        ("lisp", "~a of ~d", "~d", None),
        ("boost", "%|1$5| cats %2%", "кошек", None),
        ("csharp", "{0} of {1}", "{0}", None),
        ("java-printf", "%tH of %,d", "%s из %,d", "%s"),
        ("java-printf", "%2$s: %1$d%n", "%1$s", "%1$s"),
        ("java", "{0,number} of {1}", "{0,число} из {1}", "{0,число}"),
        ("sh", "Use $PATH", "Используйте $ПУТЬ", "$П"),
        ("python-brace", "{} of {}", "{}", None),
    ],
)
def test_broken_format_strings_are_errors(
    flag: str, source: str, target: str, spot: str | None
) -> None:
    unit = Unit(source, target, flags=frozenset({f"{flag}-format"}))
    found = [one for one in check_unit(unit, Context("ru")) if one.check == "placeholders"]
    assert found
    assert {one.severity for one in found} == {Severity.ERROR}
    if spot:
        assert found[0].span is not None
        assert target[slice(*found[0].span)] == spot


@pytest.mark.parametrize(
    ("flag", "source", "target"),
    [
        ("c", "%s of %d", "%2$d из %1$s"),
        ("c", "100%% sure: %d", "Верно на 100 %%: %d"),
        ("qt", "%1 of %L2", "%L2: %1"),
        ("java", "It''s {0}", "Это {0}"),
        ("no-c", "100% of", "100% из"),
        ("ruby", "%{a}", "%<a>s"),
    ],
)
def test_right_format_strings_are_none(flag: str, source: str, target: str) -> None:
    unit = Unit(source, target, flags=frozenset({f"{flag}-format"}))
    assert not [one for one in check_unit(unit, Context("ru")) if one.check == "placeholders"]
