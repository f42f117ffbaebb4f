"""What happens to translations when the source changes, and how msgmerge compares."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest

from l10n.files import atomic_write
from l10n.model import Origin, Segment, SourceEntry, State, Translation, message_key
from l10n.po.catalog import Catalog
from l10n.po.file import dump, load, new
from l10n.po.message import Message

OLD = "The council met on Monday to discuss the new bridge."
CHANGED = "The council met on Tuesday to discuss the new bridge."
OTHER = "Nobody was hurt."


def catalog(path: Path, *contents: str) -> Catalog:
    """The catalog at ``path``, brought in line with sentences and saved."""
    result = Catalog.open(path, "mn")
    lines = enumerate(contents, start=1)
    result.merge([Segment(content, line=line) for line, content in lines], "source/a.txt")
    result.save()
    return result


def person(path: Path, msgid: str, msgstr: str, *, approve: bool, comment: str = "") -> None:
    """What a person does in a PO editor."""
    po = polib.pofile(str(path))
    entry = po.find(msgid)
    assert entry
    entry.msgstr = msgstr
    entry.flags = [] if approve else ["fuzzy"]
    entry.tcomment = comment
    po.save()


def entry(path: Path, msgid: str) -> polib.POEntry:
    found = polib.pofile(str(path)).find(msgid, include_obsolete_entries=True)
    assert found
    return found


@pytest.mark.parametrize("approve", [True, False])
def test_a_changed_sentence_gets_the_old_translation_as_fuzzy(
    tmp_path: Path, approve: bool
) -> None:
    path = tmp_path / "a.po"
    catalog(path, OLD, OTHER)
    person(path, OLD, "Даваа гаригт хуралдав.", approve=approve, comment="Ask Бат")
    catalog(path, CHANGED, OTHER)
    changed = entry(path, CHANGED)
    assert (changed.msgstr, changed.previous_msgid) == ("Даваа гаригт хуралдав.", OLD)
    assert changed.fuzzy
    assert changed.tcomment == "Ask Бат"
    before = entry(path, OLD)
    assert (before.obsolete, before.msgstr) == (1, "Даваа гаригт хуралдав.")
    # And no program writes over it.
    draft = Translation("x", State.DRAFT, Origin.MACHINE, "argos/x 1", 0.9)
    assert not Catalog.open(path, "mn").set_draft(message_key(CHANGED), draft)


def test_a_machine_s_draft_is_not_carried_over(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    first = catalog(path, OLD)
    draft = Translation("«»", State.DRAFT, Origin.MACHINE, "argos/x 1", 0.9)
    first.set_draft(message_key(OLD), draft)
    first.save()
    catalog(path, CHANGED)
    assert entry(path, CHANGED).msgstr == ""


def test_a_machine_s_draft_that_a_person_approved_is(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    first = catalog(path, OLD)
    draft = Translation("«»", State.DRAFT, Origin.MACHINE, "argos/x 1", 0.9)
    first.set_draft(message_key(OLD), draft)
    first.approve(message_key(OLD))
    first.save()
    catalog(path, CHANGED)
    changed = Catalog.open(path, "mn").translation(message_key(CHANGED))
    assert (changed.text, changed.state, changed.origin) == ("«»", State.CHANGED, Origin.HUMAN)


def test_the_old_sentence_comes_back_approved(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    catalog(path, OLD)
    person(path, OLD, "Даваа гаригт.", approve=True)
    catalog(path, CHANGED)
    catalog(path, OLD)
    back = Catalog.open(path, "mn").translation(message_key(OLD))
    assert (back.text, back.state) == ("Даваа гаригт.", State.APPROVED)


def test_each_old_translation_goes_to_the_most_similar_new_sentence_once(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    catalog(path, OLD, "Three members were absent from the meeting.")
    person(path, OLD, "нэг", approve=True)
    person(path, "Three members were absent from the meeting.", "хоёр", approve=True)
    catalog(path, "Four members were absent from the meeting.", CHANGED, f"{CHANGED} Again.")
    assert entry(path, "Four members were absent from the meeting.").msgstr == "хоёр"
    assert entry(path, CHANGED).msgstr == "нэг"
    assert entry(path, f"{CHANGED} Again.").msgstr == ""


def test_a_different_sentence_gets_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    catalog(path, OLD)
    person(path, OLD, "нэг", approve=True)
    catalog(path, OTHER)
    assert entry(path, OTHER).msgstr == ""


def test_moved_sentences_keep_theirs_and_the_order_follows_the_source(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    catalog(path, OLD, OTHER, "Third.")
    person(path, OTHER, "хоёр", approve=True, comment="mine")
    catalog(path, "Third.", OTHER, OLD)
    po = polib.pofile(str(path))
    assert [one.msgid for one in po] == ["Third.", OTHER, OLD]
    assert (po[1].msgstr, po[1].tcomment, po[1].fuzzy) == ("хоёр", "mine", False)
    assert po[1].occurrences == [("source/a.txt", "2")]


def test_large_changes_are_compared_with_neighbours_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("l10n.po.merging._MAX_PAIRS", 10)
    monkeypatch.setattr("l10n.po.merging._NEIGHBOURS", 2)
    path = tmp_path / "a.po"
    old = [f"Sentence number {word} of the text." for word in ("one", "two", "six", "ten")]
    catalog(path, *old)
    for number, msgid in enumerate(old):
        person(path, msgid, f"{number}", approve=True)
    catalog(path, *(msgid.replace("of the text", "in this text") for msgid in old))
    assert [one.msgstr for one in polib.pofile(str(path)) if not one.obsolete] == list("0123")


def test_reset_never_removes_what_a_person_wrote(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    catalog(path, OLD, OTHER)
    person(path, OLD, "нэг", approve=True)
    first = Catalog.open(path, "mn")
    key = message_key(OLD)
    assert first.reset(key)
    assert first.translation(key) == Translation("нэг", State.DRAFT, Origin.HUMAN)
    assert not first.reset(key)
    draft = Translation("«»", State.DRAFT, Origin.MACHINE, "argos/x 1", 0.9)
    first.set_draft(message_key(OTHER), draft)
    assert first.reset(message_key(OTHER))
    assert first.translation(message_key(OTHER)) == Translation()
    assert not first.reset("no such key")


def msgmerge(old: Path, template: Path) -> polib.POFile:
    if not shutil.which("msgmerge"):
        pytest.skip("msgmerge is not installed (Debian package gettext)")
    command = ["msgmerge", "--quiet", "--previous", str(old), str(template)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return polib.pofile(done.stdout)


def template(path: Path, *msgids: str) -> Path:
    po = new()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    po.extend(Message(msgid=msgid) for msgid in msgids)
    atomic_write(path, dump(po))
    return path


def summary(po: Iterable[polib.POEntry | Message]) -> list[tuple[str, str, bool, bool, str | None]]:
    return [(e.msgid, e.msgstr, e.fuzzy, bool(e.obsolete), e.previous_msgid) for e in po]


def test_msgmerge_does_the_same_where_it_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    catalog(path, OLD, OTHER, "Third.", "Fourth.")
    person(path, OLD, "нэг", approve=True)
    person(path, OTHER, "хоёр", approve=True)
    person(path, "Third.", "гурав", approve=False)
    theirs = msgmerge(path, template(tmp_path / "a.pot", "New and unlike.", "Third.", OLD))
    catalog(path, "New and unlike.", "Third.", OLD)
    ours = load(path)
    # Both keep the vanished one as obsolete; msgmerge forgets it when it was not translated.
    assert [one for one in summary(ours) if one[1] or not one[3]] == summary(theirs)
    assert [one.msgid for one in ours if one.obsolete] == [OTHER, "Fourth."]


def test_where_msgmerge_differs(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    catalog(path, OLD)
    person(path, OLD, "нэг", approve=True)
    theirs = msgmerge(path, template(tmp_path / "a.pot", CHANGED))
    catalog(path, CHANGED)
    fuzzy = (CHANGED, "нэг", True, False, OLD)
    assert summary(theirs) == [fuzzy]
    assert summary(load(path)) == [fuzzy, (OLD, "нэг", False, True, None)]


def test_flags_are_those_of_the_new_source_at_once(tmp_path: Path) -> None:
    """Format flags of what was translated before say nothing of the text that it is now."""
    path = tmp_path / "a.po"
    sentences = ["The file cannot be opened now.", "All the %d pages are printed."]
    flags = [(), ("c-format",)]

    def merged() -> list[list[str]]:
        result = Catalog.open(path, "ru")
        segments = [
            Segment(text, entry=SourceEntry(text, flags=one))
            for text, one in zip(sentences, flags, strict=True)
        ]
        result.merge(segments, "app.pot")
        result.save()
        return [one.flags for one in load(path) if not one.obsolete]

    assert merged() == [[], ["c-format"]]
    for msgid in sentences:
        person(path, msgid, "перевод", approve=True)
    sentences = ["The file %s cannot be opened now.", "All the pages are printed."]
    flags = [("c-format",), ()]
    first = merged(), path.read_bytes()
    assert first[0] == [["fuzzy", "c-format"], ["fuzzy"]]
    assert (merged(), path.read_bytes()) == first
