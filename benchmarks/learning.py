"""What approving the first half of the article teaches for the second half.

    python benchmarks/learning.py [--engine starter] [--to mn ru uk]

The first half's translations are in ``benchmarks/data/article-first-half.tsv``. The second half is
drafted without a glossary, before and after; the project's glossary only judges. The model must
take hints.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from l10n.engines import make_engine
from l10n.engines.protocol import Aligner
from l10n.formats import read_document
from l10n.formats.segmentation import segment_document
from l10n.glossary import Glossary, Term
from l10n.model import Pair
from l10n.translation.learning import Approved, agreement, is_sure, proposals
from l10n.translation.translator import Translator

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print what is learned, and the faults before and after."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="starter")
    parser.add_argument("--to", nargs="+", default=["mn", "ru", "uk"])
    options = parser.parse_args()
    judge, engine = Glossary.open(ROOT), make_engine(options.engine)
    assert isinstance(engine, Aligner)
    data = ROOT / "benchmarks" / "data" / "article-first-half.tsv"
    header, *rows = (line.split("\t") for line in data.read_text("utf-8").splitlines())
    segments = segment_document(read_document(ROOT / "source" / "article.txt"))
    texts = list(dict.fromkeys(one.msgid for one in segments if one.content))
    first, second = texts[: len(rows)], texts[len(rows) :]
    for locale in options.to:
        column, pair = header.index(locale), Pair("en", locale)
        approved = [Approved(source, row[column]) for source, row in zip(first, rows, strict=True)]
        found = [one for one in proposals(approved, engine, pair, least=1) if is_sure(one)]
        print(f"{locale}: learned {', '.join(f'{one.source} = {one.target}' for one in found)}")
        learned = Glossary(Term(one.source, {locale: (one.target,)}) for one in found)
        for name, terms in (("before", None), ("after", learned)):
            translator = Translator(engine, learned=terms)
            drafts = [one.text for one in translator.translate(second, pair)]
            pairs = list(zip(second, drafts, strict=True))
            broken = sum(len(list(judge.violations(*one, locale))) for one in pairs)
            agreeing, places = agreement(
                [*approved, *(Approved(*one) for one in pairs)], engine, pair
            )
            print(
                f"{locale}, {name}: {broken} terms broken in the second half, "
                f"{places - agreeing} of {places} names not as elsewhere in the article"
            )


if __name__ == "__main__":
    main()
