"""Words that the audit's rules on text look for, by language; other languages stay silent."""

from __future__ import annotations

ACTIVITY = {
    "en": frozenset(
        ["build", "launch", "write", "hold", "create", "implement", "develop", "run", "organise", "organize", "prepare", "publish", "deliver", "start", "finish", "complete", "conduct", "roll", "set", "migrate", "introduce", "design", "draft", "plan", "host", "send", "review", "release", "install", "document", "define", "establish"]
    ),
    "de": frozenset(
        ["baue", "bauen", "einführen", "erstellen", "schreiben", "starten", "durchführen", "entwickeln", "umsetzen", "vorbereiten", "veröffentlichen", "planen", "organisieren"]
    ),
}
"""First words of a title that names an activity and not what changes by it."""

UP = {"en": frozenset(["increase", "raise", "grow", "more", "higher", "improve"])}
DOWN = {"en": frozenset(["reduce", "cut", "lower", "fewer", "decrease", "less", "shorten"])}
SMALL = {"en": frozenset(["the", "a", "an", "of", "to", "for", "in", "on", "by", "per", "and", "with", "from", "at", "our", "every"])}
"""Words that say nothing of what is measured."""
