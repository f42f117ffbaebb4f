"""How a translation is written at each kind of place: one function each, in :data:`WRITERS`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from l10n.formats import json, subtitles
from l10n.formats.html import reader as html
from l10n.formats.markdown import front_matter, writer
from l10n.formats.office import odt
from l10n.model import Inline

Writer = Callable[[Sequence[Inline]], str]
"""Takes text and codes in the order of the translation; text parts come without a source."""


def _plain(inlines: Sequence[Inline]) -> str:
    return "".join(inline.text for inline in inlines)


WRITERS: dict[str, Writer] = {
    "plain": _plain,
    "html": html.write,
    "attribute-double": html.write_double,
    "attribute-single": html.write_single,
    "attribute-bare": html.write_bare,
    "markdown": writer.write,
    "markdown-title": writer.write_title,
    "json": json.write,
    "srt": subtitles.write_srt,
    "vtt": subtitles.write_vtt,
    "xml": odt.write,
    "yaml-double": front_matter.write_double,
    "yaml-single": front_matter.write_single,
    "yaml-plain": front_matter.write_plain,
}

TAGS_ARE_TEXT = frozenset({"json", "po"})
"""Where tags stand in the text of a message as they are, for the program that shows it."""
