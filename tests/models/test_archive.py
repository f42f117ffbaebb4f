"""Archives that mean harm: 50 of them, and none writes outside of its folder or hangs."""

from __future__ import annotations

import contextlib
import json
import shutil
import stat
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from l10n.errors import L10nError, ModelError
from l10n.modelstore import Store, manifest
from l10n.supply import archive
from l10n.supply.add import add_archive
from tests.conftest import snapshot
from tests.models import tiny

METADATA = {"package_version": "1.0", "from_code": "en", "to_code": "mn"}

# Names that lead elsewhere, or that some system cannot have or takes for something else.
NAMES = [
    "../evil", "../../evil", "en_mn/../../evil", "en_mn/model/../../../evil", "/evil", "//evil/x",
    "/etc/cron.d/evil", "C:/evil", "C:evil", "\\evil", "en_mn\\..\\..\\evil", "\\\\host\\share",
    "en_mn/./evil", "en_mn//evil", "./evil", "..", ".", "en_mn/..", "~/evil", "en_mn/.bashrc",
    ".hidden/x", "en_mn/evil\nname", "en_mn/evil\tname", "en_mn/ evil", "en_mn/evil.", "en_mn/con",
    "en_mn/NUL.txt", "en_mn/aux.model", "en_mn/lpt1", "en_mn/evil:stream", "en_mn/e\u202evil",
    "en_mn/evil\x7f", "en_mn/" + "x" * 300, "en_mn/\u0435vil", "en_mn/evil|", "en_mn/$HOME",
]  # fmt: skip


