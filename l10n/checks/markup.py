"""Inline tags: the source's, all of them, well nested."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from l10n.checks.base import Check, Context, Span, Spot, Unit, without
from l10n.checks.wording import Message
from l10n.markup import grammar
from l10n.model import Finding, Severity

# The B<…> of a manual page (perlpod) marks bold, it is no tag.
_TAG = re.compile(rf"(?:(?<!\b[BCEFILSXZ])|(?=</)){grammar.TAG}", re.VERBOSE)
_SLASH, _NAME, _REST, _EMPTY = 1, 2, 3, 4  # the grammar's groups
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*')""")
# Attributes that a translator translates or localizes; all others must keep their value.
_FREE = frozenset(("title", "alt", "placeholder", "label", "aria-label", "lang", "xml:lang", "dir"))
_VOID = frozenset(("br", "hr", "img", "input", "wbr", "area", "col", "embed", "source", "track"))
# Elements that stand alone in a text, and that nobody calls an argument: "<p>", but not "<title>".
_ALONE = frozenset(
    ("br", "hr", "img", "wbr", "p", "li", "ul", "ol", "tr", "td", "th", "div", "span", "em",
     "strong", "html", "body", "h1", "h2", "h3", "h4", "h5", "h6", "tt", "nobr", "dl", "dt", "dd")
)  # fmt: skip
# What a translator may add or leave out in whole pairs: emphasis, paragraphs, line breaks.
_MILD = _ALONE - {"img", "html", "body"} | frozenset(
    ("b", "i", "u", "s", "small", "sub", "sup", "code", "kbd", "samp", "var", "cite", "q")
)

_Side = tuple[Sequence[Spot], Sequence["re.Match[str]"], frozenset[str]]


class Markup(Check):
    """The tags of the source stand in the translation, as often, and nest properly.

    A tag is what the source says is one: an HTML element, what has an attribute or a slash, a
    pair that opens and closes. ``<name>`` in the help of a command is the name of an argument,
    and is translated.
    """

    name = "markup"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if "<" not in unit.source and "<" not in unit.target:
            return
        all_wanted, all_found = _matches(unit.source), _matches(unit.target)
        names = _tag_names(all_wanted)
        wanted = _spots(all_wanted, names)
        # A tag that the source lacks is one only if nothing else in the source looks like it.
        own = _tag_names(all_found) - {match[_NAME] for match in all_wanted}
        if not all_wanted:  # nor is it an argument then
            own |= {match[_NAME] for match in all_found if match[_NAME].lower() in _MILD}
        found = _spots(all_found, names | own)
        if len(wanted) > len(found):  # <б> stands for the <b> that is missing
            found += _strangers(all_wanted, all_found, names | own)
        faults = list(
            self.differences(
                wanted,
                found,
                "put the source's tag round the words that it marks there",
                "remove the tag, or spell it as the source does",
            )
        )
        if faults:
            loose = self._loose((wanted, all_wanted, names), (found, all_found, names | own))
            yield from (_judged(fault, unit, loose) for fault in faults)
            return
        if not wanted:
            return
        if (odd := _fault(all_found, names)) and not _fault(all_wanted, names):
            tag, span = odd
            yield self.error(
                "{tag} does not pair with the tag before it",
                "close each tag inside of the tag that it was opened in",
                span,
                tag=tag,
            )

    def _loose(self, source: _Side, target: _Side) -> bool:
        """Whether differences may be meant: what is left is as well-formed as the source is.

        Or whether the source is no markup to begin with. Never for l10n's own numbered tags, and
        never for a link that is lost.
        """
        (wanted, matches, names), (found, found_matches, found_names) = source, target
        lost, come = without(wanted, found), without(found, wanted)
        if any(text.strip("</>").isdigit() for text, _ in (*lost, *come)):
            return False
        come_from = {tag[_NAME] for text, _ in come if (tag := _TAG.match(text))}
        if not come_from <= _MILD | {match[_NAME] for match in matches}:
            return False  # a script, a picture, a link that the source lacks
        if _fault(matches, names):
            return True
        links = [sum(text.startswith(("<a ", "<a>")) for text, _ in side) for side in (lost, come)]
        is_link_lost = links[0] > links[1]
        return not is_link_lost and not _fault(found_matches, found_names)


