"""What a client asks for: JSON, a form of either kind, or a query, as in LibreTranslate."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from l10n.serving.access import Access
from l10n.serving.answers import FORMATS
from l10n.serving.failures import invalid
from l10n.serving.limits import Limits

Found = TypeVar("Found")

NDJSON = "application/x-ndjson"
"""Lines of JSON: what is asked for by who wants an answer piece by piece."""

_PIECE = 1_000  # characters
_MORE_FIELDS = 16  # of a form, beside its texts


class Wanted(NamedTuple):
    """A translation that somebody wants.

    Attributes:
        texts: what to translate.
        is_list: whether a list was sent, and a list is the answer.
        source, target: language codes as sent; ``auto`` is a source too.
        format: "text" or "html".
        alternatives: how many other translations.
    """

    texts: list[str]
    is_list: bool
    source: str
    target: str
    format: str
    alternatives: int

    @property
    def characters(self) -> int:
        """Length of all texts together."""
        return sum(map(len, self.texts))


def paragraphs(text: str) -> Iterator[str]:
    r"""A long text in pieces of some paragraphs; joined they are the text.

    >>> list(paragraphs("One.\n\nTwo.\n"))
    ['One.\n\nTwo.\n']
    """
    piece = ""
    for line in text.splitlines(keepends=True):
        piece += line
        if len(piece) >= _PIECE and not line.strip():
            yield piece
            piece = ""
    if piece:
        yield piece


async def read_fields(request: Request, limits: Limits) -> Mapping[str, Any]:
    """The fields of a request, of whatever kind its body is; ``q`` of a form may be repeated.

    Raises:
        HTTPException: 400, the body is not what it says it is; 413, it is too long.
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json" or kind.endswith("+json"):
        return _json(await request.body())
    fields: dict[str, Any] = dict(request.query_params)
    most = limits.items + _MORE_FIELDS
    if kind == "multipart/form-data":
        async with request.form(max_files=0, max_fields=most, max_part_size=limits.body) as form:
            pairs = [(name, str(value)) for name, value in form.multi_items()]
    elif kind == "application/x-www-form-urlencoded":
        pairs = _form(await request.body(), most)
    else:
        await request.body()  # or the connection could not be used again
        pairs = []
    fields |= dict(pairs)
    if len(texts := [value for name, value in pairs if name == "q"]) > 1:
        fields["q"] = texts
    # Forms send line breaks as CR LF, whatever they are in the page (RFC 2046, 4.1.1).
    if isinstance(text := fields.get("q"), str):
        fields["q"] = text.replace("\r\n", "\n")
    return fields


async def ticked(request: Request, name: str) -> list[str]:
    """The values of the boxes of a name that are ticked in a page's form, which has been read."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise invalid("Invalid request: missing target parameter")
    pairs = _form(await request.body(), _MORE_FIELDS)
    return list(dict.fromkeys(value for given, value in pairs if given == name and value))


def _form(body: bytes, most: int) -> list[tuple[str, str]]:
    # Not Starlette's reader: it takes letters that are not escaped (curl -d) for Latin-1.
    try:
        text = body.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, max_num_fields=most)
    except ValueError:
        raise invalid("Invalid request: the form cannot be read") from None


def _json(body: bytes) -> Mapping[str, Any]:
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise invalid("Invalid JSON format") from None
    if not isinstance(fields, dict):
        raise invalid("Invalid JSON format")
    return fields


def api_key(fields: Mapping[str, Any]) -> str:
    """The key that came with a request, "" for none.

    Raises:
        HTTPException: 400, it is no text.
    """
    return _text(fields, "api_key", "")


async def unless_gone(request: Request, work: Awaitable[Found]) -> Found:
    """What comes of the work; it is given up when nobody waits for it any more."""

    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    tasks: list[asyncio.Future[Any]] = [asyncio.ensure_future(work), asyncio.ensure_future(gone())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if tasks[0].done():
            result: Found = tasks[0].result()
            return result
        raise HTTPException(499, "The client has gone")  # nginx's number for it; it is only logged
    finally:
        for task in tasks:
            if not task.done():
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


def client_of(request: Request) -> str:
    """Who asks: the owner of the key that was let in, else the address it came from."""
    key = request.scope.get("log", {}).get("key", "")
    return f"key:{key}" if key else f"address:{address_of(request)}"


def address_of(request: Request) -> str:
    """The address that a request came from, "" for none."""
    return request.client.host if request.client else ""


def admit(request: Request, fields: Mapping[str, Any], access: Access) -> None:
    """Let a request in; the log names the owner of its key.

    Raises:
        HTTPException: as :meth:`l10n.serving.access.Access.admit`.
    """
    if name := access.admit(api_key(fields), address_of(request)):
        request.scope["log"]["key"] = name


def parse_translate(fields: Mapping[str, Any], limits: Limits) -> Wanted:
    """What ``/translate`` is asked for.

    Raises:
        HTTPException: 400, a field is missing, is of the wrong type, or asks for too much.
    """
    given = fields.get("q")
    if not given:
        raise invalid("Invalid request: missing q parameter")
    texts = given if isinstance(given, list) else [given]
    if not all(isinstance(text, str) for text in texts):
        raise invalid("Invalid request: q must be a text or a list of texts")
    source, target = _text(fields, "source"), _text(fields, "target")
    wanted = Wanted(
        texts,
        isinstance(given, list),
        source,
        target,
        _text(fields, "format", "text"),
        _number(fields.get("alternatives")),
    )
    _check(wanted, limits)
    return wanted


def parse_detect(fields: Mapping[str, Any], limits: Limits) -> str:
    """The text that ``/detect`` is asked about.

    Raises:
        HTTPException: 400, it is missing, no text, or too long.
    """
    text = _text(fields, "q")
    _check(Wanted([text], False, "auto", "", "text", 0), limits)
    return text


def _check(wanted: Wanted, limits: Limits) -> None:
    exceeds = "Invalid request: request ({}) exceeds text limit ({})"
    if len(wanted.texts) > limits.items:
        raise invalid(exceeds.format(len(wanted.texts), limits.items))
    if wanted.characters > limits.characters:
        raise invalid(exceeds.format(wanted.characters, limits.characters))
    if wanted.format not in FORMATS:
        raise invalid("Invalid request: format must be text or html")
    if wanted.alternatives > limits.alternatives:
        raise invalid(f"Invalid request: alternatives parameter must be <= {limits.alternatives}")
    try:
        "".join(wanted.texts).encode()
    except UnicodeEncodeError:
        raise invalid("Invalid request: q holds half a surrogate pair, which is no text") from None


def _text(fields: Mapping[str, Any], name: str, default: str | None = None) -> str:
    value = fields.get(name)
    if value is None or value == "":
        if default is None:
            raise invalid(f"Invalid request: missing {name} parameter")
        return default
    if not isinstance(value, str):
        raise invalid(f"Invalid request: {name} must be a text")
    return value


def _number(value: Any) -> int:
    if value is None or value == "":
        return 0
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # 3.0 is an integer to JSON Schema
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise invalid("Invalid request: alternatives parameter is not a number")
    return value
