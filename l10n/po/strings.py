"""What a string of a program passes on to its catalogs, where the source is a PO file.

Context and plural make the message, the programmers' notes, references and format flags go with
it; what people and programs have put into the catalog's entry stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from l10n.languages.plurals import rule
from l10n.model import Origin, Segment, SourceEntry
from l10n.po import provenance
from l10n.po.file import File
from l10n.po.message import Message

# Flags that are the program's, see GNU gettext manual, "PO Files"; others are translators'.
_SOURCE_FLAG = re.compile(r"(?:no-|possible-|impossible-)?[\w+#-]+-format|(?:no-)?wrap|range:.*")


def is_source_flag(flag: str) -> bool:
    """Whether a flag is the source's affair, not translators'."""
    return _SOURCE_FLAG.fullmatch(flag) is not None


def forms_in(po: File) -> int:
    """How many plural forms a message of a catalog has; two in a template."""
    header = po.metadata.get("Plural-Forms", "")
    return rule(header).nplurals if header else 2


def references(uses: Sequence[Segment], source: str) -> list[tuple[str, str]]:
    """Where a message stands: in the document first, then in the program."""
    places = [(source, str(use.line)) for use in uses]
    return [*places, *(place for use in uses if use.entry for place in use.entry.references)]


def comment(uses: Sequence[Segment]) -> str:
    """What is said of a message: where it stands, and what programmers have noted."""
    lines = [use.context for use in uses]
    lines += [use.entry.note for use in uses if use.entry and use.entry.note]
    return "\n".join(lines)


def fit(entry: Message, source: SourceEntry | None, forms: int) -> bool:
    """Give a catalog's entry the plural and the flags of its source; whether that changed it.

    Args:
        entry: of the catalog.
        source: of the source; None where that is no PO file, then nothing is done.
        forms: how many plural forms the catalog's locale has.
    """
    if source is None:
        return False
    kept = [flag for flag in entry.flags if not _SOURCE_FLAG.fullmatch(flag)]
    flags = list(dict.fromkeys([*kept, *source.flags]))
    changed = flags != entry.flags
    entry.flags = flags
    if (entry.msgid_plural or "") != source.plural:
        _change_plural(entry, source.plural, forms)
        changed = True
    elif source.plural and not entry.msgstr_plural:
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
        changed = True
    return changed


def _change_plural(entry: Message, plural: str, forms: int) -> None:
    """Another plural, or one where there was none, or none any more: what people wrote is kept."""
    before = provenance.read(entry)
    previous = entry.msgid_plural
    if before.origin in (Origin.MACHINE, Origin.MEMORY) and entry.fuzzy:
        provenance.clear(entry)
        before = provenance.read(entry)
    texts = before.forms or ((before.text,) * forms if before.text else ("",) * forms)
    entry.msgid_plural = plural
    entry.msgstr, entry.msgstr_plural = "", {}
    provenance.put(entry, before.text, texts)
    if before.text:
        entry.previous_msgid, entry.previous_msgid_plural = entry.msgid, previous or None
        if not entry.fuzzy:
            entry.flags.insert(0, "fuzzy")
