"""Small parts of the training pipeline whose errors would not show as a crash."""

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

REASON = "the training pipeline's requirements are not installed (training/requirements.txt)"
torch = pytest.importorskip("torch", reason=REASON)
sacrebleu = pytest.importorskip("sacrebleu", reason=REASON)

from training import augment, average, loss, overlap, weights  # noqa: E402
from training.align import symmetrize  # noqa: E402
from training.average import load_model, load_pieces, save_pieces  # noqa: E402
from training.chrf import chrf  # noqa: E402
from training.clean import PLACEHOLDER  # noqa: E402
from training.corpus import Pair  # noqa: E402
from training.hints import Hint, write  # noqa: E402
from training.model import Transformer  # noqa: E402
from training.pack import read_pack, write_pack  # noqa: E402
from training.presets import PRESETS, Shape  # noqa: E402

PAIR = Pair(
    "We visited Berlin in 2019 with two friends.",
    "Мы посетили Берлин в 2019 с двумя друзьями.",
    "ru",
    "authored",
    "test",
    ((0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 7)),
)


def test_chrf_agrees_with_sacrebleu() -> None:
    hypotheses = ["Хоёр гүүр хаагдлаа.", "нэг", "Мост закрыли"]
    references = ["Хоёр гүүрийг хаав.", "хоёр гурав", "Два моста закрыли на ремонт."]
    expected = sacrebleu.corpus_chrf(hypotheses, [references]).score
    assert chrf(hypotheses, references) == pytest.approx(expected, abs=1e-6)


def test_chunked_loss_agrees_with_torch() -> None:
    torch.manual_seed(0)
    hidden = torch.randn(700, 32, requires_grad=True)
    weight = torch.randn(300, 32).mul(0.3).requires_grad_()
    bias = torch.randn(300, requires_grad=True)
    labels = torch.randint(0, 300, (700,))
    ours, _ = loss.cross_entropy(hidden, weight, bias, labels, 0.1)
    got = torch.autograd.grad(ours, (hidden, weight, bias))
    scores = hidden @ weight.T + bias
    theirs = torch.nn.functional.cross_entropy(scores, labels, label_smoothing=0.1, reduction="sum")
    expected = torch.autograd.grad(theirs, (hidden, weight, bias))
    assert ours.item() == pytest.approx(theirs.item(), rel=1e-3)
    for mine, known in zip(got, expected, strict=True):
        assert float((mine - known).norm() / known.norm()) < 0.01


def test_tags_stay_on_both_sides() -> None:
    rng = random.Random(3)
    made = [pair for pair in (augment.tag(PAIR, rng) for _ in range(50)) if pair]
    assert len(made) > 20
    for pair in made:
        ours, theirs = (sorted(_tags(text)) for text in (pair.source, pair.target))
        assert ours and ours == theirs


def _tags(text: str) -> list[str]:
    return re.findall(r"</?\d+/?>", text)


def test_fragments_and_joins_keep_links_inside() -> None:
    rng = random.Random(5)
    made = [pair for pair in (augment.fragment(PAIR, rng) for _ in range(20)) if pair]
    made.append(augment.join(PAIR, PAIR))
    for pair in made:
        for i, j in pair.links:
            assert i < len(pair.source.split()) and j < len(pair.target.split())


def test_numbers_change_alike() -> None:
    changed = augment.change_copies(PAIR, random.Random(1))
    assert changed is not None
    assert [w for w in changed.source.split() if w.isdigit()] == [
        w for w in changed.target.split() if w.isdigit()
    ]


def test_near_duplicates_of_the_test_set_are_excluded() -> None:
    line = "The committee said on Monday that the new bridge over the river will open in May."
    found = overlap.Overlap([line])
    assert found.excludes(line.upper())
    assert found.excludes(line.replace("in May", "next spring"))
    assert not found.excludes("The committee met on Monday to talk about the budget of the school.")
    assert found.report["near duplicates"] == 1


def test_symmetrized_links_grow_from_the_intersection() -> None:
    assert symmetrize({(0, 0), (1, 2)}, {(0, 0), (1, 1)}) == {(0, 0), (1, 1), (1, 2)}


