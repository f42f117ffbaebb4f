"""What `make` installs is pinned, by digest, for each Python and each system."""

from __future__ import annotations

import re
import sys
from itertools import product

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from l10n.installation import DISTRIBUTION
from tests.conftest import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
SYSTEMS = (("linux", "Linux"), ("darwin", "Darwin"), ("win32", "Windows"))
LOCKS = {"demo": ["review"], "dev": ["dev"]}


def lock(name: str) -> list[Requirement]:
    """The lines of a lock; each has digests."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and line.strip()[0] != "#"]
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", line) for line in lines)
    return [Requirement(line.split("--hash")[0].split(" #")[0]) for line in lines]


def asked(extras: list[str]) -> list[Requirement]:
    """What pyproject.toml asks for with extras, of which one may name others."""
    project = PYPROJECT["project"]
    found = [Requirement(text) for text in project["dependencies"]]
    for extra in extras:
        for one in map(Requirement, project["optional-dependencies"][extra]):
            found += asked(sorted(one.extras)) if one.name == DISTRIBUTION else [one]
    return found


def applies(marker: Marker | None, python: str, system: tuple[str, str]) -> bool:
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.1",
        "sys_platform": system[0],
        "platform_system": system[1],
    }
    return marker is None or marker.evaluate(environment)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_what_is_asked_for(name: str) -> None:
    pinned = lock(name)
    for python, system in product(PYTHONS, SYSTEMS):
        versions = {
            canonicalize_name(one.name): str(one.specifier).removeprefix("==")
            for one in pinned
            if applies(one.marker, python, system)
        }
        missing = [
            f"{one}: {versions.get(canonicalize_name(one.name))} on {python}, {system[0]}"
            for one in asked(LOCKS[name])
            if applies(one.marker, python, system)
            and not one.specifier.contains(
                versions.get(canonicalize_name(one.name), "0.dev0"), prereleases=True
            )
        ]
        assert not missing, "make lock"


def test_the_locks_agree() -> None:
    dev = {(one.name, str(one.specifier)) for one in lock("dev")}
    assert {(one.name, str(one.specifier)) for one in lock("demo")} <= dev


def test_what_builds_is_pinned_too() -> None:
    pinned = {one.name: str(one.specifier).removeprefix("==") for one in lock("build")}
    for one in map(Requirement, PYPROJECT["build-system"]["requires"]):
        assert one.specifier.contains(pinned[one.name])
    assert "uv" in {one.name for one in lock("uv")}
