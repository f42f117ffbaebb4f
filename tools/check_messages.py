"""What each check can say, read from its code for the check's page on the site."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from types import ModuleType
from typing import NamedTuple

from l10n.checks import CHECKS, entries, header
from l10n.checks.base import Check
from l10n.po import decoding, syntax, tokens

_MILDER = "Severity.WARNING"
_Names = dict[str, list[ast.expr]]


class Said(NamedTuple):
    """Severity, message and hint; of a hint that depends on something, all there are."""

    severity: str
    message: str
    hint: str


class _Fault(NamedTuple):
    """How a call names a fault of a file.

    Attributes:
        message: place of the argument that is the message; the hint follows it.
        kind: the check's name where no argument says it.
        kind_at: place of the argument that is the check's name, -1 for none.
    """

    message: int
    kind: str = ""
    kind_at: int = -1


_FILES = (decoding, tokens, syntax, header, entries)
_FAULTS = {
    "wrong": _Fault(0, "header"),
    "fault": _Fault(2, kind_at=0),
    "Fault": _Fault(2, kind_at=1),
    "_add": _Fault(1, "syntax", kind_at=3),
    "_fault": _Fault(1, "syntax"),
    "Finding": _Fault(2, kind_at=0),
}


def said(name: str) -> list[Said]:
    """What a check says, in the order of its code, each once; [] for a name that none has."""
    check = CHECKS.complete().get(name)
    found = [*(_of_class(type(check)) if check else ()), *_of_files(name)]
    return list(dict.fromkeys(found))


def _of_class(check: type[Check]) -> Iterator[Said]:
    module = sys.modules[check.__module__]
    for call, names, is_milder in _calls(inspect.getsource(check), module):
        if _name(call) in ("error", "warning"):
            severity = "error or warning" if is_milder else _name(call)
            yield from _rows(severity, call.args[0], call.args[1:2], names)
        elif _name(call) == "differences":
            hints = dict(zip(("missing", "extra"), call.args[2:], strict=False))
            words: _Names = {one: [*map(ast.Constant, _texts(hints[one], names))] for one in hints}
            severity = "error or warning" if _MILDER in inspect.getsource(module) else "error"
            source = inspect.getsource(Check.differences)
            for inner, own, _ in _calls(source, module):
                if _name(inner) == "error":
                    yield from _rows(severity, inner.args[0], inner.args[1:2], own | words)


def _of_files(name: str) -> Iterator[Said]:
    for module in _FILES:
        for call, names, _ in _calls(inspect.getsource(module), module):
            if not (how := _FAULTS.get(_name(call))) or len(call.args) <= how.message:
                continue
            told = call.args[how.kind_at : how.kind_at + 1] if how.kind_at >= 0 else []
            kind = [text for one in told for text in _texts(one, names)] if told else [how.kind]
            if kind == [name]:
                flags = {one.arg: ast.unparse(one.value) == "True" for one in call.keywords}
                is_error = flags.get("error", _name(call) != "wrong")
                is_warning = flags.get("is_warning") or _MILDER in map(ast.unparse, call.args)
                severity = "error" if is_error and not is_warning else "warning"
                message, *hint = call.args[how.message : how.message + 2]
                yield from _rows(severity, message, hint, names)


def _calls(source: str, module: ModuleType) -> Iterator[tuple[ast.Call, _Names, bool]]:
    """The calls within functions, what may stand behind the names there, and what becomes of it.

    The last is whether the result is kept, in a function that makes some findings warnings.
    """
    texts = {name: str(value) for name, value in vars(module).items() if isinstance(value, str)}
    tree = ast.parse(textwrap.dedent(source))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        names: _Names = {name: [ast.Constant(text)] for name, text in texts.items()}
        nodes = sorted(ast.walk(function), key=lambda node: getattr(node, "lineno", 0))
        for node in nodes:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                names.setdefault(node.targets[0].id, []).append(node.value)
        kept = [node.value for node in nodes if isinstance(node, ast.Assign)]
        is_milder = _MILDER in ast.unparse(function)
        calls = (node for node in nodes if isinstance(node, ast.Call))
        yield from ((call, names, is_milder and call in kept) for call in calls)


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def _rows(severity: str, message: ast.expr, hint: list[ast.expr], names: _Names) -> Iterator[Said]:
    hints = "; or: ".join(text for one in hint for text in _texts(one, names))
    # A single word is no message: the name stands for something else elsewhere in the function.
    yield from (Said(severity, text, hints) for text in _texts(message, names) if " " in text)


def _texts(node: ast.expr, names: _Names) -> list[str]:
    """The texts that an expression can be; what is told only when it runs is left out."""
    inside: list[ast.expr] = []
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=pieces):
            return ["".join(_piece(piece) for piece in pieces)]
        case ast.IfExp(body=body, orelse=orelse):
            inside = [body, orelse]
        case ast.Call(func=ast.Name(id="Message"), args=[first, *_]):
            inside = [first]
        case ast.Subscript(value=ast.Dict(values=values)):
            inside = values
        case ast.Name(id=name):
            inside, names = names.get(name, []), {**names, name: []}
    return [text for one in inside for text in _texts(one, names)]


def _piece(piece: ast.expr) -> str:
    """A part of a formatted string, as templates of messages have it."""
    if isinstance(piece, ast.FormattedValue):
        name = piece.value.id if isinstance(piece.value, ast.Name) else "…"
        return f"{{{name}{'!r' if piece.conversion == ord('r') else ''}}}"
    return str(piece.value) if isinstance(piece, ast.Constant) else ""
