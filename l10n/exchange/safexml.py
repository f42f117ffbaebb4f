"""XML from strangers: entities are refused, and every fault is an error that names its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree.ElementTree import ParseError

from l10n.errors import ExchangeError

# What XML 1.0 cannot hold, not even escaped (production 2).
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@contextmanager
def explained(path: Path, hint: str) -> Iterator[None]:
    """Turn what defusedxml raises in this block into errors of ours.

    Args:
        path: the file.
        hint: what to do about a file that is broken.

    Raises:
        ExchangeError: it is not well-formed, defines entities, or cannot be read.
    """
    from defusedxml import DefusedXmlException

    try:
        yield
    except ParseError as error:
        line = error.position[0]
        raise ExchangeError(f"{path}:{line}: is not well-formed XML ({error})", hint) from None
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
