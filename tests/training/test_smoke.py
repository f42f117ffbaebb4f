"""The whole pipeline on a toy corpus that the test makes: every step runs and fits the next."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

REASON = "the training pipeline's requirements are not installed (training/requirements.txt)"
pytest.importorskip("torch", reason=REASON)
pytest.importorskip("sentencepiece", reason=REASON)
pytest.importorskip("ctranslate2", reason=REASON)
pytest.importorskip("sacrebleu", reason=REASON)

from training.average import load_pieces  # noqa: E402
from training.hints import MARK  # noqa: E402
from training.pack import read_pack  # noqa: E402
from training.weights import load_ctranslate2  # noqa: E402

WORDS = {
    "dog": ("собака", "пес", "нохой"),
    "cat": ("кошка", "кіт", "муур"),
    "horse": ("лошадь", "кінь", "морь"),
    "boy": ("мальчик", "хлопець", "хүү"),
    "river": ("река", "річка", "гол"),
}
FRAME = (
    "Today the {} number {} sees the small {} again.",
    "Сегодня {} номер {} видит снова маленькую {}.",
    "Сьогодні {} номер {} бачить знову маленьку {}.",
    "Өнөөдөр {} дугаар {} жижиг {} дахин харж байна.",
)


def toy_lines(count: int) -> list[tuple[str, ...]]:
    """Return four-way lines that differ in words and numbers."""
    names = list(WORDS)
    lines = []
    for number in range(count):
        first, second = names[number % 5], names[(number // 5) % 5]
        words = [(first, second), *zip(WORDS[first], WORDS[second], strict=True)]
        lines.append(
            tuple(
                frame.format(pair[0], number, pair[1])
                for frame, pair in zip(FRAME, words, strict=True)
            )
        )
    return lines


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """Make 200 four-way lines, a few pairs with faults, and a test set of 6 lines."""
    folder = tmp_path / "corpora"
    folder.mkdir()
    lines = toy_lines(206)
    rows = ["\t".join(line) for line in lines[:200]]
    (folder / "authored.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    for column, lang in enumerate(("ru", "uk", "mn"), 1):
        pairs = [
            ("_Open the file", f"{lines[1][column][:9]} файл", "toy", "ui"),
            ("Save", "Save", "toy", "ui"),
            ("Broken \ufffd text", "текст", "toy", "doc"),
            ("Delete %s", "текст", "toy", "ui"),
            (lines[200][0], lines[200][column], "toy", "news"),
        ]
        text = "".join("\t".join(pair) + "\n" for pair in pairs)
        (folder / f"en-{lang}.tsv").write_text(text, "utf-8")
    test = tmp_path / "test"
    test.mkdir()
    for column, lang in enumerate(("en", "ru", "uk", "mn")):
        text = "".join(line[column] + "\n" for line in lines[200:])
        (test / f"toy.{lang}").write_text(text, "utf-8")
    return folder


@pytest.mark.filterwarnings("default")  # torch's own warnings are not ours to mend
def test_pipeline(
    corpora: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """From corpora to scores; a second call of training goes on where the first stopped."""
    from training import binarize, clean, evaluate, export, package, subwords, train

    work, out, test = tmp_path / "work", tmp_path / "out", tmp_path / "test"
    run = ["--work", str(work)]
    clean.main(["--corpora", str(corpora), "--flores", str(test), "--valid-lines", "10", *run])
    report = json.loads((work / "clean" / "report.json").read_text("utf-8"))
    rows = report["rows"]
    assert rows["mn ui identical"] == rows["mn doc mojibake"] == 1
    assert rows["mn ui placeholders differ"] == rows["mn news overlaps the test set"] == 1
    assert report["overlap"]["exact"] == 3
    train_text = (work / "clean" / "train.mn.tsv").read_text("utf-8")
    assert "Open the file\t" in train_text

    subwords.main(["--vocabulary", "170", *run])
    binarize.main(["--keep-unlinked", *run])
    options = ["--preset", "toy", "--valid-lines", "2", "--threads", "1", *run]
    train.main(["--steps", "4", *options])
    train.main(["--steps", "8", "--mix", "broad", *options])
    log = (work / "runs" / "run" / "log.jsonl").read_text().splitlines()
    assert [json.loads(line)["step"] for line in log] == [4, 8]

    export.main(
        [
            *("--weights", str(work / "runs" / "run")),
            *("--sentencepiece", str(work / "sentencepiece.model")),
            *("--out", str(out)),
        ]
    )
    names = {path.name for path in (out / "model").iterdir()}
    assert names == {"model.bin", "config.json", "shared_vocabulary.json"}
    package.main(["--model", str(out), "--hints", "--out", str(tmp_path / "packages")])
    with zipfile.ZipFile(tmp_path / "packages" / "translate-en_mn-0_1.argosmodel") as archive:
        stem = "translate-en_mn-0_1"
        metadata = json.loads(archive.read(f"{stem}/metadata.json"))
        assert metadata["target_prefix"] == "<2mn>"
        assert metadata["hints"] == {"mark": MARK}
        assert f"{stem}/model/model.bin" in archive.namelist()
    scores = tmp_path / "scores.json"
    evaluate.main(["--model", str(out), "--test", str(test), "--json", str(scores)])
    assert "chrF" in capsys.readouterr().out
    assert set(json.loads(scores.read_text())[str(out)]) == {"ru", "uk", "mn"}


@pytest.mark.filterwarnings("default")
def test_gpu_run(
    corpora: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What a borrowed machine gets fits, and the int8 weights that come back are exported."""
    pytest.importorskip("pymorphy3", reason=REASON)
    if shutil.which("hunspell") is None:
        pytest.skip("hunspell is not installed")
    from training import clean, export, gpu, subwords

    work, pack, back = tmp_path / "work", tmp_path / "pack", tmp_path / "back"
    given = ["--work", str(work)]
    clean.main(["--corpora", str(corpora), "--valid-lines", "10", *given])
    subwords.main(["--vocabulary", "170", *given])
    links = " ".join(f"{i}-{i}" for i in range(8))
    for lang in ("ru", "uk", "mn"):
        lines = (work / "clean" / f"train.{lang}.tsv").read_text("utf-8").splitlines()
        (work / "align").mkdir(exist_ok=True)
        text = "".join(f"{links if 'authored' in line else ''}\n" for line in lines)
        (work / "align" / f"{lang}.txt").write_text(text)
    gpu.main(["pack", "--out", str(pack), *given])
    read = list(read_pack(pack / "ru.xz", "ru"))
    assert any(pair.kind == "hinted" and MARK in pair.source for pair in read)
    assert all(pair.target for pair in read) and not any(MARK in pair.target for pair in read)

    toy = ["--preset", "toy", "--mix", "told", "--steps", "3", "--valid-lines", "1"]
    toy += ["--threads", "1"]
    run = ["run", "--pack", str(pack), "--processes", "1", "--minutes", "5"]
    gpu.main([*run, "--out", str(back), *toy])
    gpu.main([*run, "--out", str(tmp_path / "again"), "--init", str(back), *toy])
    out = tmp_path / "out"
    export.main(
        [
            *("--weights", str(back)),
            *("--sentencepiece", str(pack / "sentencepiece.model")),
            *("--out", str(out)),
        ]
    )
    assert "largest file" in capsys.readouterr().out
    _, brought = load_pieces(back)
    exported = load_ctranslate2(out / "model").state_dict()
    for name, value in exported.items():
        assert (value - brought[name]).abs().max() < 2e-3 * value.abs().max(), name
