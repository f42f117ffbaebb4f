"""Translating opens no socket to anywhere: seen from outside of the process, by strace."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from l10n.model import Pair
from l10n.modelstore import Store
from l10n.supply.add import add_archive
from tests.models import tiny

# What could lead off this machine; AF_UNIX and AF_NETLINK cannot.
_OUTSIDE = re.compile(r"sa_family=AF_(?!UNIX|LOCAL|NETLINK|UNSPEC)\w+")


def traced(arguments: list[object], log: Path, cwd: Path) -> str:
    """Run a command; gives every connect() and sendto() of it and its children."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    command = [
        strace,
        "-f",
        "-qq",
        "--seccomp-bpf",
        "-e",
        "trace=connect,sendto,sendmsg",
        "-o",
        log,
        *arguments,
    ]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True
    )
    if "ptrace" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("strace is not permitted here")
    assert done.returncode == 0, done.stderr
    return log.read_text("utf-8")


def test_a_connection_would_be_seen(tmp_path: Path) -> None:
    """What makes the test below worth something."""
    code = "import socket; s = socket.socket(); s.settimeout(0.1); s.connect_ex(('127.0.0.1', 9))"
    found = traced([sys.executable, "-c", code], tmp_path / "log", tmp_path)
    assert _OUTSIDE.search(found)


@pytest.fixture
def small_project(project: Path) -> Path:
    """Two sentences, greedily: random weights write on and on."""
    text = "Two bridges were closed. It rained."
    (project / "source" / "article.txt").write_text(text, "utf-8")
    (project / "l10n.toml").write_text("[decoding]\nbeam-size = 1\n", "utf-8")
    return project


@pytest.mark.slow
def test_translating_with_an_installed_model_connects_to_nothing(
    store: Store, small_project: Path
) -> None:
    """From documents to catalogs to localized documents, with two models and the starter."""
    project = small_project
    package = tiny.argos_package(project / "en_mn.argosmodel")
    model = add_archive(store, package, licence="MIT")
    assert store.choose(Pair("en", "mn")) == model
    l10n = [sys.executable, "-m", "l10n"]
    for arguments in (
        ["translate", "--to", "mn,ru"],
        ["export", "--to", "mn,ru"],
        ["models", "verify"],
        ["models", "list"],
    ):
        found = traced([*l10n, *arguments], project / "log", project)
        assert not _OUTSIDE.search(found), found
    catalog = (project / "locales" / "mn" / "LC_MESSAGES" / "article.po").read_text("utf-8")
    assert f"l10n: machine, argos/{model.id}" in catalog


def test_an_installed_model_translates_without_any_interface(
    store: Store, small_project: Path
) -> None:
    """In a network namespace of its own, where not even the loopback interface is up."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], capture_output=True).returncode:
        pytest.skip("a network namespace is not permitted here")
    project = small_project
    add_archive(store, tiny.argos_package(project / "en_mn.argosmodel"), licence="MIT")
    done = subprocess.run(
        [unshare, "-rn", sys.executable, "-m", "l10n", "translate", "--to", "mn"],
        cwd=project,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert (project / "locales" / "mn" / "LC_MESSAGES" / "article.po").is_file()
