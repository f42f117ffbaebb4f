"""The translation server: LibreTranslate's API in front of our engines, memory and glossary.

From the door inwards: :mod:`l10n.serving.door` (limits, log, metrics), :mod:`l10n.serving.app`
(addresses), :mod:`l10n.serving.requests` (what was asked), :mod:`l10n.serving.translator` (memory,
glossary, engine), :mod:`l10n.serving.batching` (many requests, one call of the engine).
"""
