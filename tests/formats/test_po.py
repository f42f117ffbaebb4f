"""PO and POT files as sources."""

from __future__ import annotations

import gettext
import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.engines import make_engine
from l10n.errors import SourceError
from l10n.languages import plurals
from l10n.languages.codes import plural_forms
from l10n.memory import Memory, approved
from l10n.model import Hypothesis, Pair, State, message_key
from l10n.po.catalog import Catalog
from l10n.po.message import Fault
from l10n.po.syntax import messages
from l10n.project.config import Project
from l10n.project.documents import Names
from l10n.project.export import export
from l10n.project.importing import import_xliff
from l10n.project.jobs import Job, plan
from l10n.project.run import translate, update
from l10n.translation import plural_forms as forms
from tests.formats.pseudo import document

HERE = Path(__file__).parent / "po"
# By locale: verb and adjective "Open", "%d file(s)", "day(s)", the council, the usage, the
# warning, "Name: ".
TEXTS = {
    "mn": [
        ["Нээх"],
        ["Нээлттэй"],
        ["%d файл устгагдлаа", "%d файл устгагдлаа"],
        ["Нэг өдөр", "%(count)d өдөр"],
        ["{city} хотын зөвлөл {month}-д хуралдав."],
        ["Хэрэглээ: %s [СОНГОЛТ]\nЗасгийн газар даваа гарагт хуралдав.\n"],
        ['<b>Анхаар:</b> "%s" файл <1>хуучин</1>.'],
        ["Нэр: "],
    ],
    "ru": [
        ["Открыть"],
        ["Открыто"],
        ["%d файл удалён", "%d файла удалено", "%d файлов удалено"],
        ["%(count)d день", "%(count)d дня", "%(count)d дней"],
        ["Совет города {city} собрался в {month}."],
        ["Использование: %s [КЛЮЧ]\nПравительство собралось в понедельник.\n"],
        ["<b>Внимание:</b> файл «%s» <1>старый</1>."],
        ["Имя: "],
    ],
    "uk": [
        ["Відкрити"],
        ["Відкрито"],
        ["%d файл вилучено", "%d файли вилучено", "%d файлів вилучено"],
        ["%(count)d день", "%(count)d дні", "%(count)d днів"],
        ["Рада міста {city} зібралася в {month}."],
        ["Використання: %s [КЛЮЧ]\nУряд зібрався в понеділок.\n"],
        ["<b>Увага:</b> файл «%s» <1>старий</1>."],
        ["Ім'я: "],
    ],
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    (tmp_path / "source").mkdir()
    shutil.copy(HERE / "app.pot", tmp_path / "source" / "app.pot")
    return Project(tmp_path)


def job(project: Project, locale: str) -> Job:
    return plan(project, [project.root / "source" / "app.pot"], [locale])[0]


def translated(project: Project, locale: str) -> Job:
    """The template with the translations of above, the last two left as drafts."""
    made = job(project, locale)
    update(project, [made])
    for number, (key, texts) in enumerate(zip(made.messages, TEXTS[locale], strict=True)):
        escaped = [text.replace("<1>", r"\<1>").replace("</1>", r"\</1>") for text in texts]
        assert made.catalog.edit(key, escaped, State.APPROVED if number < 6 else State.DRAFT)
    made.catalog.save()
    return made


@pytest.mark.parametrize("locale", TEXTS)
def test_golden(project: Project, locale: str) -> None:
    written = export(translated(project, locale), Names(project))
    assert not written.refused and written.path.name == "app.po"
    golden = HERE / f"{locale}.po"
    if os.environ.get("L10N_UPDATE_GOLDEN"):
        shutil.copy(written.path, golden)
    assert written.path.read_text("utf-8") == golden.read_text("utf-8")


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
@pytest.mark.parametrize("locale", TEXTS)
def test_msgfmt_accepts_what_is_written(project: Project, locale: str) -> None:
    made = translated(project, locale)
    for path in (made.catalog.path, export(made, Names(project)).path):
        done = subprocess.run(
            ["msgfmt", "-c", "--use-fuzzy", "-o", os.devnull, str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("locale", TEXTS)
def test_a_program_reads_the_mo_file(project: Project, locale: str) -> None:
    path = export(
        translated(project, locale), Names(project), format="mo", include_drafts=True
    ).path
    found = gettext.GNUTranslations(io.BytesIO(path.read_bytes()))
    assert found.pgettext("verb", "Open") != found.pgettext("adjective", "Open") != "Open"
    forms = TEXTS[locale][2]
    rule = plurals.rule(plural_forms(locale))
    for number in (0, 1, 2, 5, 11, 21, 22):
        assert (
            found.ngettext("%d file was deleted", "%d files were deleted", number)
            == (forms[rule.form(number)])
        )
    warning = '<b>Warning:</b> the file "%s" is <1>old</1>.'
    assert found.gettext(warning) == TEXTS[locale][6][0]


@pytest.mark.parametrize("format", ["xliff", "xliff-1.2"])
@pytest.mark.parametrize("locale", ["mn", "ru"])
def test_xliff_and_back(project: Project, locale: str, format: str) -> None:
    made = translated(project, locale)
    before = {entry.key: entry.translation for entry in made.catalog.entries()}
    path = export(made, Names(project), format=format).path
    made.catalog.path.unlink()
    update(project, [job(project, locale)])
    import_xliff(project, path)
    after = {entry.key: entry.translation for entry in job(project, locale).catalog.entries()}
    assert after == before
    assert [import_xliff(project, path)[0].changed] == [0]


def test_the_memory_learns_singular_and_plural(project: Project) -> None:
    made = translated(project, "ru")
    pair = Pair("en", "ru")
    with Memory.open(project.root) as memory:
        memory.learn(approved(made.segments, made.catalog.translation, pair, "app"))
        for text, form in (("%d file was deleted", 0), ("%d files were deleted", 2)):
            assert memory.search(text, pair, 100, 1)[0].target == TEXTS["ru"][2][form]


def test_the_starter_drafts_all_forms(project: Project) -> None:
    made = job(project, "ru")
    translate(project, [made], make_engine("starter"))
    found = made.catalog.translation(message_key("%d file was deleted"))
    assert found.state is State.DRAFT and len(found.forms) == 3
    assert all(form.count("%d") == 1 for form in found.forms)
    usage = made.catalog.translation(list(made.messages)[5])
    assert usage.text.count("\n") == 2 and usage.text.endswith("\n")
    entry = Catalog.open(made.catalog.path, "ru").entry(message_key("Open", "verb"))
    assert entry is not None and entry.translation.text


def test_another_plural_keeps_what_people_wrote(project: Project) -> None:
    translated(project, "ru")
    source = project.root / "source" / "app.pot"
    source.write_text(source.read_text().replace("files were deleted", "files are gone"))
    found = job(project, "ru").catalog.translation(message_key("%d file was deleted"))
    assert found.state is State.CHANGED and found.forms == tuple(TEXTS["ru"][2])


def test_a_new_tag_is_refused(project: Project) -> None:
    made = translated(project, "ru")
    key = message_key("Open", "verb")
    made.catalog.edit(key, ["<script>x</script>"], State.APPROVED)
    written = export(made, Names(project))
    assert [refusal.segment.key for refusal in written.refused] == [key]
    assert "<script>" not in written.path.read_text("utf-8")


def test_a_byte_order_mark_stays_in_front(project: Project) -> None:
    source = project.root / "source" / "mark.pot"
    source.write_text('\ufeffmsgid "Hello there"\nmsgstr ""\n', "utf-8")
    made = plan(project, [source], ["ru"])[0]
    made.catalog.edit(message_key("Hello there"), ["Привет"], State.APPROVED)
    written = export(made, Names(project)).path.read_text("utf-8")
    assert written.startswith('\ufeffmsgid ""\nmsgstr ""\n')
    assert written.count("\ufeff") == 1
    assert 'msgid "Hello there"\nmsgstr "Привет"\n' in written


def test_forms_are_made_of_numbers() -> None:
    rule = plurals.rule(plural_forms("ru"))
    needed = forms.needed("One file", "%d files of {name}", rule)
    assert needed[2:] == ["21 files of {name}", "2 files of {name}", "5 files of {name}"]
    found = {text: Hypothesis(f"«{text}»", -0.1) for text in needed}
    found["2 files of {name}"] = Hypothesis("two", -0.1)  # the number is lost
    texts = [
        one.text for _, one in forms.drafted("One file", "%d files of {name}", rule, found, "ru")
    ]
    assert texts == ["«%d files of {name}»"] * 3


@pytest.mark.parametrize("header", ["", "nplurals=99; plural=n", "nplurals=2; plural=1/0", "x"])
def test_a_rule_that_cannot_be_used_gives_way_to_the_locale_s(header: str) -> None:
    assert plurals.rule(header, "uk").nplurals == 3


@pytest.mark.parametrize(
    ("text", "line"), [('msgid "a"\nfoo\n', 2), ('msgid "a\n', 1), ('"a"\n', 1), ('msgid "a"\n', 1)]
)
def test_what_is_no_po_file_is_an_error(text: str, line: int) -> None:
    with pytest.raises(SourceError, match=f"line {line}: "):
        document(text, ".pot")


strings = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)


@given(st.dictionaries(strings, st.none() | strings, min_size=1, max_size=5), st.booleans())
def test_what_polib_writes_is_read(texts: dict[str, str | None], wrap: bool) -> None:
    import polib

    po = polib.POFile(wrapwidth=78 if wrap else 0)
    for msgid, plural in texts.items():
        entry = polib.POEntry(msgid=msgid, msgctxt="c", msgid_plural=plural or "")
        if plural:
            entry.msgstr_plural = {0: msgid, 1: plural}
        else:
            entry.msgstr = msgid
        po.append(entry)
    text = str(po)
    faults: list[Fault] = []
    found = [one for one in messages(text, faults) if one.msgid]
    assert not faults
    assert [one.msgid for one in found] == list(texts)
    assert [one.msgid_plural or None for one in found] == list(texts.values())
    source = document(text, ".po")
    for block in source.blocks:
        assert text[slice(*block.span)] == block.content


@pytest.mark.parametrize("locale", TEXTS)
def test_what_the_source_has_already_stays_to_the_byte(project: Project, locale: str) -> None:
    source = project.root / "source" / "app.pot"
    made = translated(project, locale)
    data = (HERE / f"{locale}.po").read_bytes()
    source.with_suffix(".po").write_bytes(data)
    source.unlink()
    [again] = plan(project, [source.with_suffix(".po")], [locale])
    assert export(again, Names(project)).path.read_bytes() == data
    assert again.messages.keys() == made.messages.keys()


def test_flags_of_the_source_stand_once_however_often_it_is_merged(tmp_path: Path) -> None:
    source = tmp_path / "source" / "a.pot"
    source.parent.mkdir()
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    source.write_text(f'{head}#, read-only, c-format\nmsgid "Hello %s."\nmsgstr ""\n', "utf-8")
    project = Project(tmp_path)
    flags = []
    for _ in range(3):
        update(project, plan(project, [source], ["ru"]))
        text = (tmp_path / "locales/ru/LC_MESSAGES/a.po").read_text("utf-8")
        flags.append([line for line in text.splitlines() if line.startswith("#,")])
    assert flags == [["#, read-only, c-format"]] * 3
