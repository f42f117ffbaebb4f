"""Word documents (ECMA-376, WordprocessingML)."""

from __future__ import annotations

import re
from functools import partial

from l10n.formats.format import Format
from l10n.formats.office.archives import of_types
from l10n.formats.office.runs import Vocabulary, preserving, read
from l10n.formats.office.xml import WRITERS

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # ISO/IEC 29500 Strict
)
_WORD = Vocabulary(
    _NAMESPACES,
    paragraphs=frozenset({"p"}),
    nothing=frozenset({"prooferr", "lastrenderedpagebreak"}),
    wrappers=frozenset(
        {"hyperlink", "ins", "moveto", "smarttag", "sdt", "sdtcontent", "fldsimple"}
        | {"bdo", "dir", "customxml"}
    ),
    seen={"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n"},
    letters={"nobreakhyphen": "\u2011", "softhyphen": ""},
    is_field=lambda name: name in ("fldchar", "instrtext"),
)
_TYPE = re.compile(r".*word.*\.(?:main|header|footer|footnotes|endnotes)\+xml", re.IGNORECASE)
_NAME = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")

FORMAT = Format(
    name="docx",
    title="Word",
    suffixes=(".docx", ".docm", ".dotx"),
    read=partial(read, words=_WORD),
    writers=WRITERS,
    members=of_types("wordprocessingml", _TYPE, _NAME),
    finish=partial(preserving, namespaces=_NAMESPACES),
)