def write(path: Path, entries: dict[str, bytes], **attributes: int) -> Path:
    """A zip file with entries; attributes by name are Unix modes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in entries.items():
            info = zipfile.ZipInfo("x")
            info.filename = name  # ZipInfo would clean it
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = attributes.get(name, stat.S_IFREG | 0o644) << 16
            zipped.writestr(info, data)
    return path


@cache
def good() -> dict[str, bytes]:
    """The entries of a package that is installed without complaint."""
    with tempfile.TemporaryDirectory() as folder:
        path = tiny.argos_package(Path(folder) / "en_mn.argosmodel")
        with zipfile.ZipFile(path) as zipped:
            return {name: zipped.read(name) for name in zipped.namelist()}


def package(extra: dict[str, bytes] | None = None, **metadata: Any) -> dict[str, bytes]:
    """A good package, but for one thing."""
    content = json.dumps(METADATA | metadata).encode()
    return good() | {"en_mn/metadata.json": content} | (extra or {})


def link(mode: int, target: bytes = b"/etc/passwd") -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        return write(path, package({"en_mn/README.md": target}), **{"en_mn/README.md": mode})

    return make


def named(name: str) -> Callable[[Path], Path]:
    return lambda path: write(path, package({name: b"evil"}))


def bomb(path: Path) -> Path:
    return write(path, package({"en_mn/README.md": b"\0" * (8 << 20)}))


def many(path: Path) -> Path:
    return write(
        path, package() | {f"en_mn/f{number}": b"" for number in range(archive.MAX_ENTRIES + 1)}
    )


def overlapping(path: Path) -> Path:
    """Every entry of the directory points at the same packed bytes."""
    config = {"en_mn/model/config.json": b"{}" + b" " * 1000 + bytes(range(256)) * 4}
    entries = {name: data for name, data in good().items() if not name.endswith("config.json")}
    write(path, entries | config)
    data = path.read_bytes()
    start = struct.unpack("<I", data[data.rindex(b"PK\5\6") + 16 :][:4])[0]
    last = data[data.rindex(b"PK\1\2", start) : data.rindex(b"PK\5\6")]
    names = [f"en_mn/model/confi{letter}.json".encode() for letter in "abcdefhij"]
    copies = b"".join(last.replace(b"en_mn/model/config.json", name) for name in names)
    end = bytearray(data[data.rindex(b"PK\5\6") :])
    count = struct.unpack("<H", end[10:12])[0] + len(names)
    end[8:12] = struct.pack("<HH", count, count)
    size = struct.unpack("<I", end[12:16])[0] + len(copies)
    end[12:16] = struct.pack("<I", size)
    path.write_bytes(data[: data.rindex(b"PK\5\6")] + copies + end)
    return path


def lying(path: Path) -> Path:
    """The directory says that a file is smaller than what is packed."""
    write(path, package({"en_mn/README.md": b"a" * 5000}))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(bytes(data))
    return path


def encrypted(path: Path) -> Path:
    write(path, package())
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(bytes(data))
    return path


def truncated(path: Path) -> Path:
    tiny.argos_package(path)
    path.write_bytes(path.read_bytes()[:-2000])
    return path


def damaged(path: Path) -> Path:
    tiny.argos_package(path)
    data = bytearray(path.read_bytes())
    for at in range(300, 900):
        data[at] ^= 255
    path.write_bytes(bytes(data))
    return path


def unknown_method(path: Path) -> Path:
    write(path, package())
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        data[data.index(mark) + offset] = 77
    path.write_bytes(bytes(data))
    return path


def no_zip(path: Path) -> Path:
    path.write_bytes(b"MZ" + bytes(5000))
    return path


def two_folders(path: Path) -> Path:
    return write(path, package({"en_ru/metadata.json": b"{}"}))


def case_twins(path: Path) -> Path:
    return write(path, package({"EN_MN/metadata.json": b"{}"}))


def foreign_metadata(**metadata: Any) -> Callable[[Path], Path]:
    return lambda path: write(path, package(**metadata))


def deep_metadata(path: Path) -> Path:
    return write(path, package() | {"en_mn/metadata.json": b"[" * 100_000})


def no_metadata(path: Path) -> Path:
    return write(path, {name: data for name, data in good().items() if "metadata" not in name})


def hostile_export(**changes: object) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        valid = {
            "schema": 1, "id": "x", "family": "nllb", "version": "1", "pairs": [["en", "mn"]],
            "licence": "MIT", "source": "", "tags": {}, "scores": [], "files": {},
        }  # fmt: skip
        return write(path, {"model.json": json.dumps(valid | changes).encode()})

    return make


def stranger_in_export(path: Path) -> Path:
    hostile_export()(path)
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr("content/model.bin", b"x")
    return path


RECORD = {"size": 1, "sha256": "0" * 64}
HOSTILE: dict[str, Callable[[Path], Path]] = {
    **{f"name {name[:40]!r}": named(name) for name in NAMES},
    "symbolic link": link(stat.S_IFLNK | 0o777),
    "link to a parent": link(stat.S_IFLNK | 0o777, b"../../../evil"),
    "character device": link(stat.S_IFCHR | 0o666),
    "block device": link(stat.S_IFBLK | 0o666),
    "pipe": link(stat.S_IFIFO | 0o666),
    "socket": link(stat.S_IFSOCK | 0o666),
    "bomb": bomb,
    "too many entries": many,
    "overlapping entries": overlapping,
    "size that lies": lying,
    "encrypted": encrypted,
    "truncated": truncated,
    "damaged": damaged,
    "unknown compression": unknown_method,
    "no zip": no_zip,
    "two folders": two_folders,
    "names that differ by case": case_twins,
    "metadata too deep": deep_metadata,
    "no metadata": no_metadata,
    "language with a path": foreign_metadata(to_code="../../evil"),
    "language that is a list": foreign_metadata(to_code=["mn"]),
    "version with a newline": foreign_metadata(package_version="1\n#, fuzzy"),
    "version with a path": foreign_metadata(package_version="../../evil"),
    "another kind of package": foreign_metadata(type="sbd"),
    "export whose id is a path": hostile_export(id="../../evil"),
    "export whose id is hidden": hostile_export(id=".staging"),
    "export with files elsewhere": hostile_export(files={"../../evil": RECORD}),
    "export that lacks its files": hostile_export(files={"model.bin": RECORD}),
    "export without pairs": hostile_export(pairs="en-mn"),
    "export of another schema": hostile_export(schema=2),
    "export with a stranger": stranger_in_export,
}  # fmt: skip


def test_there_are_fifty_of_them() -> None:
    assert len(HOSTILE) >= 50


def test_without_the_one_thing_they_are_installed(tmp_path: Path) -> None:
    path = write(tmp_path / "good.argosmodel", package())
    assert add_archive(Store(tmp_path / "models"), path).id == "argos-en-mn-1.0"


@pytest.fixture(scope="module")
def neighbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store with a model in it, in a folder of its own: what must not change."""
    folder = tmp_path_factory.mktemp("world")
    add_archive(Store(folder / "models"), tiny.argos_package(folder / "good.argosmodel"))
    shutil.rmtree(folder / "good-content")
    yield folder


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_and_leaves_nothing(
    name: str, neighbour: Path, tmp_path: Path
) -> None:
    path = HOSTILE[name](tmp_path / "evil.argosmodel")
    before = snapshot(neighbour)
    with pytest.raises(ModelError) as error:
        add_archive(Store(neighbour / "models"), path)
    assert error.value.message and "\n" not in error.value.message
    assert snapshot(neighbour) == before
    assert not (tmp_path / "evil").exists()
    assert not Path("/evil").exists()


