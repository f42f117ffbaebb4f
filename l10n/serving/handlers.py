"""What each address of LibreTranslate's does, and what it answers."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from l10n.errors import L10nError
from l10n.formats import suffixes
from l10n.languages.codes import english_name
from l10n.model import Pair
from l10n.serving import logs
from l10n.serving.access import Access
from l10n.serving.answers import Answer
from l10n.serving.detection import Detection
from l10n.serving.failures import busy, invalid
from l10n.serving.languages import AUTO
from l10n.serving.limits import Limits
from l10n.serving.metrics import CONTENT_TYPE, Metrics
from l10n.serving.openapi import describe
from l10n.serving.page import Page
from l10n.serving.requests import (
    NDJSON,
    Wanted,
    address_of,
    admit,
    client_of,
    paragraphs,
    parse_detect,
    parse_translate,
    read_fields,
    ticked,
    unless_gone,
)
from l10n.serving.reviews import check_client, keep, parse_chosen, take_in
from l10n.serving.suggestions import parse_suggestion, unit_of
from l10n.serving.translator import Translator

_SHORT = 40  # characters; a shorter text of a list is taken for what all of them are in


class _Route(NamedTuple):
    """Where the texts of a request go.

    Attributes:
        sources: the language of each text.
        pairs: by source, the pair that serves it.
        locale: of the target.
        detected: for each text, what it was taken for, where that was not said.
    """

    sources: list[str]
    pairs: dict[str, Pair]
    locale: str
    detected: list[Detection]


class Handlers:
    """What each address does.

    Args:
        translator: does the work.
        limits: of a request.
        access: who may use it.
        metrics: counts what was done.
    """

    def __init__(
        self, translator: Translator, limits: Limits, access: Access, metrics: Metrics
    ) -> None:
        self.limits = limits
        self.metrics = metrics
        self._translator = translator
        self._access = access
        self.shown = Page(translator, limits, access.needs_key)
        self._description = describe(translator.languages, limits)

    async def page(self, request: Request) -> Response:
        return self.shown.show(request)

    async def page_without_scripts(self, request: Request) -> Response:
        """The page's form, sent by a browser that runs no scripts: the page is the answer."""
        fields = await read_fields(request, self.limits)
        targets: list[str] = []
        results: list[tuple[str, str]] = []
        try:
            targets = (await ticked(request, "target"))[: self.limits.targets]
            admit(request, fields, self._access)
            for target in targets:
                each = {**fields, "target": target}
                answer = await self._answer(request, parse_translate(each, self.limits))
                results.append((target, answer["translatedText"]))
                if fields.get("review"):
                    await self._send_to_review(request, each)
            if not targets:
                parse_translate(fields, self.limits)  # says what is missing
        except HTTPException as error:
            return self.shown.show(
                request, fields, targets, results, error.detail, error.status_code
            )
        return self.shown.show(request, fields, targets, results)

    async def translate(self, request: Request) -> Response:
        wanted = parse_translate(await self._fields(request), self.limits)
        if NDJSON in request.headers.get("accept", ""):
            return _streamed(self._pieces(request, wanted, await self._route(request, wanted)))
        return JSONResponse(await self._answer(request, wanted))

    async def _answer(self, request: Request, wanted: Wanted) -> dict[str, Any]:
        """The whole answer to a request."""
        route = await self._route(request, wanted)
        answers: list[Answer] = [Answer("")] * len(wanted.texts)
        for source, pair in route.pairs.items():
            places = [index for index, one in enumerate(route.sources) if one == source]
            texts = [wanted.texts[index] for index in places]
            work = self._translator.translate(
                texts, wanted.format, pair, route.locale, wanted.alternatives, client_of(request)
            )
            for place, answer in zip(places, await unless_gone(request, work), strict=True):
                answers[place] = answer
            self.metrics.characters.labels(*pair).inc(sum(map(len, texts)))
            self._count(request, pair.source, pair.target, [answers[place] for place in places])
        return _body(wanted, answers, route.detected)

    async def _route(self, request: Request, wanted: Wanted) -> _Route:
        """From which language into which each text goes."""
        languages = self._translator.languages
        target, locale = languages.code(wanted.target), languages.locale(wanted.target)
        detected = await self._detected(wanted, target)
        sources = [one.language for one in detected] or [languages.code(wanted.source)]
        request.scope["log"] |= {
            "source": ",".join(sorted(set(sources))),
            "target": target,
            "texts": len(wanted.texts),
            "characters": wanted.characters,
        }
        if detected and wanted.is_list:  # what is in another language stays as it is
            served = [one for one in sources if Pair(one, target) in languages.models]
            sources = [one if one in served or not served else target for one in sources]
        pairs = {
            source: languages.check(source, target, detected=bool(detected)) for source in sources
        }
        if not detected:
            sources *= len(wanted.texts)
        return _Route(sources, pairs, locale, detected)

    async def detect(self, request: Request) -> Response:
        text = parse_detect(await self._fields(request), self.limits)
        request.scope["log"] |= {"characters": len(text)}
        # LibreTranslate says English of what is in no language; its clients take the first guess.
        found = await self._translator.detect(text) or [("en", 0.0)]
        return JSONResponse([{"confidence": share, "language": code} for code, share in found])

    async def languages(self, request: Request) -> Response:
        return JSONResponse(self._translator.languages.listed())

    async def settings(self, request: Request) -> Response:
        languages = self._translator.languages
        target = next(pair.target for pair in languages.models)
        return JSONResponse(
            {
                "apiKeys": self._access.needs_key,
                "charLimit": self.limits.characters,
                "filesTranslation": bool(self.limits.document),
                "frontendTimeout": 500,
                "keyRequired": self._access.needs_key,
                "language": {
                    "source": {"code": AUTO, "name": "Auto Detect"},
                    "target": {"code": target, "name": english_name(target)},
                },
                "suggestions": True,
                "supportedFilesFormat": suffixes() if self.limits.document else [],
            }
        )

    async def health(self, request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def prometheus(self, request: Request) -> Response:
        return Response(self.metrics.page(), media_type=CONTENT_TYPE)

    async def description(self, request: Request) -> Response:
        return JSONResponse(self._description)

    async def _fields(self, request: Request) -> Mapping[str, Any]:
        """The fields of a request that may come in; see :class:`l10n.serving.access.Access`."""
        fields = await read_fields(request, self.limits)
        admit(request, fields, self._access)
        return fields

    async def _detected(self, wanted: Wanted, target: str) -> list[Detection]:
        """For each text the language it is in, where that was not said."""
        if wanted.source != AUTO:
            return []
        sources = {p.source for p in self._translator.languages.models if p.target == target}
        choose = self._translator.detector.choose
        overall = await asyncio.to_thread(choose, "\n".join(wanted.texts), {*sources, target})
        found = []
        for text in wanted.texts:
            one = overall
            if len(text) > _SHORT:
                one = await asyncio.to_thread(choose, text, {*sources, target}) or overall
            # Digits and signs are in no language, or in all of them: they stay as they are.
            found.append(one if one and any(map(str.isalpha, text)) else Detection(target, 0.0))
        return found

    async def _pieces(
        self, request: Request, wanted: Wanted, route: _Route
    ) -> AsyncIterator[dict[str, Any]]:
        """The answer piece by piece, as each is ready: texts of a list, paragraphs of one text."""
        for index, (source, text) in enumerate(zip(route.sources, wanted.texts, strict=True)):
            whole = wanted.is_list or wanted.format != "text"
            for piece in [text] if whole else paragraphs(text):
                [answer] = await self._translator.translate(
                    [piece],
                    wanted.format,
                    route.pairs[source],
                    route.locale,
                    client=client_of(request),
                )
                yield {
                    "index": index,
                    "translatedText": answer.text,
                    "provenance": answer.provenance,
                }

    async def suggest(self, request: Request) -> Response:
        wanted = parse_suggestion(await self._fields(request), self.limits)
        author = request.scope["log"].get("key", "")
        translator = self._translator
        await translator.suggest(unit_of(wanted, translator.languages, translator.project, author))
        return JSONResponse({"success": True})

    async def review(self, request: Request) -> Response:
        return JSONResponse(await self._send_to_review(request, await self._fields(request)))

    async def _send_to_review(self, request: Request, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Make a text a document of the project, with drafts."""
        wanted = parse_translate(fields, self.limits)
        if wanted.is_list or wanted.format != "text":
            raise invalid("Invalid request: q must be a text, and no HTML")
        check_client(address_of(request), has_key=self._access.needs_key)
        chosen = parse_chosen(fields, self.limits.suggestion)
        route = await self._route(request, wanted)
        [pair] = route.pairs.values()
        translator = self._translator
        sent = await asyncio.to_thread(
            take_in, translator.project, wanted.texts[0], pair, route.locale, chosen
        )
        work = translator.hypotheses(sent.wanted, pair, route.locale, client_of(request))
        found = await unless_gone(request, work)
        model = translator.languages.models[pair]
        try:
            document = await asyncio.to_thread(keep, translator.project, sent, found, model)
        except L10nError as error:  # read-only, full, or a catalog that is broken
            logs.failure("a text could not be kept for review", error)
            raise busy("The project takes no texts now", 60) from None
        return {"document": document, "sentences": len(sent.wanted)}

    def _count(self, request: Request, source: str, target: str, answers: list[Answer]) -> None:
        origins = Counter(one["origin"] for answer in answers for one in answer.provenance)
        for origin, count in origins.items():
            self.metrics.sentences.labels(source, target, origin).inc(count)
        total = Counter(request.scope["log"].get("sentences", {})) + origins
        request.scope["log"]["sentences"] = dict(total)


def _body(wanted: Wanted, answers: list[Answer], detected: list[Detection]) -> dict[str, Any]:
    """The answer as LibreTranslate gives it, and where each sentence comes from."""
    columns: dict[str, list[Any]] = {"translatedText": [answer.text for answer in answers]}
    if wanted.alternatives:
        columns["alternatives"] = [answer.alternatives for answer in answers]
    if detected:
        columns["detectedLanguage"] = [
            {"confidence": one.confidence, "language": one.language} for one in detected
        ]
    columns["provenance"] = [answer.provenance for answer in answers]
    return columns if wanted.is_list else {name: column[0] for name, column in columns.items()}


def _streamed(pieces: AsyncIterator[dict[str, Any]]) -> Response:
    """Pieces as lines of JSON; an error is the last line, for the status is long sent."""

    async def lines() -> AsyncIterator[bytes]:
        try:
            async for piece in pieces:
                yield json.dumps(piece, ensure_ascii=False).encode() + b"\n"
        except HTTPException as error:
            yield json.dumps({"error": error.detail}).encode() + b"\n"
        except L10nError as error:
            yield json.dumps({"error": f"Cannot translate text: {error.message}"}).encode() + b"\n"

    return StreamingResponse(lines(), media_type=NDJSON)
