"""No human text is lost or altered, whatever happens in whatever order."""

from __future__ import annotations

import contextlib
import random
import shutil
import tempfile
from pathlib import Path
from unittest import mock

import polib
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from l10n.files import atomic_write
from l10n.model import State, message_key
from l10n.po.provenance import digest
from l10n.project import run as pipeline
from l10n.project.approve import Selection, approve, reset
from l10n.project.config import Project
from l10n.project.jobs import plan
from tests.conftest import snapshot
from tests.engines import Brackets

SENTENCES = [
    "The council met on Monday.",
    "The council met on Tuesday.",
    "The council met on Tuesday evening.",
    "Nobody was hurt.",
    "Nobody was hurt in 2024.",
    "Three members were absent.",
    "Four members were absent!",
]
TEXTS = st.text('абв \n"\\%«»', min_size=1, max_size=8).filter(str.strip)


class Crash(BaseException):
    """The process dies."""


class Translators(RuleBasedStateMachine):
    """A project whose source, catalog and people change at random; remembers what people wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project(self.folder)
        self.source = self.folder / "source" / "a.txt"
        self.source.parent.mkdir()
        self.source.write_text(SENTENCES[0], "utf-8")
        self.path = self.project.catalog_path("a", "mn")
        self.human: dict[str, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def translate(self) -> None:
        jobs = plan(self.project, [self.source], ["mn"])
        pipeline.translate(self.project, jobs, Brackets())

    def in_use(self) -> list[polib.POEntry]:
        return [entry for entry in polib.pofile(str(self.path)) if not entry.obsolete]

    @rule(sentences=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
    def edit_source(self, sentences: list[str]) -> None:
        self.source.write_text("\n".join(sentences), "utf-8")

    @rule()
    def run_translate(self) -> None:
        self.translate()
        before = snapshot(self.folder)
        self.translate()
        assert snapshot(self.folder) == before

    @rule()
    def run_update(self) -> None:
        pipeline.update(self.project, plan(self.project, [self.source], ["mn"]))

    @precondition(lambda self: self.path.exists())
    @rule(data=st.data(), text=TEXTS, clear_fuzzy=st.booleans())
    def person_edits(self, data: st.DataObject, text: str, clear_fuzzy: bool) -> None:
        po = polib.pofile(str(self.path))
        entry = data.draw(st.sampled_from([entry for entry in po if not entry.obsolete]))
        entry.msgstr = text
        entry.flags = [] if clear_fuzzy else ["fuzzy"]
        po.save()
        self.human[entry.msgid] = text

    @precondition(lambda self: self.path.exists())
    @rule(data=st.data())
    def person_approves(self, data: st.DataObject) -> None:
        entry = data.draw(st.sampled_from(self.in_use()))
        if entry.fuzzy:
            approve(self.path, Selection(frozenset({message_key(entry.msgid)})))
            self.human[entry.msgid] = entry.msgstr

    @precondition(lambda self: self.path.exists())
    @rule()
    def everything_is_reset(self) -> None:
        reset(self.path, Selection())
        # What was a program's text, only approved, is the program's again once it is not.
        po = {entry.msgid: entry for entry in polib.pofile(str(self.path))}
        for msgid in list(self.human):
            if f"digest {digest(po[msgid].msgstr)}" in po[msgid].tcomment:
                del self.human[msgid]

    @rule(seed=st.integers(0, 100))
    def crash(self, seed: int) -> None:
        """The run dies at one of its writes: before it, or right after."""
        chance = random.Random(seed)

        def write(path: Path, data: bytes) -> None:
            outcome = chance.random()
            if outcome < 0.3:
                raise Crash
            atomic_write(path, data)
            if outcome < 0.6:
                raise Crash

        with mock.patch("l10n.po.catalog.atomic_write", write), contextlib.suppress(Crash):
            self.translate()

    @invariant()
    def human_text_is_all_there(self) -> None:
        if not self.path.exists():
            assert not self.human
            return
        texts = {entry.msgid: entry.msgstr for entry in polib.pofile(str(self.path))}
        for msgid, text in self.human.items():
            assert texts[msgid] == text

    @invariant()
    def no_entry_is_there_twice(self) -> None:
        if self.path.exists():
            msgids = [entry.msgid for entry in polib.pofile(str(self.path))]
            assert len(msgids) == len(set(msgids))

    @precondition(lambda self: self.path.exists())
    @invariant()
    def states_are_what_the_file_says(self) -> None:
        [job] = plan(self.project, [self.source], ["mn"])
        for key, segment in job.messages.items():
            msgid = segment.msgid
            translation = job.catalog.translation(key)
            if msgid in self.human:
                assert translation.state is not State.NEW


TestTranslators = Translators.TestCase
TestTranslators.settings = settings(max_examples=60, stateful_step_count=25)
