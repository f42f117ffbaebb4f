"""Drafts of plural forms: the noun in the case that the numbers of each form ask for."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.checks.counted import in_case
from l10n.languages import plurals
from l10n.languages.codes import plural_forms
from l10n.model import Hypothesis
from l10n.translation import plural_forms as forms
from tests.conftest import Run


@pytest.mark.parametrize(
    ("language", "drafts", "right"),
    [
        ("ru", "%d файл|%d файлов|%d файлов", "%d файл|%d файла|%d файлов"),
        ("ru", "%d результата|%d результатов|%d результатов",
         "%d результат|%d результата|%d результатов"),
        ("ru", "%d комментарии|%d комментарии|%d комментарии",
         "%d комментарий|%d комментария|%d комментариев"),
        ("ru", "%d пользователь|%d пользователей|%d пользователей",
         "%d пользователь|%d пользователя|%d пользователей"),
        ("ru", "{n} ошибка найдена|{n} ошибки найдены|{n} ошибках найдены",
         "{n} ошибка найдена|{n} ошибки найдены|{n} ошибок найдены"),
        ("ru", "Удалить %d файл?|Удалить %d файлы?|Удалить %d файлов?",
         "Удалить %d файл?|Удалить %d файла?|Удалить %d файлов?"),
        ("uk", "%d день тому|%d днів тому|%d днів тому", "%d день тому|%d дні тому|%d днів тому"),
        ("uk", "%d повідомлення|%d повідомлення|%d повідомлення",
         "%d повідомлення|%d повідомлення|%d повідомлень"),
        ("uk", "%d товар|%d товарів|%d товарів", "%d товар|%d товари|%d товарів"),
        ("uk", "%d коментаря|%d коментарів|%d коментарів",
         "%d коментар|%d коментарі|%d коментарів"),
        ("uk", "%d користувача|%d користувачів|%d користувачів",
         "%d користувач|%d користувачі|%d користувачів"),
    ],
)  # fmt: skip
def test_nouns_are_put_in_their_case(language: str, drafts: str, right: str) -> None:
    assert in_case(drafts.split("|"), language) == right.split("|")
    assert in_case(right.split("|"), language) == right.split("|")


@pytest.mark.parametrize(
    ("language", "drafts"),
    [
        ("ru", "Старше %d дня|Старше %d дней|Старше %d дней"),
        ("ru", "из %d файла|из %d файлов|из %d файлов"),
        ("ru", "Вставка %d строки|Вставка %d строк|Вставка %d строк"),
        ("ru", "%d неделю назад|%d недели назад|%d недель назад"),
        ("ru", "%d машина|%d автомобиля|%d машин"),  # two nouns
        ("ru", "%d новый файл|%d новых файлов|%d новых файлов"),
        ("ru", "%d байт|%d байта|%d байт"),
        ("ru", "%d раз|%d раз|%d раз"),
        ("ru", "%d путь|%d пути|%d путей"),
        ("ru", "Удаление %1 формы|Удаление %1 форм|Удаление %1 форм"),
        ("uk", "%d слово|%d слова|%d слів"),
        ("uk", "%d товар|%d товари|%d товарів"),
        ("uk", "з %d файлами|з %d файлами|з %d файлами"),
        ("mn", "%d файл|%d файлууд"),
        ("ru", "%d файлов"),
    ],
)
def test_what_is_right_or_not_certain_stays(language: str, drafts: str) -> None:
    assert in_case(drafts.split("|"), language) == drafts.split("|")


NOUNS = re.findall(
    r"\w+", "файл файла файлов файлы дней день страницах книг книга слова час xyz не"
)
FORMS = st.builds(
    "{}%d {}{}".format, st.sampled_from(["", "Ещё ", "из "]), st.sampled_from(NOUNS),
    st.sampled_from(["", ".", " назад"]),
)  # fmt: skip


@given(st.lists(FORMS, min_size=1, max_size=4), st.sampled_from(["ru", "uk", "mn", "xx"]))
def test_nothing_but_the_nouns_changes(forms: list[str], language: str) -> None:
    changed = in_case(forms, language)
    assert in_case(changed, language) == changed
    around = [re.sub(r"%d \w+", "%d", form) for form in forms]
    assert [re.sub(r"%d \w+", "%d", form) for form in changed] == around


def test_the_starter_s_drafts(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("source").mkdir()
    messages = [f'msgid "%d {one}"\nmsgid_plural "%d {one}s"\n' for one in ("file", "user", "hour")]
    text = "\n".join(f'{one}msgstr[0] ""\nmsgstr[1] ""\n' for one in messages)
    Path("source/app.pot").write_text(f'msgid ""\nmsgstr ""\n\n{text}', "utf-8")
    Path("l10n.toml").write_text('locales = ["mn", "ru"]\n', "utf-8")
    assert run("translate", "--engine", "starter").code == 0
    drafts = {
        locale: [
            list(one.msgstr_plural.values())
            for one in polib.pofile(f"locales/{locale}/LC_MESSAGES/app.po")
        ]
        for locale in ("mn", "ru")
    }
    assert drafts == {
        "mn": [["%d файл"] * 2, ["%d хэрэглэгч"] * 2, ["%d цаг"] * 2],
        "ru": [
            ["%d файл", "%d файла", "%d файлов"],
            ["%d пользователь", "%d пользователя", "%d пользователей"],
            ["%d час", "%d часа", "%d часов"],
        ],
    }


def test_of_a_sentence_nothing_is_taken_for_the_noun() -> None:
    rule = plurals.rule(plural_forms("mn"))
    for plural, draft in (
        ("%d files were deleted", "%d файлыг устгасан"),
        ("Delete %d files", "%d файлыг"),
        ("%d files", "%d баримтыг"),
        ("%d files of %s", "%d %s файлыг"),
    ):
        texts = forms.needed(plural.replace("files", "file"), plural, rule)
        found = {text: Hypothesis(draft.replace("%d", "2"), -0.1) for text in texts}
        found[plural] = Hypothesis(draft, -0.1)
        drafted = forms.drafted(plural.replace("files", "file"), plural, rule, found, "mn")
        assert drafted[1][1].text == draft
