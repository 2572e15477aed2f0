"""Words that the audit's rules on text look for, by language; other languages stay silent."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ACTIVITY = {
    "en": _words(
        "build launch write hold create implement develop run organise organize prepare publish "
        "deliver start finish complete conduct roll set migrate introduce design draft plan host "
        "send review release install document define establish"
    ),
    "de": _words(
        "baue bauen einführen erstellen schreiben starten durchführen entwickeln umsetzen "
        "vorbereiten veröffentlichen planen organisieren"
    ),
}
"""First words of a title that names an activity and not what changes by it."""

UP = {
    "en": _words("increase raise grow more higher improve"),
    "de": _words("erhöhen steigern verbessern mehr höher wachsen"),
}
DOWN = {
    "en": _words("reduce cut lower fewer decrease less shorten"),
    "de": _words("senken verringern reduzieren weniger niedriger kürzen verkürzen"),
}
SMALL = {
    "en": _words("the a an of to for in on by per and with from at our every"),
    "de": _words("der die das den dem des ein eine einer von zu für in im auf pro je")
    | _words("und mit aus bei unsere unser jede jeder"),
}
"""Words that say nothing of what is measured."""
