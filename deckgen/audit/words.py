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

MEASURED = {
    "en": _words(
        "time times duration rate rates ratio cost costs price frequency cadence size length age "
        "count volume share number failure failures error errors defect defects minutes hours days "
        "latency speed quality coverage adoption adherence readiness accuracy completeness "
        "turnaround queue queues backlog notes page pages system systems process score scores "
        "satisfaction success uptime downtime health debt quota"
    ),
    "de": _words("zeit zeiten dauer quote kosten anzahl anteil fehler qualität treue"),
}
"""Second words that make a noun of the first: *build time*, *release notes*, *plan adherence*."""

COUNTED = {
    "en": _words(
        "half halves halved double doubles doubled twice triple triples tripled quarter third zero "
        "no none never nobody nothing two three four five six seven eight nine ten dozen hundred "
        "thousand million"
    ),
    "de": _words(
        "halb hälfte halbiert halbieren doppelt verdoppelt verdoppeln dreifach viertel drittel "
        "null kein keine keinen nie niemand nichts zwei drei vier fünf sechs sieben acht neun "
        "zehn dutzend hundert tausend million"
    ),
}
"""Words that say how many or how much, so that one can tell when it is reached."""

NOBODY = _words(
    "tbd tba todo n/a na none nobody unknown unassigned open vacant ? - – — offen niemand"
)
"""What stands in an owner's place when there is none."""

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
