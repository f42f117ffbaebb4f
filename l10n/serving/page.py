"""The page at ``/``: text in, translation out, for people without a client of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, Template
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from l10n import interface
from l10n.formats import suffixes
from l10n.languages.codes import native_name
from l10n.serving.limits import Limits
from l10n.serving.reviews import is_offered
from l10n.serving.translator import Translator

_STATIC = Path(__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_STRINGS = sorted({text for file in _STATIC.glob("*.js") for text, _ in interface.page_texts(file)})


class Page:
    """The page and its files.

    Args:
        translator: what the page offers.
        limits: what it tells people.
        needs_key: whether it asks for a key.
    """

    def __init__(self, translator: Translator, limits: Limits, needs_key: bool) -> None:
        self._translator = translator
        self._limits = limits
        self._needs_key = needs_key
        # Read once: an address names one of these files or none.
        self._files = {file.name: file.read_bytes() for file in _STATIC.iterdir()}

    async def asset(self, request: Request) -> Response:
        """One of the page's files."""
        name = request.path_params["name"]
        if name not in self._files:
            return JSONResponse({"error": "no such file"}, 404)
        return Response(self._files[name], media_type=_TYPES[Path(name).suffix])

    def show(
        self,
        request: Request,
        given: Mapping[str, Any] | None = None,
        targets: Sequence[str] = (),
        results: Sequence[tuple[str, str]] = (),
        error: str = "",
        status: int = 200,
    ) -> Response:
        """The page, with what was asked for and what came of it where there are no scripts.

        Args:
            request: in whose language it is.
            given: the fields of a form.
            targets: the languages that were ticked in it.
            results: language and text of each translation.
            error: why there are no more.
            status: of the answer.
        """
        given = given or {}
        wanted = str(given.get("language") or request.query_params.get("language", ""))
        language = interface.choose(wanted, request.headers.get("accept-language", ""))
        languages = self._translator.languages
        offered = {code: native_name(code) for code in sorted({p.target for p in languages.models})}
        gettext = interface.translations(language).gettext
        text = _page(language).render(
            language=language,
            languages=interface.languages(),
            sources={code: native_name(code) for code in sorted(languages.sources)},
            targets=offered,
            given=given,
            chosen=targets or list(offered)[:1],
            results=results,
            error=error,
            reviews=is_offered(self._translator.project),
            needs_key=self._needs_key,
            suffixes=",".join(suffixes()) if self._limits.document else "",
            characters=self._limits.characters,
            strings=json.dumps({one: gettext(one) for one in _STRINGS}),
        )
        # What was sent stands in it, and need be no text: half a surrogate pair, say.
        data = text.encode("utf-8", "replace")
        return HTMLResponse(data, status, {"Content-Security-Policy": _POLICY})


@cache
def _page(language: str) -> Template:
    pages = Environment(loader=PackageLoader("l10n.serving"), autoescape=True)
    pages.globals["_"] = interface.translations(language).gettext
    return pages.get_template("page.html")
