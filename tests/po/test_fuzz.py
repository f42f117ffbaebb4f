"""Damaged PO files: read or refused at once, and never read as something else than gettext does."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from l10n.po import file as pofile
from l10n.po.decoding import decode
from l10n.po.message import Fault, Message
from l10n.po.syntax import messages

HERE = Path(__file__).parent.parent
SEEDS = [
    path.read_bytes()
    for folder in ("cases/po", "formats/po", "checks/catalogs")
    for path in sorted((HERE / folder).glob("*.po"))
]
PIECES = [
    *(b'"', b"\\", b"\n", b"#", b"#~ ", b"#| ", b"#~| ", b"#, fuzzy\n", b"\r", b" ", b"\t", b"\0"),
    *(b"msgid ", b"msgstr ", b"msgctxt ", b"msgid_plural ", b"msgstr[0] ", b"msgstr[1] ", b'""\n'),
    *(b"\\x41", b"\\101", b"\\303\\251", b"\\8", b"\\e", b"\\\n", b"\xff", b"\xc3", b"\xd0\x96"),
    *(b'msgid "a"\nmsgstr "b"\n', b"charset=koi8-r", b'domain "x"\n', b"<<<<<<< a\n", b"[", b"]"),
]


def damaged(seed: bytes, dice: random.Random) -> bytes:
    """A file with one to four things done to it: cut, doubled, moved, flipped, put in."""
    data = seed
    for _ in range(dice.randint(1, 4)):
        start = dice.randrange(len(data) + 1)
        end = min(len(data), start + dice.choice([1, 1, 2, 5, 20, 200]))
        match dice.randrange(6):
            case 0:
                data = data[:start] + data[end:]
            case 1:
                data = data[:start]
            case 2:
                data = data[:end] + data[start:end] + data[end:]
            case 3:
                data = data[:start] + dice.choice(PIECES) + data[start:]
            case 4 if start < len(data):
                data = (
                    data[:start] + bytes([data[start] ^ 1 << dice.randrange(8)]) + data[start + 1 :]
                )
            case _:
                lines = data.split(b"\n")
                lines.insert(dice.randrange(len(lines)), lines.pop(dice.randrange(len(lines))))
                data = b"\n".join(lines)
    return data


def _begun(one: Message) -> bool:
    return bool(one.msgstr or next(iter(one.msgstr_plural.values()), ""))


def content(found: list[Message]) -> list[tuple[object, ...]]:
    """What a program would show of some messages, and whether it would."""
    return sorted(
        (
            *(one.msgctxt or "", one.msgid, one.msgid_plural, one.msgstr),
            # msgcat writes no "fuzzy" where the translation, or its first form, is empty.
            *(*one.msgstr_plural.values(), one.obsolete, one.fuzzy and _begun(one)),
        )
        for one in found
        # msgcat leaves out an obsolete message without a translation.
        if not one.is_header and (one.msgstr or any(one.msgstr_plural.values()) or not one.obsolete)
    )


def by_gettext(path: Path) -> list[tuple[object, ...]] | str | None:
    """What gettext reads; its errors; None where it cannot say, for want of a known charset."""
    command = ["msgcat", "--no-wrap", "--force-po", "--to-code=UTF-8", str(path)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=20)
    if done.returncode:
        errors = done.stderr.decode("utf-8", "replace")
        return errors if "fatal error" in errors else None
    faults: list[Fault] = []
    return content(list(messages(decode(done.stdout, faults).text, faults)))


def check(seed: int, count: int, path: Path, every: int) -> Iterator[int]:
    """Read so many damaged files; of those accepted gettext reads one in ``every``."""
    dice = random.Random(seed)
    for number in range(count):
        data = damaged(dice.choice(SEEDS), dice)
        po, faults = pofile.read(data)
        for fault in faults:
            assert fault.hint and "\n" not in fault.message
            assert 1 <= fault.line <= data.count(b"\n") + 1
        if any(fault.fatal for fault in faults):
            continue
        assert pofile.dump(po) == data
        yield number
        # gettext knows no byte-order mark, and of several lines of flags it takes the last.
        text = po.form.text
        flags = re.search(r"^#[,!].*\n(?:#(?![,!~]).*\n|\s*\n)*#[,!]", text, re.M)
        if number % every or not shutil.which("msgcat") or po.form.bom or flags:
            continue
        path.write_bytes(data)
        theirs = by_gettext(path)
        assert theirs is None or theirs == content(list(po)), data


@pytest.mark.timeout(120)
def test_damaged_files(tmp_path: Path) -> None:
    accepted = list(check(1, 3000, tmp_path / "a.po", every=20))
    assert 100 < len(accepted) < 2900  # else the damage would be none, or too much


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_damaged_files(tmp_path: Path) -> None:
    assert sum(1 for _ in check(2, 100_000, tmp_path / "a.po", every=10)) > 5_000
