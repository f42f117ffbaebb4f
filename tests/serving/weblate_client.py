"""Asks a server as Weblate does: run by a Python that has Weblate, see ``tools/weblate``.

Prints what Weblate's own class for LibreTranslate has found, as JSON.
"""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "weblate.settings_test"
    django.setup()
    from weblate.machinery.libretranslate import LibreTranslateTranslation

    url, key, target, *texts = sys.argv[1:]
    service = LibreTranslateTranslation({"url": url, "key": key})
    found = service.download_multiple_translations(
        "en", service.map_language_code(target), [(text, None) for text in texts]
    )
    print(json.dumps({"languages": service.download_languages(), "found": found}))


if __name__ == "__main__":
    main()
