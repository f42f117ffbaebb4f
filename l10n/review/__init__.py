"""The review page: a translator works through the drafts in a browser.

The way of a request: :mod:`guard` lets it in, :mod:`app` finds whom it is for, :mod:`api` reads its
parameters, :mod:`desk` holds the document in the locale as rows (:mod:`row`), :mod:`queue` picks
some, :mod:`checker` judges them, :mod:`suggestions` helps with one, :mod:`saving` writes,
:mod:`data` tells. What is done for later waits while there is :mod:`traffic`.

The page is in ``templates/`` and ``static/``, its messages in
``locales/<locale>/LC_MESSAGES/l10n.po``.
"""
