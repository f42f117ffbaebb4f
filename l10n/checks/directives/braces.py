"""Format strings with braces or dollar signs: Python's ``str.format``, Java, C#, Perl, shells."""

from __future__ import annotations

import re

from l10n.checks.directives.base import Difference, Directive, Format, Key, Parsed, Span, compare

_FIELD = re.compile(
    r"""(?P<name>[A-Za-z_]\w*|\d+|)            # {name}, {0}, {}
        (?:\.[A-Za-z_]\w*|\[[^\[\]{}]+\])*      # .attribute, [index]
        (?:![rsa])?
        (?::(?:[^{}]|\{[^{}]*\})*)?             # :>5, :{width}
    """,
    re.VERBOSE | re.ASCII,
)


def _python(text: str) -> Parsed:
    """``{name}``, ``{0.attribute:>5}``, with ``{{`` for a brace; the name is all that is inside."""
    parsed = Parsed()
    at = 0
    while (at := text.find("{", at)) >= 0:
        if text.startswith("{{", at):
            parsed.directives.append(Directive(at, at + 2))
            at += 2
            continue
        field = _FIELD.match(text, at + 1)
        end = field.end() if field else at + 1
        if not field or text[end : end + 1] != "}":
            return parsed.wrong("a brace that opens no field", at, at + 1)
        name = field.group() or len(parsed.directives)  # {} and {} are two arguments
        _one(parsed, name, "object", (at, end + 1))
        at = end + 1
    return parsed


def _one(parsed: Parsed, key: Key, kind: str, span: Span) -> None:
    parsed.use(key, kind, span, "object")
    parsed.directives.append(Directive(*span, (key,)))


_JAVA = re.compile(r"(\d+)(?:,(time|date|number|choice)(?:,(.*))?)?", re.DOTALL | re.ASCII)
_JAVA_NUMBER = re.compile(r"[^#0,.]*[#,]*[0,]*(?:\.0*#*)?(?:E0+)?[%‰¤]?[^#0,.]*(?:;.*)?")
_JAVA_KINDS = {"number": "number", "choice": "number", "date": "date", "time": "date"}


def _java(text: str) -> Parsed:
    """``java.text.MessageFormat``: an apostrophe quotes up to the next one, two are one."""
    parsed = Parsed()
    at, quoted, opened, depth = 0, False, 0, 0
    while at < len(text):
        char = text[at]
        if char == "'":
            if text.startswith("''", at):
                at += 1
            else:
                quoted = not quoted
        elif quoted:
            pass
        elif char == "{":
            opened = opened if depth else at
            depth += 1
        elif char == "}":
            depth -= 1
            if depth < 0:
                return parsed.wrong("a brace that closes nothing", at, at + 1)
            if not depth:
                _java_field(parsed, text, (opened, at + 1))
                if parsed.fault:
                    return parsed
        at += 1
    return parsed.wrong("a brace that is not closed", opened, opened + 1) if depth else parsed


def _java_field(parsed: Parsed, text: str, span: Span) -> None:
    match = _JAVA.fullmatch(text[span[0] + 1 : span[1] - 1])
    if not match:
        parsed.wrong("a field that is no {number} or {number,type,style}", *span)
        return
    number, kind, style = match.groups()
    if kind == "number" and style and not _is_number_style(style):
        parsed.wrong("a style that is none of numbers", *span)
        return
    key = int(number)
    _one(parsed, key, _JAVA_KINDS.get(kind or "", "object"), span)
    if kind == "choice" and style:
        for choice in style.split("|"):
            inner = _java(re.split("[#<≤]", choice, maxsplit=1)[-1])
            for other, other_kind in inner.arguments.items():
                parsed.use(other, other_kind, span, "object")
            if inner.fault:
                parsed.wrong(inner.fault, *span)


def _is_number_style(style: str) -> bool:
    if style in ("currency", "percent", "integer"):
        return True
    return bool(re.search("[#0]", style) and _JAVA_NUMBER.fullmatch(style))


_CSHARP = re.compile(r"\{(\d+)(?:,[ ]*-?\d+[ ]*)?(?::[^{}]*)?\}", re.ASCII)


def _csharp(text: str) -> Parsed:
    """``String.Format``: how many arguments there are, not which, is what matters to msgfmt."""
    parsed = Parsed()
    at = count = 0
    while at < len(text):
        if text[at] not in "{}":
            at += 1
        elif text[at : at + 2] in ("{{", "}}"):
            parsed.directives.append(Directive(at, at + 2))
            at += 2
        elif match := _CSHARP.match(text, at):
            count = max(count, int(match[1]) + 1)
            parsed.directives.append(Directive(*match.span(), (int(match[1]),)))
            at = match.end()
        else:
            return parsed.wrong("a brace of no {number}", at, at + 1)
    parsed.arguments = dict.fromkeys(range(min(count, 1000)), "object")
    return parsed


_PERL = re.compile(r"\{([A-Za-z_]\w*)\}", re.ASCII)


def _perl(text: str) -> Parsed:
    """``Locale::TextDomain``: ``{name}`` is one, all else is text."""
    parsed = Parsed()
    for match in _PERL.finditer(text):
        _one(parsed, match[1], "string", match.span())
    return parsed


def _missing(wanted: Parsed, found: Parsed, strict: bool) -> list[Difference]:
    """Only what is missing: what the source does not have is text."""
    return [one for one in compare(wanted, found, strict) if not one.found] if strict else []


_SHELL = re.compile(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\}|.?)", re.DOTALL | re.ASCII)


def _shell(text: str) -> Parsed:
    """``$name`` and ``${name}``, as ``envsubst`` puts them in; nothing else of the shell."""
    parsed = Parsed()
    for match in _SHELL.finditer(text):
        name = match[1] or match[2]
        if not name:
            return parsed.wrong("a $ without the name of a variable", *match.span())
        _one(parsed, name, "string", match.span())
    return parsed


BRACES: tuple[Format, ...] = (
    Format("python-brace", "{", _python),
    Format("java", "{}'", _java),
    Format("csharp", "{}", _csharp),
    Format("perl-brace", "{", _perl, _missing),
    Format("sh", "$", _shell),
)
