"""The application: addresses, templates, assets."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, Template
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from l10n import interface
from l10n.checks import CHECKS
from l10n.checks.wording import Message, translate
from l10n.errors import L10nError
from l10n.languages.codes import native_name
from l10n.review import statistics
from l10n.review.api import Api
from l10n.review.data import as_data, finding_as_data
from l10n.review.messages import STRINGS
from l10n.review.people import RoleError, present
from l10n.review.queue import FILTERS
from l10n.review.saving import ConfirmError, ConflictError, UnknownError
from l10n.review.specials import specials
from l10n.review.workspace import Workspace

# As in static/rows.js, whose words these are.
STATE_WORDS = {
    "new": "new",
    "changed": "source changed",
    "machine": "machine",
    "memory": "memory",
    "edited": "edited",
    "approved": "approved",
}
_STATIC = Path(__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def make_app(workspace: Workspace) -> Starlette:
    """The application without its guard: see :func:`l10n.review.server.serve`."""
    # Read once: an address names one of these files or none.
    assets = {file.name: file.read_bytes() for file in _STATIC.iterdir() if file.is_file()}
    scripts = sorted(name for name in assets if name.endswith(".js"))
    api = Api(workspace)

    def home(request: Request) -> Response:
        language = _language(request)
        messages = interface.translations(language)
        text = _page(language, "review.html").render(
            language=language,
            languages=interface.languages(),
            csrf=request.scope["csrf"],
            scripts=scripts,  # asked for at once, not one after another's import
            documents=list(workspace.documents()),
            locales={locale: native_name(locale) for locale in workspace.locales},
            source_locale=workspace.project.source_locale,
            filters=FILTERS,
            checks=sorted((messages.gettext(name), name) for name in CHECKS.complete()),
            specials=json.dumps({one: specials(one) for one in workspace.locales}),
            strings=json.dumps({one: messages.gettext(one) for one in (*STRINGS, *CHECKS)}),
        )
        return HTMLResponse(text)

    def statistics_page(request: Request) -> Response:
        language = _language(request)
        gettext = interface.translations(language).gettext
        days = statistics.work_by_day(workspace)
        text = _page(language, "statistics.html").render(
            language=language,
            labels={state: gettext(word) for state, word in STATE_WORDS.items()},
            words=statistics.words_by_state(workspace),
            days=days,
            people=sorted({share.name for bar in days for share in bar.shares}),
            drafts=statistics.drafts_by_model(workspace),
        )
        return HTMLResponse(text)

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in assets:
            return _failed(404, "no such file")
        return Response(assets[name], media_type=_TYPES[Path(name).suffix])

    async def set_language(request: Request) -> Response:
        chosen = (await _body(request)).get("language")
        if chosen not in interface.languages():
            return _failed(400, "the page has no such language")
        response = JSONResponse({})
        year = 365 * 24 * 3600
        response.set_cookie(interface.COOKIE, chosen, max_age=year, samesite="strict")
        return response

    async def events(request: Request) -> Response:
        asked = request.query_params
        document, locale, tab = (asked.get(one, "") for one in ("document", "locale", "tab"))
        desk = await run_in_threadpool(workspace.desk, document, locale)
        told = workspace.hub.events(present.get(), document, locale, tab, desk.look)
        return StreamingResponse(told, media_type="text/event-stream")

    routes = [
        Route("/", home),
        Route("/statistics", statistics_page),
        Route("/assets/{name}", asset),
        Route("/api/events", events),
        Route("/api/language", set_language, methods=["POST"]),
        *(Route(f"/api/{name}", _reader(call)) for name, call in api.reading.items()),
        *(
            Route(f"/api/{name}", _writer(call), methods=["POST"])
            for name, call in api.writing.items()
        ),
    ]
    handlers: Any = {L10nError: _refused, HTTPException: _http_error}
    return Starlette(routes=routes, exception_handlers=handlers)


@cache
def _page(language: str, name: str) -> Template:
    pages = Environment(loader=PackageLoader("l10n.review"), autoescape=True)
    pages.globals["_"] = interface.translations(language).gettext
    return pages.get_template(name)


def _language(request: Request) -> str:
    cookie = request.cookies.get(interface.COOKIE, "")
    return interface.choose(cookie, request.headers.get("accept-language", ""))


def _reader(call: Callable[[dict[str, Any]], Any]) -> Callable[[Request], Any]:
    def answer(request: Request) -> Response:
        return _told(request, call(dict(request.query_params)))

    return answer


def _writer(call: Callable[[dict[str, Any]], Any]) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        body = await _body(request)
        return _told(request, await run_in_threadpool(call, body))

    return answer


def _told(request: Request, data: Any, status: int = 200) -> Response:
    """Data as JSON, with what checks say in the page's language."""
    gettext = interface.translations(_language(request)).gettext

    def told(data: Any) -> Any:
        if isinstance(data, Message):
            return translate(data, gettext)
        if isinstance(data, dict):
            return {key: told(value) for key, value in data.items()}
        if isinstance(data, (list, tuple)):
            return [told(value) for value in data]
        return data

    return JSONResponse(told(data), status)


async def _body(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except (ValueError, RecursionError):
        raise HTTPException(400, "the request is not JSON") from None
    if not isinstance(body, dict):
        raise HTTPException(400, "the request is not an object")
    return body


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, L10nError)
    status, more = 422, dict[str, Any]()
    if isinstance(error, ConflictError):
        status, more = 409, {"row": as_data(error.row)}
    elif isinstance(error, ConfirmError):
        status, more = 428, {"findings": [finding_as_data(one) for one in error.findings]}
    elif isinstance(error, RoleError):
        status = 403
    elif isinstance(error, UnknownError):
        status = 404
    words = Message(error.message), Message(error.hint)
    return _told(request, {"error": words[0], "hint": words[1], **more}, status)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _failed(error.status_code, error.detail)


def _failed(status: int, message: str) -> Response:
    return JSONResponse({"error": message, "hint": ""}, status)
