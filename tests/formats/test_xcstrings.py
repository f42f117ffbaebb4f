"""Apple's string catalogs: a language more in the file, all other bytes as they were."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n import markup
from l10n.errors import SourceError
from l10n.formats import splicing
from l10n.formats.localized import Localized
from l10n.formats.segmentation import segment_document
from l10n.model import State, Translation
from tests.formats.pseudo import document, messages

SOURCE = """\
{
  "sourceLanguage" : "en",
  "strings" : {
    "" : {

    },
    "%lld files" : {
      "comment" : "In the list",
      "localizations" : {
        "en" : {
          "variations" : {
            "plural" : {
              "one" : {
                "stringUnit" : {
                  "state" : "translated",
                  "value" : "%lld file"
                }
              },
              "other" : {
                "stringUnit" : {
                  "state" : "translated",
                  "value" : "%lld files"
                }
              }
            }
          }
        }
      }
    },
    "Garden" : {
      "shouldTranslate" : false
    },
    "greeting" : {
      "extractionState" : "manual",
      "localizations" : {
        "en" : {
          "stringUnit" : {
            "state" : "translated",
            "value" : "Hello, %@!\\nWelcome \\u00e9"
          }
        }
      }
    },
    "Old" : {
      "extractionState" : "stale"
    },
    "Open the gate" : {

    },
    "Tap" : {
      "localizations" : {
        "en" : {
          "variations" : {
            "device" : {
              "mac" : {
                "stringUnit" : {
                  "state" : "translated",
                  "value" : "Click"
                }
              }
            }
          }
        }
      }
    }
  },
  "version" : "1.0"
}
"""
OPEN = """\
    "Open the gate" : {
      "localizations" : {
        "ru" : {
          "stringUnit" : {
            "state" : "needs_review",
            "value" : "Открой \\"ворота\\""
          }
        }
      }
    },
"""


def written(
    source: str, texts: dict[str, tuple[str, ...]], locale: str = "ru", approved: bool = True
) -> str:
    one = document(source, ".xcstrings")
    segments = segment_document(one)
    found = {s.key: texts[s.msgid] for s in segments if s.msgid in texts}
    state = State.APPROVED if approved else State.DRAFT
    states = {key: Translation(forms[0], state) for key, forms in found.items()}
    localized = Localized(one, segments, "", "en", locale, states, found)
    return splicing.export(localized).decode()


def test_what_is_read() -> None:
    one = document(SOURCE, ".xcstrings")
    segments = segment_document(one)
    assert messages(segments) == ["%lld file", "Hello, %@!\nWelcome é", "Open the gate"]
    entries = [segment.entry for segment in segments]
    assert [(e.msgctxt, e.plural, e.note, e.flags) for e in entries if e] == [
        ("%lld files", "%lld files", "In the list", ("objc-format",)),
        ("greeting", "", "", ("objc-format",)),
        ("", "", "", ()),
    ]
    assert one.skipped == ("line 50: 'Tap' varies by more than a number",)


def test_untranslated_it_is_the_source() -> None:
    for text in (SOURCE, SOURCE.replace("\n", "\r\n"), "\ufeff" + SOURCE):
        assert written(text, {}) == text


def test_a_draft_is_to_be_reviewed() -> None:
    got = written(SOURCE, {"Open the gate": ('Открой "ворота"',)}, approved=False)
    assert got == SOURCE.replace('    "Open the gate" : {\n\n    },\n', OPEN)


def test_the_rest_of_an_entry_stays() -> None:
    got = written(SOURCE, {"Hello, %@!\nWelcome é": ("Сайн уу, %@!",)}, "mn")
    strings = json.loads(got)["strings"]
    unit = {"state": "translated", "value": "Сайн уу, %@!"}
    assert strings["greeting"]["localizations"].pop("mn") == {"stringUnit": unit}
    assert strings == json.loads(SOURCE)["strings"]
    assert [a for a in SOURCE.split("\n") if a not in got.split("\n")] == [
        '            "value" : "Hello, %@!\\nWelcome \\u00e9"'
    ]


@pytest.mark.parametrize(
    ("locale", "forms", "names"),
    [
        ("ru", ("%lld файл", "%lld файла", "%lld файлов"), ["one", "few", "many", "other"]),
        ("mn", ("%lld файл", "%lld файл"), ["one", "other"]),
        ("pt_BR", ("%lld", "%lld", "%lld"), ["one", "many", "other"]),
    ],
)
def test_plurals(locale: str, forms: tuple[str, ...], names: list[str]) -> None:
    found = json.loads(written(SOURCE, {"%lld file": forms}, locale))
    there = found["strings"]["%lld files"]["localizations"][locale.replace("_", "-")]
    plural = there["variations"]["plural"]
    assert list(plural) == names
    if locale == "ru":
        values = [one["stringUnit"]["value"] for one in plural.values()]
        assert values == [*forms, "%lld файла"]


def test_a_file_on_one_line() -> None:
    text = '{"sourceLanguage":"en","strings":{"Yes":{}}}'
    assert json.loads(written(text, {"Yes": ("Да",)}))["strings"]["Yes"]["localizations"]["ru"]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<"), min_size=1))
def test_any_translation_is_read_again(translation: str) -> None:
    got = json.loads(written(SOURCE, {"Open the gate": (translation,)}))
    unit = got["strings"]["Open the gate"]["localizations"]["ru"]["stringUnit"]
    assert unit["value"] == markup.plain(translation)


@given(
    st.dictionaries(
        st.text('a"\\é{}[],:ü', max_size=6),
        st.dictionaries(
            st.sampled_from(["comment", "localizations", "extractionState", "x"]),
            st.recursive(
                st.none() | st.text('b"{}\\n', max_size=4),
                lambda one: st.dictionaries(
                    st.sampled_from(["en", "stringUnit", "value", "variations", "plural", "other"]),
                    one,
                    max_size=2,
                ),
            ),
        ),
    )
)
def test_any_catalog_keeps_its_bytes(strings: dict[str, object]) -> None:
    for layout in ({}, {"indent": 2, "separators": (",", " : ")}):
        text = json.dumps({"sourceLanguage": "en", "strings": strings}, **layout)  # type: ignore[arg-type]
        one = document(text, ".xcstrings")
        assert written(text, {}) == text
        for block in one.blocks:
            assert json.loads(block.content) == strings[block.name]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", 'it lacks "strings"'),
        ('{"strings": []}', 'it lacks "strings"'),
        ('{"strings": {"a": 1}}', 'it lacks "strings"'),
    ],
)
def test_what_is_no_string_catalog(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        document(text, ".xcstrings")


def test_half_a_letter_is_left_alone() -> None:
    text = '{"strings": {"a\\ud800": {}, "b": {"comment": "\\udc00"}, "c\\ud83e\\udd56": {}}}'
    assert messages(segment_document(document(text, ".xcstrings"))) == ["c🥖"]
