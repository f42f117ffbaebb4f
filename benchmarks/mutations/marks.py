"""Mutations of what a program reads: placeholders, tags, addresses, line breaks, forms."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from l10n.checks import Unit
from l10n.checks.plurals import forms_of
from mutations.helpers import broken, put, random_word, with_piece

PLACEHOLDERS = ("%s", "%d", "%(name)s", "{name}", "{0}", "${user}", "%1$s", "{{count}}")


def placeholder_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    piece = rng.choice(PLACEHOLDERS)
    good = with_piece(unit, piece, rng)
    return broken(good, good.target.replace(f" {piece}", "", 1))


def placeholder_changed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    piece = rng.choice(PLACEHOLDERS)
    good = with_piece(unit, piece, rng)
    other = rng.choice(
        [one for one in PLACEHOLDERS if one != piece and {one, piece} != {"%s", "%1$s"}]
    )
    return broken(good, good.target.replace(piece, other, 1))


def placeholder_translated(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    good = with_piece(unit, "{name}", rng)
    return broken(good, good.target.replace("{name}", "{имя}"))


def _tagged(unit: Unit, rng: random.Random) -> Unit | None:
    one, other = re.search(r"\w{4,}", unit.source), random_word(unit, rng, 4)
    if not one or not other:
        return None
    left, right = rng.choice((("<1>", "</1>"), ("<b>", "</b>"), ('<a href="x.html">', "</a>")))
    return replace(
        unit,
        source=put(unit.source, one, f"{left}{one.group()}{right}"),
        target=put(unit.target, other, f"{left}{other.group()}{right}"),
    )


def tag_cut(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    good = _tagged(unit, rng)
    return broken(good, re.sub(r"</\w+>", "", good.target)) if good else None


def tag_renamed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    good = _tagged(unit, rng)
    return broken(good, re.sub(r"<(\d|\w+)", r"<9", good.target, count=1)) if good else None


def tags_crossed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    good = _tagged(unit, rng)
    if not good:
        return None
    return broken(good, re.sub(r"(<[^/>][^>]*>)(\w+)(</\w+>)", r"\3\2\1", good.target))


def address_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    piece = rng.choice(("https://example.org/a/b?c=1", "www.example.com", "info@example.org"))
    good = with_piece(unit, piece, rng)
    return broken(good, good.target.replace(f" {piece}", "", 1))


def address_mistyped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    piece = rng.choice(("https://example.org/a/b?c=1", "www.example.com", "info@example.org"))
    good = with_piece(unit, piece, rng)
    return broken(good, good.target.replace("example", "exmaple"))


def newline_added(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return broken(unit, rng.choice((f"\n{unit.target}", f"{unit.target}\n")))


def newline_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    good = replace(unit, source=f"{unit.source}\n", target=f"{unit.target}\n")
    return broken(good, unit.target)


def accelerator_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    source, target = unit.source.split()[:3], unit.target.split()[:3]
    if not source[0].isalpha() or not target[0].isalpha():
        return None
    mark = rng.choice("&_")
    good = replace(unit, source=mark + " ".join(source), target=mark + " ".join(target))
    return broken(good, good.target[1:])


def form_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    count = forms_of(locale)[0]
    good = replace(unit, plural=unit.source, forms=(unit.target,) * count)
    forms = (unit.target,) * (count - 1)
    if rng.random() < 0.5:
        forms += ("",)
    return good, replace(good, forms=forms)
