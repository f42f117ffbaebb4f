"""Settings, locales, files, provenance: the small rooms."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import l10n
from l10n.errors import ConfigError, L10nError, LocaleError, WriteError
from l10n.files import atomic_write, locked
from l10n.languages.codes import parse_locale, parse_locales, plural_forms
from l10n.model import Origin, State, Translation
from l10n.po import provenance
from l10n.po.message import Message
from l10n.project.config import Project, load_project


def test_settings_are_found_upward(tmp_path: Path) -> None:
    (tmp_path / "l10n.toml").write_text('locales = ["mn", "pt-BR"]\noutput-dir = "out"', "utf-8")
    (tmp_path / "a" / "b").mkdir(parents=True)
    project = load_project(tmp_path / "a" / "b")
    assert project.root == tmp_path
    assert (project.locales, project.output_dir) == (("mn", "pt_BR"), "out")


def test_settings_in_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.l10n]\nsource-locale = "ru"', "utf-8")
    assert load_project(tmp_path).source_locale == "ru"


def test_without_settings_the_folder_is_the_project(tmp_path: Path) -> None:
    assert load_project(tmp_path) == Project(tmp_path)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('local = ["mn"]', "unknown key 'local'", "did you mean 'locales'?"),
        ('xyzzy = "mn"', "unknown key 'xyzzy'", "known keys: source-locale"),
        ('locales = "mn"', "must be a list of strings", '["mn", "ru"]'),
        ("engine = 3", "must be a string", "engine ="),
        ('engine = ""', "must be a string", "engine ="),
        ('root = "/"', "unknown key 'root'", "known keys: source-locale"),
        ('documents = ["a.md", 3]', "'documents' must be a list of strings", '["docs/**/*.md"]'),
        ("engine = ", "cannot be read", "TOML"),
    ],
)
def test_bad_settings(tmp_path: Path, text: str, message: str, hint: str) -> None:
    (tmp_path / "l10n.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_project(tmp_path)
    assert message in caught.value.message
    assert "l10n.toml" in caught.value.message
    assert hint in caught.value.hint


def test_a_project_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such folder"):
        load_project(tmp_path / "gone")


def test_document_names(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert project.document_name(tmp_path / "source" / "news" / "a.txt") == "news/a"
    assert project.document_name(tmp_path / "elsewhere" / "a.b.txt") == "a.b"
    assert project.reference(tmp_path / "source" / "a.txt") == "source/a.txt"
    assert project.reference(Path("/etc/hosts")) == "/etc/hosts"


@pytest.mark.parametrize(
    ("code", "locale"),
    [("mn", "mn"), ("ru-RU", "ru_RU"), ("rus", "ru"), ("pt-br", "pt_BR"), (" UK ", "uk")],
)
def test_locale_spellings(code: str, locale: str) -> None:
    assert parse_locale(code) == locale


@given(st.text() | st.from_regex(r"[a-z]{2}[-_/.@]\S*"))
def test_any_locale_code_is_a_safe_folder_name_or_refused(code: str) -> None:
    try:
        locale = parse_locale(code)
    except LocaleError as error:
        assert error.hint
        return
    assert Path(locale).name == locale
    assert parse_locale(locale) == locale
    assert plural_forms(locale).startswith("nplurals=")


def test_locale_lists() -> None:
    assert parse_locales(["mn, ru", "uk", "ru"]) == ["mn", "ru", "uk"]
    with pytest.raises(LocaleError, match="no target locale"):
        parse_locales([" , "])


def test_a_file_that_is_open_elsewhere_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows has it: a scanner of viruses holds the file for a moment."""
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    refusals = [PermissionError(13, "Access is denied")] * 2
    replace = Path.replace

    def refusing(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    with pytest.raises(WriteError, match="Access is denied"):
        atomic_write(path, b"new")
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]
    monkeypatch.setattr("l10n.files._PAUSES", (0.0, 0.0))
    atomic_write(path, b"new")
    assert path.read_bytes() == b"new" and not refusals


def test_atomic_write_keeps_the_mode_and_follows_links(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    atomic_write(link, b"new")
    assert link.is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o640)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "target"]


def test_a_failed_write_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def disk_full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(WriteError, match="No space left on device"):
        atomic_write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_run_left_is_removed_an_hour_later(tmp_path: Path) -> None:
    old, young = tmp_path / ".a.po.x1.tmp", tmp_path / ".a.po.x2.tmp"
    for leftover in (old, young):
        leftover.touch()
    os.utime(old, (0, 0))
    atomic_write(tmp_path / "a.po", b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a.po.x2.tmp", "a.po"]


def test_a_new_file_has_the_mode_that_any_program_would_give_it(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        atomic_write(tmp_path / "new", b"")
    finally:
        os.umask(mask)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_the_lock_keeps_others_out(tmp_path: Path) -> None:
    path, order = tmp_path / "a.po", []

    def other() -> None:
        with locked(path):
            order.append("other")

    with locked(path):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(0.3)
        order.append("first")
    thread.join()
    assert order == ["first", "other"]


@given(st.text(min_size=1), st.floats(0, 1), st.sampled_from([Origin.MACHINE, Origin.MEMORY]))
def test_provenance_reads_what_it_wrote(text: str, score: float, origin: Origin) -> None:
    entry = Message(msgid="a", tcomment="mine")
    engine = "argos/x, the model 1.0" if origin is Origin.MACHINE else ""
    draft = Translation(text, State.DRAFT, origin, engine, round(score, 2))
    provenance.write(entry, draft)
    assert provenance.read(entry) == draft
    assert entry.tcomment.startswith("mine\n")
    # An editor may break the comment's line.
    entry.tcomment = entry.tcomment.replace(", ", ",\n")
    assert provenance.read(entry) == draft
    entry.msgstr += "!"
    assert provenance.read(entry).origin is Origin.HUMAN


def test_every_public_name_is_there() -> None:
    for name in l10n.__all__:
        assert getattr(l10n, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = l10n.nonsense


def test_every_error_is_an_l10n_error() -> None:
    from l10n import errors

    for value in vars(errors).values():
        if isinstance(value, type):
            assert issubclass(value, L10nError)
            assert value.exit_code == 2
