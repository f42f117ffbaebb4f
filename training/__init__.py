"""Reproducible training of the starter model: corpora in, CTranslate2 int8 weights out.

Each module is one step, run as ``python -m training.STEP``; README.md gives the order.
"""
