"""Profiles of languages: whole, consistent with the CLDR, and found for any locale."""

from __future__ import annotations

from pathlib import Path

import pytest

from l10n import languages
from l10n.languages.codes import language, native_name, parse_locale
from l10n.languages.profile import CODES, Profile, profile, profiles


def test_each_module_of_a_language_is_registered() -> None:
    folder = Path(languages.__file__).parent
    named_by_a_code = {file.stem for file in folder.glob("*.py") if len(file.stem) <= 3}
    assert named_by_a_code == set(CODES)
    assert [one.code for one in profiles()] == list(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_profile_is_of_its_language(code: str) -> None:
    one = profile(code)
    assert one.code == language(parse_locale(code)) == code
    assert all(len(pair) == 2 for pair in one.quotes)
    assert one.foreign_letters.islower() or not one.foreign_letters
    assert not set(one.telltale_letters) & set(one.foreign_letters)
    assert not set(one.foreign_letters) & set(native_name(code).lower())
    assert not one.flores or one.flores[3] == "_"
    if one.interface:
        assert one.interface.lower() == native_name(code).lower()


def test_a_locale_has_the_profile_of_its_language() -> None:
    assert profile("ru_RU") == profile("ru")
    assert profile("sr@latin") == Profile(code="sr")
