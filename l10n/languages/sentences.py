"""What tells the sentences of a language apart, beside its punctuation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """Abbreviations and words at the beginning of sentences; all in small letters.

    Abbreviations are written without their last stop and without blanks: "т.е" is "т. е." and
    "т.е.".

    Attributes:
        inner: abbreviations that end no sentence: "Mr", "e.g".
        numbered: those that end none where a number follows: "p. 5", "No. 7".
        final: those that may end one: "Inc", "etc", "т.д".
        final_before_any: whether a capital after one of those begins a sentence, whatever the word;
            else a word of ``starters`` does. English writes many a name after "U.S.".
        starters: words that begin sentences and no names.
        small_starters: those that begin one in small letters too, as people write in chats.
        short: words of two letters that are no abbreviations.
        casual: words by which a text is known whose sentences all may begin in small letters.
        reporting: verbs of reported speech: after "What? he asked" the sentence goes on.
    """

    inner: frozenset[str]
    numbered: frozenset[str]
    final: frozenset[str]
    starters: frozenset[str]
    final_before_any: bool = True
    small_starters: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    casual: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())
