"""SIGKILL at random instants: catalogs stay whole, nothing finished is done again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.conftest import ROOT

DRIVER = """
import l10n.cli, l10n.engines, l10n.project.machine
from tests.engines import Brackets
l10n.engines.ENGINES["brackets"] = lambda decoding: Brackets()
l10n.project.machine.FIRST_GROUP = 8
l10n.project.machine.GROUP_SECONDS = 0
l10n.project.machine.SAVE_SECONDS = 0.02
l10n.cli.main()
"""
COMMANDS = (
    ("translate", "--to", "mn", "--engine", "brackets"),
    ("translate", "--to", "mn", "--engine", "brackets"),
    ("update", "--to", "mn"),
    ("approve", "--to", "mn", "--above", "0.5", "--flagged"),
)


def sentences(seed: int) -> list[str]:
    """A text of 120 sentences, one in ten of them different for each seed."""
    changed = [
        f" as changed in {seed}" if number % 10 == seed % 10 else "" for number in range(120)
    ]
    return [f"Sentence {number} of the text{change}." for number, change in enumerate(changed)]


class Rounds:
    """A project in which commands are killed, and what must be true after each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = folder / "source" / "a.txt"
        self.path = folder / "locales/mn/LC_MESSAGES/a.po"
        self.log = folder / "log"
        self.finished: set[str] = set()
        self.human: dict[str, str] = {}
        self.left_once: set[str] = set()
        self.source.parent.mkdir()
        self.log.touch()

    def command(self, *arguments: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "L10N_TEST_LOG": str(self.log),
            "L10N_TEST_DELAY": "0.02",
        }
        return subprocess.Popen(
            [sys.executable, "-c", DRIVER, *arguments],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def kill_one(self, chance: random.Random) -> None:
        asked_before = len(self.log.read_text("utf-8").splitlines())
        with self.command(*chance.choice(COMMANDS)) as process:
            try:
                process.wait(chance.uniform(0.05, 1.2))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            _, err = process.communicate()
        early = b"no such catalog" in err  # there is nothing to approve yet
        assert process.returncode in (0, -signal.SIGKILL) or early, err.decode()
        batches = self.log.read_text("utf-8").splitlines()[asked_before:]
        asked = [text for batch in batches for text in batch.split("\t")]
        assert not self.finished & set(asked), "a finished batch was translated again"
        # The engine logs a batch before it works on it: whatever came before the last is finished.
        self.finished |= {text for batch in batches[:-1] for text in batch.split("\t")}

    def person_edits(self, chance: random.Random) -> None:
        po = polib.pofile(str(self.path))
        entry = chance.choice([entry for entry in po if not entry.obsolete])
        entry.msgstr = self.human[entry.msgid] = f"Хүний орчуулга {len(self.human)}"
        entry.flags = chance.choice([[], ["fuzzy"]])
        po.save()

    def check(self) -> None:
        entries = polib.pofile(str(self.path))
        assert len({entry.msgid for entry in entries}) == len(entries)
        # polib, the person's editor here, forgets the previous msgid of what has left the source.
        self.left_once |= {entry.msgid for entry in entries if entry.obsolete}
        drafts = {f"«{entry.msgid}»" for entry in entries}
        for entry in entries:
            if "l10n: memory" in entry.tcomment:
                continue  # the memory may know a similar sentence's
            carried = entry.previous_msgid or entry.msgstr in self.human.values()
            carried = carried or (entry.msgid in self.left_once and entry.msgstr in drafts)
            assert carried or entry.msgstr in ("", f"«{entry.msgid}»")
        texts = {entry.msgid: entry.msgstr for entry in entries}
        for msgid, text in self.human.items():
            assert texts[msgid] == text


def run_rounds(folder: Path, rounds: int) -> None:
    chance = random.Random(rounds)
    project = Rounds(folder)
    project.source.write_text("\n".join(sentences(0)), "utf-8")
    for number in range(rounds):
        if number % 5 == 4:
            project.source.write_text("\n".join(sentences(number)), "utf-8")
        project.kill_one(chance)
        if project.path.exists():
            project.check()
            if number % 7 == 3:
                project.person_edits(chance)
    with project.command(*COMMANDS[0]) as process:
        _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err.decode()
    project.check()
    entries = [entry for entry in polib.pofile(str(project.path)) if not entry.obsolete]
    assert len(entries) == 120
    assert all(entry.msgstr for entry in entries)


def test_a_dozen_kills(tmp_path: Path) -> None:
    run_rounds(tmp_path, 12)


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_two_hundred_kills(tmp_path: Path) -> None:
    run_rounds(tmp_path, 200)
