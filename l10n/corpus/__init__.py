"""Bulk translation of text, JSONL and Parquet on Dask.

sources ──partitions──▶ chunks of lines ──cluster──▶ outcomes ──▶ parts in a folder, and a report

:func:`l10n.corpus.run.translate_corpus` is the whole; needs the extra ``l10n-offline[corpus]``.
"""
