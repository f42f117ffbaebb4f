"""Settings that people write: TOML, taken into records; what is wrong is named with key and rule.

A record is a dataclass. A key is the name of a field, with hyphens; its type says what a value may
be. msgspec checks it, and :func:`rule` in the annotation says to people what the rule is::

    beam_size: Annotated[int, rule("a whole number from 1 to 100", 4, ge=1, le=100)] = 4
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from l10n.errors import ConfigError, did_you_mean

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

T = TypeVar("T")


def rule(text: str, example: object, **limits: Any) -> msgspec.Meta:
    """What a setting must be, for an annotation.

    Args:
        text: the rule as people read it: "a whole number from 1 to 100".
        example: a value that keeps it.
        limits: the rule as msgspec checks it, beside the type; see :class:`msgspec.Meta`.
    """
    return msgspec.Meta(description=text, examples=[example], **limits)


def parse_toml(text: str) -> dict[str, Any]:
    """The tables of a TOML text.

    Raises:
        ValueError: it is not TOML.
    """
    return tomllib.loads(text)


def load_toml(file: Path) -> dict[str, Any]:
    """The tables of a file that a person writes.

    Raises:
        ConfigError: it cannot be read, or is not TOML in UTF-8.
    """
    try:
        return parse_toml(file.read_text("utf-8"))
    except (ValueError, OSError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}", "mend it as TOML in UTF-8") from error


def values(table: object, record: type[Any], where: object, inside: str = "") -> dict[str, Any]:
    """What a table says, by the names of a record's fields; what it leaves out is not there.

    Args:
        table: as TOML gives it.
        record: a dataclass; fields that are dataclasses are tables of their own, those with the
            metadata ``unset`` are no settings.
        where: the file, for messages.
        inside: the table's name, "" for the topmost.

    Raises:
        ConfigError: it is no table, a key is not known, or a value is not what its rule says.
    """
    if not isinstance(table, Mapping):
        raise ConfigError(f"{where}: {inside!r} must be a table", f"as in [tool.l10n.{inside}]")
    own = (field.name for field in fields(record) if not field.metadata.get("unset"))
    known = {name.replace("_", "-"): name for name in own}
    hints = get_type_hints(record, include_extras=True)
    found: dict[str, Any] = {}
    for key, value in table.items():
        name = f"{inside}.{key}" if inside else key
        if key not in known:
            hint = did_you_mean(key, known, f"known keys: {', '.join(known)}")
            raise ConfigError(f"{where}: unknown key {name!r}", hint)
        kind = hints[known[key]]
        if is_dataclass(kind) and isinstance(kind, type):
            found[known[key]] = read(value, kind, where, name)
        else:
            found[known[key]] = _value(value, kind, where, key, name)
    return found


def read(table: object, record: type[T], where: object, inside: str = "") -> T:
    """A record from a table; see :func:`values`."""
    return record(**values(table, record, where, inside))


def _value(value: object, kind: Any, where: object, key: str, name: str) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        if get_origin(kind) is Literal:
            choices = ", ".join(map(str, get_args(kind)))
            raise ConfigError(f"{where}: {name!r} cannot be {value!r}", f"one of {choices}") from (
                None
            )
        [meta] = (one for one in get_args(kind) if isinstance(one, msgspec.Meta))
        example = msgspec.json.encode((meta.examples or [""])[0]).decode().replace('","', '", "')
        raise ConfigError(
            f"{where}: {name!r} must be {meta.description}", f"as in {key} = {example}"
        ) from None
