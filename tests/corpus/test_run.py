"""What a run writes, skips and reports."""

from __future__ import annotations

import errno
import gzip
import json
import os
import tempfile
from pathlib import Path

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from l10n.corpus.compression import compress
from l10n.corpus.partition import Limits
from l10n.corpus.report import summary
from l10n.corpus.sources import find_sources
from l10n.errors import SourceError, WriteError
from l10n.memory import Memory, Unit
from l10n.model import Pair
from tests.conftest import Run
from tests.corpus.conftest import Corpora

TEN = "".join(f"Line {number}.\n" for number in range(10)).encode()
LINES = [b"One. Two.", b"", b"POISON", b"\xff", b"12", b" x\r", "\u2028y".encode(), b"\0"]


def failures(corpora: Corpora) -> list[dict[str, object]]:
    report = json.loads((corpora.output / "report.json").read_text("utf-8"))
    found: list[dict[str, object]] = report["failures"]
    return found


@given(st.lists(st.sampled_from(LINES), max_size=25), st.integers(1, 12), st.booleans())
@settings(max_examples=40)
def test_each_line_is_there_once_or_named(chosen: list[bytes], size: int, end: bool) -> None:
    data = b"\n".join(chosen) + (b"\n" if end and chosen else b"")
    with tempfile.TemporaryDirectory() as folder:
        corpora = Corpora(Path(folder))
        corpora.write("a.txt", data)
        report = corpora.run(lines=size)
        assert report.complete
        output = corpora.text("a.txt").split(b"\n")
        named = {one["line"] for one in failures(corpora)}
    assert len(output) == len(data.split(b"\n"))
    for number, (line, found) in enumerate(zip(data.split(b"\n"), output, strict=True), start=1):
        bad = b"POISON" in line or b"\xff" in line or b"\0" in line
        assert (number in named) == bad
        if bad:
            assert not found.strip()
        else:
            text = line.decode().rstrip("\r")
            marked = text.replace("One. Two.", "«One.» «Two.»").replace("x", "«x»")
            assert found.decode().rstrip("\r") == marked.replace("y", "«y»")


def test_what_is_finished_is_not_done_again(corpora: Corpora) -> None:
    corpora.write("a.txt", TEN)
    first = corpora.run(locales=["mn", "ru"])
    before = {path: path.stat().st_mtime_ns for path in corpora.output.rglob("part-*")}
    again = corpora.run(locales=["mn", "ru"])
    assert corpora.cluster.chunks == []
    assert [entry.folder.reused for entry in again.entries] == [4, 4]
    assert before == {path: path.stat().st_mtime_ns for path in corpora.output.rglob("part-*")}
    assert first.complete and again.complete


def test_only_what_changed_is_done(corpora: Corpora) -> None:
    corpora.write("a.txt", TEN)
    corpora.run()
    corpora.write("a.txt", TEN.replace(b"Line 4.", b"Line four."))
    corpora.run()
    assert corpora.cluster.chunks == [("Line 3.", "Line four.", "Line 5.")]
    assert len(corpora.parts("a.txt")) == 4
    corpora.write("a.txt", TEN[:16])
    corpora.run()
    assert corpora.text("a.txt") == "«Line 0.»\n«Line 1.»\n".encode()
    manifest = json.loads((corpora.output / "mn/a.txt/_manifest.json").read_text("utf-8"))
    assert [part["name"] for part in manifest["parts"]] == [
        path.name for path in corpora.parts("a.txt")
    ]


def test_other_settings_make_other_parts(corpora: Corpora) -> None:
    corpora.write("a.txt", TEN)
    corpora.run()
    names = [path.name for path in corpora.parts("a.txt")]
    corpora.run(source_locale="de")
    assert len(corpora.cluster.chunks) == 4
    assert not {path.name for path in corpora.parts("a.txt")} & set(names)


def test_failed_lines_are_named_again_and_retried_on_demand(corpora: Corpora) -> None:
    corpora.write("a.txt", TEN.replace(b"Line 4.", b"POISON"))
    corpora.run()
    [failure] = failures(corpora)
    assert (failure["line"], failure["reason"]) == (5, "RuntimeError: the engine fails at this")
    corpora.run()
    assert failures(corpora) == [failure]
    assert corpora.cluster.chunks == []
    corpora.run(retry=True)
    assert corpora.cluster.chunks[0] == ("Line 3.", "POISON", "Line 5.")
    assert failures(corpora) == [failure]


def test_a_damaged_input_does_not_end_the_run(corpora: Corpora) -> None:
    import random

    noise = random.Random(1).randbytes(30_000).hex("\n", 8)
    corpora.write("a.txt.gz", gzip.compress(noise.encode())[:-4000])
    corpora.write("b.txt", TEN)
    report = corpora.run(limits=Limits(lines=100))
    assert not report.complete
    assert corpora.text("b.txt").count(b"\n") == 10
    [failure] = failures(corpora)
    assert "cannot be read to its end" in str(failure["reason"])
    first = corpora.parts("a.txt.gz")
    assert first
    assert failure["line"] == len(first) * 100 + 1
    assert not (corpora.output / "mn/a.txt.gz/_manifest.json").exists()


