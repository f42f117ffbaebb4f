"""What the toolkit knows of a document format: one record each."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from l10n.formats.localized import Localized
from l10n.formats.reading import Reading
from l10n.languages.plurals import Rule
from l10n.model import Block, Inline

Writer = Callable[[Sequence[Inline]], str]
"""Writes text and codes in the order of the translation; text parts come without a source."""
PluralWriter = Callable[[Block, Sequence[str], Rule, str], str]
"""Writes all forms of a block's translation, which come in the order of a catalog's rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A document format: how it is read, and how translations get into it.

    Most formats need ``name``, ``title``, ``suffixes``, ``read`` and ``writers``; see
    :mod:`l10n.formats.json` for one of these.

    Attributes:
        name: as in ``Document.format``.
        title: what people call it.
        suffixes: of its files, in lower case with the dot; the first is the usual one.
        names: a pattern that the whole name of its files matches, where the suffix says little.
        read: finds the blocks of a decoded text; raises SourceError for what is not of the format.
        writers: by ``Block.syntax``, how a translation is written at such a place.
        write_plural: how the forms of a message with a plural are written in its block's place.
        declared_encoding: the codec that the first bytes of a file name; None where they name none.
        members: of a format that is a ZIP archive, the names of the members that have text.
        finish: what a changed member of an archive needs besides.
        doctypes: whether its members may name a document type; none may define anything.
        lined: whether a line of a million letters is refused; in HTML a picture may be one.
        limited: whether a large file is refused, for its markup takes a hundred times its memory.
        tags_are_text: whether tags stand in the text of a message as they are, for the program
            that shows it.
        references: whether letters that the file's encoding lacks are written ``&#1234;``, not
            the whole file in UTF-8.
        encoding: of localized documents, "" for the source's.
        write: makes the whole localized text, where splicing translations into it is not enough.
        renamed: suffixes of localized documents that are not the source's.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[str], Reading]
    writers: Mapping[str, Writer]
    names: str = ""
    write_plural: PluralWriter | None = None
    declared_encoding: Callable[[bytes], str | None] | None = None
    members: Callable[[zipfile.ZipFile], Sequence[str] | None] | None = None
    finish: Callable[[str], str] = str
    doctypes: bool = False
    lined: bool = False
    limited: bool = True
    tags_are_text: bool = False
    references: bool = False
    encoding: str = ""
    write: Callable[[Localized], str] | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
