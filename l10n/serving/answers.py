"""One text on its way: taken apart into sentences, and put together from their translations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from l10n import markup
from l10n.errors import SourceError
from l10n.formats import make_document
from l10n.formats.html.reader import FORMAT as HTML
from l10n.formats.segmentation import segment_document
from l10n.formats.splicing import splice
from l10n.formats.text import LINES
from l10n.glossary import Glossary, Term
from l10n.model import Document, Hypothesis, Match, Segment

FORMATS = {"text": LINES, "html": HTML}
"""The formats of texts."""


@dataclass
class Known:
    """What is known of a sentence without a machine: a match of the memory, or a term."""

    text: str
    match: Match | None = None


@dataclass
class Text:
    """A text taken apart.

    Attributes:
        source: as it was sent.
        locale: what it is translated into.
        document: None where there is nothing to translate in it.
        segments: its sentences.
        known: by msgid, what memory and glossary have.
        wanted: the msgids that are left for the engine, each once.
    """

    source: str
    locale: str
    document: Document | None
    segments: list[Segment] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    wanted: list[str] = field(default_factory=list)

    @property
    def sentences(self) -> list[Segment]:
        """The segments that have something to translate."""
        return [segment for segment in self.segments if segment.content]


@dataclass
class Answer:
    """A translated text.

    Attributes:
        text: the translation.
        alternatives: other ones, best first.
        provenance: for each sentence, in order, where its translation comes from.
    """

    text: str
    alternatives: list[str] = field(default_factory=list)
    provenance: list[dict[str, Any]] = field(default_factory=list)


def take_apart(source: str, format: str, source_locale: str, locale: str) -> Text:
    """A text in sentences; ``format`` is one of :data:`FORMATS`."""
    try:
        document = make_document(Path("text"), source, format=FORMATS[format])
    except SourceError:  # nothing to translate, or nothing that the reader can make sense of
        return Text(source, locale, None)
    text = Text(source, locale, document, segment_document(document, source_locale))
    text.wanted = list(dict.fromkeys(segment.msgid for segment in text.sentences))
    return text


def term_for(glossary: Glossary, msgid: str, locale: str) -> str:
    """The glossary's word for a text that is nothing but one of its terms; "" for none."""
    found = glossary.terms_in(msgid, locale)
    if len(found) != 1 or found[0].term.source != msgid:
        return ""
    term = found[0].term
    if term.rule.value == "keep":
        return msgid
    targets = term.target(locale) if term.rule.value == "use" else ()
    return markup.escape(targets[0]) if targets else ""


def put_together(
    text: Text,
    hypotheses: Mapping[str, Hypothesis],
    *,
    model: str,
    glossary: Glossary | None,
    alternatives: int = 0,
) -> Answer:
    """The translation of a text.

    Args:
        text: taken apart.
        hypotheses: by msgid, for all that it wants.
        model: where they come from.
        glossary: whose terms the answer speaks of; None where it does not know the language.
        alternatives: how many other translations to give at most.
    """
    if text.document is None:
        return Answer(text.source)
    best = {msgid: one.text for msgid, one in hypotheses.items()} | {
        msgid: known.text for msgid, known in text.known.items()
    }
    answer = Answer(_spliced(text, best))
    answer.provenance = [
        _provenance(text, one.msgid, hypotheses, model, glossary)
        | (_said(one.msgid, best[one.msgid], hypotheses, alternatives) if alternatives else {})
        for one in text.sentences
    ]
    others = [_spliced(text, best | _ranked(hypotheses, rank)) for rank in range(alternatives)]
    answer.alternatives = [one for one in dict.fromkeys(others) if one != answer.text]
    return answer


def _spliced(text: Text, translations: Mapping[str, str]) -> str:
    assert text.document is not None
    texts = {
        one.key: (_one_line(translations[one.msgid]),)
        for one in text.segments
        if one.msgid in translations
    }
    return splice(text.document, text.segments, texts)


def _one_line(text: str) -> str:
    # A translation from the memory may have line breaks: more lines than were sent.
    lines = text.splitlines()
    return text if len(lines) <= 1 else " ".join(line.strip() for line in lines)


def _ranked(hypotheses: Mapping[str, Hypothesis], rank: int) -> dict[str, str]:
    """By msgid the translation of a rank, where there is one that can be used."""
    found = {}
    for msgid, best in hypotheses.items():
        if rank < len(best.alternatives):
            found[msgid] = best.alternatives[rank].text
    return found


def _provenance(
    text: Text,
    msgid: str,
    hypotheses: Mapping[str, Hypothesis],
    model: str,
    glossary: Glossary | None,
) -> dict[str, Any]:
    known, hypothesis = text.known.get(msgid), hypotheses.get(msgid)
    found: dict[str, Any]
    if known and known.match:
        match = known.match
        found = {"origin": "memory", "similarity": match.similarity, "reviewed": match.reviewed}
        target = known.text
    elif known:
        found, target = {"origin": "glossary"}, known.text
    elif hypothesis is None or not hypothesis.text.strip() or hypothesis.text == msgid:
        return {"origin": "source"}
    else:
        target = hypothesis.text
        found = {"origin": "machine", "engine": model, "confidence": hypothesis.confidence}
    if glossary is not None and (terms := _terms(glossary, msgid, target, text.locale)):
        found["glossary"] = terms
    return found


def _said(
    msgid: str, translation: str, hypotheses: Mapping[str, Hypothesis], most: int
) -> dict[str, Any]:
    """A sentence, its translation and the other ones, for whoever lets people choose."""
    others = hypotheses[msgid].alternatives[:most] if msgid in hypotheses else ()
    return {
        "text": markup.plain(msgid),
        "translation": _one_line(markup.plain(translation)),
        "alternatives": [_one_line(markup.plain(one.text)) for one in others],
    }


def _terms(glossary: Glossary, msgid: str, target: str, locale: str) -> list[dict[str, Any]]:
    terms: list[Term] = []
    for one in glossary.terms_in(msgid, locale):
        if one.term not in terms:
            terms.append(one.term)
    return [
        {
            "term": term.source,
            "rule": term.rule.value,
            "targets": list(term.target(locale)),
            "honoured": glossary.satisfied(term, target, locale),
        }
        | ({"note": term.note} if term.note else {})
        for term in terms
    ]


def unchanged(texts: Sequence[str]) -> list[Answer]:
    """The answer to texts that are in the target language already."""
    return [Answer(text) for text in texts]