def test_a_full_disk_names_the_file_and_leaves_no_half(
    corpora: Corpora, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpora.write("a.txt", TEN)
    real, calls = os.fsync, iter(range(1000))

    def fsync(descriptor: int) -> None:
        # Of the report, two calls a file with the folder's; then of two parts.
        if next(calls) >= 6:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(WriteError, match=r"part-000002-\w+\.txt: cannot be written \(No space"):
            corpora.run()
    assert [path.name[:11] for path in corpora.parts("a.txt")] == ["part-000000", "part-000001"]
    assert not list(corpora.output.rglob("*.tmp"))
    report = corpora.run()
    assert len(corpora.cluster.chunks) == 2
    assert report.complete
    assert corpora.text("a.txt") == TEN.replace(b"L", "«L".encode()).replace(b".", ".»".encode())


def test_the_memory_goes_before_the_machine(corpora: Corpora, tmp_path: Path) -> None:
    corpora.write("a.txt", TEN + b"Two. Lines.\n")
    corpora.run(root=tmp_path)
    assert not (tmp_path / ".l10n").exists(), "nothing is made where nothing is remembered"
    pair = Pair("en", "mn")
    with Memory.open(tmp_path) as memory:
        memory.add([Unit("Line 4.", "Дөрөв\nдэх мөр.", pair), Unit("Lines.", "Мөр.", pair)])
        memory.add([Unit("Line 5.", "Not approved.", pair, reviewed=False)])
    report = corpora.run(root=tmp_path)
    assert [entry.folder.reused for entry in report.entries] == [2], "the others know nothing new"
    lines = corpora.text("a.txt").decode().split("\n")
    assert lines[3:6] == ["«Line 3.»", "Дөрөв дэх мөр.", "«Line 5.»"]
    assert lines[10] == "«Two.» Мөр."
    corpora.run(root=tmp_path)
    assert corpora.cluster.chunks == []
    corpora.run(root=tmp_path, memory=0)
    assert "Мөр" not in corpora.text("a.txt").decode()
    with Memory.open(tmp_path) as memory:
        memory.add([Unit("Line 7.", "Line <1>7</1>.", pair)])
    corpora.run(root=tmp_path)
    assert "«Line 7.»" in corpora.text("a.txt").decode(), "markup that the text has not"


def test_similar_sentences_only_where_wanted(corpora: Corpora, tmp_path: Path) -> None:
    with Memory.open(tmp_path) as memory:
        unit = "The council of the old town met on Monday"
        memory.add([Unit(f"{unit}.", "Зөвлөл хуралдав.", Pair("en", "mn"))])
    corpora.write("a.txt", f"{unit} again.\n".encode())
    corpora.run(root=tmp_path)
    assert corpora.text("a.txt").decode() == f"«{unit} again.»\n"
    corpora.run(root=tmp_path, memory=75)
    assert corpora.text("a.txt").decode() == "Зөвлөл хуралдав.\n"


def test_the_glossary_is_heeded_and_part_of_the_name(run: Run, project: Path) -> None:
    """With the real engine, through the command."""
    (project / "a.txt").write_text("Council\nThe council met in the old house.\n")
    arguments = ("a.txt", "--to", "ru", "-o", "out", "--engine", "starter", "--workers", "1")
    found, names = [], []
    for rule in ("", "council,вече,use"):
        (project / "glossary.csv").write_text(f"source,ru,rule\n{rule}\n", "utf-8")
        assert run("corpus", *arguments).code == 0
        [part] = (project / "out" / "ru" / "a.txt").glob("part-*")
        found.append(part.read_text("utf-8"))
        names.append(part.name)
    assert "веч" not in found[0].lower() and "веч" in found[1].lower()
    assert names[0] != names[1]
    assert run("corpus", *arguments, "--no-glossary").code == 0
    assert [one.name for one in (project / "out" / "ru" / "a.txt").glob("part-*")] == names[:1]


@pytest.mark.parametrize("suffix", [".txt", ".txt.gz", ".jsonl", ".parquet"])
def test_one_file(corpora: Corpora, suffix: str) -> None:
    name = f"a{suffix}"
    rows = [{"text": f"Line {number}.", "id": number} for number in range(10)]
    if suffix == ".parquet":
        parquet.write_table(pyarrow.Table.from_pylist(rows), corpora.input / name)
    elif suffix == ".jsonl":
        corpora.write(name, "".join(f"{json.dumps(row)}\n" for row in rows).encode())
    else:
        corpora.write(name, compress(TEN, Path(name)))
    report = corpora.run(one_file=True)
    file = corpora.output / "mn" / name
    if suffix == ".parquet":
        found = [row["text"] for row in parquet.read_table(file).to_pylist()]
    elif suffix == ".jsonl":
        found = [json.loads(line)["text"] for line in file.read_text("utf-8").splitlines()]
    else:
        data = file.read_bytes()
        found = (gzip.decompress(data) if suffix == ".txt.gz" else data).decode().splitlines()
    assert found == [f"«Line {number}.»" for number in range(10)]
    assert [str(file)] == [summary(entry)["output"] for entry in report.entries]
    before = file.stat().st_mtime_ns
    corpora.run(one_file=True)
    assert corpora.cluster.chunks == [] and file.stat().st_mtime_ns == before
    with pytest.raises(WriteError, match=name):
        corpora.run()
    file.unlink()
    file.mkdir()
    with pytest.raises(WriteError, match=name):
        corpora.run(one_file=True)


def test_parquet_keeps_its_other_columns(corpora: Corpora) -> None:
    texts = ["One.", None, "", "POISON", "Two.\nThree.", "\0", "  "]
    table = pyarrow.table(
        {
            "id": pyarrow.array(range(7), pyarrow.int16()),
            "text": pyarrow.array(texts, pyarrow.large_string()),
            "tags": [[str(number)] for number in range(7)],
        }
    ).replace_schema_metadata({"made": "by hand"})
    parquet.write_table(table, corpora.input / "a.parquet", compression="zstd")
    corpora.run()
    folder = corpora.output / "mn" / "a.parquet"
    found = parquet.read_table(folder)
    assert found["id"].to_pylist() == list(range(7))
    assert found["tags"].to_pylist() == table["tags"].to_pylist()
    assert found["text"].to_pylist() == [
        "«One.»", None, "", None, "«Two.»\n«Three.»", None, "  "
    ]  # fmt: skip
    assert found.schema.types == table.schema.types
    assert found.schema.metadata == table.schema.metadata
    assert [one["line"] for one in failures(corpora)] == [4, 6]
    part = parquet.ParquetFile(corpora.parts("a.parquet")[0])
    assert part.metadata.row_group(0).column(0).compression == "ZSTD"
    corpora.run()
    assert corpora.cluster.chunks == []


def test_parquet_with_words_from_a_dictionary(corpora: Corpora) -> None:
    column = pyarrow.array(["Yes.", "No.", "Yes."]).dictionary_encode()
    parquet.write_table(pyarrow.table({"answer": column}), corpora.input / "a.parquet")
    corpora.run(field="answer")
    found = parquet.read_table(corpora.output / "mn" / "a.parquet")
    assert found["answer"].to_pylist() == ["«Yes.»", "«No.»", "«Yes.»"]


def test_a_wrong_column_is_named_with_those_there_are(corpora: Corpora) -> None:
    parquet.write_table(pyarrow.table({"body": ["Yes."], "n": [1]}), corpora.input / "a.parquet")
    corpora.run()
    assert "has no column 'text' of strings; name one with --field; it has: 'body'" in str(
        failures(corpora)[0]["reason"]
    )


def test_sources(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.JSONL.gz", "b/_d.txt", ".e/f.txt", "b/g.csv", "out/mn/h.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = find_sources([tmp_path], tmp_path / "out")
    assert [(one.name, one.format) for one in found] == [
        ("a.txt", "text"),
        ("b/c.JSONL.gz", "jsonl"),
    ]
    (tmp_path / "b" / "a.txt").touch()
    with pytest.raises(SourceError, match="would have the same output"):
        find_sources([tmp_path / "a.txt", tmp_path / "b" / "a.txt"], tmp_path / "out")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no.txt", "--to", "mn"], "no.txt: no such file"),
        (["a.csv", "--to", "mn"], "a.csv: .csv is no known format of a corpus"),
        (["a.txt", "--to", "xx"], "unknown locale 'xx'"),
        (["a.txt", "--to", "fr", "--engine", "starter"], "no model translates en→fr"),
        (["a.txt", "--to", "mn", "--format", "xml"], "unknown format 'xml'"),
        (["a.txt", "--to", "mn", "--scheduler", "tcp://127.0.0.1:9"], "no Dask scheduler answers"),
        (["a.txt", "--to", "mn", "--scheduler", "nonsense"], "no Dask scheduler answers"),
        (["a.txt", "--to", "mn", "--scheduler", "tcp://h", "--workers", "2"], "--workers is for"),
        ([".", "--to", "mn", "--output", "a.txt"], "cannot be written"),
        (["a.txt", "--to", "mn", "--memory", "50"], "matches begin at 75 percent"),
    ],
)
def test_mistakes(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.setattr("l10n.corpus.cluster._CONNECT_SECONDS", 0.5)
    (project / "a.txt").write_text("One.\n")
    (project / "a.csv").touch()
    result = run("corpus", *arguments, *([] if "--output" in arguments else ["--output", "out"]))
    assert result.code == 2
    assert result.err.startswith("error: ")
    assert message in result.err