def _judged(fault: Finding, unit: Unit, loose: bool) -> Finding:
    """Milder where a careful translator may have meant it, as with the page of a link."""
    if fault.span and fault.source_span:
        one, other = (
            _TAG.match(text, *span)
            for text, span in ((unit.source, fault.source_span), (unit.target, fault.span))
        )
        if one and other and _bare(one) == _bare(other) and _ATTRIBUTE.search(other[_REST]):
            hint = Message("make sure that the change is meant, or copy the source's tag")
            return replace(fault, severity=Severity.WARNING, hint=hint)
    if fault.span and not fault.source_span and (tag := _TAG.match(unit.target, *fault.span)):
        loose |= tag[_NAME] in unit.source_words  # "the TD tags" may well be "теги <TD>"
    return replace(fault, severity=Severity.WARNING) if loose else fault


def _bare(match: re.Match[str]) -> str:
    return match[_SLASH] + match[_NAME]


def _matches(text: str) -> list[re.Match[str]]:
    return list(_TAG.finditer(text)) if "<" in text else []


def _tag_names(matches: Sequence[re.Match[str]]) -> frozenset[str]:
    """The names that are tags in a text."""
    opened = {match[_NAME] for match in matches if not match[_SLASH]}
    return frozenset(
        name
        for match in matches
        if (name := match[_NAME]).isdigit()
        or match[_SLASH]
        or (match[_EMPTY] and (name.islower() or ":" in name))
        or name.lower() in _ALONE
        or _ATTRIBUTE.search(match[_REST])
        or (name in opened and match[_SLASH])
    )


def _spots(matches: Sequence[re.Match[str]], names: frozenset[str]) -> list[Spot]:
    return [
        (_normal(match), match.span())
        for match in matches
        if match[_NAME] in names and (match[_SLASH] or _is_plain(match))
    ]


def _is_plain(match: re.Match[str]) -> bool:
    """Whether a tag has attributes or nothing: "<a name>" is an argument, not an element."""
    return not match[_REST].strip() or bool(_ATTRIBUTE.search(match[_REST]))


def _strangers(
    wanted: Sequence[re.Match[str]], found: Sequence[re.Match[str]], names: frozenset[str]
) -> list[Spot]:
    known = {match.group() for match in wanted}
    return [
        (match.group(), match.span())
        for match in found
        if match[_NAME] not in names and match.group() not in known
    ]


def _normal(match: re.Match[str]) -> str:
    """A tag in one spelling: attributes sorted, the value left out where it is translated."""
    slash, name, rest, empty = match[_SLASH], match[_NAME], match[_REST], match[_EMPTY]
    if name.lower() in _VOID:
        empty = ""  # <br> and <br/> are the same to HTML
    if not rest.strip():
        return f"<{slash}{name}{empty}>"
    attributes = sorted(
        key if key.lower() in _FREE else f'{key}="{value[1:-1]}"'
        for key, value in _ATTRIBUTE.findall(rest)
    )
    return f"<{slash}{name} {' '.join(attributes)}{empty}>" if attributes else match.group()


def _fault(matches: Sequence[re.Match[str]], names: frozenset[str]) -> tuple[str, Span] | None:
    """The first tag that closes what is not open, or the last one left open."""
    stack: list[tuple[str, Span, str]] = []
    for match in matches:
        name = match[_NAME]
        if match[_EMPTY] or name not in names or name.lower() in _VOID:
            continue
        if not match[_SLASH]:
            stack.append((match.group(), match.span(), name))
        elif stack and stack[-1][2] == name:
            stack.pop()
        else:
            return match.group(), match.span()
    return stack[-1][:2] if stack else None
