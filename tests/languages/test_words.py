"""Which words there are: the lists know forms, let few invented words through, judge no names."""

import pytest

from l10n.languages.words import fold, known, locales, unknown_words

REAL = {
    "mn": "хүүхдүүдийн нохойноос гүүрийг засгийн газар орчуулгын судалсан",
    "ru": "мостами судебного перевели ёлка ежики некрасивых наилучший диван-кровать",
    "uk": "мостами судового переклали об'єднання об’єднання найкращий неважливих",
}
INVENTED = {
    "mn": "гүөрхнийг судолганхүү хүщхдий",
    "ru": "мульптуры протепионом мостенками судебниково недиванокрый",
    "uk": "контивнями мульптури перекладюкання",
}


@pytest.mark.parametrize("locale", sorted(REAL))
def test_real_words_are_known(locale: str) -> None:
    assert [word for word in REAL[locale].split() if not known(word, locale)] == []


@pytest.mark.parametrize("locale", sorted(INVENTED))
def test_invented_words_are_not(locale: str) -> None:
    assert [word for word in INVENTED[locale].split() if known(word, locale)] == []


def test_every_list_is_sorted_so_that_its_ends_are_found() -> None:
    from l10n.languages import words

    for locale in locales():
        lines = words._list(locale).split(b"\n")[1:-1]
        assert lines == sorted(lines) and len(lines) > 100_000
        codec = words.CODECS[locale]
        for line in (lines[0], lines[1], lines[len(lines) // 2], lines[-2], lines[-1]):
            assert words._holds(words._list(locale), line), line.decode(codec)
        assert not words._holds(words._list(locale), b"\xff\xff")
        assert not words._holds(words._list(locale), b"")


@pytest.mark.parametrize("word", ["Linux", "2019", "", "-", "'", "日本", "a-б", "\x00", "мост\n"])
def test_nothing_is_said_of_what_is_no_cyrillic_word(word: str) -> None:
    assert known(word, "ru") is None


def test_other_locales_have_no_list() -> None:
    assert known("pont", "fr") is None
    assert known("мост", "bg") is None


def test_text_without_names() -> None:
    text = "В церковь, интересно мульптуры стоят у Протепиона на 5 мостах, шкрябулы."
    assert unknown_words(text, "ru") == ["мульптуры", "шкрябулы"]
    assert unknown_words("", "ru") == []


def test_folding() -> None:
    assert fold("Ёлка") == "елка"
    assert fold("об’єкт") == fold("обʼєкт") == "об'єкт"
