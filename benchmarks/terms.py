"""How many demands of the glossary the drafts of a document break, and how long they took.

    python benchmarks/terms.py [--document source/article.txt] [--engine starter] [--to mn ru uk]

With the project's glossary, for each quality, without hints and with them; without hints the
glossary still counts in the choice and in what is put right, "bare" is the model alone.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from l10n.engines import make_engine
from l10n.formats import read_document
from l10n.formats.segmentation import segment_document
from l10n.glossary import Glossary
from l10n.model import Pair
from l10n.translation.translator import Translator

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print a line per locale and way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", type=Path, default=ROOT / "source" / "article.txt")
    parser.add_argument("--project", type=Path, default=ROOT, help="folder of glossary.csv")
    parser.add_argument("--engine", default="starter")
    parser.add_argument("--to", nargs="+", default=["mn", "ru", "uk"])
    parser.add_argument("--show", action="store_true", help="print what is broken")
    options = parser.parse_args()
    glossary, engine = Glossary.open(options.project), make_engine(options.engine)
    segments = segment_document(read_document(options.document))
    texts = list(dict.fromkeys(one.msgid for one in segments if one.content))
    for locale in options.to:
        pair = Pair("en", locale)
        demands = sum(
            len({id(one.term) for one in glossary.terms_in(text, locale)}) for text in texts
        )
        ways = {
            f"{name}, {'best' if chooses else 'fast'}": Translator(
                engine, glossary=terms, chooses=chooses
            )
            for name, terms in (("bare", None), ("with the glossary", glossary))
            for chooses in (False, True)
        }
        for way, translator in ways.items():
            start = time.perf_counter()
            drafts = [one.text for one in translator.translate(texts, pair)]
            seconds = time.perf_counter() - start
            broken = [
                list(glossary.violations(*one, locale)) for one in zip(texts, drafts, strict=True)
            ]
            count = sum(map(len, broken))
            print(f"{locale}: {way}: {count} of {demands} demands broken, {seconds:.1f} s")
            if options.show and translator is ways["with the glossary, best"]:
                for text, draft, terms in zip(texts, drafts, broken, strict=True):
                    if terms:
                        print(f"  {text}\n  {draft}\n  {[term.source for term in terms]}")


if __name__ == "__main__":
    main()
