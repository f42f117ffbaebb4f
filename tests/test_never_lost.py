"""No human text is lost or altered, whatever happens in whatever order."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
import tempfile
from pathlib import Path
from unittest import mock

import polib
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from l10n.errors import L10nError
from l10n.files import atomic_write
from l10n.model import State, message_key
from l10n.po.catalog import Catalog
from l10n.po.provenance import digest
from l10n.project import run as pipeline
from l10n.project.approve import Selection, approve, reset
from l10n.project.config import load_project
from l10n.project.documents import catalog_path, find_documents
from l10n.project.findings import LiveChecks
from l10n.project.jobs import plan
from l10n.project.journal import Journal, undo
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
    """A project whose sources, catalogs and people change at random; remembers what people wrote.

    The document is renamed, gets a namesake that differs in the suffix, and loses it again; its
    catalog is damaged, and put into other charsets.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "l10n.toml").write_text('locales = ["mn"]\n', "utf-8")
        self.project = load_project(self.folder)
        self.source = self.folder / "source" / "a.txt"
        self.source.parent.mkdir()
        self.source.write_text(SENTENCES[0], "utf-8")
        self.human: dict[str, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @property
    def path(self) -> Path:
        """The catalog of the document as it is named now."""
        return catalog_path(self.project, self.source, "mn")

    @property
    def catalogs(self) -> list[Path]:
        return sorted((self.folder / "locales").rglob("*.po"))

    def translate(self) -> None:
        jobs = plan(self.project, find_documents(self.project), ["mn"])
        pipeline.translate(self.project, jobs, Brackets())

    def in_use(self) -> list[polib.POEntry]:
        return [entry for entry in polib.pofile(str(self.path)) if not entry.obsolete]

    def forget_what_is_a_program_s(self) -> None:
        """What was a program's text, only approved, is the program's again once it is not."""
        for path in self.catalogs:
            for entry in polib.pofile(str(path)):
                is_its = f"digest {digest(entry.msgstr)}" in entry.tcomment
                if entry.fuzzy and is_its and self.human.get(entry.msgid) == entry.msgstr:
                    del self.human[entry.msgid]

    @rule(sentences=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
    def edit_source(self, sentences: list[str]) -> None:
        self.source.write_text("\n".join(sentences), "utf-8")

    @rule(name=st.sampled_from(["a.txt", "b.txt", "inside/a.txt"]))
    def rename_source(self, name: str) -> None:
        target = self.folder / "source" / name
        target.parent.mkdir(exist_ok=True)
        self.source = self.source.rename(target)

    @rule(sentences=st.lists(st.sampled_from(SENTENCES), max_size=3))
    def a_namesake_comes_or_goes(self, sentences: list[str]) -> None:
        namesake = self.source.with_suffix(".md")
        namesake.write_text("\n\n".join(sentences), "utf-8")
        if not sentences:
            namesake.unlink()

    @rule()
    def run_translate(self) -> None:
        self.translate()
        before = snapshot(self.folder)
        self.translate()
        assert snapshot(self.folder) == before

    @rule()
    def run_update(self) -> None:
        documents = find_documents(self.project)
        pipeline.update(self.project, plan(self.project, documents, ["mn"]))

    @precondition(lambda self: self.path.exists())
    @rule(data=st.data(), text=TEXTS, clear_fuzzy=st.booleans())
    def person_edits(self, data: st.DataObject, text: str, clear_fuzzy: bool) -> None:
        po = polib.pofile(str(self.path))
        entries = [entry for entry in po if not entry.obsolete]
        if not entries:
            return
        entry = data.draw(st.sampled_from(entries))
        entry.msgstr = text
        entry.flags = [] if clear_fuzzy else ["fuzzy"]
        try:
            po.save()
        except UnicodeEncodeError:  # editors go over to UTF-8 then
            po.metadata["Content-Type"] = "text/plain; charset=UTF-8"
            po.encoding = "utf-8"
            po.save()
        self.human[entry.msgid] = text

    @precondition(lambda self: self.path.exists() and self.in_use())
    @rule(data=st.data())
    def person_approves(self, data: st.DataObject) -> None:
        entry = data.draw(st.sampled_from(self.in_use()))
        if entry.fuzzy:
            approve(self.path, Selection(frozenset({message_key(entry.msgid)})))
            self.human[entry.msgid] = entry.msgstr

    @precondition(lambda self: self.path.exists())
    @rule(flagged=st.booleans())
    def everything_is_approved(self, flagged: bool) -> None:
        before = {entry.msgid: entry for entry in self.in_use()}
        states = {
            one.msgid: one.translation.state for one in Catalog.open(self.path, "mn").entries()
        }
        checks, journal = LiveChecks(self.project), Journal(self.project, "approve")
        approve(self.path, Selection(), checks, even_if_flagged=flagged, journal=journal)
        for entry in self.in_use():
            was_approved = states[entry.msgid] is State.APPROVED
            if states[entry.msgid] in (State.CHANGED, State.NEW):
                assert entry.fuzzy == before[entry.msgid].fuzzy  # nobody has looked at it
            elif not entry.fuzzy and not was_approved:
                self.human[entry.msgid] = entry.msgstr

    @precondition(lambda self: self.path.exists())
    @rule()
    def everything_is_reset(self) -> None:
        reset(self.path, Selection(), Journal(self.project, "reset"))
        self.forget_what_is_a_program_s()

    @rule()
    def last_bulk_change_is_taken_back(self) -> None:
        with contextlib.suppress(L10nError):
            undo(self.project)
        self.forget_what_is_a_program_s()

    @precondition(lambda self: self.path.exists())
    @rule(what=st.sampled_from(["approve", "reset"]))
    def a_bulk_change_is_taken_back_at_once(self, what: str) -> None:
        Catalog.open(self.path, "mn")
        before = {entry.msgid: (entry.msgstr, entry.flags) for entry in self.in_use()}
        journal = Journal(self.project, what)
        if what == "approve":
            changed = approve(self.path, Selection(), journal=journal).changed
        else:
            changed = reset(self.path, Selection(), journal).changed
        if changed:
            assert undo(self.project).entries == changed
        after = {entry.msgid: (entry.msgstr, entry.flags) for entry in self.in_use()}
        assert after == before

    @precondition(lambda self: self.path.exists())
    @rule(data=st.data())
    def the_file_is_damaged_and_mended(self, data: st.DataObject) -> None:
        whole = self.path.read_bytes()
        path = self.path
        cut = data.draw(st.integers(0, len(whole)))
        end = cut + data.draw(st.sampled_from([1, 7, len(whole)]))
        damaged = whole[:cut] + whole[end:]
        path.write_bytes(damaged)
        errors: list[L10nError] = []
        jobs = plan(self.project, find_documents(self.project), ["mn"], on_error=errors.append)
        pipeline.update(self.project, jobs, on_error=errors.append)
        if errors:
            assert path.read_bytes() == damaged
        path.write_bytes(whole)

    @precondition(lambda self: self.path.exists())
    @rule(charset=st.sampled_from(["KOI8-R", "CP1251", "ASCII"]))
    def an_old_tool_writes_another_charset(self, charset: str) -> None:
        text = self.path.read_bytes().decode(polib.detect_encoding(str(self.path)))
        with contextlib.suppress(UnicodeEncodeError):
            written = re.sub(r"charset=[\w-]+", f"charset={charset}", text).encode(charset)
            self.path.write_bytes(written)

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
        texts: dict[str, set[str]] = {}
        for path in self.catalogs:
            for entry in polib.pofile(str(path)):
                texts.setdefault(entry.msgid, set()).add(entry.msgstr)
        for msgid, text in self.human.items():
            assert text in texts[msgid]

    @invariant()
    def no_entry_is_there_twice(self) -> None:
        for path in self.catalogs:
            msgids = [entry.msgid for entry in polib.pofile(str(path))]
            assert len(msgids) == len(set(msgids))

    @invariant()
    def no_lock_lies_beside_a_catalog(self) -> None:
        assert not [path for path in self.folder.rglob("*.lock") if ".l10n" not in path.parts]

    @precondition(lambda self: self.path.exists())
    @invariant()
    def states_are_what_the_file_says(self) -> None:
        own = {entry.msgid: entry.msgstr for entry in polib.pofile(str(self.path))}
        [job] = plan(self.project, [self.source], ["mn"])
        for key, segment in job.messages.items():
            msgid = segment.msgid
            translation = job.catalog.translation(key)
            if msgid in self.human and own.get(msgid) == self.human[msgid]:
                assert translation.state is not State.NEW


TestTranslators = Translators.TestCase
TestTranslators.settings = settings(max_examples=60, stateful_step_count=25)
