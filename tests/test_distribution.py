"""The wheel and the sdist, as an index and an empty environment see them."""

from __future__ import annotations

import email
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from email.message import Message
from pathlib import Path

import pytest

from hatch_build import absolute_links
from l10n.installation import DISTRIBUTION
from l10n.version import __version__
from tests.conftest import ARTICLE, ROOT

REPOSITORY = "https://repository.test/owner/l10n"
MEGABYTES = 16  # a fifth more than the wheel has today


def test_relative_links_become_absolute() -> None:
    text = "[a](docs/a.md#b) ![p](docs/p.svg) [![p](./p.svg)](x.md) [w](https://w.test) [t](#t)\n"
    code = "```python\nd[0](x)\n```\n"
    assert absolute_links(text + code, "R") == (
        "[a](R/blob/HEAD/docs/a.md#b) ![p](R/raw/HEAD/docs/p.svg) "
        f"[![p](R/raw/HEAD/p.svg)](R/blob/HEAD/x.md) [w](https://w.test) [t](#t)\n{code}"
    )


def test_no_address_is_invented() -> None:
    assert absolute_links("See [the *docs*](docs/a.md).![p](p.svg)", "") == "See the *docs*."


def run(command: Sequence[object], cwd: Path, **variables: str) -> str:
    """What a command prints; it must succeed."""
    keep = ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
    environment = {name: os.environ[name] for name in keep if name in os.environ}
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=environment | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel that was made of the sdist beside it, as `python -m build` does."""
    pytest.importorskip("build", reason="build is not installed (the extra dev)")
    pytest.importorskip("hatchling", reason="hatchling is not installed (the extra dev)")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT]
    run(command, folder, L10N_REPOSITORY=REPOSITORY)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/METADATA"))
        return email.message_from_bytes(archive.read(name))


@pytest.mark.slow
def test_an_index_takes_both(built: Path) -> None:
    pytest.importorskip("twine", reason="twine is not installed (the extra dev)")
    files = sorted(built.iterdir())
    assert len(files) == 2
    printed = run([sys.executable, "-m", "twine", "check", "--strict", *files], built)
    assert printed.count("PASSED") == 2


@pytest.mark.slow
def test_metadata(wheel: Path) -> None:
    found = metadata(wheel)
    assert (found["Name"], found["Version"]) == (DISTRIBUTION, __version__)
    assert found["Author"] == "l10n contributors"
    assert f"Source, {REPOSITORY}" in found.get_all("Project-URL", [])
    pythons = [c.rsplit(" ", 1)[1] for c in found.get_all("Classifier", []) if ":: 3." in c]
    assert pythons == ["3.10", "3.11", "3.12", "3.13", "3.14"]
    page = str(found.get_payload())
    links = re.findall(r"\]\(([^)#][^)]*)\)", page)
    assert len(links) > 5
    assert not [link for link in links if not link.startswith("https://")]


@pytest.mark.slow
def test_the_wheel_has_what_runs_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"l10n", "l10n_offline"}
    assert not [name for name in names if re.search(r"(^|/)(tests?|golden|cases)/|test_", name)]
    assert {f"l10n/locales/{x}/LC_MESSAGES/l10n.po" for x in ("mn", "ru", "uk")} <= set(names)
    assert wheel.stat().st_size < MEGABYTES * 1_000_000


@pytest.mark.slow
def test_the_sdist_has_what_its_tests_need(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = ("tests/conftest.py", "source/article.txt", "Makefile", "requirements/dev.txt")
    assert {*wanted, "docs/reference/cli.md", "hatch_build.py", "LICENSE"} <= names
    assert sdist.stat().st_size < MEGABYTES * 1_000_000


@pytest.mark.slow
def test_the_sizes_are_those_that_are_written_down(built: Path) -> None:
    text = (ROOT / "docs" / "development" / "releasing.md").read_text("utf-8")
    for suffix, name in ((".whl", "wheel"), (".tar.gz", "sdist")):
        (file,) = built.glob(f"*{suffix}")
        stated = re.search(rf"the {name} has ([\d.]+) MB", text)
        assert stated and file.stat().st_size / 1e6 == pytest.approx(float(stated[1]), rel=0.03)


@pytest.fixture(scope="module")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheels that the lock of the demo names, by digest."""
    folder = tmp_path_factory.mktemp("wheelhouse")
    lock = ROOT / "requirements" / "demo.txt"
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "-d",
        str(folder),
        "-r",
        str(lock),
    ]
    done = subprocess.run(
        [*command, "--require-hashes", "--only-binary", ":all:"], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"no index to take wheels from: {done.stderr.strip()[-200:]}")
    return folder


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_main_job_in_an_empty_environment_without_a_network(
    wheel: Path, wheelhouse: Path, tmp_path: Path
) -> None:
    """Install, translate, export; then the hint about an extra, which is run as it is printed."""
    shutil.copy(wheel, wheelhouse)
    (tmp_path / "source").mkdir()
    shutil.copy(ARTICLE, tmp_path / "source")
    run([sys.executable, "-m", "venv", "env"], tmp_path)
    binaries = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    offline = {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheelhouse),
        "PIP_CONFIG_FILE": os.devnull,
    }
    alone = ["unshare", "-rn"]
    if subprocess.run(["sh", "-c", "unshare -rn true"], capture_output=True).returncode:
        alone = []
    run([*alone, binaries / "python", "-m", "pip", "install", DISTRIBUTION], tmp_path, **offline)
    l10n: list[object] = [*alone, binaries / "l10n"]
    assert run([*l10n, "--version"], tmp_path).split()[-1] == __version__
    run([*l10n, "translate", "--to", "mn,ru,uk"], tmp_path)
    run([*l10n, "export", "--to", "mn,ru,uk"], tmp_path)
    for locale in ("mn", "ru", "uk"):
        text = (tmp_path / "localized" / locale / "article.txt").read_text("utf-8")
        assert re.search("[а-я]{3}", text)
    command = [*map(str, l10n), "review", "--to", "mn", "--no-open"]
    refused = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    hint = re.search(r"hint: (.* install .*)", refused.stderr)
    assert hint, refused.stderr
    run([*alone, *shlex.split(hint[1])], tmp_path, **offline)
    run([*l10n[:-1], binaries / "python", "-c", "import l10n.review.server"], tmp_path)
