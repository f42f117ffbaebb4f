"""What checks say, in English and translatable: a template with named values.

Templates are gettext messages of the catalogs ``locales/<locale>/LC_MESSAGES/l10n.po``, found in
the sources by :mod:`l10n.review.messages`. They are whole sentences, never put together from
pieces: other languages have another order of words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Message(str):
    """A text in English that remembers what it was made from.

    It is one line wherever it is shown, as it becomes a comment in a PO file: what cannot be
    printed is escaped.

    Args:
        template: the text; with values it is a format string (``str.format``), else plain.
        values: what stands at its names.

    >>> Message("{number} is not in the source", number="12")
    '12 is not in the source'
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Message:
        if isinstance(template, Message):
            return template
        text = template.format_map(values) if values else template
        message = super().__new__(cls, _one_line(text))
        message.template, message.values = template, values
        return message


def translate(text: str, gettext: Callable[[str], str]) -> str:
    """A text in the language of ``gettext``, where it is a message that this knows."""
    if not text:
        return ""  # gettext has the header under the empty message
    if isinstance(text, Message):
        return Message(gettext(text.template), **text.values)
    return gettext(text)


def _one_line(text: str) -> str:
    return text if text.isprintable() else _UNPRINTABLE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")
