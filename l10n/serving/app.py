"""The application: LibreTranslate's addresses, behind one door."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from l10n.errors import L10nError
from l10n.serving.access import Access
from l10n.serving.documents import Documents
from l10n.serving.door import Door
from l10n.serving.failures import FAILED
from l10n.serving.handlers import Handlers
from l10n.serving.limits import DOCUMENTS, Limits
from l10n.serving.metrics import Metrics
from l10n.serving.translator import Translator


def make_app(
    translator: Translator,
    *,
    limits: Limits | None = None,
    access: Access | None = None,
    metrics: Metrics | None = None,
    origins: Collection[str] = (),
) -> Door:
    """The application behind its door.

    Args:
        translator: does the work; it is started and stopped with the application.
        limits: of a request and of all.
        access: who may use it.
        metrics: the same that the translator reports to.
        origins: web pages that may use it, as in ``https://example.org``; ``*`` is all of them.
    """
    limits, access = limits or Limits(), access or Access()
    handlers = Handlers(translator, limits, access, metrics or Metrics())
    documents = Documents(translator, limits, access)
    routes = [
        Route("/", handlers.page),
        Route("/", handlers.page_without_scripts, methods=["POST"]),
        Route("/assets/{name}", handlers.shown.asset),
        Route("/translate", handlers.translate, methods=["POST"]),
        Route("/detect", handlers.detect, methods=["POST"]),
        Route(DOCUMENTS, documents.translate, methods=["POST"]),
        Route("/download_file/{word}", documents.download),
        Route("/review", handlers.review, methods=["POST"]),
        Route("/suggest", handlers.suggest, methods=["POST"]),
        Route("/languages", handlers.languages),
        Route("/frontend/settings", handlers.settings),
        Route("/health", handlers.health),
        Route("/metrics", handlers.prometheus),
        Route("/openapi.json", handlers.description),
        Route("/spec", handlers.description),
    ]

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await translator.start()
        yield
        await translator.stop()

    cors = Middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_methods=["GET", "POST"],
        allow_headers=["*"],
    )
    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[cors] if origins else [],
        exception_handlers={
            HTTPException: _http_error,
            L10nError: _engine_error,
            Exception: _our_error,
        },
    )
    return Door(
        app,
        endpoints=[route.path for route in routes],
        limits=handlers.limits,
        metrics=handlers.metrics,
        origins=origins,
    )


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, error.status_code, error.headers)


def _our_error(request: Request, error: Exception) -> Response:
    # Starlette raises it again: the door logs it.
    return JSONResponse({"error": FAILED}, 500)


def _engine_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, L10nError)
    hint = f" ({error.hint})" if error.hint else ""
    return JSONResponse({"error": f"Cannot translate text: {error.message}{hint}"}, 500)
