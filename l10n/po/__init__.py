"""Gettext PO files: reading, writing, merging, and who wrote what in them."""
