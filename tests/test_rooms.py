"""The rooms of the house: who may import whom, and no circles."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

HOUSE = ROOT / "l10n"

# Lower first. A room imports itself and the rooms on lines above its own, nothing else: so data go
# one way. What is not in a folder is named by its module.
FLOORS = (
    ("errors", "installation", "model", "version"),
    ("garbage", "listening", "plugins", "settings", "workdir"),
    ("files",),
    ("languages",),
    ("markup",),
    ("interface", "po"),
    ("formats",),
    ("glossary", "memory"),
    ("checks",),
    ("modelstore",),
    ("engines",),
    ("supply", "translation"),
    ("exchange",),
    ("project",),
    ("corpus", "evaluation", "review", "serving"),
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def _room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@cache
def _modules() -> dict[str, Path]:
    """All modules by name; a package by the name of its folder."""
    found = {}
    for path in HOUSE.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def _nearest(name: str) -> str:
    """The module that a dotted name is, or is of."""
    while name not in _modules():
        name = name.rpartition(".")[0]
    return name


def _imports(node: ast.AST, at_start: bool = True) -> Iterator[tuple[str, bool]]:
    """What a module imports of l10n, and whether it does so while it is itself imported."""
    for child in ast.iter_child_nodes(node):
        names: list[str] = []
        if isinstance(child, ast.Import):
            names = [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom):
            assert not child.level, "imports are absolute here"
            names = [f"{child.module}.{alias.name}" for alias in child.names]
        yield from ((_nearest(name), at_start) for name in names if name.split(".")[0] == "l10n")
        is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        only_for_types = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        yield from _imports(child, at_start and not is_function and not only_for_types)


@cache
def _imported(module: str) -> frozenset[tuple[str, bool]]:
    return frozenset(_imports(ast.parse(_modules()[module].read_text("utf-8"))))


def test_every_room_has_a_floor() -> None:
    assert {_room(module) for module in _modules()} - {""} == set(FLOOR_OF)


@pytest.mark.parametrize("room", FLOOR_OF)
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    """Imports in functions and those for types count too: a wall with a door is no wall."""
    wrong = {
        f"{module} imports {other}"
        for module in _modules()
        if _room(module) == room
        for other, _ in _imported(module)
        if _room(other) != room and FLOOR_OF.get(_room(other), len(FLOORS)) >= FLOOR_OF[room]
    }
    assert not wrong


def test_no_module_imports_itself_over_others() -> None:
    """Circles of imports make the order of imports matter."""
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way[way.index(module) :], module))
        if module in done:
            return
        for other, at_start in _imported(module):
            if at_start and other != module:
                visit(other, (*way, module))
        done.add(module)

    for module in _modules():
        visit(module, ())
