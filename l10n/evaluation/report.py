"""An evaluation as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from l10n.evaluation.scores import Evaluation

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
th, td { border-bottom: 1px solid #8886; padding: .4rem .6rem; }
th, td { text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code { font-size: .85rem; overflow-wrap: anywhere; }
"""


def html_report(evaluations: Sequence[Evaluation], sentences: int = 10) -> str:
    """The report: scores side by side, then each model's worst and best sentences.

    Args:
        evaluations: of any models and test sets.
        sentences: how many of the worst and of the best to show.
    """
    return "".join(_page(evaluations, sentences))


def _page(evaluations: Sequence[Evaluation], sentences: int) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Evaluation</title><style>{_STYLE}</style></head><body><h1>Evaluation</h1>"
    yield "<table><thead><tr><th>model</th><th>locale</th><th>test set</th>"
    yield '<th class="number">sentences</th>'
    yield from (f'<th class="number">{escape(one.metric)}</th>' for one in evaluations[0].scores)
    yield "</tr></thead><tbody>"
    for one in evaluations:
        yield f"<tr><td>{escape(one.model)}</td><td>{escape(one.test_set.locale)}</td>"
        yield f"<td>{escape(one.test_set.name)}</td>"
        yield f'<td class="number">{len(one.hypotheses)}</td>'
        for score in one.scores:
            interval = f" ± {score.interval:.1f}" if score.interval else ""
            yield f'<td class="number">{score.value:.1f}{interval}</td>'
        yield "</tr>"
    yield "</tbody></table>"
    yield "<p>± is half of the 95 % confidence interval, by bootstrap. Signatures:</p><ul>"
    yield from (
        f"<li><code>{escape(s.metric)}|{escape(s.signature)}</code></li>"
        for s in evaluations[0].scores
    )
    yield "</ul>"
    for one in evaluations:
        order = sorted(range(len(one.hypotheses)), key=one.sentence_scores.__getitem__)
        yield f"<h2>{escape(one.model)}, {escape(one.test_set.locale)}</h2>"
        yield "<h3>Worst sentences</h3>"
        yield from _sentences(one, order[:sentences])
        yield "<h3>Best sentences</h3>"
        yield from _sentences(one, order[::-1][:sentences])
    yield "</body></html>\n"


def _sentences(one: Evaluation, lines: Iterable[int]) -> Iterator[str]:
    locale = escape(one.test_set.locale.replace("_", "-"))
    yield '<table><thead><tr><th class="number">line</th><th class="number">chrF2</th>'
    yield "<th>source</th><th>machine</th><th>reference</th></tr></thead><tbody>"
    for line in lines:
        yield f'<tr><td class="number">{line + 1}</td>'
        yield f'<td class="number">{one.sentence_scores[line]:.1f}</td>'
        yield f"<td>{escape(one.test_set.sources[line])}</td>"
        yield f'<td lang="{locale}">{escape(one.hypotheses[line])}</td>'
        yield f'<td lang="{locale}">{escape(one.test_set.references[line])}</td></tr>'
    yield "</tbody></table>"
