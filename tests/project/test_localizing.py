"""Numbers, dates and quotes as the locale writes them."""

from __future__ import annotations

import pytest

from l10n.project.localizing import localize


@pytest.mark.parametrize(
    ("source", "text", "locale", "expected"),
    [
        ("It is 1,234.50 here", "Тут 1,234.50", "ru", "Тут 1\u00a0234,50"),
        ("It is 1,234.50 here", "Энд 1,234.50", "mn", "Энд 1,234.50"),
        ("about 3.5 km", "около 3.5 km", "uk", "около 3,5 km"),
        ("on 2022-02-24", "2022-02-24", "ru", "24 февраля 2022\u202fг."),
        ("version 1.2.3", "версия 1.2.3", "ru", "версия 1.2.3"),
        ("see http://a.b/1.5", "см. http://a.b/1.5", "ru", "см. http://a.b/1.5"),
        ("no number", "число 1.5", "ru", "число 1.5"),
        ('the "word"', 'это "слово"', "ru", "это «слово»"),
        ("the <1>1.5</1>", "это <1>1.5</1>", "ru", "это <1>1,5</1>"),
        ("on 2022-99-24", "2022-99-24", "ru", "2022-99-24"),
    ],
)
def test_localize(source: str, text: str, locale: str, expected: str) -> None:
    found = localize(source, text, locale)
    assert found.replace("\u202f", " ").replace("\u00a0", " ") == expected.replace(
        "\u202f", " "
    ).replace("\u00a0", " ")