def test_weights_survive_pieces(tmp_path: Path) -> None:
    model = Transformer(Shape(50, 16, 2, 1, 1, 32, positions=8))
    save_pieces(model, tmp_path)
    shape, state = load_pieces(tmp_path)
    assert shape == model.shape
    assert torch.allclose(state["embedding.weight"], model.embedding.weight, atol=1e-3)


def test_models_are_averaged_by_their_shares(tmp_path: Path) -> None:
    shape = Shape(50, 16, 2, 1, 1, 32, positions=8)
    models = [Transformer(shape), Transformer(shape)]
    folders = [tmp_path / "one", tmp_path / "other"]
    for model, folder in zip(models, folders, strict=True):
        save_pieces(model, folder)
    out = tmp_path / "out"
    average.main([*map(str, folders), "--shares", "3", "1", "--out", str(out)])
    _, state = load_pieces(out)
    one, other = (model.state_dict()["embedding.weight"] for model in models)
    assert torch.allclose(state["embedding.weight"], 0.75 * one + 0.25 * other, atol=1e-3)


def test_every_parameter_has_a_name_in_ctranslate2() -> None:
    model = Transformer(Shape(50, 16, 2, 2, 1, 32, positions=8))
    assert set(weights.names(model)) == set(model.state_dict())


def test_base_preset_fits_the_weights_budget() -> None:
    """A parameter takes a byte as int8; 40 MB is the budget for all three locales together."""
    with torch.device("meta"):
        model = Transformer(PRESETS["base"].shape)
    assert sum(p.numel() for p in model.parameters()) < 39e6


def test_int8_pieces_are_what_ctranslate2_makes_of_the_weights(tmp_path: Path) -> None:
    """What comes back from a borrowed machine loses nothing more when it is exported."""
    shape = Shape(40, 16, heads=2, encoder_layers=1, decoder_layers=1, inner=24)
    torch.manual_seed(1)
    model = Transformer(shape)
    save_pieces(model, tmp_path / "once", int8=True)
    first = load_model(tmp_path / "once")
    save_pieces(first, tmp_path / "twice", int8=True)
    second = load_model(tmp_path / "twice")
    for name, value in model.state_dict().items():
        once, twice = first.state_dict()[name], second.state_dict()[name]
        assert torch.allclose(once, twice, rtol=1e-6, atol=1e-7), name
        assert float((once - value).abs().max()) <= float(value.abs().max()) / 250 + 1e-3, name
    size = sum(path.stat().st_size for path in (tmp_path / "once").iterdir())
    save_pieces(model, tmp_path / "half")
    assert size < sum(path.stat().st_size for path in (tmp_path / "half").iterdir())


def test_packs_hold_pairs_links_and_hinted_copies(tmp_path: Path) -> None:
    told = write(PAIR, [Hint((2, 3), "Берлин", (2, 3))])
    other = replace(PAIR, source="Yes.", target="Да.", links=(), kind="news")
    assert write_pack(tmp_path / "ru.xz", [PAIR, told, other]) == 3
    read = list(read_pack(tmp_path / "ru.xz", "ru"))
    assert [(p.kind, p.source, p.target, p.links) for p in read] == [
        (p.kind, p.source, p.target, p.links) for p in (PAIR, told, other)
    ]


def test_a_percentage_is_no_placeholder() -> None:
    assert PLACEHOLDER.findall("a 50% discount, 100 % sure") == []
    assert PLACEHOLDER.findall("%d of %(total)s, {name}") == ["%d", "%(total)s", "{name}"]


def test_fragments_never_lose_a_word_that_links_count() -> None:
    words = PAIR.source.split(), PAIR.target.split()
    dashed = replace(
        PAIR,
        source=" - ".join(words[0]),
        target=" - ".join(words[1]),
        links=tuple((2 * i, 2 * j) for i, j in PAIR.links),
    )
    rng = random.Random(8)
    for made in filter(None, (augment.fragment(dashed, rng) for _ in range(200))):
        size = len(made.source.split()), len(made.target.split())
        assert all(i < size[0] and j < size[1] for i, j in made.links)
