"""The server's OpenAPI 3.1 document."""

from __future__ import annotations

from typing import Any

from l10n.serving.languages import AUTO, Languages
from l10n.serving.limits import DOCUMENTS, Limits
from l10n.version import __version__

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_Q: Schema = {"type": "string", "minLength": 1}
_DOCUMENT = ("source", "target", "api_key")
_OWN = ("api_key", "chosen")
_ERRORS = {
    "400": "The request asks for what cannot be done.",
    "403": "The API key is none of this server's, or the web page may not use it.",
    "408": "The request did not arrive in time.",
    "413": "The request is too long.",
    "429": "Too many requests of this client; see Retry-After.",
    "500": "The engine has failed.",
    "503": "The server is busy; see Retry-After.",
}


def _object(properties: Schema, *optional: str) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _one_or_list(schema: Schema) -> Schema:
    return {"anyOf": [schema, _list(schema)]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _answers(description: str, schema: Schema, *errors: str) -> Schema:
    found: Schema = {"200": {"description": description, "content": _json(schema)}}
    for status in errors:
        found[status] = {"description": _ERRORS[status], "content": _json(_ref("Error"))}
        if status in ("429", "503"):
            found[status]["headers"] = {
                "Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}
            }
    return found


def _operation(name: str, summary: str, answers: Schema, body: Schema | None = None) -> Schema:
    found: Schema = {"operationId": name, "summary": summary, "responses": answers}
    if body:
        found["requestBody"] = {"required": True, "content": body}
    return found


def describe(languages: Languages, limits: Limits) -> Schema:
    """The document of a server that serves these languages within these limits."""
    sources = [AUTO, *sorted(languages.sources)]
    targets = sorted({pair.target for pair in languages.models})
    common: Schema = {
        "source": {"type": "string", "enum": sources},
        "target": {"type": "string", "enum": targets},
        "format": {"type": "string", "enum": ["text", "html"], "default": "text"},
        "alternatives": {"type": "integer", "minimum": 0, "maximum": limits.alternatives},
        "api_key": _TEXT,
    }
    optional = ("format", "alternatives", "api_key")
    short = _Q | {"maxLength": limits.characters}
    texts = _list(_TEXT) | {"minItems": 1, "maxItems": limits.items}
    translate = _object({"q": {"anyOf": [short, texts]}} | common, *optional)
    form = _object({"q": short} | common, *optional)
    detect = _object({"q": short, "api_key": _TEXT}, "api_key")
    file: Schema = {"type": "string", "format": "binary"}
    document = _object({"file": file} | {k: common[k] for k in _DOCUMENT}, "api_key")
    said = _Q | {"maxLength": limits.suggestion}
    suggestion = _object({"q": said, "s": said} | {k: common[k] for k in _DOCUMENT}, "api_key")
    chosen: Schema = {"type": "object", "additionalProperties": said}
    review = _object({"q": short} | {k: common[k] for k in _DOCUMENT} | {"chosen": chosen}, *_OWN)
    refusals = tuple(_ERRORS)
    read = ("403", "408", "413", "503")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "l10n serve",
            "version": __version__,
            "description": "Translation with LibreTranslate's API.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            "/translate": {
                "post": _operation(
                    "translate",
                    "Translate texts",
                    _answers("The translations.", _ref("Translation"), *refusals),
                    _bodies(translate, form),
                )
            },
            "/detect": {
                "post": _operation(
                    "detect",
                    "Guess the language of a text",
                    _answers("Guesses, the best first.", _list(_ref("Detection")), *refusals),
                    _bodies(detect, detect),
                )
            },
            DOCUMENTS: {
                "post": _operation(
                    "translate_file",
                    "Translate a document; its suffix says what it is",
                    _answers("Where the translation is, for ten minutes.", _ref("File"), *refusals),
                    {"multipart/form-data": {"schema": document}},
                )
            },
            "/review": {
                "post": _operation(
                    "review",
                    "Send a text to the project: a document with drafts that wait for review",
                    _answers("It is there.", _ref("Review"), *refusals),
                    _json(review),
                )
            },
            "/suggest": {
                "post": _operation(
                    "suggest",
                    "Suggest a better translation: it goes into the memory, unapproved",
                    _answers("It is there.", _object({"success": {"const": True}}), *refusals),
                    _bodies(suggestion, suggestion),
                )
            },
            "/languages": {
                "get": _operation(
                    "languages",
                    "Languages, and what each can be translated into",
                    _answers("All of them.", _list(_ref("Language")), *read),
                )
            },
            "/frontend/settings": {
                "get": _operation(
                    "settings",
                    "What a page in front of the server has to know",
                    _answers("The settings.", {"type": "object"}, *read),
                )
            },
            "/health": {
                "get": _operation(
                    "health",
                    "Whether the server works",
                    _answers("It does.", _object({"status": {"const": "ok"}}), *read),
                )
            },
        },
        "components": {"schemas": _schemas()},
    }


def _bodies(json: Schema, form: Schema) -> Schema:
    return {
        **_json(json),
        "application/x-www-form-urlencoded": {"schema": form},
        "multipart/form-data": {"schema": form},
    }


def _schemas() -> Schema:
    term = _object(
        {
            "term": _TEXT,
            "rule": {"type": "string", "enum": ["use", "forbid", "keep"]},
            "targets": _list(_TEXT),
            "honoured": {"type": "boolean"},
            "note": _TEXT | {"description": "Of the glossary, for people."},
        },
        "note",
    )
    origins = ["memory", "glossary", "machine", "source"]
    sentence = _object(
        {
            "origin": {"type": "string", "enum": origins},
            "similarity": {"type": "integer", "description": "Percent; of the memory."},
            "reviewed": {"type": "boolean", "description": "By a person; of the memory."},
            "engine": {"type": "string", "description": "Engine, model and version."},
            "confidence": {"type": "number", "minimum": 0, "maximum": 1},
            "glossary": _list(term),
            "text": _TEXT | {"description": "The sentence; where alternatives are asked for."},
            "translation": _TEXT,
            "alternatives": _list(_TEXT),
        },
        *("similarity", "reviewed", "engine", "confidence", "glossary"),
        *("text", "translation", "alternatives"),
    )
    detection = _object(
        {
            "confidence": {"type": "number", "minimum": 0, "maximum": 100},
            "language": _TEXT,
        }
    )
    return {
        "Error": _object({"error": _TEXT}),
        "Language": _object({"code": _TEXT, "name": _TEXT, "targets": _list(_TEXT)}),
        "Detection": detection,
        "File": _object({"translatedFileUrl": _TEXT | {"format": "uri"}}),
        "Review": _object({"document": _TEXT, "sentences": {"type": "integer"}}),
        "Sentence": sentence,
        "Translation": _object(
            {
                "translatedText": _one_or_list(_TEXT),
                "alternatives": _one_or_list(_list(_TEXT)),
                "detectedLanguage": _one_or_list(_ref("Detection")),
                "provenance": _one_or_list(_list(_ref("Sentence"))),
            },
            *("alternatives", "detectedLanguage"),
        ),
    }
