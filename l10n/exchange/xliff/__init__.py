"""XLIFF 2.1 (OASIS Standard, 13 February 2018) and, for older tools, XLIFF 1.2.

A message is a unit with one segment, one with a plural a unit per form; placeables are ``<pc>`` and
``<ph>`` whose original data is what the document has there. A draft is ``translated``,
an approved translation ``final``.
"""

from l10n.exchange.xliff.reading import Unit, XliffFile, read
from l10n.exchange.xliff.writing import NAMESPACE_1, NAMESPACE_2, export, export_1_2

__all__ = ["NAMESPACE_1", "NAMESPACE_2", "Unit", "XliffFile", "export", "export_1_2", "read"]
