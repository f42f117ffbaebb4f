"""Settings of the decoder, long sentences, loops, alternatives: through real models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n import translate
from l10n.engines import make_engine
from l10n.engines.argos import ArgosEngine
from l10n.engines.ct2 import CTranslate2Runner
from l10n.engines.decoding import Decoding
from l10n.engines.loops import is_loop, repeats
from l10n.engines.splitting import Piece, rejoin, split_long
from l10n.errors import ConfigError, L10nError
from l10n.model import Pair
from l10n.project.config import load_project
from l10n.settings import read
from tests.models.conftest import Call

MN = Pair("en", "mn")
LONG = (
    "The mayor of the town, who had been in office for twelve years, said on Monday that the road "
    "between the two villages would stay closed until the river fell; the people who live there "
    "carried their books and animals to the hill, and the school, which stands near the bridge "
    "(the old one, built in 1921), was turned into a shelter for two hundred families. "
)


@given(st.text(min_size=1, max_size=300), st.integers(1, 40))
@settings(max_examples=200, deadline=None)
def test_pieces_join_to_their_text_and_fit(text: str, limit: int) -> None:
    pieces = split_long(text, lambda part: len(part) <= limit)
    assert "".join(piece.text + piece.separator for piece in pieces) == text
    assert all(len(piece.text) <= limit for piece in pieces)
    assert rejoin(pieces, [piece.text for piece in pieces]).replace(".", "").replace("。", "") == (
        text.replace(".", "").replace("。", "")
    )


def test_a_long_sentence_is_split_where_clauses_end() -> None:
    pieces = split_long(LONG.strip(), lambda part: len(part) <= 200)
    assert len(pieces) > 1
    for piece in pieces[:-1]:
        assert piece.text[-1] in ";,)" or piece.separator == " "
    assert pieces[0].text.endswith(("river fell;", "on Monday"))


def test_placeables_are_not_torn_where_there_is_another_place() -> None:
    text = "Press <1>the red button on the left</1> and then wait for the light to go out"
    pieces = split_long(text, lambda part: len(part) <= 60)
    assert len(pieces) == 2
    assert any("<1>the red button on the left</1>" in piece.text for piece in pieces)


def test_a_full_stop_that_a_model_adds_to_a_clause_is_taken_away() -> None:
    pieces = [Piece("He came,", " "), Piece("he saw.", "")]
    assert rejoin(pieces, ["Тэр ирэв.", "харав."]) == "Тэр ирэв харав."


def test_no_word_of_a_long_sentence_is_cut_off(calls: list[Call]) -> None:
    """All of it reaches the model, in pieces that are no longer than it was trained on."""
    text = (LONG * 3).strip()
    [hypothesis] = ArgosEngine(installed=False).translate([text], MN)
    sent = [tokens for call in calls[:1] for tokens in call.source]
    assert len(sent) > 1
    assert max(map(len, sent)) <= 150
    words = "".join("".join(tokens) for tokens in sent).replace("▁", "")
    assert words == text.replace(" ", "")
    assert hypothesis.text and hypothesis.score < 0
    assert calls[0].options["max_input_length"] == 0


def test_the_limit_can_be_set(calls: list[Call]) -> None:
    ArgosEngine(Decoding(max_tokens=20), installed=False).translate([LONG], MN)
    assert max(len(tokens) for call in calls for tokens in call.source) <= 20


@pytest.mark.parametrize(
    ("tokens", "loop"),
    [
        ("a b c d", False),
        ("very very very good", False),
        ("a a a a a", True),
        ("a b a b a b", True),
        ("x a b c a b c a b c y", True),
        ("a b a b c a b a b", False),
        ("", False),
    ],
)
def test_loops(tokens: str, loop: bool) -> None:
    assert repeats(tokens.split()) is loop
    assert is_loop(tokens.split(), ["nothing", "of", "the", "kind"]) is loop
    assert not is_loop(tokens.split(), tokens.split())


class Looping:
    """Stands for a model that loops unless it is told not to repeat itself."""

    def __init__(self, translator: Any) -> None:
        self.translator = translator
        self.retries: list[list[list[str]]] = []

    def translate_batch(self, source: list[list[str]], **options: Any) -> Any:
        results = self.translator.translate_batch(source, **options)
        if "no_repeat_ngram_size" in options:
            self.retries.append(source)
            return results
        looped = ["<2mn>", *["▁тэр"] * 9]
        return [
            type("Result", (), {"hypotheses": [looped], "scores": [-1.0]})
            if any("bridge" in token for token in source[i])
            else result
            for i, result in enumerate(results)
        ]


def test_a_translation_that_loops_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Looping] = []
    real = CTranslate2Runner.__init__

    def start(self: CTranslate2Runner, translator: Any, *rest: Any) -> None:
        made.append(Looping(translator))
        real(self, made[-1], *rest)

    monkeypatch.setattr(CTranslate2Runner, "__init__", start)
    texts = ["Two bridges were closed.", "It rained."]
    bridges, rain = ArgosEngine(installed=False).translate(texts, MN)
    assert "тэр тэр" not in bridges.text and bridges.text
    assert rain.text
    assert [len(retry) for retry in made[0].retries] == [1]  # only the one that looped


def test_alternatives_on_request() -> None:
    decoding = Decoding(nbest=3)
    [hypothesis] = translate(
        ["The book is on the table."], "ru", engine="starter", decoding=decoding
    )
    texts = [hypothesis.text, *(other.text for other in hypothesis.alternatives)]
    assert len(texts) == len(set(texts)) == 3
    [single] = translate(["The book is on the table."], "ru", engine="starter")
    assert single.alternatives == ()
    assert single.text == hypothesis.text


def test_alternatives_of_a_split_sentence_are_whole_sentences() -> None:
    engine = make_engine("starter", Decoding(nbest=2, max_tokens=24))
    [hypothesis] = engine.translate(["The book is on the table, and the cat is under it; " * 2], MN)
    [other] = hypothesis.alternatives
    assert len(other.text) > len(hypothesis.text) / 2


def test_settings_reach_ctranslate2(tmp_path: Path, calls: list[Call]) -> None:
    (tmp_path / "l10n.toml").write_text(
        "[decoding]\nbeam-size = 3\nlength-penalty = 2\nrepetition-penalty = 1.5\n"
        "batch-tokens = 99\nnbest = 2\n",
        "utf-8",
    )
    project = load_project(tmp_path)
    assert project.decoding == Decoding(3, 2.0, 1.5, 99, nbest=2)
    make_engine("starter", project.decoding).translate(["Yes."], MN)
    options = calls[0].options
    assert (options["beam_size"], options["num_hypotheses"]) == (3, 2)
    assert (options["length_penalty"], options["max_batch_size"]) == (2.0, 99)
    assert options["repetition_penalty"] == 1.5


def test_the_device_reaches_ctranslate2() -> None:
    """There is no such device here, and it is said in a line."""
    import ctranslate2

    if ctranslate2.get_cuda_device_count():
        pytest.skip("there is a CUDA device")
    engine = make_engine("starter", Decoding(device="cuda"))
    with pytest.raises(L10nError, match="does not load"):
        engine.translate(["Yes."], MN)


@pytest.mark.parametrize(
    ("table", "message", "hint"),
    [
        ({"beam": 4}, "unknown key 'decoding.beam'", "did you mean 'beam-size'?"),
        ({"beam-size": 0}, "must be a whole number from 1 to 100", "beam-size = 4"),
        ({"beam-size": True}, "must be a whole number", "beam-size = 4"),
        ({"length-penalty": "long"}, "must be a number from 0 to 5", "as in length-penalty = 1"),
        ({"repetition-penalty": 3}, "must be a number from 0 to 2", "as in repetition-penalty = 1"),
        ({"device": "gpu"}, "'decoding.device' cannot be 'gpu'", "cpu, cuda"),
        ({"compute-type": "int4"}, "'decoding.compute-type' cannot be 'int4'", "int8"),
        ({"nbest": 0}, "must be a whole number from 1 to 100", "nbest"),
        ([1], "'decoding' must be a table", "[tool.l10n.decoding]"),
    ],
)
def test_wrong_settings_are_refused(table: Any, message: str, hint: str) -> None:
    with pytest.raises(ConfigError) as error:
        read(table, Decoding, "l10n.toml", "decoding")
    assert message in error.value.message
    assert hint in error.value.hint
