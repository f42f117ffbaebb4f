"""XML from strangers: entities are refused, and every fault is an error that names its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from l10n.errors import ExchangeError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# What XML 1.0 cannot hold, not even escaped (production 2).
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


_MOST_NESTING = 250


@contextmanager
def explained(path: Path, hint: str) -> Iterator[None]:
    """Turn what defusedxml raises in this block into errors of ours.

    Args:
        path: the file.
        hint: what to do about a file that is broken.

    Raises:
        ExchangeError: it is not well-formed, defines entities, or cannot be read.
    """
    from defusedxml import DefusedXmlException, DTDForbidden

    try:
        yield
    except ParseError as error:
        line = error.position[0]
        raise ExchangeError(f"{path}:{line}: is not well-formed XML ({error})", hint) from None
    except DTDForbidden:
        raise ExchangeError(
            f"{path}: has a document type, which can make a small file huge or read other files",
            "take it out; this format needs none",
        ) from None
    except DefusedXmlException:
        raise ExchangeError(
            f"{path}: defines XML entities, which can make a small file huge or read other files",
            "export it without a DTD subset; exchange formats need no entities of their own",
        ) from None
    except (LookupError, ValueError) as error:  # what expat says of encodings
        raise ExchangeError(f"{path}: cannot be decoded ({error})", hint) from None
    except OSError as error:
        raise ExchangeError(
            f"{path}: cannot be read ({error.strerror})", "check the path and its permissions"
        ) from None


def parse_with_lines(data: bytes, hint: str) -> tuple[Element, dict[int, int]]:
    """A document's root, and the line of each of its elements by ``id(element)``.

    Args:
        data: the document.
        hint: what to do about one that is no such file.

    Raises:
        ExchangeError: it is nested deeper than any file of sentences.
        ParseError: it is not well-formed.
        DefusedXmlException: it has a document type.
    """
    from defusedxml.ElementTree import DefusedXMLParser

    lines: dict[int, int] = {}
    depth = 0

    class Parser(DefusedXMLParser):  # type: ignore[misc, valid-type, unused-ignore]
        def _start(self, *arguments: Any) -> Any:
            nonlocal depth
            depth += 1
            if depth > _MOST_NESTING:
                raise ExchangeError("elements nested too deeply for a file of sentences", hint)
            element = super()._start(*arguments)  # type: ignore[misc, unused-ignore]
            lines[id(element)] = self.parser.CurrentLineNumber
            return element

        def _end(self, tag: str) -> Any:
            nonlocal depth
            depth -= 1
            return super()._end(tag)  # type: ignore[misc, unused-ignore]

    parser = Parser(forbid_dtd=True)
    parser.feed(data)
    return parser.close(), lines