def test_a_package_cannot_take_the_place_of_another(neighbour: Path, tmp_path: Path) -> None:
    path = tiny.argos_package(tmp_path / "other.argosmodel", extra="1")
    before = snapshot(neighbour)
    with pytest.raises(ModelError, match=r"'argos-en-mn-1\.0' is installed already") as error:
        add_archive(Store(neighbour / "models"), path)
    assert "l10n models remove argos-en-mn-1.0" in error.value.hint
    assert snapshot(neighbour) == before


def test_only_what_a_translation_needs_is_unpacked(neighbour: Path) -> None:
    """Above all not the pickles of a sentence splitter."""
    model = Store(neighbour / "models").get("argos-en-mn-1.0")
    assert sorted(model.files) == [
        "metadata.json",
        "model/config.json",
        "model/model.bin",
        "model/shared_vocabulary.json",
        "sentencepiece.model",
    ]


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_no_bytes_of_a_manifest_raise_anything_but_a_model_error(data: bytes) -> None:
    with contextlib.suppress(ModelError):
        manifest.load(data, Path("x"), "x")


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=8))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_package_with_any_byte_changed_is_refused_or_whole(
    tmp_path: Path, at: int, noise: bytes
) -> None:
    whole = tmp_path / "good.argosmodel"
    if not whole.exists():
        tiny.argos_package(whole)
    data = bytearray(whole.read_bytes())
    at %= len(data)
    data[at : at + len(noise)] = noise
    path = tmp_path / "changed.argosmodel"
    path.write_bytes(bytes(data))
    world = tmp_path / "world"
    try:
        add_archive(Store(world / "models"), path)
    except L10nError:
        assert not list(world.glob("models/*/model.json"))
    found = {p.name for p in world.iterdir()} if world.exists() else set()
    assert found <= {"models"}
    shutil.rmtree(world, ignore_errors=True)


def test_an_export_is_installed_again_elsewhere(neighbour: Path, tmp_path: Path) -> None:
    model = Store(neighbour / "models").get("argos-en-mn-1.0")
    first, second = tmp_path / "a.l10nmodel", tmp_path / "b.l10nmodel"
    archive.export(model, first)
    archive.export(model, second)
    assert first.read_bytes() == second.read_bytes()
    other = Store(tmp_path / "models")
    copy = add_archive(other, first)
    assert (copy.id, copy.files, copy.version) == (model.id, model.files, model.version)
    assert other.verify(copy) == []


def test_an_export_that_was_changed_on_the_way_is_refused(neighbour: Path, tmp_path: Path) -> None:
    model = Store(neighbour / "models").get("argos-en-mn-1.0")
    path = tmp_path / "a.l10nmodel"
    archive.export(model, path)
    with zipfile.ZipFile(path) as zipped:
        entries = {name: zipped.read(name) for name in zipped.namelist()}
    entries["content/sentencepiece.model"] += b"x"
    write(path, entries)
    with pytest.raises(ModelError, match=r"sentencepiece\.model has another checksum"):
        add_archive(Store(tmp_path / "models"), path)
    assert not list((tmp_path / "models").glob("*/model.json"))
