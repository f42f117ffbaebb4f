"""Ways to break a correct translation, per check: what `benchmarks/checks.py` counts catches of.

A mutation takes a correct pair and gives a pair that is still correct, prepared for it where
sentences of prose lack what is to be broken (a placeholder, a tag, a label's accelerator), and the
broken one; None where the pair has nothing to break.
"""

from __future__ import annotations

from mutations.content import (
    acronym_dropped,
    copied,
    cut_short,
    emptied,
    glossary,
    in_english,
    month_changed,
    name_dropped,
    number_changed,
    number_dropped,
    number_english,
    run_on,
    term_replaced,
    weekday_changed,
    year_changed,
)
from mutations.helpers import Mutation
from mutations.marks import (
    accelerator_lost,
    address_lost,
    address_mistyped,
    form_lost,
    newline_added,
    newline_lost,
    placeholder_changed,
    placeholder_lost,
    placeholder_translated,
    tag_cut,
    tag_renamed,
    tags_crossed,
)
from mutations.style import (
    blank_at_an_end,
    blank_doubled,
    bracket_dropped,
    decapitalized,
    end_mark_changed,
    end_mark_lost,
    homoglyph,
    invisible_added,
    letters_swapped,
    looped,
    neighbour_letter,
    quote_dropped,
    quotes_foreign,
    quotes_lost,
    unit_unbound,
    word_doubled,
)

__all__ = ["MUTATIONS", "glossary"]

# Per check, the mutations that it must catch.
MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "placeholders": (placeholder_lost, placeholder_changed, placeholder_translated),
    "markup": (tag_cut, tag_renamed, tags_crossed),
    "addresses": (address_lost, address_mistyped),
    "numbers": (number_dropped, number_changed),
    "number-format": (number_english,),
    "dates": (year_changed, weekday_changed, month_changed),
    "names": (name_dropped,),
    "acronyms": (acronym_dropped,),
    "glossary": (term_replaced,),
    "length": (cut_short, run_on),
    "end-punctuation": (end_mark_lost, end_mark_changed),
    "brackets": (bracket_dropped,),
    "quotes": (quote_dropped, quotes_foreign, quotes_lost),
    "capitalization": (decapitalized,),
    "whitespace": (blank_doubled, blank_at_an_end),
    "newlines": (newline_added, newline_lost),
    "non-breaking-space": (unit_unbound,),
    "invisible": (invisible_added,),
    "accelerators": (accelerator_lost,),
    "spelling": (letters_swapped,),
    "untranslated": (emptied,),
    "unchanged": (copied,),
    "language": (in_english,),
    "alphabet": (neighbour_letter,),
    "homoglyphs": (homoglyph,),
    "repetition": (word_doubled, looped),
    "plurals": (form_lost,),
}
