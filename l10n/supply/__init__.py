"""How models get into the store: from files at hand, from the catalogue's addresses, converted.

Only :mod:`l10n.supply.install` and what it calls opens a network connection, and only
``l10n models install`` calls it.
"""
