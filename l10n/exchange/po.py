"""PO files as memories, ours and any other tool's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

from l10n.errors import ExchangeError
from l10n.files import atomic_write
from l10n.memory.unit import Unit
from l10n.model import Origin, Pair, State


def read(path: Path, source: str, target: str | None, drafts: bool) -> Iterator[Unit]:
    """The translations of a PO file; see :class:`l10n.exchange.memories.Reader`.

    Obsolete entries count too: somebody approved them, and the sentence may come back. Of plural
    messages the first and the last form are taken, for the singular and the plural text.

    Raises:
        ExchangeError: the file does not name its locale, and neither does ``target``.
        CatalogError: it cannot be read or does not parse.
    """
    from l10n.languages.codes import parse_locale
    from l10n.po import file as pofile
    from l10n.po import provenance

    po = pofile.load(path)
    locale = target or po.metadata.get("Language", "")
    if not locale:
        raise ExchangeError(
            f"{path}: has no header Language", "name the locale of its translations: --to LOCALE"
        )
    pair = Pair(source, parse_locale(locale))
    for entry in po:
        if entry.msgid_plural:
            forms = [text for _, text in sorted(entry.msgstr_plural.items())]
            texts = {entry.msgid: forms[0], entry.msgid_plural: forms[-1]} if forms else {}
            origin, reviewed = Origin.HUMAN, not entry.fuzzy
        else:
            found = provenance.read(entry)
            texts = {entry.msgid: found.text}
            origin, reviewed = found.origin or Origin.HUMAN, found.state is State.APPROVED
        for text, translation in texts.items():
            if text.strip() and translation.strip() and (reviewed or drafts):
                text, translation = normalize("NFC", text), normalize("NFC", translation)
                yield Unit(text, translation, pair, origin, reviewed, document=path.stem)


def write(path: Path, units: Iterable[Unit], pair: Pair) -> tuple[int, int]:
    """Write a PO file; see :class:`l10n.exchange.memories.Writer`.

    A PO file has one translation for a text: the approved before the unapproved, people's before
    machines', the newest. What nobody has approved is fuzzy.
    """
    from l10n.po import file as pofile
    from l10n.po.message import Message

    best: dict[str, Unit] = {}
    left_out = 0
    for unit in units:
        other = best.setdefault(unit.source, unit)
        if other is not unit:
            left_out += 1
            best[unit.source] = max(other, unit, key=_worth)
    po = pofile.new()
    po.metadata = {
        "Language": pair.target,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for unit in best.values():
        flags = [] if unit.reviewed else ["fuzzy"]
        po.append(Message(msgid=unit.source, msgstr=unit.target, flags=flags))
    atomic_write(path, pofile.dump(po))
    return len(best), left_out


def _worth(unit: Unit) -> tuple[bool, bool, int]:
    return unit.reviewed, unit.origin is not Origin.MACHINE, unit.changed
