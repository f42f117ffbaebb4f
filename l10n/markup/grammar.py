"""What placeholders, tags and addresses look like: the one grammar of them.

The productions are regular expressions in verbose syntax, to be put together by those who look for
some of them. Sources: ISO C11 7.21.6.1 (printf), Python's "printf-style String Formatting" and
"Format String Syntax", GNU gettext manual ("Various flags for translatable strings"), Mustache(5),
Jinja's and Django's template languages, HTML Living Standard 13.1.2 (tags).
"""

from __future__ import annotations

import re

# A length modifier and a conversion of C, and of Objective-C (@).
_LENGTH = r"(?:hh?|ll?|[Lqjzt])?"
_CONVERSION = rf"{_LENGTH}[diouxXeEfFgGaAcCsSpn@]"

PRINTF = rf"%(?:\d+\$)?[\#0\-\ +']*(?:\d+|\*)?(?:\.(?:\d+|\*))?{_CONVERSION}"
"""``%s``, ``%1$d``, ``% .3f``: all of C, where a text is known to be a format."""

# In prose a per cent sign may stand before a letter by chance ("5 % of", "100%de"), hence no blank
# flag, no rare conversions and nothing that goes on as a word.
PRINTF_IN_PROSE = (
    rf"(?<![\d%])%(?:\d+\$)?[\#0\-+']*\d*(?:\.\d+)?{_LENGTH}[sdiufgxXco@](?![^\W\d_])"
    r"|(?<=\d)%\d+\$\w"
)
"""``%s``, ``%1$d``, ``%.2f``, as far as prose does not contain them by chance."""

PRINTF_NUMBER = rf"%(?:\d+\$|\(\w+\))?[\#0\-+'\ ]*\d*{_LENGTH}[diu]"
"""``%d``, ``%1$lu``, ``%(count)d``: what a program puts a whole number in for."""

QT = r"(?<![\d%])%(?:L?[1-9]\d?|n)(?![\w$%])"
"""``%1``, ``%L2``, ``%n``: Qt's and KDE's."""

PERCENT = "%%"
NAMED = r"%\([\w.]+\)[\#0\-\ +]*\d*(?:\.\d+)?[a-zA-Z]"
"""``%(name)s``: Python's."""

RUBY = r"%<\w+>|%\{\w+\}"
"""``%<name>`` and ``%{name}``: Ruby's, i18next's and Vue's among others."""

MUSTACHE = r"\{\{[^{}\n]{0,200}\}\}"
"""``{{name}}``."""

TEMPLATE = r"\{%[^%\n]{1,80}%\}"
"""``{% tag %}``: Jinja's and Django's."""

SHELL = r"\$\{[^{}\n]{1,80}\}"
"""``${name}``."""

DOLLAR = r"\$[A-Za-z_]\w*"
"""``$name``; a currency amount, $5, is none."""

BRACE = r"(?<!\{)\{[\w.\[\]-]*(?:![rsa])?(?::[^{}\s]*)?\}(?!\})"
"""``{}``, ``{name}``, ``{0:.2f}``: Python's and others'."""

TAG = r"<(/?)([^\W\d_][\w:.-]*|\d+)((?:\s[^<>]*?)?)\s*(/?)>"
"""A tag, with four groups: slash, name, attributes, slash of an empty element."""

ENTITY = r"&\#?\w+;"
"""``&nbsp;``, ``&#160;``."""

ADDRESS = (
    r"""(?:https?|ftp)://[^\s<>"”»)]*[^\s<>"”»).,;:!?]|www\.[\w-]+\.[^\s<>"”»)]*[^\s<>"”»).,;:!?]"""
)
"""An address of the web; the full stop of the sentence is not of it."""

# From where the name begins: tried from each of its letters, a long word would take its square.
EMAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"


def pattern(*productions: str, flags: int = 0) -> re.Pattern[str]:
    """What finds any of some productions; the first that fits counts."""
    return re.compile("|".join(f"(?:{one})" for one in productions), re.VERBOSE | flags)
