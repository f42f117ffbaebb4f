"""Documents in, translated documents out: LibreTranslate's ``/translate_file``."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from l10n.formats.splicing import export
from l10n.serving.access import Access
from l10n.serving.failures import invalid, too_large
from l10n.serving.files import Shelf, suffix_of, take_in, translated_name
from l10n.serving.languages import AUTO
from l10n.serving.limits import Limits
from l10n.serving.requests import admit, client_of, unless_gone
from l10n.serving.translator import Translator

_FIELDS = 16
_ROOM = 8  # documents of the largest size that wait to be fetched


class Documents:
    """The addresses of documents.

    Args:
        translator: does the work.
        limits: of a document.
        access: who may send one.
    """

    def __init__(self, translator: Translator, limits: Limits, access: Access) -> None:
        self._translator = translator
        self._limits = limits
        self._access = access
        self._shelf = Shelf(_ROOM * limits.document)

    async def translate(self, request: Request) -> Response:
        """Take a document (``file``, ``source``, ``target``), tell where its translation is."""
        fields, name, data = await self._sent(request)
        admit(request, fields, self._access)
        suffix_of(name)
        languages = self._translator.languages
        source, target = _field(fields, "source"), _field(fields, "target")
        code = languages.code(target)
        locale = languages.locale(target)
        if source == AUTO:
            source = next(pair.source for pair in languages.models if pair.target == code)
        pair = languages.check(languages.code(source), code)
        characters = 10 * self._limits.characters
        whole = await asyncio.to_thread(take_in, data, name, pair.source, locale, characters)
        request.scope["log"] |= {"source": pair.source, "target": code, "bytes": len(data)}
        work = self._translator.hypotheses(whole.wanted, pair, locale, client_of(request))
        found = await unless_gone(request, work)
        written = await asyncio.to_thread(lambda: export(whole.localized(found)))
        word = self._shelf.put(translated_name(name, locale), written)
        return JSONResponse({"translatedFileUrl": f"{request.base_url}download_file/{word}"})

    async def download(self, request: Request) -> Response:
        """Give a translated document."""
        kept = self._shelf.get(request.path_params["word"])
        if kept is None:
            raise HTTPException(404, "There is no such file, or it is there no more")
        disposition = f"attachment; filename*=UTF-8''{quote(kept.name)}"
        return Response(
            kept.data,
            media_type="application/octet-stream",
            headers={"Content-Disposition": disposition},
        )

    async def _sent(self, request: Request) -> tuple[Mapping[str, Any], str, bytes]:
        """The fields of a form, the name of the file in it, and its bytes."""
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if not self._limits.document:
            raise HTTPException(403, "Files translation is disabled on this server.")
        if kind != "multipart/form-data":
            await request.body()  # or the connection could not be used again
            raise invalid("Invalid request: missing file parameter")
        async with request.form(max_files=1, max_fields=_FIELDS) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile) or not file.filename:
                raise invalid("Invalid request: missing file parameter")
            data = await file.read()
            if len(data) > self._limits.document:
                raise too_large(self._limits.document)
            if not data:
                raise invalid("Invalid request: empty file")
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
            return fields, file.filename, data


def _field(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value:
        raise invalid(f"Invalid request: missing {name} parameter")
    return value
