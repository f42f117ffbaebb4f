"""PowerPoint presentations (ECMA-376, PresentationML and DrawingML): slides and their notes."""

from __future__ import annotations

import re
from functools import partial

from l10n.formats.format import Format
from l10n.formats.office.archives import of_types
from l10n.formats.office.runs import Vocabulary, read
from l10n.formats.office.xml import WRITERS

_DRAWING = Vocabulary(
    (
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://purl.oclc.org/ooxml/drawingml/main",
    ),
    paragraphs=frozenset({"p"}),
    nothing=frozenset({"ppr", "endpararpr"}),
    seen={"br": "\n"},
    preserves=False,
)
_TYPE = re.compile(
    r".*\.(?:presentationml\.(?:slide|notesSlide)|drawingml\.(?:chart|diagramData))\+xml"
)
_NAME = re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide)\d+\.xml")

FORMAT = Format(
    name="pptx",
    title="PowerPoint",
    suffixes=(".pptx", ".pptm", ".ppsx"),
    read=partial(read, words=_DRAWING),
    writers=WRITERS,
    members=of_types("presentationml", _TYPE, _NAME),
)
