"""PO and POT files, the strings of programs."""
