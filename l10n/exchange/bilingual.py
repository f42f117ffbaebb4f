"""A page with source and translation side by side, in one file that needs no network."""

from __future__ import annotations

import html

from l10n import markup
from l10n.formats.localized import Localized
from l10n.languages.codes import english_name
from l10n.markup import Placeable
from l10n.model import Segment, State

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid #8886; padding: .5rem .75rem; text-align: start;
  vertical-align: top; width: 47%; overflow-wrap: anywhere; }
th.n, td.n { color: #888; font-size: .8rem; width: 6%; white-space: nowrap; }
tr.draft td.t, tr.changed td.t { background: #fc03; }
tr.new td.t { background: #f663; }
tr.heading td { font-weight: bold; }
.note { color: #888; display: block; font-size: .75rem; font-weight: normal; }
.code { border: 1px solid #8886; border-radius: .2rem; color: #888; font-size: .75em;
  padding: 0 .2em; }
@media print {
  body { font-size: 10pt; margin: 0; max-width: none; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
}
"""


def export(localized: Localized) -> bytes:
    """The page; everything in it is escaped, it has no scripts and refers to nothing."""
    source, target = localized.source_locale, localized.locale
    title = f"{localized.reference}: {english_name(source)} – {english_name(target)}"
    rows = [_row(localized, segment) for segment in localized.segments if segment.content]
    page = (
        "<!DOCTYPE html>\n"
        f'<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{html.escape(title)}</h1>\n<p>{_summary(localized)}</p>\n"
        '<table>\n<thead><tr><th class="n">Line</th>'
        f"<th>{html.escape(english_name(source))}</th><th>{html.escape(english_name(target))}</th>"
        "</tr></thead>\n<tbody>\n" + "".join(rows) + "</tbody>\n</table>\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace")


def _summary(localized: Localized) -> str:
    counts = dict.fromkeys(State, 0)
    for segment in localized.messages():
        counts[localized.translations[segment.key].state] += 1
    drafts = counts[State.DRAFT] + counts[State.CHANGED]
    return (
        f"{counts[State.APPROVED]} approved, {drafts} drafts (yellow), "
        f"{counts[State.NEW]} not translated (red)."
    )


def _row(localized: Localized, segment: Segment) -> str:
    translation = localized.translations[segment.key]
    rows = localized.rows(segment)
    sources = "<br>".join(dict.fromkeys(_shown(row.source) for row in rows))
    texts = "<br>".join(_shown(row.target) for row in rows)
    state = translation.state.value if segment.key in localized.texts else State.NEW.value
    note = ""
    if state == State.CHANGED.value:
        note = "translated for another text: the source has changed since"
    elif state == State.DRAFT.value:
        note = "draft" + (f" by {translation.engine}" if translation.engine else "")
        if translation.confidence is not None:
            note += f", confidence {translation.confidence:.2f}"
    classes = state + (" heading" if segment.context.startswith("heading") else "")
    languages = [
        code.split("@")[0].replace("_", "-") for code in (localized.source_locale, localized.locale)
    ]
    return (
        f'<tr class="{classes}" id="{segment.key}-{segment.line}">'
        f'<td class="n" title="{html.escape(segment.context)}">{segment.line}</td>'
        f'<td lang="{languages[0]}">{sources}</td>'
        f'<td class="t" lang="{languages[1]}">{texts}'
        + (f'<span class="note">{html.escape(note)}</span>' if note else "")
        + "</td></tr>\n"
    )


def _shown(message: str) -> str:
    return "".join(
        f'<span class="code">{html.escape(part)}</span>'
        if isinstance(part, Placeable)
        else html.escape(part).replace("\n", "<br>")
        for part in markup.parse(message)
    )
