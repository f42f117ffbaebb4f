"""What is known of HTML's elements and attributes (WHATWG HTML standard, "Rendering")."""

# ruff: noqa: SIM905 -- tables of words are read more easily than lists of strings

from __future__ import annotations

# Elements that end a run of text. What is not listed is inline, as browsers have it.
BLOCKS = frozenset(
    "address article aside base blockquote body button canvas caption center col colgroup dd "
    "details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 "
    "h4 h5 h6 head header hgroup hr html iframe label legend li link main menu meta nav noembed "
    "noframes noscript object ol optgroup option p param pre search section select source summary "
    "table tbody td template textarea tfoot th thead title tr track audio ul video xmp".split()
)

# Elements whose content is not to be translated, block and inline; of the last a reader sees
# nothing that is text.
KEPT_BLOCKS = frozenset("pre textarea xmp iframe noembed noframes canvas object".split())
KEPT_INLINES = frozenset("code kbd samp var tt math svg script style".split())
INVISIBLE = frozenset("svg script style".split())

# Elements without an end tag, and those whose text has no markup.
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
RAW = frozenset("script style xmp iframe noembed noframes textarea title".split())

# Attributes that people read, and what the content of a meta element is when people read it.
ATTRIBUTES = frozenset(
    "title alt aria-label aria-description aria-placeholder aria-roledescription aria-valuetext "
    "placeholder label".split()
)
META = frozenset(
    "description keywords og:title og:description og:image:alt twitter:title twitter:description "
    "twitter:image:alt".split()
)

INLINES = frozenset(
    "a abbr acronym applet b bdi bdo big blink br cite code data del dfn em embed font i img "
    "input ins kbd map mark marquee math nobr output param picture q rb rp rt rtc ruby s samp "
    "script slot small span strike strong style sub sup svg time tt u var wbr".split()
)
KNOWN = BLOCKS | INLINES
"""All elements of HTML, those of old standards too."""

# What a run of text in an element is called.
KINDS = {
    "p": "paragraph",
    "li": "list item",
    "td": "table cell",
    "th": "table header",
    "title": "title",
    "figcaption": "caption",
    "caption": "caption",
    "dt": "term",
    "dd": "definition",
    "button": "button",
    "label": "label",
    "option": "option",
    **{f"h{level}": "heading" for level in range(1, 7)},
}
