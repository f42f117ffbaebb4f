"""`l10n translate --stdio`: stays, for editors and scripts; a JSON object a line in, one out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import msgspec

from l10n.cli.options import target_locales
from l10n.errors import L10nError, SourceError
from l10n.languages.codes import parse_locales

if TYPE_CHECKING:
    from l10n.project.config import Project
    from l10n.project.texts import Texts

_EXAMPLE = '{"id": 1, "text": "Hello.", "to": "ru"}'


class Request(msgspec.Struct, forbid_unknown_fields=True):
    """What a line asks for.

    Attributes:
        text: what is to be translated.
        to: locales, as ``--to`` takes them; None for those of the command, else the project's.
        format: of the text; None for that of the command, else plain text.
        id: comes back with the answer.
    """

    text: str
    to: str | list[str] | None = None
    format: str | None = None
    id: Any = None


def answer_lines(project: Project, to: list[str] | None, engine: str, format: str | None) -> None:
    """Answer each line of standard input with one on standard output, in order, until its end.

    Args:
        project: whose settings and glossary.
        to: the locales of requests that name none.
        engine: a name, or the id of an installed model.
        format: of requests that name none.
    """
    from l10n.engines import make_engine
    from l10n.project.texts import Texts

    texts = Texts(project, make_engine(engine, project.decoding))
    for number, line in enumerate(sys.stdin.buffer, 1):
        id = None
        try:
            given = _decoded(line, number)
            id = given.get("id")
            answer = _answer(texts, project, given, number, to, format)
        except L10nError as error:
            answer = {"error": error.message, "hint": error.hint}
        sys.stdout.buffer.write(msgspec.json.encode({"id": id} | answer) + b"\n")
        sys.stdout.buffer.flush()


def _decoded(line: bytes, number: int) -> dict[str, Any]:
    try:
        given = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else error
        raise SourceError(f"line {number}: {reason}", f"an object a line: {_EXAMPLE}") from None
    if not isinstance(given, dict):
        raise SourceError(f"line {number}: is no JSON object", f"an object a line: {_EXAMPLE}")
    return given


def _answer(
    texts: Texts,
    project: Project,
    given: dict[str, Any],
    number: int,
    to: list[str] | None,
    format: str | None,
) -> dict[str, Any]:
    try:
        request = msgspec.convert(given, Request)
    except msgspec.ValidationError as error:
        raise SourceError(f"line {number}: {error}", f"an object a line: {_EXAMPLE}") from None
    if request.to is None:
        locales = target_locales(project, to)
    else:
        locales = parse_locales([request.to] if isinstance(request.to, str) else request.to)
    name = f"line {number}"
    return {"translations": texts.translated(name, request.text, locales, request.format or format)}
