"""PO catalogs: the state of a document's translation into one locale.

A :class:`Catalog` wraps the file as it is read, so that what people and other programs keep
there (comments, flags, headers, entries of theirs) goes through unharmed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from l10n.files import atomic_write, content_digest, file_stamp
from l10n.languages.plurals import Rule, rule
from l10n.model import Finding, Origin, Segment, State, Translation
from l10n.po import editing, provenance
from l10n.po import file as pofile
from l10n.po.header import new_headers, revision
from l10n.po.merging import entry_key, merge
from l10n.po.message import Message
from l10n.po.notes import Note
from l10n.po.notes import notes as notes_of

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a catalog, as a reader sees it.

    Attributes:
        key: its stable name, see :func:`l10n.model.message_key`.
        msgid, msgctxt: the source text and, where there is one, its gettext context.
        translation: what stands in the file.
        flagged: whether a check's finding is noted on the machine's draft.
        drafted_by: the engine whose draft it is or was made from, "" if none.
        draft_digest: digest of that draft's text, see :mod:`l10n.po.provenance`.
        previous: the source text that the translation was made for, where that has changed since.
        notes: what people have noted.
        flags: the entry's flags but for ``fuzzy``.
        version: changes whenever anything of a person's or a program's in the entry does.
        plural: the source text for other numbers than one, "" where there is no plural.
    """

    key: str
    msgid: str
    msgctxt: str
    translation: Translation
    flagged: bool
    drafted_by: str
    draft_digest: str
    previous: str
    notes: tuple[Note, ...]
    flags: frozenset[str]
    version: str
    plural: str = ""


