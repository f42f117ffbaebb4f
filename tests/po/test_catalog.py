"""Catalogs: merging keeps what people did, saving changes nothing it need not."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.errors import CatalogError
from l10n.model import Finding, Origin, Segment, Severity, State, Translation, message_key
from l10n.po import file as pofile
from l10n.po.catalog import Catalog
from l10n.po.message import Message

SOURCE = "source/a.txt"


def draft(text: str, model: str = "argos/x 1.0") -> Translation:
    return Translation(text, State.DRAFT, Origin.MACHINE, model, 0.61)


def segments(*contents: str) -> list[Segment]:
    return [
        Segment(content, context=f"paragraph {line}", line=line)
        for line, content in enumerate(contents, start=1)
    ]


def saved(path: Path, *contents: str) -> Catalog:
    catalog = Catalog.open(path, "mn")
    catalog.merge(segments(*contents), SOURCE)
    catalog.save()
    return catalog


def test_a_sentence_that_occurs_twice_is_one_entry(tmp_path: Path) -> None:
    saved(tmp_path / "a.po", "One.", "Two.", "One.")
    first, second = polib.pofile(str(tmp_path / "a.po"))
    assert first.occurrences == [(SOURCE, "1"), (SOURCE, "3")]
    assert first.comment == "paragraph 1\nparagraph 3"
    assert second.msgid == "Two."


def test_a_machine_draft_is_recognized(tmp_path: Path) -> None:
    catalog = saved(tmp_path / "a.po", "One.")
    finding = Finding("numbers", Severity.ERROR, "1 is missing")
    assert catalog.set_draft(message_key("One."), draft("Нэг."), [finding])
    catalog.save()
    [entry] = Catalog.open(tmp_path / "a.po", "mn").entries()
    assert entry.translation.state is State.DRAFT
    assert entry.translation.origin is Origin.MACHINE
    assert entry.translation.engine == "argos/x 1.0"
    assert entry.translation.confidence == 0.61
    assert entry.flagged


def test_an_edited_draft_is_a_person_s(tmp_path: Path) -> None:
    catalog = saved(tmp_path / "a.po", "One.")
    catalog.set_draft(message_key("One."), draft("Нэг."))
    catalog.save()
    po = polib.pofile(str(tmp_path / "a.po"))
    po[0].msgstr = "Нэг!"
    po.save()
    catalog = Catalog.open(tmp_path / "a.po", "mn")
    [entry] = catalog.entries()
    assert (entry.translation.state, entry.translation.origin) == (State.DRAFT, Origin.HUMAN)
    assert not catalog.set_draft(entry.key, draft("Хоёр."))
    assert next(catalog.entries()).translation.text == "Нэг!"


def test_clearing_fuzzy_approves(tmp_path: Path) -> None:
    catalog = saved(tmp_path / "a.po", "One.")
    catalog.set_draft(message_key("One."), draft("Нэг."))
    catalog.save()
    po = polib.pofile(str(tmp_path / "a.po"))
    po[0].flags.remove("fuzzy")
    po.save()
    translation = Catalog.open(tmp_path / "a.po", "mn").translation(message_key("One."))
    assert (translation.state, translation.origin) == (State.APPROVED, Origin.MACHINE)


def test_a_sentence_that_left_comes_back_with_its_translation(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    catalog = saved(path, "One.", "Two.")
    catalog.set_draft(message_key("Two."), draft("Хоёр."))
    catalog.save()
    saved(path, "One.")
    assert [entry.msgid for entry in polib.pofile(str(path)).obsolete_entries()] == ["Two."]
    saved(path, "Two.", "One.")
    po = polib.pofile(str(path))
    assert [(entry.msgid, entry.msgstr) for entry in po] == [("Two.", "Хоёр."), ("One.", "")]
    assert not po.obsolete_entries()


def test_what_people_and_programs_wrote_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    saved(path, "One.")
    po = polib.pofile(str(path))
    po.header = "Translated by Бат\nLicence: CC0"
    po.metadata["X-Poedit-Basepath"] = ".."
    po[0].tcomment = "Is this a number?\n\nYes, " + "a long remark " * 12
    po[0].flags = ["no-wrap", "check-numbers"]
    po.save()
    catalog = Catalog.open(path, "mn")
    catalog.set_draft(message_key("One."), draft("Нэг."))
    catalog.save()
    after = polib.pofile(str(path))
    assert after.header == po.header
    assert after.metadata == po.metadata
    remarks = after[0].tcomment.split("\n")
    assert remarks[0] == "Is this a number?"
    assert remarks[-1].startswith("l10n: machine, argos/x 1.0")
    assert after[0].flags == ["no-wrap", "check-numbers", "fuzzy"]


def test_nothing_changed_nothing_written(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    saved(path, "One.", "Two.")
    # A person's own layout: other line widths, another order of headers.
    path.write_text(path.read_text("utf-8").replace('msgid "Two."', 'msgid ""\n"Two."'), "utf-8")
    before = path.read_bytes(), path.stat().st_mtime_ns
    catalog = Catalog.open(path, "mn")
    catalog.merge(segments("One.", "Two."), SOURCE)
    assert not catalog.changed
    catalog.save()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_dates_do_not_change_when_entries_do(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    saved(path, "One.")
    before = polib.pofile(str(path)).metadata
    saved(path, "One.", "Two.")
    assert polib.pofile(str(path)).metadata == before


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\nmsgstr "b"\nnonsense\n', 3),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "un"escaped"\nmsgstr ""\n', 4),
        ("<<<<<<< HEAD\n", 1),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "a.po"
    path.write_text(text, "utf-8")
    with pytest.raises(CatalogError) as caught:
        Catalog.open(path, "mn")
    assert f"a.po:{line}: not a valid PO file" in caught.value.message
    assert path.read_text("utf-8") == text


def test_a_file_in_another_encoding_than_it_says(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    path.write_bytes(header.encode() + 'msgid "a"\nmsgstr "б"\n'.encode("cp1251"))
    with pytest.raises(CatalogError, match="not in the encoding"):
        Catalog.open(path, "mn")


# PO files hold text; a NUL cannot be in them (GNU gettext's msgfmt stops there).
po_text = st.text(
    st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from('"\\\n\r\t #~\u2028')
)
one_line = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")))


@given(st.lists(st.tuples(po_text.filter(bool), po_text, one_line), unique_by=lambda e: e[0]))
def test_save_and_load_is_identity(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "identity.po"
    po = pofile.new()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "mn"}
    for msgid, msgstr, comment in entries:
        po.append(Message(msgid=msgid, msgstr=msgstr, tcomment=comment.strip()))
    path.write_bytes(pofile.dump(po))
    again = pofile.load(path)
    assert [(e.msgid, e.msgstr, e.tcomment) for e in again] == [
        (e.msgid, e.msgstr, e.tcomment) for e in po
    ]
    assert again.metadata == po.metadata
    assert pofile.dump(again) == path.read_bytes()
