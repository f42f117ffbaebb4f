"""Excel workbooks (ECMA-376, SpreadsheetML): the texts of cells, each one once."""

from __future__ import annotations

import re
from functools import partial

from l10n.formats.format import Format
from l10n.formats.office.archives import of_types
from l10n.formats.office.runs import Vocabulary, preserving, read
from l10n.formats.office.xml import WRITERS

_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
# Shared strings and texts that stand in a sheet; "rph" is how Japanese is read aloud.
_SHEET = Vocabulary(_NAMESPACES, paragraphs=frozenset({"si", "is"}))
_TYPE = re.compile(r".*\.spreadsheetml\.(?:sharedStrings|worksheet)\+xml")
_NAME = re.compile(r"xl/(?:sharedStrings|worksheets/sheet\d+)\.xml")

FORMAT = Format(
    name="xlsx",
    title="Excel",
    suffixes=(".xlsx", ".xlsm"),
    read=partial(read, words=_SHEET),
    writers=WRITERS,
    members=of_types("spreadsheetml", _TYPE, _NAME, needs=re.compile(rb"<(?:\w+:)?(?:si|is)[\s>]")),
    finish=partial(preserving, namespaces=_NAMESPACES),
)
