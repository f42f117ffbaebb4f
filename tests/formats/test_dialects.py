"""Documentation dialects: the text inside is translated, the syntax is kept."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.formats.markdown.dialects import common_markdown
from l10n.formats.segmentation import segment_document
from tests.formats.pseudo import check_round_trip, document, messages, splice


def read(text: str) -> list[str]:
    return messages(segment_document(document(text, ".md")))


MYST = """\
(target)=
# Flood

:::{note}
:class: wide
The bridge is closed.
:::

```{warning} Do not cross
It is deep.
```

````{admonition} A title
:name: here

```python
code = "Kept"
```
Text after code.
````

:::{code-block} python
kept = "This text"
:::

```{math}
kept
```

```{figure} river.png
:alt: The river

The caption.
```

See {ref}`here <target>` and {{ version }}.
"""
DOCUSAURUS = """\
import Tabs from '@theme/Tabs';
import {
  One,
  Two,
} from './parts';
export const kept = {
  a: 'Kept text',
};

:::tip[Take *care*]

Take the upper road.

:::

:::danger
Do not swim.
:::

<Tabs>
<TabItem value="one" label="First tab">

The school is open.

</TabItem>
</Tabs>

<Card
  data={{a: 'kept'}}
/>

{/* A comment */}
Text <Badge text="kept" /> goes on.
"""
MKDOCS = """\
!!! note "Be careful"
    The bridge is closed.

    ??? info
        Deeper text.

    ```
    kept code
    ```

    Still in the box.

After it.

=== "First tab"
    - An item

=== "Second tab"
    Its text.

Use ==the upper road== now.
{: .lead }

## Heading {#anchor .big}

*[MPH]: Miles per hour

Gauge
:   A stick that shows how high
    the water stands.

:   Another meaning.
"""
HUGO = """\
{{< code lang="go" >}}
a = "Kept"
{{< /code >}}

{{% notice note %}}
The bridge is closed.
{{% /notice %}}

{{< figure src="a.png" title="The river" >}}

See [the guide]({{< ref "guide.md" >}}) and {{< icon "x" >}} here.

{{< gist spf13 123 >}}

The end.
"""
JEKYLL = """\
{% include header.html %}

{% highlight ruby %}
puts "Kept"
{% endhighlight %}

{% if page.x %}
Welcome to {{ site.title }} today.
{% endif %}
"""
OBSIDIAN = """\
> [!note] A title
> The text of the box.

See [[Wiki page]], [[Other page|the other one]] and ![[picture.png]].

[[Wiki page]]
"""
MATHEMATICS = """\
The energy $E = mc^2$ is large; it costs $5 or $10, as $PATH says.

$$
kept = 1
$$

\\begin{align}
kept
\\end{align}

An inline $$x$$ and \\(y\\) too.
"""
CASES = {
    MYST: [
        "Flood",
        "The bridge is closed.",
        "Do not cross",
        "It is deep.",
        "A title",
        "Text after code.",
        "The caption.",
        "See <1/><2/> and <3/>.",
    ],
    DOCUSAURUS: [
        "Take <1>care</1>",
        "Take the upper road.",
        "Do not swim.",
        "First tab",
        "The school is open.",
        "Text <1/> goes on.",
    ],
    MKDOCS: [
        "Be careful",
        "The bridge is closed.",
        "Deeper text.",
        "Still in the box.",
        "After it.",
        "First tab",
        "An item",
        "Second tab",
        "Its text.",
        "Use <1>the upper road</1> now.",
        "Heading",
        "Miles per hour",
        "Gauge",
        "A stick that shows how high the water stands.",
        "Another meaning.",
    ],
    HUGO: [
        "The bridge is closed.",
        "The river",
        "See <1>the guide</1> and <2/> here.",
        "The end.",
    ],
    JEKYLL: ["Welcome to <1/> today."],
    OBSIDIAN: [
        "A title The text of the box.",
        "See <1>Wiki page</1>, <2>the other one</2> and <3/>.",
        "Wiki page",
    ],
    MATHEMATICS: [
        "The energy <1/> is large; it costs $5 or $10, as $PATH says.",
        "An inline <1/> and <2/> too.",
    ],
}


@pytest.mark.parametrize("text", CASES, ids=lambda text: str(text).split("\n")[0])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_dialects(text: str, newline: str) -> None:
    text = text.replace("\n", newline)
    assert read(text) == CASES[text.replace("\r\n", "\n")]
    localized = check_round_trip(text, ".md")
    letters = str.maketrans("аеіоуАЕІОУ", "aeiouAEIOU")
    again = localized.translate(letters)
    if "[[" not in text:  # a page of a wiki gets its name beside the label
        assert re.sub(r"\s+", " ", again) == re.sub(r"\s+", " ", text)


def test_a_page_of_a_wiki_keeps_its_name() -> None:
    source = document(OBSIDIAN, ".md")
    localized = splice(source, segment_document(source), {"Wiki page": "Страница"})
    assert localized.endswith("\n\n[[Wiki page|Страница]]\n")


def test_a_title_between_quotes_holds_none() -> None:
    source = document('!!! note "Title"\n    Text.\n', ".md")
    localized = splice(source, segment_document(source), {"Title": 'Имя "моё" 5"'})
    assert localized.startswith('!!! note "Имя “моё” 5”"\n')


@pytest.mark.parametrize(
    "text",
    [
        "A text.\n\n$$\nnot closed, so it is text\n",
        "A text.\n\n{% raw %}\nnot closed, so it is text\n",
        "A text.\n\n    $$\n    code\n\nnot closed, so it is text\n",
        "A text.\n\n:::{mermaid}\nnot closed, so it is text\n",
        "A text.\n\n```\n:::note\n!!! note\n$$\n```\n\nnot closed, so it is text\n",
    ],
)
def test_nothing_is_lost_where_nothing_ends(text: str) -> None:
    assert read(text)[0] == "A text." and read(text)[-1].endswith("not closed, so it is text")


LINES = [
    ":::note",
    ":::",
    "!!! x",
    "    Text",
    "Text",
    "```",
    "```{note}",
    "$$",
    "{% raw %}",
    "[[a]]",
]
LINES += ["{{< code >}}", '=== "T"', ":   D", "{: .x }", "==m==", "$a$", "<Tabs>", "import 'x'", ""]


@given(st.lists(st.sampled_from(LINES), max_size=14).map("\n".join))
def test_any_lines_keep_their_bytes_and_number(text: str) -> None:
    rewritten, _ = common_markdown(text)
    assert rewritten.count("\n") == text.count("\n")
    source = document(text, ".md")
    segments = segment_document(source)
    assert splice(source, segments, {}) == text
    for block in source.blocks:
        assert text[slice(*block.span)] == block.content


def test_many_openings_take_no_time() -> None:
    check_round_trip("{% raw %}\n" * 4000 + "$$\nText\n" * 4001, ".md")