class Catalog:
    """The messages of one PO file.

    Attributes:
        path: the file; it need not exist yet.
        locale: the target locale, None for a template (POT).
        changed: whether there is anything that :meth:`save` would write.
        digest: of the file's bytes as they were read or written last, b"" where there is no file.
        person: whose work is saved, for the header; None for whoever runs the program.
    """

    def __init__(self, path: Path, locale: str | None, po: pofile.File) -> None:
        self.path = path
        self.locale = locale
        self.changed = False
        self.digest = po.digest
        self.person: str | None = None
        self._is_person_s = False
        self._po = po
        self._stamp = file_stamp(path)
        self._by_key = _index(po)

    @classmethod
    def open(cls, path: Path, locale: str | None) -> Catalog:
        """Read a PO file, or start an empty catalog where there is none.

        Raises:
            CatalogError: the file does not parse; the message names file and line.
        """
        if not path.exists():
            po = pofile.new()
            po.metadata = new_headers(path.stem, locale)
            catalog = cls(path, locale, po)
            catalog.changed = True
            return catalog
        # Before it is read: what is written meanwhile must make the catalog stale.
        stamp = file_stamp(path)
        catalog = cls(path, locale, pofile.load(path))
        catalog._stamp = stamp
        return catalog

    @classmethod
    def peek(cls, path: Path, locale: str, count: int) -> Catalog | None:
        """A catalog of a file's first messages only, to be looked at and never saved.

        None where the file has not so many or is not written as tools do.
        """
        po = pofile.head(path, count)
        return None if po is None else cls(path, locale, po)

    def move(self, path: Path) -> None:
        """Become the catalog of another path, which is written with the next :meth:`save`."""
        self.path = path
        self.changed = True
        self._stamp = file_stamp(path)

    def merge(self, segments: Sequence[Segment], source: str) -> None:
        """Bring the catalog in line with the source; see :mod:`l10n.po.merging`.

        Args:
            segments: all segments of the document.
            source: how references name the document.
        """
        if merge(self._po, segments, source):
            self.changed = True
            self._by_key = _index(self._po)

    def drop_obsolete(self) -> None:
        """Remove the messages that left the source: a template remembers nothing."""
        if any(entry.obsolete for entry in self._po):
            self.changed = True
            self._po[:] = [entry for entry in self._po if not entry.obsolete]

    def entries(self) -> Iterator[Entry]:
        """The messages in use, in the order of the file; obsolete ones are left out."""
        for entry in self._po:
            if not entry.obsolete:
                yield _entry(entry)

    def entry(self, key: str) -> Entry | None:
        """One message, None where the catalog does not know it."""
        entry = self._by_key.get(key)
        return _entry(entry) if entry is not None else None

    def translation(self, key: str) -> Translation:
        """What the catalog holds for a message; a new translation where it does not know it."""
        entry = self._by_key.get(key)
        return provenance.read(entry) if entry is not None else Translation()

    def state(self, key: str) -> State:
        """How far a message's translation has come; new where the catalog does not know it."""
        entry = self._by_key.get(key)
        return provenance.state(entry) if entry is not None else State.NEW

    def set_draft(self, key: str, draft: Translation, findings: Iterable[Finding] = ()) -> bool:
        """Put in a program's draft where nothing stands yet; anything else stays as it is.

        Returns:
            Whether it was put in.
        """
        entry = self._by_key.get(key)
        if entry is None or provenance.state(entry) is not State.NEW or not draft.text:
            return False
        provenance.write(entry, draft, findings)
        self.changed = True
        return True

    def is_machine_draft(self, key: str) -> bool:
        """Whether a draft of an engine stands there that nobody has touched."""
        found = self.translation(key)
        return found.state is State.DRAFT and found.origin is Origin.MACHINE

    def replace_draft(self, key: str, draft: Translation, findings: Iterable[Finding] = ()) -> bool:
        """Put a better draft in the place of an engine's that nobody has touched.

        Returns:
            Whether there was one, and it was another.
        """
        if not self.is_machine_draft(key) or not draft.text:
            return False
        provenance.write(self._by_key[key], draft, findings)
        self.changed = True
        return True

    def remember(self, keys: Iterable[str]) -> dict[str, editing.Memento]:
        """What messages are now, for a journal."""
        return {key: editing.remember(self._by_key[key]) for key in keys}

    def edit(self, key: str, texts: Sequence[str], state: State) -> bool:
        """Take over what a person did elsewhere; returns whether anything changed.

        Args:
            key: of the message.
            texts: its translation; of a message with a plural all forms.
            state: draft or approved.
        """
        entry = self._by_key.get(key)
        if entry is None or not any(texts):
            return False
        before = provenance.read(entry)
        same = before.texts == tuple(texts)
        if same and (state is not State.APPROVED or before.state is state):
            return False
        provenance.put(entry, texts[0], tuple(texts))
        if state is State.APPROVED:
            provenance.approve(entry)
        elif not entry.fuzzy:
            entry.flags.append("fuzzy")
        self.changed = self._is_person_s = True
        return True

    def approve(self, key: str) -> bool:
        """Approve a draft as it stands; returns whether there was one."""
        entry = self._by_key.get(key)
        if entry is None or not provenance.state(entry).waits:
            return False
        provenance.approve(entry)
        self.changed = self._is_person_s = True
        return True

    def reset(self, key: str) -> bool:
        """Take a translation one step back, see :func:`l10n.po.editing.take_back`."""
        return self.change(key, editing.take_back)

    def change(self, key: str, edit: Callable[[Message], bool]) -> bool:
        """Apply what a person does, one of the functions of :mod:`l10n.po.editing`, to a message.

        Returns:
            Whether it changed anything; False too where the catalog does not know the message.
        """
        entry = self._by_key.get(key)
        if entry is None or not edit(entry):
            return False
        self.changed = self._is_person_s = True
        return True

    def look(self, key: str, read: Callable[[Message], T]) -> T | None:
        """What a function of :mod:`l10n.po.editing` reads from a message; None without one."""
        entry = self._by_key.get(key)
        return read(entry) if entry is not None else None

    def sources(self) -> set[str]:
        """The documents that messages in use are from: those that their first reference names."""
        return {e.occurrences[0][0] for e in self._po if not e.obsolete and e.occurrences}

    @property
    def headers(self) -> dict[str, str]:
        """The fields of the header, in order."""
        return dict(self._po.metadata)

    @property
    def plural_rule(self) -> Rule:
        """Which number wants which plural form, as the header says."""
        return rule(self.headers.get("Plural-Forms", ""), self.locale or "en")

    def is_stale(self) -> bool:
        """Whether the file was written by somebody else since it was read."""
        return self._stamp != file_stamp(self.path)

    def save(self) -> None:
        """Write the file if there is anything to write; atomic, see :mod:`l10n.files`.

        Raises:
            WriteError: the file cannot be written; the old one is untouched.
        """
        if not self.changed:
            return
        if self._is_person_s:
            self._sign()
        data = self._encoded()
        atomic_write(self.path, data)
        self.digest = content_digest(data)
        self._is_person_s = False
        self._stamp = file_stamp(self.path)
        self.changed = False

    def _sign(self) -> None:
        """Let the header say who worked on the file last; fields that it has not stay away."""
        there = self._po.metadata
        signed = revision(self.path.resolve().parent, self.person)
        self._po.metadata = there | {key: signed[key] for key in signed if key in there}

    def _encoded(self) -> bytes:
        """The bytes of the file: in UTF-8 where its own charset has not all of its letters."""
        text = pofile.text_of(self._po)
        declared = self.headers.get("Content-Type", "").rpartition("charset=")[2]
        if declared == "CHARSET" and not text.isascii():
            pofile.to_utf8(self._po)  # a template's header that nobody has filled in
            text = pofile.text_of(self._po)
        try:
            return self._po.form.encode(text)
        except UnicodeEncodeError:
            pofile.to_utf8(self._po)
            _log.warning("%s: is in UTF-8 now: %s has not all of its letters", self.path, declared)
            return pofile.dump(self._po)


def _entry(entry: Message) -> Entry:
    return Entry(
        entry_key(entry),
        entry.msgid,
        entry.msgctxt or "",
        provenance.read(entry),
        provenance.flagged(entry),
        *provenance.drafted_by(entry),
        entry.previous_msgid or "",
        tuple(notes_of(entry)) if entry.tcomment else (),
        frozenset(entry.flags) - {"fuzzy"},
        editing.version(entry),
        entry.msgid_plural or "",
    )


def _index(po: pofile.File) -> dict[str, Message]:
    return {entry_key(entry): entry for entry in reversed(po)}
